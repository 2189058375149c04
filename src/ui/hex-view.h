/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_HEX_VIEW (hexwire_hex_view_get_type ())

/**
 * HexwireHexView:
 *
 * Bytes with their offsets, in hex and in ASCII, as many to a line as there is room for. Draws the
 * lines in sight and no others, so that a large payload opens as fast as a small one. Lives in a
 * #GtkScrolledWindow.
 */
G_DECLARE_FINAL_TYPE (HexwireHexView, hexwire_hex_view, HEXWIRE, HEX_VIEW, GtkWidget)

/** hexwire_hex_view_set_bytes: @bytes: (nullable): what is shown, from its start. */
void hexwire_hex_view_set_bytes (HexwireHexView *self,
                                 GBytes         *bytes);

G_END_DECLS
