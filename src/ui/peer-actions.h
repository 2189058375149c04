/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_PEER_ACTIONS (hexwire_peer_actions_get_type ())

/**
 * HexwirePeerActions:
 *
 * What can be done with peers, as actions: `disconnect`; and for connections `details`,
 * `finish-sending`, `reset` and `pause`, which is a switch. They are for some peers, or for all of
 * an endpoint, and enabled while there is somebody for whom they make sense; `details` are of one.
 *
 * Signals:
 * - `details`: a #HexwirePeer, of whom the user wants to see more
 */
G_DECLARE_FINAL_TYPE (HexwirePeerActions, hexwire_peer_actions, HEXWIRE, PEER_ACTIONS, GObject)

HexwirePeerActions *hexwire_peer_actions_new (HexwireEndpoint *endpoint);

/** hexwire_peer_actions_get_group: (transfer none) */
GActionGroup *hexwire_peer_actions_get_group (HexwirePeerActions *self);

/**
 * hexwire_peer_actions_set_peers:
 * @peers: (nullable) (element-type HexwirePeer): whom they are for; %NULL for all
 */
void hexwire_peer_actions_set_peers (HexwirePeerActions *self,
                                     GPtrArray          *peers);

/** hexwire_peer_actions_update: has them enabled or not by what is possible now. */
void hexwire_peer_actions_update (HexwirePeerActions *self);

G_END_DECLS
