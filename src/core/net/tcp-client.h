/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_TCP_CLIENT (hexwire_tcp_client_get_type ())

/**
 * HexwireTcpClient:
 *
 * Connects over TCP. Its peers are its connections, one after the other. Connecting can be given up
 * by closing, and gives up by itself after 10 s.
 */
G_DECLARE_FINAL_TYPE (HexwireTcpClient, hexwire_tcp_client, HEXWIRE, TCP_CLIENT, HexwireEndpoint)

G_END_DECLS
