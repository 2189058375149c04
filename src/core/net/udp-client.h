/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/udp-endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_UDP_CLIENT (hexwire_udp_client_get_type ())

/**
 * HexwireUdpClient:
 *
 * Sends datagrams to an address and receives what comes from there. With a broadcast address or a
 * group it receives from everybody, since that is not where answers come from.
 */
G_DECLARE_FINAL_TYPE (HexwireUdpClient, hexwire_udp_client, HEXWIRE, UDP_CLIENT, HexwireUdpEndpoint)

G_END_DECLS
