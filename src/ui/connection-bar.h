/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_CONNECTION_BAR (hexwire_connection_bar_get_type ())

/**
 * HexwireConnectionBar:
 *
 * The settings of an endpoint, and the button that opens and closes it. What cannot be right is
 * marked where it was typed, and told by the signal `problem` (string, %NULL when it is mended).
 */
G_DECLARE_FINAL_TYPE (HexwireConnectionBar, hexwire_connection_bar, HEXWIRE, CONNECTION_BAR, GtkBox)

/** hexwire_connection_bar_set_endpoint: once. */
void hexwire_connection_bar_set_endpoint (HexwireConnectionBar *self,
                                          HexwireEndpoint      *endpoint);

/** hexwire_connection_bar_toggle: as if the button was pressed. */
void hexwire_connection_bar_toggle (HexwireConnectionBar *self);

void hexwire_connection_bar_focus_address (HexwireConnectionBar *self);

/** hexwire_connection_bar_get_anchor: (transfer none): where a client's connection is shown. */
GtkWidget *hexwire_connection_bar_get_anchor (HexwireConnectionBar *self);

G_END_DECLS
