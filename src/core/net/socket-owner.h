/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/process.h"

G_BEGIN_DECLS

/* Who holds a socket of this machine. The answer is in the kernel's tables and then among the open
 * files of every process that may be looked at, which may take a tenth of a second where there are
 * many: it is looked for in a thread, when somebody asks. What is not permitted to be known is not
 * an error, but stays unknown. */

/**
 * hexwire_socket_owner_has_bound:
 * @address: a UNIX address
 *
 * Returns: whether a socket is bound to @address, whoever has it
 */
gboolean hexwire_socket_owner_has_bound (GSocketAddress *address);

/**
 * hexwire_socket_owner_find_bound_async:
 * @address: an IPv4, IPv6 or UNIX address that cannot be bound
 * @type: stream or datagram; of no account for a UNIX address
 *
 * Finds who has @address.
 */
void hexwire_socket_owner_find_bound_async (GSocketAddress      *address,
                                            GSocketType          type,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/**
 * hexwire_socket_owner_find_peer_async:
 * @type: stream or datagram
 * @peer: the peer's IPv4 or IPv6 address
 * @local: (nullable): ours, where the peer is connected to it
 *
 * Finds who is at @peer, when that is a socket of this machine.
 */
void hexwire_socket_owner_find_peer_async (GSocketType          type,
                                           GInetSocketAddress  *peer,
                                           GInetSocketAddress  *local,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/**
 * hexwire_socket_owner_find_finish:
 * @owner: (out): who it is; as it was where that is not known
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE where nothing is known
 */
gboolean hexwire_socket_owner_find_finish (GAsyncResult    *result,
                                           HexwireProcess  *owner,
                                           GError         **error);

G_END_DECLS
