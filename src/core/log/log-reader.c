/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-reader.h"

#include <string.h>

/* One row's part of a frame. */
typedef struct
{
  HexwireLogChunk *chunk;
  const HexwireLogEntry *entry;
  guint64 row;
  const guint8 *data;
  gsize size_bytes;
} Piece;

void
hexwire_log_reader_init (HexwireLogReader *self,
                         const GPtrArray  *chunks,
                         const GPtrArray  *peers)
{
  self->chunks = chunks;
  self->peers = peers;
  self->scratch = g_byte_array_new ();
}

void
hexwire_log_reader_clear (HexwireLogReader *self)
{
  g_clear_pointer (&self->scratch, g_byte_array_unref);
}

HexwireLogChunk *
hexwire_log_reader_find_chunk (const HexwireLogReader *self,
                               guint64                 row)
{
  guint low = 0;
  guint high = self->chunks->len;
  HexwireLogChunk *chunk;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      chunk = g_ptr_array_index (self->chunks, middle);
      if (chunk->first_row <= row)
        low = middle;
      else
        high = middle;
    }
  if (low == high)
    return NULL;
  chunk = g_ptr_array_index (self->chunks, low);
  return row >= chunk->first_row && row - chunk->first_row < chunk->n_entries ? chunk : NULL;
}

const HexwireLogEntry *
hexwire_log_reader_find_entry (const HexwireLogReader *self,
                               guint64                 row)
{
  HexwireLogChunk *chunk = hexwire_log_reader_find_chunk (self, row);

  return chunk != NULL ? &chunk->entries[row - chunk->first_row] : NULL;
}

gint64
hexwire_log_reader_get_time_us (const HexwireLogReader *self,
                                guint64                 row)
{
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (self, row);

  return entry != NULL ? entry->time_us : 0;
}

gboolean
hexwire_log_reader_get_row (const HexwireLogReader *self,
                            guint64                 row,
                            HexwireFrame           *frame)
{
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (self, row);

  if (entry == NULL)
    return FALSE;
  *frame = (HexwireFrame) { .end_row = row,
                            .end_offset_bytes = entry->size_bytes,
                            .size_bytes = entry->size_bytes };
  return TRUE;
}

static gsize
get_piece_offset (const Piece *piece)
{
  return (gsize) (piece->data - piece->chunk->payload) - piece->entry->offset_bytes;
}

static gboolean
find_piece (const HexwireLogReader *self,
            guint64                 row,
            gsize                   end_offset_bytes,
            gsize                   max_bytes,
            Piece                  *piece)
{
  piece->chunk = hexwire_log_reader_find_chunk (self, row);
  if (piece->chunk == NULL)
    return FALSE;
  piece->row = row;
  piece->entry = &piece->chunk->entries[row - piece->chunk->first_row];
  end_offset_bytes = MIN (end_offset_bytes, piece->entry->size_bytes);
  piece->size_bytes = MIN (max_bytes, end_offset_bytes);
  piece->data = piece->chunk->payload + piece->entry->offset_bytes + end_offset_bytes
                - piece->size_bytes;
  return TRUE;
}

static gboolean
find_last_piece (const HexwireLogReader *self,
                 const HexwireFrame     *frame,
                 Piece                  *piece)
{
  return find_piece (self, frame->end_row, frame->end_offset_bytes, frame->size_bytes, piece);
}

static gboolean
find_earlier_piece (const HexwireLogReader *self,
                    gsize                   max_bytes,
                    Piece                  *piece)
{
  guint32 back_rows = piece->entry->stream_back_rows;

  return back_rows > 0 && find_piece (self, piece->row - back_rows, G_MAXSIZE, max_bytes, piece);
}

