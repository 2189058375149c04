/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PEER_ROW (hexwire_peer_row_get_type ())

/**
 * HexwirePeerRow:
 *
 * A peer in the list, live; or, for an endpoint instead of a peer, all of its peers together.
 */
G_DECLARE_FINAL_TYPE (HexwirePeerRow, hexwire_peer_row, HEXWIRE, PEER_ROW, GtkBox)

GtkWidget *hexwire_peer_row_new (void);

/** hexwire_peer_row_set_item: @item: (nullable): a #HexwirePeer or a #HexwireEndpoint. */
void hexwire_peer_row_set_item (HexwirePeerRow *self,
                                GObject        *item);

G_END_DECLS
