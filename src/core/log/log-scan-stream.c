/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-scan-private.h"

/* Moves to the row of the stream before *@row. */
static gboolean
step_back (HexwireLogScan         *self,
           const HexwireLogChunk **chunk,
           guint64                *row)
{
  guint32 back_rows = hexwire_log_scan_get_entry (*chunk, *row)->stream_back_rows;

  if (back_rows == 0)
    return FALSE;
  *row -= back_rows;
  if (*row < (*chunk)->first_row)
    *chunk = hexwire_log_reader_find_chunk (self->reader, *row);
  return *chunk != NULL;
}

/* Adds the end of what the stream had before @part, as far as a match may begin there, and returns
 * its size. */
static gsize
add_tail (HexwireLogScan       *self,
          const HexwireLogPart *part)
{
  const HexwireLogChunk *chunk = self->chunk;
  guint64 row = part->row;
  gsize end = part->row_offset;
  gsize n = 0;

  while (n < self->overlap_bytes)
    {
      gsize size_bytes = MIN (end, self->overlap_bytes - n);
      const guint8 *data = hexwire_log_scan_get_payload (chunk, row) + end - size_bytes;

      if (size_bytes > 0)
        {
          if (n == 0 && !hexwire_byte_pattern_may_span (self->pattern, data[size_bytes - 1],
                                                        part->data[0]))
            return 0;
          hexwire_log_spans_add_earlier (&self->spans, chunk, data, size_bytes);
          n += size_bytes;
        }
      if (part->key == HEXWIRE_SCAN_KEY_LONG_ROW || !step_back (self, &chunk, &row))
        break;
      end = hexwire_log_scan_get_entry (chunk, row)->size_bytes;
    }
  hexwire_log_spans_reverse (&self->spans);
  return n;
}

/* Where in a span the next match may begin. */
static gsize
find_free_in_span (const HexwireLogSpan       *span,
                   const HexwireScannedStream *stream)
{
  const HexwireLogChunk *chunk = span->chunk;
  const guint8 *free;

  if (stream->free_row < chunk->first_row)
    return 0;
  if (stream->free_row - chunk->first_row >= chunk->n_entries)
    return span->size_bytes;
  free = hexwire_log_scan_get_payload (chunk, stream->free_row) + stream->free_offset;
  return free > span->data ? MIN ((gsize) (free - span->data), span->size_bytes) : 0;
}

/* The same in the whole tail. */
static gsize
find_free (HexwireLogScan             *self,
           const HexwireScannedStream *stream,
           gsize                       tail_bytes)
{
  gsize free = 0;

  for (guint i = 0; i < self->spans.items->len; i++)
    {
      const HexwireLogSpan *span = &g_array_index (self->spans.items, HexwireLogSpan, i);
      gsize in_span = span->start < tail_bytes ? find_free_in_span (span, stream) : 0;

      if (in_span == 0)
        break;
      free = span->start + in_span;
    }
  return free;
}

/* Where the search begins, which is before @free for a match that reached to the border: it may go
 * on behind it. */
static gsize
find_start (HexwireLogScan             *self,
            const HexwireScannedStream *stream,
            gsize                       free,
            gsize                       tail_bytes)
{
  gsize start = free;

  if (!self->is_regex)
    return start;
  if (free == tail_bytes && stream->last_hit.length_bytes <= tail_bytes)
    start -= stream->last_hit.length_bytes;
  /* Where the tail was cut is not the beginning of a line. */
  return tail_bytes == self->overlap_bytes ? MAX (start, 1) : start;
}

static void
add_stream_hit (HexwireLogScan       *self,
                HexwireScannedStream *stream,
                gsize                 offset,
                gsize                 length)
{
  HexwireLogHit hit = { .length_bytes = (guint32) length };

  hexwire_log_spans_locate (&self->spans, offset, &hit.row, &hit.offset_bytes);
  hexwire_log_spans_locate (&self->spans, offset + length - 1, &stream->free_row,
                            &stream->free_offset);
  stream->free_offset++;
  stream->last_hit = hit;
  hexwire_log_scan_add_hit (self, &hit);
}

