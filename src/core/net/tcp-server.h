/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_TCP_SERVER (hexwire_tcp_server_get_type ())

/**
 * HexwireTcpServer:
 *
 * Listens for TCP connections and keeps as many as the limit of open files allows: near it,
 * accepting stops, says so in the log, and goes on when a peer leaves. Sending to no peer in
 * particular sends to all of them.
 */
G_DECLARE_FINAL_TYPE (HexwireTcpServer, hexwire_tcp_server, HEXWIRE, TCP_SERVER, HexwireEndpoint)

G_END_DECLS
