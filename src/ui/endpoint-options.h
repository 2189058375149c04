/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_ENDPOINT_OPTIONS (hexwire_endpoint_options_get_type ())

/**
 * HexwireEndpointOptions:
 *
 * How the sockets of a tab behave, as much of it as concerns its kind, for a popover. What counts
 * from the next start alone says so while the endpoint is active.
 */
G_DECLARE_FINAL_TYPE (HexwireEndpointOptions, hexwire_endpoint_options, HEXWIRE, ENDPOINT_OPTIONS,
                      GtkBox)

/** hexwire_endpoint_options_set_endpoint: once. */
void hexwire_endpoint_options_set_endpoint (HexwireEndpointOptions *self,
                                            HexwireEndpoint        *endpoint);

/**
 * hexwire_endpoint_options_find_problem:
 * @error: return location for a #HexwireNetError, which names the option
 *
 * Takes over what is typed, as far as it is good.
 *
 * Returns: (transfer none) (nullable): where something is wrong, or %NULL where nothing is
 */
GtkWidget *hexwire_endpoint_options_find_problem (HexwireEndpointOptions  *self,
                                                  GError                 **error);

G_END_DECLS