/* Whether a match is new: not one that ends in the tail and was found before, nor one at the end
 * of a row's piece, where `$` may have matched what is no end. */
static gboolean
is_new (HexwireLogScan       *self,
        const HexwireLogPart *part,
        gsize                 end,
        gsize                 tail_bytes,
        gsize                 size_bytes)
{
  if (!self->is_anchored)
    return end > tail_bytes;
  return (end > tail_bytes || (end == tail_bytes && part->row_offset > 0))
         && !(self->is_cut && end == size_bytes);
}

/* Puts the rows of a stream behind what came before them; returns the size of that. */
static gsize
add_spans (HexwireLogScan       *self,
           const HexwireLogPart *first)
{
  const HexwireLogPart *part = first;
  gsize tail_bytes;

  hexwire_log_spans_reset (&self->spans);
  tail_bytes = add_tail (self, first);
  while (TRUE)
    {
      hexwire_log_spans_add (&self->spans, self->chunk, part->data, part->size_bytes);
      if (part->next == HEXWIRE_SCAN_NO_PART)
        return tail_bytes;
      part = &g_array_index (self->parts, HexwireLogPart, part->next);
    }
}

gboolean
hexwire_log_scan_search_stream (HexwireLogScan        *self,
                                const HexwireLogPart  *first,
                                GError               **error)
{
  HexwireScannedStream *stream = hexwire_log_scan_get_stream (self, first->key);
  gsize tail_bytes, size_bytes, free, start, from, offset, length;
  GError *reason = NULL;
  const guint8 *data;

  if (first->key == HEXWIRE_SCAN_KEY_LONG_ROW && first->row_offset == 0)
    *stream = (HexwireScannedStream) { .batch = stream->batch, .last_part = stream->last_part };
  tail_bytes = add_spans (self, first);
  data = hexwire_log_spans_join (&self->spans, &size_bytes);
  free = find_free (self, stream, tail_bytes);
  start = from = find_start (self, stream, free, tail_bytes);
  while (hexwire_byte_pattern_find (self->pattern, data, size_bytes, from, &offset, &length,
                                    &reason))
    {
      gboolean overlaps = offset > start && offset < free;

      from = overlaps ? free : offset + length;
      if (!overlaps && is_new (self, first, from, tail_bytes, size_bytes))
        add_stream_hit (self, stream, offset, length);
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

gboolean
hexwire_log_scan_may_join (HexwireLogScan        *self,
                           const HexwireLogEntry *entry,
                           guint64                row)
{
  const HexwireLogPart part = { .row = row,
                                .data = self->chunk->payload + entry->offset_bytes,
                                .key = HEXWIRE_SCAN_N_SPECIAL_KEYS };
  gsize size_bytes, offset, length;
  const guint8 *data;

  /* The cheapest test that rules out most comes first. */
  if (entry->size_bytes == 0 || entry->stream_back_rows == 0)
    return FALSE;
  if (row - self->chunk->first_row >= entry->stream_back_rows)
    {
      const HexwireLogEntry *earlier = entry - entry->stream_back_rows;
      const guint8 *end = self->chunk->payload + earlier->offset_bytes + earlier->size_bytes;

      if (earlier->size_bytes > 0
          && !hexwire_byte_pattern_may_span (self->pattern, end[-1], part.data[0]))
        return FALSE;
    }
  hexwire_log_spans_reset (&self->spans);
  if (!hexwire_log_scan_is_of_stream (self, entry) || add_tail (self, &part) == 0)
    return FALSE;
  hexwire_log_spans_add (&self->spans, self->chunk, part.data,
                         MIN (entry->size_bytes, self->overlap_bytes));
  data = hexwire_log_spans_join (&self->spans, &size_bytes);
  return hexwire_byte_pattern_find (self->pattern, data, size_bytes, 0, &offset, &length, NULL);
}
