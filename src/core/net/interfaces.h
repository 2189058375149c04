/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireInterface:
 * @name: as the system calls it, `eth0`
 * @is_up: whether it is switched on
 * @is_loopback: whether it leads back to this machine
 * @addresses: (element-type utf8): its addresses, link-local ones with their zone
 * @broadcasts: (element-type utf8): the addresses that reach all machines of its networks
 *
 * An interface of this machine.
 */
typedef struct
{
  char *name;
  gboolean is_up;
  gboolean is_loopback;
  GPtrArray *addresses;
  GPtrArray *broadcasts;
} HexwireInterface;

/**
 * hexwire_interface_list:
 *
 * Returns: (transfer full) (element-type HexwireInterface): the interfaces that have an address, in
 *   the system's order
 */
GPtrArray *hexwire_interface_list (void);

/**
 * hexwire_interface_find:
 * @name: a name or a number; there is no name that stands for any interface
 * @index: (out): the system's number of it
 * @error: return location for a #HexwireNetError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS, which names the interfaces there are
 */
gboolean hexwire_interface_find (const char  *name,
                                 guint       *index,
                                 GError     **error);

/** hexwire_interface_is_broadcast: whether @address reaches all machines of a network of ours. */
gboolean hexwire_interface_is_broadcast (const char *address);

/** hexwire_interface_dup_name: (transfer full): the name of a number, or the number as text. */
char *hexwire_interface_dup_name (guint index);

/**
 * hexwire_zone_check:
 * @host: what was typed as an address or a name
 * @error: return location for a #HexwireNetError
 *
 * Looks at the zone of an IPv6 address in digits: a link-local address needs one, and it must be an
 * interface of this machine. Whatever is not an address passes: it may be a name.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS
 */
gboolean hexwire_zone_check (const char  *host,
                             GError     **error);

G_END_DECLS
