/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PEER_LIST (hexwire_peer_list_get_type ())

/**
 * HexwirePeerList:
 *
 * The peers of an endpoint, with a first row that stands for all of them. The property
 * `selected-peer` is %NULL for that row. Its menus want the actions of #HexwirePeerActions as
 * `connection` round it.
 */
G_DECLARE_FINAL_TYPE (HexwirePeerList, hexwire_peer_list, HEXWIRE, PEER_LIST, GtkBox)

/** hexwire_peer_list_set_endpoint: once. */
void hexwire_peer_list_set_endpoint (HexwirePeerList *self,
                                     HexwireEndpoint *endpoint);

/** hexwire_peer_list_get_selected: (transfer none) (nullable): the peer that alone is selected. */
HexwirePeer *hexwire_peer_list_get_selected (HexwirePeerList *self);

/**
 * hexwire_peer_list_dup_selected:
 *
 * Returns: (transfer full) (nullable) (element-type HexwirePeer): the selected peers, also those
 *   that left; %NULL for all of them, whoever they are
 */
GPtrArray *hexwire_peer_list_dup_selected (HexwirePeerList *self);

/**
 * hexwire_peer_list_get_anchor:
 *
 * Returns: (transfer none): where something about the selected row is shown: the row, or a button
 *   above the list while it is out of sight
 */
GtkWidget *hexwire_peer_list_get_anchor (HexwirePeerList *self);

G_END_DECLS
