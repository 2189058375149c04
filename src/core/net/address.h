/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * HexwireFamily:
 * @HEXWIRE_FAMILY_ANY: IPv4 and IPv6
 * @HEXWIRE_FAMILY_IPV4: IPv4 alone
 * @HEXWIRE_FAMILY_IPV6: IPv6 alone
 * @HEXWIRE_FAMILY_UNIX: sockets with a path or an abstract name, on this machine
 */
typedef enum
{
  HEXWIRE_FAMILY_ANY,
  HEXWIRE_FAMILY_IPV4,
  HEXWIRE_FAMILY_IPV6,
  HEXWIRE_FAMILY_UNIX,
} HexwireFamily;

/** HEXWIRE_BROADCAST: what Python's `socket` calls INADDR_BROADCAST, 255.255.255.255. */
#define HEXWIRE_BROADCAST "<broadcast>"

/**
 * hexwire_port_parse:
 * @text: a port, 0 to 65535, in decimal
 * @port: (out): the port
 * @error: return location for a #HexwireNetError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_PORT
 */
gboolean hexwire_port_parse (const char  *text,
                             guint16     *port,
                             GError     **error);

/**
 * hexwire_address_split:
 * @text: a host and a port, `HOST:PORT`; an IPv6 address stands in brackets
 * @host: (out) (transfer full): the host, without brackets
 * @port: (out): the port, 1 to 65535
 * @error: return location for a #HexwireNetError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS or %HEXWIRE_NET_ERROR_PORT
 */
gboolean hexwire_address_split (const char  *text,
                                char       **host,
                                guint16     *port,
                                GError     **error);

/**
 * hexwire_host_split_port:
 * @text: what was typed for a host
 * @host: (out) (transfer full): the host, without brackets
 * @port: (out): the port, 0 to 65535
 *
 * Returns: whether @text is a host with a port, as in `127.0.0.1:50007` or `[::1]:50007`
 */
gboolean hexwire_host_split_port (const char  *text,
                                  char       **host,
                                  guint16     *port);

/**
 * hexwire_host_check:
 * @host: what is not an address in digits
 * @error: return location for a #HexwireNetError
 *
 * Returns: whether it may be a name, or else %FALSE with what it is
 */
gboolean hexwire_host_check (const char  *host,
                             GError     **error);

/** hexwire_family_accepts: whether addresses of @gio_family may be used under @self. */
gboolean hexwire_family_accepts (HexwireFamily self,
                                 GSocketFamily gio_family);

/**
 * hexwire_address_parse_literal:
 * @host: an address in digits, with a zone for IPv6 (`fe80::1%eth0`), or %HEXWIRE_BROADCAST;
 *   brackets round an IPv6 address are allowed. Everything else is a name.
 *
 * Returns: (transfer full) (nullable): the socket address, %NULL for a name
 */
GSocketAddress *hexwire_address_parse_literal (const char *host,
                                               guint16     port);

/**
 * hexwire_address_to_text:
 * @address: an IPv4 or IPv6 address, or a #HexwireUnixAddress; an IPv4 address mapped into IPv6 is
 *   shown as IPv4
 *
 * Returns: (transfer full): the address as people write it, `127.0.0.1:50007`,
 *   `[fe80::1%eth0]:50007`, `/run/x.sock`; see hexwire_unix_address_to_text()
 */
char *hexwire_address_to_text (const struct sockaddr *address);

/** hexwire_socket_address_to_text: the same for GIO's type. */
char *hexwire_socket_address_to_text (GSocketAddress *address);

/**
 * hexwire_address_hash:
 *
 * Hashes family, address, port and zone of an IPv4 or IPv6 address, or a #HexwireUnixAddress; for
 * #GHashTable.
 */
guint    hexwire_address_hash  (gconstpointer address);
gboolean hexwire_address_equal (gconstpointer a,
                                gconstpointer b);

/**
 * hexwire_address_is_group:
 *
 * Returns: whether it is a multicast group, or a broadcast address: 255.255.255.255, or that of a
 *   network which this machine is in
 */
gboolean hexwire_address_is_group (GInetSocketAddress *address);

/**
 * hexwire_address_list_reachable:
 * @family: which addresses to list
 *
 * Where this machine can be reached from elsewhere: the addresses of its interfaces that are up,
 * without loopback and link-local ones.
 *
 * Returns: (transfer full) (element-type utf8): the addresses as text, maybe none
 */
GPtrArray *hexwire_address_list_reachable (HexwireFamily family);

G_END_DECLS
