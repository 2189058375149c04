/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/datagram-socket.h"
#include "net/peer.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_UDP_PEER (hexwire_udp_peer_get_type ())

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
 * @is_connected: whether @socket is connected to this very address
 */
HexwireUdpPeer *hexwire_udp_peer_new (HexwireTraffic        *traffic,
                                      HexwireDatagramSocket *socket,
                                      const struct sockaddr *address,
                                      socklen_t              address_size,
                                      gboolean               is_connected);

/** hexwire_udp_peer_get_native: the address, for hexwire_address_hash(). */
const struct sockaddr *hexwire_udp_peer_get_native (HexwireUdpPeer *self);

/** hexwire_udp_peer_received: logs a datagram of this peer, and answers it if asked to. */
void hexwire_udp_peer_received (HexwireUdpPeer        *self,
                                const HexwireDatagram *datagram);

G_END_DECLS
