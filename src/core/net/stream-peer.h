/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_STREAM_PEER (hexwire_stream_peer_get_type ())

/**
 * HexwireStreamPeer:
 *
 * A peer at the other end of a connection. Whatever one read delivers is a message.
 *
 * The ways to end are told apart in the log: closed by the peer, reset by the peer, closed here, or
 * an error; with the bytes of both directions, and those that were never sent.
 */
G_DECLARE_FINAL_TYPE (HexwireStreamPeer, hexwire_stream_peer, HEXWIRE, STREAM_PEER, HexwirePeer)

/**
 * hexwire_stream_peer_new:
 * @connection: a connection; the peer keeps and closes it
 * @opened_here: whether we connected to the peer, or it to us
 *
 * Starts to read at once.
 */
HexwireStreamPeer *hexwire_stream_peer_new (HexwireTraffic    *traffic,
                                            GSocketConnection *connection,
                                            gboolean           opened_here);

/**
 * hexwire_stream_peer_finish_sending:
 *
 * Tells the peer that nothing more comes, and goes on reading until it finishes, too. Does nothing
 * while something waits to be sent, and where the connection is not open.
 */
void hexwire_stream_peer_finish_sending (HexwireStreamPeer *self);

/** hexwire_stream_peer_get_n_waiting_bytes: what was handed to send and is not with the kernel. */
gsize hexwire_stream_peer_get_n_waiting_bytes (HexwireStreamPeer *self);

G_END_DECLS
