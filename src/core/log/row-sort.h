/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-snapshot.h"
#include "log/row-key.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * hexwire_row_sort_async:
 * @snapshot: (transfer none): the rows
 * @key: what they are sorted by
 * @descending: whether the largest comes first
 * @cancellable: (nullable): to give it up
 * @callback: calls hexwire_row_sort_finish()
 *
 * Sorts rows, in a thread of its own. Equal ones keep their order, and those that lack what they
 * are sorted by come last.
 */
void hexwire_row_sort_async (HexwireLogSnapshot  *snapshot,
                             const HexwireRowKey *key,
                             gboolean             descending,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);

/**
 * hexwire_row_sort_finish:
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the rows of the snapshot in their new
 *   order
 */
GArray *hexwire_row_sort_finish (GAsyncResult  *result,
                                 GError       **error);

G_END_DECLS
