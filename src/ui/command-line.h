/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/** hexwire_command_line_add_options: declares what `hexwire --help` lists. */
void hexwire_command_line_add_options (GApplication *application);

/**
 * hexwire_command_line_get_endpoints:
 * @options: the parsed options
 * @folder: (nullable): where relative paths begin
 * @error: return location for a #HexwireNetError
 *
 * Makes the endpoints that were asked for: each endpoint option may be given several times, and the
 * reply goes for every server.
 *
 * Returns: (transfer full) (nullable) (element-type HexwireEndpoint): closed endpoints, maybe none;
 *   %NULL where an option is wrong
 */
GPtrArray *hexwire_command_line_get_endpoints (GVariantDict  *options,
                                               const char    *folder,
                                               GError       **error);

/**
 * hexwire_command_line_get_files:
 *
 * Returns: (transfer full) (element-type GFile): the sessions and captures that were named, maybe
 *   none
 */
GPtrArray *hexwire_command_line_get_files (GVariantDict            *options,
                                           GApplicationCommandLine *command_line);

/** hexwire_command_line_wants_new_window: whether what is asked for goes into another window. */
gboolean hexwire_command_line_wants_new_window (GVariantDict *options);

gboolean hexwire_command_line_wants_demo (GVariantDict *options);

G_END_DECLS
