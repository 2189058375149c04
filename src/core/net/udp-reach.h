/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/udp-endpoint.h"

G_BEGIN_DECLS

/**
 * hexwire_udp_reach_async:
 * @address: `HOST:PORT`, as of hexwire_address_split(); the host may be a name
 *
 * Finds or makes the peer to which datagrams for @address go, without blocking.
 */
void hexwire_udp_reach_async (HexwireUdpEndpoint  *endpoint,
                              const char          *address,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);

/**
 * hexwire_udp_reach_finish:
 *
 * Returns: (transfer full) (nullable): the peer, or %NULL with a #HexwireNetError or with
 *   %G_IO_ERROR_CANCELLED
 */
HexwirePeer *hexwire_udp_reach_finish (GAsyncResult  *result,
                                       GError       **error);

G_END_DECLS
