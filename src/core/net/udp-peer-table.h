/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/udp-peer.h"

G_BEGIN_DECLS

/**
 * HexwireUdpPeerTable:
 *
 * The peers of an endpoint that have not left, to be found without a look at all of them. It holds
 * no references.
 */
typedef struct _HexwireUdpPeerTable HexwireUdpPeerTable;

/** hexwire_udp_peer_table_new: (transfer full): an empty one. */
HexwireUdpPeerTable *hexwire_udp_peer_table_new (void);

void hexwire_udp_peer_table_free (HexwireUdpPeerTable *self);

/** hexwire_udp_peer_table_add: @peer must be removed before it is finalized. */
void hexwire_udp_peer_table_add (HexwireUdpPeerTable *self,
                                 HexwireUdpPeer      *peer);

void hexwire_udp_peer_table_remove (HexwireUdpPeerTable *self,
                                    HexwireUdpPeer      *peer);

guint hexwire_udp_peer_table_get_size (HexwireUdpPeerTable *self);

/** hexwire_udp_peer_table_get_first: (nullable): the oldest of those that have @peer's address. */
HexwireUdpPeer *hexwire_udp_peer_table_get_first (HexwireUdpPeerTable *self,
                                                  HexwireUdpPeer      *peer);

/** hexwire_udp_peer_table_count_addresses: how many addresses the peers have. */
guint hexwire_udp_peer_table_count_addresses (HexwireUdpPeerTable *self);

/** hexwire_udp_peer_table_list: (transfer container): all of them, in no order. */
GList *hexwire_udp_peer_table_list (HexwireUdpPeerTable *self);

/** hexwire_udp_peer_table_find_sender: (nullable): the peer whose datagram this is. */
HexwireUdpPeer *hexwire_udp_peer_table_find_sender (HexwireUdpPeerTable   *self,
                                                    const HexwireDatagram *datagram);

/**
 * hexwire_udp_peer_table_find_destination:
 * @address: whom something was sent to, wherever his datagrams come in
 *
 * Returns: (nullable): a peer of that address; the one that none came from yet, where there is one
 */
HexwireUdpPeer *hexwire_udp_peer_table_find_destination (HexwireUdpPeerTable   *self,
                                                         const struct sockaddr *address);

G_END_DECLS
