/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireStreamInfo:
 * @n_waiting_bytes: what was handed to send and is not with the kernel
 * @n_unread_bytes: what the kernel has for us
 * @n_unconfirmed_bytes: what the kernel has for the peer: not sent, or sent and not confirmed
 * @has_tcp: whether the rest is known
 * @rtt_us: the smoothed time of a round trip, in microseconds
 * @rtt_deviation_us: how much it varies
 * @n_retransmitted: segments that were sent again since the beginning
 * @n_unacked_segments: segments under way
 * @send_window_segments: how many may be under way (the congestion window)
 * @peer_window_bytes: how much the peer's side would take; 0 where the kernel does not tell
 * @has_receive_window: whether the kernel (from 6.2 on) tells @receive_window_bytes
 * @receive_window_bytes: how much our side would take
 * @send_mss_bytes: the largest segment to the peer
 * @receive_mss_bytes: the largest segment from the peer
 * @mtu_bytes: the largest packet on the way to the peer
 *
 * How a connection is doing at a moment.
 */
typedef struct
{
  gsize n_waiting_bytes;
  gsize n_unread_bytes;
  gsize n_unconfirmed_bytes;
  gboolean has_tcp;
  guint32 rtt_us;
  guint32 rtt_deviation_us;
  guint32 n_retransmitted;
  guint32 n_unacked_segments;
  guint32 send_window_segments;
  guint32 peer_window_bytes;
  gboolean has_receive_window;
  guint32 receive_window_bytes;
  guint32 send_mss_bytes;
  guint32 receive_mss_bytes;
  guint32 mtu_bytes;
} HexwireStreamInfo;

/**
 * hexwire_stream_info_read:
 * @self: (out): filled in, but for @n_waiting_bytes, which is 0
 * @fd: a connected stream socket
 */
void hexwire_stream_info_read (HexwireStreamInfo *self,
                               int                fd);

G_END_DECLS
