/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/udp-endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_UDP_SERVER (hexwire_udp_server_get_type ())

/**
 * HexwireUdpServer:
 *
 * Receives datagrams at a port of ours, and can answer every sender. Sending to no peer in
 * particular sends to all of them.
 */
G_DECLARE_FINAL_TYPE (HexwireUdpServer, hexwire_udp_server, HEXWIRE, UDP_SERVER, HexwireUdpEndpoint)

G_END_DECLS
