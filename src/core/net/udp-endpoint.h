/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/datagram-socket.h"
#include "net/endpoint.h"
#include "net/group-list.h"
#include "net/udp-peer.h"
#include "net/unix-file.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_UDP_ENDPOINT (hexwire_udp_endpoint_get_type ())

/**
 * HexwireUdpEndpoint:
 *
 * What the UDP kinds have in common: every address that a datagram comes from is a peer.
 */
G_DECLARE_DERIVABLE_TYPE (HexwireUdpEndpoint, hexwire_udp_endpoint, HEXWIRE, UDP_ENDPOINT,
                          HexwireEndpoint)

/**
 * HexwireUdpEndpointClass:
 * @set_up: makes the sockets for @addresses, what the settings stand for, and adds them; calls
 *   hexwire_endpoint_opened(), at once or later
 * @failed: (nullable): called for what became of a datagram that was sent to @peer, which may be
 *   %NULL; in the middle of sending or receiving
 */
struct _HexwireUdpEndpointClass
{
  HexwireEndpointClass parent_class;

  gboolean (*set_up) (HexwireUdpEndpoint  *self,
                      GPtrArray           *addresses,
                      GError             **error);
  void     (*failed) (HexwireUdpEndpoint       *self,
                      HexwirePeer              *peer,
                      const HexwireSocketError *error);
};

/**
 * hexwire_udp_endpoint_reach:
 * @address: whom to send to
 *
 * Finds the peer of an address, or makes one before any datagram came from it. A socket that is
 * connected to somebody else is left alone: another one is opened then, and the log tells its port.
 *
 * Returns: (transfer none) (nullable): the peer, or %NULL with %HEXWIRE_NET_ERROR_NOT_OPEN or
 *   %HEXWIRE_NET_ERROR_BIND
 */
HexwirePeer *hexwire_udp_endpoint_reach (HexwireUdpEndpoint  *self,
                                         GSocketAddress      *address,
                                         GError             **error);

/*< protected >*/

/** hexwire_udp_endpoint_add_socket: reads from @socket until the endpoint closes. */
HexwireDatagramSocket *hexwire_udp_endpoint_add_socket (HexwireUdpEndpoint *self,
                                                        GSocket            *socket);

/** hexwire_udp_endpoint_remove_socket: closes a socket that no peer uses any more. */
void hexwire_udp_endpoint_remove_socket (HexwireUdpEndpoint    *self,
                                         HexwireDatagramSocket *socket);

/** hexwire_udp_endpoint_take_file: removes @file, that of a socket, when the endpoint closes. */
void hexwire_udp_endpoint_take_file (HexwireUdpEndpoint *self,
                                     HexwireUnixFile    *file);

/**
 * hexwire_udp_endpoint_add_peer:
 * @arrival: (nullable): where its datagrams come in; %NULL before any came
 * @opened_here: whether we chose to send to it
 *
 * Returns: (transfer none): a new peer
 */
HexwireUdpPeer *hexwire_udp_endpoint_add_peer (HexwireUdpEndpoint    *self,
                                               HexwireDatagramSocket *socket,
                                               const struct sockaddr *address,
                                               socklen_t              address_size,
                                               const HexwireArrival  *arrival,
                                               gboolean               opened_here,
                                               gboolean               is_connected);

/** hexwire_udp_endpoint_log_groups: tells in the log which multicast groups were joined. */
void hexwire_udp_endpoint_log_groups (HexwireUdpEndpoint *self);

/*< public >*/

/** hexwire_udp_endpoint_get_groups: (transfer none): the multicast groups that it listens to. */
HexwireGroupList *hexwire_udp_endpoint_get_groups (HexwireUdpEndpoint *self);

G_END_DECLS
