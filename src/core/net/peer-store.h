/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PEER_STORE (hexwire_peer_store_get_type ())

/**
 * HexwirePeerStore:
 *
 * The peers of an endpoint, in the order of their coming. Those that left stay, so that the user
 * sees who was there, but not without bound: of 2000 the oldest 1000 are forgotten, and all of them
 * when the user says so.
 */
G_DECLARE_FINAL_TYPE (HexwirePeerStore, hexwire_peer_store, HEXWIRE, PEER_STORE, GObject)

/** hexwire_peer_store_new: (transfer full): an empty store. */
HexwirePeerStore *hexwire_peer_store_new (void);

/** hexwire_peer_store_add: @peer: (transfer full): somebody who is there */
void hexwire_peer_store_add (HexwirePeerStore *self,
                             HexwirePeer      *peer);

/** hexwire_peer_store_get_model: (transfer none): of #HexwirePeer, in the order of their coming. */
GListModel *hexwire_peer_store_get_model (HexwirePeerStore *self);

/**
 * hexwire_peer_store_list:
 *
 * A copy, for whoever does with the peers what may shorten the store.
 *
 * Returns: (transfer full) (element-type HexwirePeer)
 */
GPtrArray *hexwire_peer_store_list (HexwirePeerStore *self);

/** hexwire_peer_store_get_n_connected: how many of the peers have not left. */
guint hexwire_peer_store_get_n_connected (HexwirePeerStore *self);

/** hexwire_peer_store_forget_left: forgets all peers that have left. */
void hexwire_peer_store_forget_left (HexwirePeerStore *self);

G_END_DECLS
