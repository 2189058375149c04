/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-snapshot.h"

struct _HexwireLogSnapshot
{
  gatomicrefcount ref_count;
  GPtrArray *chunks;    /* (element-type HexwireLogChunk) */
  GPtrArray *peers;     /* (element-type HexwireLogPeer) */
  GArray *frames;       /* (element-type HexwireFrame) (nullable) */
  guint64 first_row;
  guint64 n_rows;
};

static gpointer
ref_peer_cb (gconstpointer source,
             gpointer      user_data)
{
  return hexwire_log_peer_ref ((HexwireLogPeer *) source);
}

HexwireLogSnapshot *
hexwire_log_snapshot_new (const GPtrArray *chunks,
                          const GPtrArray *peers,
                          GArray          *frames)
{
  HexwireLogSnapshot *self = g_new0 (HexwireLogSnapshot, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_log_chunk_unref);
  for (guint i = 0; i < chunks->len; i++)
    {
      HexwireLogChunk *chunk = g_ptr_array_index (chunks, i);
      gboolean is_growing = i + 1 == chunks->len;

      g_ptr_array_add (self->chunks, is_growing ? hexwire_log_chunk_freeze (chunk)
                                                : hexwire_log_chunk_ref (chunk));
      self->n_rows += chunk->n_entries;
      if (i == 0)
        self->first_row = chunk->first_row;
    }
  self->peers = g_ptr_array_copy ((GPtrArray *) peers, ref_peer_cb, NULL);
  self->frames = frames != NULL ? g_array_ref (frames) : NULL;
  return self;
}

HexwireLogSnapshot *
hexwire_log_snapshot_ref (HexwireLogSnapshot *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_log_snapshot_unref (HexwireLogSnapshot *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->peers);
  g_clear_pointer (&self->frames, g_array_unref);
  g_free (self);
}

guint64
hexwire_log_snapshot_get_n_records (const HexwireLogSnapshot *self)
{
  return self->frames != NULL ? self->frames->len : self->n_rows;
}

void
hexwire_log_snapshot_init_reader (const HexwireLogSnapshot *self,
                                  HexwireLogReader         *reader)
{
  hexwire_log_reader_init (reader, self->chunks, self->peers);
}

gboolean
hexwire_log_snapshot_read (const HexwireLogSnapshot *self,
                           HexwireLogReader         *reader,
                           guint64                   index,
                           HexwireLogRecord         *record)
{
  HexwireFrame frame;

  g_return_val_if_fail (index < hexwire_log_snapshot_get_n_records (self), FALSE);

  if (self->frames != NULL)
    return hexwire_log_reader_read (reader, &g_array_index (self->frames, HexwireFrame, index),
                                    record);
  return hexwire_log_reader_get_row (reader, self->first_row + index, &frame)
         && hexwire_log_reader_read (reader, &frame, record);
}
