/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * hexwire_bind_error_new:
 * @error_number: the `errno` of bind(2) or listen(2)
 * @address: the address that was to be taken
 * @type: stream or datagram
 *
 * Returns: (transfer full): %HEXWIRE_NET_ERROR_BIND, in plain words
 */
GError *hexwire_bind_error_new (int             error_number,
                                GSocketAddress *address,
                                GSocketType     type);

/**
 * hexwire_bind_error_has_owner:
 * @error: any error
 *
 * Returns: whether somebody else has the address, so that
 *   hexwire_bind_error_find_owner_async() can find who
 */
gboolean hexwire_bind_error_has_owner (const GError *error);

/**
 * hexwire_bind_error_find_owner_async:
 * @error: one that has an owner
 *
 * Finds who has the address that was to be taken, without blocking.
 */
void hexwire_bind_error_find_owner_async (const GError        *error,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);

/**
 * hexwire_bind_error_find_owner_finish:
 *
 * Returns: (transfer full): the error again, which tells who has the address where that is known;
 *   or %G_IO_ERROR_CANCELLED
 */
GError *hexwire_bind_error_find_owner_finish (GAsyncResult *result);

G_END_DECLS