/* Reads that followed each other stand side by side in a chunk: most frames are in one place. */
static const guint8 *
find_contiguous (const HexwireLogReader *self,
                 const HexwireFrame     *frame,
                 Piece                  *first)
{
  gsize n_missing = frame->size_bytes;

  if (!find_last_piece (self, frame, first))
    return NULL;
  while ((n_missing -= first->size_bytes) > 0)
    {
      Piece behind = *first;

      if (!find_earlier_piece (self, n_missing, first) || first->chunk != behind.chunk
          || first->data + first->size_bytes != behind.data)
        return NULL;
    }
  return first->data;
}

static gboolean
gather (const HexwireLogReader *self,
        const HexwireFrame     *frame,
        guint8                 *data)
{
  gsize n_missing = frame->size_bytes;
  Piece piece;

  if (!find_last_piece (self, frame, &piece))
    return FALSE;
  while (n_missing > 0)
    {
      n_missing -= piece.size_bytes;
      memcpy (data + n_missing, piece.data, piece.size_bytes);
      if (n_missing > 0 && !find_earlier_piece (self, n_missing, &piece))
        return FALSE;
    }
  return TRUE;
}

gboolean
hexwire_log_reader_read (HexwireLogReader   *self,
                         const HexwireFrame *frame,
                         HexwireLogRecord   *record)
{
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (self, frame->end_row);
  Piece first;

  if (entry == NULL)
    return FALSE;
  record->time_us = entry->time_us;
  record->kind = entry->kind;
  record->ending = entry->kind == HEXWIRE_MESSAGE_CLOSED ? entry->ending : HEXWIRE_ENDING_UNKNOWN;
  record->origin = entry->kind == HEXWIRE_MESSAGE_SENT ? entry->origin : HEXWIRE_ORIGIN_HAND;
  record->flags = frame->flags;
  record->peer_id = entry->peer_id;
  record->peer = entry->peer_id != 0 ? g_ptr_array_index (self->peers, entry->peer_id - 1) : NULL;
  record->size_bytes = frame->size_bytes;
  record->data = find_contiguous (self, frame, &first);
  if (record->data != NULL)
    return TRUE;

  g_byte_array_set_size (self->scratch, frame->size_bytes);
  record->data = self->scratch->data;
  return gather (self, frame, self->scratch->data);
}

GBytes *
hexwire_log_reader_dup_payload (const HexwireLogReader *self,
                                const HexwireFrame     *frame)
{
  Piece first;
  const guint8 *data = find_contiguous (self, frame, &first);
  g_autofree guint8 *copy = NULL;

  if (data != NULL)
    return g_bytes_new_with_free_func (data, frame->size_bytes,
                                       (GDestroyNotify) hexwire_log_chunk_unref,
                                       hexwire_log_chunk_ref (first.chunk));

  copy = g_malloc (frame->size_bytes);
  if (!gather (self, frame, copy))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&copy), frame->size_bytes);
}

guint64
hexwire_log_reader_find_first_row (const HexwireLogReader *self,
                                   const HexwireFrame     *frame)
{
  gsize n_missing = frame->size_bytes;
  Piece piece;

  if (!find_last_piece (self, frame, &piece))
    return frame->end_row;
  while ((n_missing -= piece.size_bytes) > 0)
    if (!find_earlier_piece (self, n_missing, &piece))
      break;
  return piece.row;
}

gboolean
hexwire_log_reader_locate (const HexwireLogReader *self,
                           const HexwireFrame     *frame,
                           guint64                 row,
                           guint32                 offset_bytes,
                           gsize                  *frame_offset_bytes)
{
  gsize n_missing = frame->size_bytes;
  Piece piece;

  if (!find_last_piece (self, frame, &piece))
    return FALSE;
  n_missing -= piece.size_bytes;
  while (piece.row > row && n_missing > 0 && find_earlier_piece (self, n_missing, &piece))
    n_missing -= piece.size_bytes;

  if (piece.row != row || offset_bytes < get_piece_offset (&piece)
      || offset_bytes - get_piece_offset (&piece) >= piece.size_bytes)
    return FALSE;
  *frame_offset_bytes = n_missing + offset_bytes - get_piece_offset (&piece);
  return TRUE;
}
