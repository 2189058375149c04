/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/socket-options.h"

G_BEGIN_DECLS

/**
 * hexwire_socket_new:
 * @type: stream or datagram
 *
 * Makes a non-blocking socket for IPv4 or IPv6 alone (IPV6_V6ONLY), so that the two families never
 * take each other's ports. A datagram socket may broadcast and asks for a receive buffer of 4 MiB,
 * of which the kernel may grant less.
 *
 * Returns: (transfer full) (nullable): the socket, or %NULL with %HEXWIRE_NET_ERROR_BIND
 */
GSocket *hexwire_socket_new (GSocketFamily   family,
                             GSocketType     type,
                             GError        **error);

/**
 * hexwire_socket_bind:
 * @local: what to bind, of the family of @socket
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_BIND
 */
gboolean hexwire_socket_bind (GSocket         *socket,
                              GSocketAddress  *local,
                              GError         **error);

/**
 * hexwire_bind_all:
 * @addresses: (element-type GSocketAddress): what to bind, all of one port
 * @options: how the sockets behave
 * @note: (out): something that the user should know, or %NULL
 * @error: return location for a #HexwireNetError
 *
 * Binds a socket for each of @addresses, or one for all interfaces of both families where @options
 * say so. Where their port is 0 they get the same free port. Where
 * all interfaces of both families are asked for and the machine has no IPv6, IPv4 is enough and
 * @note says so; any other failure fails the whole.
 *
 * Returns: (transfer full) (nullable) (element-type GSocket): the bound sockets, or %NULL with
 *   %HEXWIRE_NET_ERROR_BIND
 */
GPtrArray *hexwire_bind_all (GPtrArray             *addresses,
                             GSocketType            type,
                             HexwireSocketOptions  *options,
                             char                 **note,
                             GError               **error);

/**
 * hexwire_sockets_to_texts:
 *
 * Returns: (transfer full) (element-type utf8): local addresses of @sockets; two for one that takes
 *   both families
 */
GPtrArray *hexwire_sockets_to_texts (GPtrArray *sockets);

/**
 * hexwire_join_addresses:
 * @addresses: (array zero-terminated=1): addresses as text
 *
 * Returns: (transfer full): "A", "A and B" in the user's language
 */
char *hexwire_join_addresses (const char *const *addresses);

G_END_DECLS
