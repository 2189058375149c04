/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The kernel's tables of sockets, such as /proc/net/tcp. See proc(5). */

/**
 * HexwireSocketEntry:
 * @inode: the number of the socket, which /proc/PID/fd tells too; 0 where nobody holds it any more
 * @uid: the number of the user whose socket it is, -1 where the table does not tell
 *
 * What a table says about a socket.
 */
typedef struct
{
  guint64 inode;
  gint64 uid;
} HexwireSocketEntry;

/**
 * hexwire_socket_table_find_inet:
 * @table: the text of `/proc/net/tcp`, `tcp6`, `udp` or `udp6`
 * @is_ipv6: whether it is one of IPv6
 * @local: the address that the socket is bound to
 * @remote: (nullable): the address that it is connected to
 * @entry: (out): what is found
 *
 * Finds the socket between @local and @remote; without @remote, whoever keeps @local from being
 * bound: a socket that is not connected, and is bound to the same port, and to the same address or,
 * on either side, to all of them. Addresses of IPv4 are found in tables of IPv6, too.
 *
 * Returns: %FALSE where there is none
 */
gboolean hexwire_socket_table_find_inet (const char          *table,
                                         gboolean             is_ipv6,
                                         GInetSocketAddress  *local,
                                         GInetSocketAddress  *remote,
                                         HexwireSocketEntry  *entry);

/**
 * hexwire_socket_table_find_unix:
 * @table: the text of `/proc/net/unix`
 * @name: a path, or `@` and an abstract name
 * @entry: (out): what is found
 *
 * Finds the socket that is bound to @name, and not one of those that came from it by accepting.
 *
 * Returns: %FALSE where there is none
 */
gboolean hexwire_socket_table_find_unix (const char         *table,
                                         const char         *name,
                                         HexwireSocketEntry *entry);

G_END_DECLS
