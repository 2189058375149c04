/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"
#include "net/stream-info.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_STREAM_PEER (hexwire_stream_peer_get_type ())

/**
 * HexwireStreamPeer:
 *
 * A peer at the other end of a connection. Whatever one read delivers is a message.
 *
 * The ways to end are told apart in the log: closed by the peer, reset by the peer, closed here,
 * reset here, or an error; with the bytes of both directions, those that were never sent, and those
 * of which the peer's side did not say that it has them.
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

/** hexwire_stream_peer_get_n_waiting_bytes: what was handed to send and is not with the kernel. */
gsize hexwire_stream_peer_get_n_waiting_bytes (HexwireStreamPeer *self);

/** hexwire_stream_peer_can_finish_sending: whether it is connected and was not told yet. */
gboolean hexwire_stream_peer_can_finish_sending (HexwireStreamPeer *self);

/**
 * hexwire_stream_peer_finish_sending:
 *
 * Tells the peer's side that nothing follows what was handed to send, and goes on receiving. A peer
 * that has finished, too, leaves by that.
 */
void hexwire_stream_peer_finish_sending (HexwireStreamPeer *self);

/**
 * hexwire_stream_peer_reset:
 *
 * Ends the connection at once. What was not sent yet is given up, what the kernel still had, too,
 * and the peer's side is told that the connection is broken.
 */
void hexwire_stream_peer_reset (HexwireStreamPeer *self);

/** hexwire_stream_peer_is_paused: whether it is not read from; at first as its traffic says. */
gboolean hexwire_stream_peer_is_paused (HexwireStreamPeer *self);

/**
 * hexwire_stream_peer_set_paused:
 *
 * Stops reading from the peer, or goes on. What it sends meanwhile fills the kernel's buffer, and
 * then its own side's; that it has finished sending is not seen either. Of a UNIX peer that is gone
 * the system tells all the same, and it is read to its end.
 */
void hexwire_stream_peer_set_paused (HexwireStreamPeer *self,
                                     gboolean           is_paused);

/**
 * hexwire_stream_peer_read_info:
 * @info: (out): how the connection is doing
 *
 * Returns: %FALSE where there is no connection any more
 */
gboolean hexwire_stream_peer_read_info (HexwireStreamPeer *self,
                                        HexwireStreamInfo *info);

G_END_DECLS
