/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * HexwireAllowList:
 *
 * Addresses and networks, such as `192.168.1.0/24, 10.0.0.7, fe80::/10`. Immutable.
 */
typedef struct _HexwireAllowList HexwireAllowList;

/**
 * hexwire_allow_list_parse:
 * @text: addresses and networks with commas between them; nothing but spaces lets everybody in
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the list, or %NULL with %HEXWIRE_NET_ERROR_ADDRESS, which
 *   tells the position of what is wrong, in characters from 1
 */
HexwireAllowList *hexwire_allow_list_parse (const char  *text,
                                            GError     **error);

void hexwire_allow_list_free (HexwireAllowList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireAllowList, hexwire_allow_list_free)

/**
 * hexwire_allow_list_admits:
 * @address: an IPv4, IPv6 or UNIX address; IPv4 mapped into IPv6 counts as IPv4
 *
 * Returns: whether the list is empty, or has @address or a network that it is in; %TRUE for a UNIX
 *   address
 */
gboolean hexwire_allow_list_admits (const HexwireAllowList *self,
                                    const struct sockaddr  *address);

G_END_DECLS
