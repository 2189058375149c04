/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"
#include "net/socket-options.h"

G_BEGIN_DECLS

/**
 * hexwire_connect_async:
 * @addresses: (element-type GSocketAddress): what a name stands for, at least one
 * @options: how the socket behaves, where it connects from and how long it waits
 * @log: (nullable): gets a row for each address that refuses or answers, if there are several
 *
 * Connects to the first of @addresses that answers. One is tried after the other; the next when
 * the one before has failed or been silent for 250 ms, so that a family that leads nowhere costs
 * no more.
 */
void hexwire_connect_async (GPtrArray            *addresses,
                            HexwireSocketOptions *options,
                            HexwireMessageLog    *log,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);

/**
 * hexwire_connect_finish:
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with a #HexwireNetError, with
 *   %G_IO_ERROR_CANCELLED, or with another #GIOError of connecting
 */
GSocketConnection *hexwire_connect_finish (GAsyncResult  *result,
                                           GError       **error);

G_END_DECLS
