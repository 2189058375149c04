/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireTransport:
 * @HEXWIRE_TRANSPORT_TCP: a stream between IP addresses
 * @HEXWIRE_TRANSPORT_UDP: datagrams between IP addresses
 * @HEXWIRE_TRANSPORT_UNIX_STREAM: a stream between sockets with paths
 * @HEXWIRE_TRANSPORT_UNIX_DATAGRAM: datagrams between sockets with paths
 */
typedef enum
{
  HEXWIRE_TRANSPORT_TCP,
  HEXWIRE_TRANSPORT_UDP,
  HEXWIRE_TRANSPORT_UNIX_STREAM,
  HEXWIRE_TRANSPORT_UNIX_DATAGRAM,
} HexwireTransport;

/** hexwire_transport_is_stream: whether it has no message borders of its own. */
gboolean hexwire_transport_is_stream (HexwireTransport self);

/**
 * HexwireLogPeer:
 * @transport: what messages go over
 * @address: the peer's address as people write it (`127.0.0.1:5000`, `[fe80::1%eth0]:5000`, or a
 *   path)
 * @local_address: (nullable): ours, in the same form; %NULL where it is not known
 * @opened_here: whether the connection was opened from here; a server's peers open theirs
 * @arrival: (nullable): where its datagrams came in, as in "239.1.1.1 on eth0"; %NULL where that is
 *   the local address
 * @is_captured: whether its rows come from a capture, so that what was "sent" by one side are
 *   packets, which need not be the messages that a program sent
 *
 * Whose messages a log holds. What hexwire_log_peer_new() returns is immutable and may be used in
 * any thread; a peer that is only described lives on the stack.
 */
typedef struct
{
  HexwireTransport transport;
  const char *address;
  const char *local_address;
  gboolean opened_here;
  const char *arrival;
  gboolean is_captured;
} HexwireLogPeer;

/** hexwire_log_peer_new: (transfer full): a copy of @description that can be referenced. */
HexwireLogPeer *hexwire_log_peer_new (const HexwireLogPeer *description);

/** hexwire_log_peer_ref: @self: (nullable): %NULL stays %NULL. */
HexwireLogPeer *hexwire_log_peer_ref   (HexwireLogPeer       *self);
void            hexwire_log_peer_unref (HexwireLogPeer       *self);

G_END_DECLS
