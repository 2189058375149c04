/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/**
 * hexwire_net_address_new_endpoint:
 * @transport: `tcp` or `udp`; for a UNIX socket they stand for a stream and for datagrams
 * @text: `[ADDRESS:]PORT` for a server, `ADDRESS:PORT` for a client, an IPv6 address in brackets;
 *   or a UNIX socket's path or abstract name, `unix:/run/x.sock`, `unix:@name`
 * @is_server: whether the endpoint listens
 * @family: which addresses may be used
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): a closed endpoint, or %NULL with an error that says what is
 *   wrong with the words
 */
HexwireEndpoint *hexwire_net_address_new_endpoint (const char     *transport,
                                                   const char     *text,
                                                   gboolean        is_server,
                                                   HexwireFamily   family,
                                                   GError        **error);

G_END_DECLS
