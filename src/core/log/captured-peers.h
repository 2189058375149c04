/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireCapturedPeers:
 *
 * The peers of a capture, by their transports and addresses: each connection has a peer of its own,
 * and a note is of that which came last, or of one that comes later.
 */
typedef struct _HexwireCapturedPeers HexwireCapturedPeers;

/** hexwire_captured_peers_new: @log: gets the peers, and lives longer */
HexwireCapturedPeers *hexwire_captured_peers_new (HexwireMessageLog *log);

void hexwire_captured_peers_free (HexwireCapturedPeers *self);

/**
 * hexwire_captured_peers_add:
 *
 * Returns: the number of a peer for a new connection; the one that a note has named before, if any
 */
guint32 hexwire_captured_peers_add (HexwireCapturedPeers *self,
                                    const HexwireLogPeer *peer);

/** hexwire_captured_peers_find: the number of the peer that a note names; made where it is new. */
guint32 hexwire_captured_peers_find (HexwireCapturedPeers *self,
                                     const HexwireLogPeer *peer);

G_END_DECLS
