/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-sort.h"

#include <string.h>

/* How many rows are read between two looks at the cancellable. */
#define ROWS_PER_LOOK 4096

typedef struct
{
  HexwireLogSnapshot *snapshot;
  HexwireRowKey key;
  gboolean descending;
  guint8 *keys;             /* for each row: a byte that tells whether it has a key, and the key */
  gsize key_size_bytes;     /* of both */
} Sort;

static void
sort_free (gpointer data)
{
  Sort *self = data;

  hexwire_log_snapshot_unref (self->snapshot);
  hexwire_row_key_clear (&self->key);
  g_free (self->keys);
  g_free (self);
}

static gboolean
write_keys (Sort         *self,
            GCancellable *cancellable)
{
  guint64 n_rows = hexwire_log_snapshot_get_n_records (self->snapshot);
  HexwireLogReader reader;

  self->keys = g_malloc0_n (n_rows, self->key_size_bytes);
  hexwire_log_snapshot_init_reader (self->snapshot, &reader);
  for (guint64 i = 0; i < n_rows; i++)
    {
      guint8 *key = self->keys + i * self->key_size_bytes;
      HexwireLogRecord record;

      key[0] = hexwire_log_snapshot_read (self->snapshot, &reader, i, &record)
               && hexwire_row_key_write (&self->key, &record, key + 1);
      if (i % ROWS_PER_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        break;
    }
  hexwire_log_reader_clear (&reader);
  return !g_cancellable_is_cancelled (cancellable);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const Sort *self = user_data;
  guint32 index_a = *(const guint32 *) a;
  guint32 index_b = *(const guint32 *) b;
  const guint8 *key_a = self->keys + index_a * self->key_size_bytes;
  const guint8 *key_b = self->keys + index_b * self->key_size_bytes;
  int order = 0;

  if (key_a[0] != key_b[0])
    return key_a[0] != 0 ? -1 : 1;
  if (key_a[0] != 0)
    order = memcmp (key_a + 1, key_b + 1, self->key_size_bytes - 1);
  if (order == 0)
    return index_a < index_b ? -1 : index_a > index_b;
  return (order < 0) != self->descending ? -1 : 1;
}

static void
sort_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Sort *self = task_data;
  guint n_rows = (guint) hexwire_log_snapshot_get_n_records (self->snapshot);
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n_rows);

  for (guint32 i = 0; i < n_rows; i++)
    g_array_append_val (order, i);
  if (write_keys (self, cancellable))
    g_array_sort_with_data (order, compare, self);
  g_task_return_pointer (task, order, (GDestroyNotify) g_array_unref);
}

void
hexwire_row_sort_async (HexwireLogSnapshot  *snapshot,
                        const HexwireRowKey *key,
                        gboolean             descending,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Sort *self = g_new0 (Sort, 1);

  self->snapshot = hexwire_log_snapshot_ref (snapshot);
  hexwire_row_key_init (&self->key, key->kind, key->cells.format, key->index);
  self->descending = descending;
  self->key_size_bytes = hexwire_row_key_get_size_bytes (key) + 1;
  g_task_set_task_data (task, self, sort_free);
  g_task_set_source_tag (task, hexwire_row_sort_async);
  g_task_run_in_thread (task, sort_in_thread);
}

GArray *
hexwire_row_sort_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_row_sort_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
