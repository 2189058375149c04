/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MODE_ROW (hexwire_mode_row_get_type ())

/**
 * HexwireModeRow:
 *
 * Who may connect to a UNIX socket's path: an entry for the endpoint's `socket-mode` in octal, as
 * people write it, and what it means.
 */
G_DECLARE_FINAL_TYPE (HexwireModeRow, hexwire_mode_row, HEXWIRE, MODE_ROW, GtkBox)

/** hexwire_mode_row_set_endpoint: shows and sets that of @endpoint; once. */
void hexwire_mode_row_set_endpoint (HexwireModeRow  *self,
                                    HexwireEndpoint *endpoint);

/** hexwire_mode_row_check: whether permissions are typed; else @error says what is wrong. */
gboolean hexwire_mode_row_check (HexwireModeRow  *self,
                                 GError         **error);

G_END_DECLS
