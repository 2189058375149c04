/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/datagram-socket.h"
#include "net/peer.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_UDP_PEER (hexwire_udp_peer_get_type ())

/**
 * HexwireUdpKey:
 * @address: who sends
 * @arrival: where that comes in
 *
 * What makes a peer. Who sends to a group and to an address of ours is two peers, so that each
 * message tells where it came in.
 */
typedef struct
{
  const struct sockaddr *address;
  const HexwireArrival *arrival;
} HexwireUdpKey;

/**
 * HexwireUdpPeer:
 *
 * An address that datagrams come from or go to. Disconnecting forgets it: the next datagram from
 * there makes a new peer.
 */
G_DECLARE_FINAL_TYPE (HexwireUdpPeer, hexwire_udp_peer, HEXWIRE, UDP_PEER, HexwirePeer)

/**
 * hexwire_udp_peer_new:
 * @socket: (transfer none): what to send with; must outlive the peer's leaving
 * @address: where to; of a UNIX socket a #HexwireUnixAddress, whose @address_size is its size
 * @arrival: (nullable): where its datagrams come in; %NULL before any came
 * @opened_here: whether we chose to send to it
 * @is_connected: whether @socket is connected to this very address
 */
HexwireUdpPeer *hexwire_udp_peer_new (HexwireTraffic        *traffic,
                                      HexwireDatagramSocket *socket,
                                      const struct sockaddr *address,
                                      socklen_t              address_size,
                                      const HexwireArrival  *arrival,
                                      gboolean               opened_here,
                                      gboolean               is_connected);

const struct sockaddr *hexwire_udp_peer_get_native (HexwireUdpPeer *self);

/** hexwire_udp_peer_get_key: what tells it from others, valid as long as the peer. */
const HexwireUdpKey *hexwire_udp_peer_get_key (HexwireUdpPeer *self);

/** hexwire_udp_key_hash: for #GHashTable. */
guint    hexwire_udp_key_hash  (gconstpointer key);
gboolean hexwire_udp_key_equal (gconstpointer a,
                                gconstpointer b);

/** hexwire_udp_peer_received: logs a datagram of this peer, and answers it if asked to. */
void hexwire_udp_peer_received (HexwireUdpPeer        *self,
                                const HexwireDatagram *datagram);

G_END_DECLS
