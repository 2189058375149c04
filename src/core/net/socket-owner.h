/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/process.h"

G_BEGIN_DECLS

/* Who holds a socket of this machine. These look through the kernel's tables and then through the
 * open files of every process that may be looked at: milliseconds, so for when somebody asks. What
 * is not permitted to be known is not an error, but stays unknown. */

/**
 * hexwire_socket_owner_has_bound:
 * @address: a UNIX address
 *
 * Returns: whether a socket is bound to @address, whoever has it
 */
gboolean hexwire_socket_owner_has_bound (GSocketAddress *address);

/**
 * hexwire_socket_owner_find_bound:
 * @address: an IPv4, IPv6 or UNIX address that cannot be bound
 * @type: stream or datagram; of no account for a UNIX address
 * @owner: (out): who has it
 *
 * Returns: %FALSE where nothing is known
 */
gboolean hexwire_socket_owner_find_bound (GSocketAddress *address,
                                          GSocketType     type,
                                          HexwireProcess *owner);

/**
 * hexwire_socket_owner_find_peer:
 * @type: stream or datagram
 * @peer: the peer's IPv4 or IPv6 address
 * @local: (nullable): ours, where the peer is connected to it
 * @owner: (out): who has it
 *
 * Finds who is at @peer, when that is a socket of this machine.
 *
 * Returns: %FALSE where nothing is known
 */
gboolean hexwire_socket_owner_find_peer (GSocketType         type,
                                         GInetSocketAddress *peer,
                                         GInetSocketAddress *local,
                                         HexwireProcess     *owner);

G_END_DECLS
