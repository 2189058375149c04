/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-scan-private.h"

/* Whether a match is of one row, or of rows of one stream that follow each other. */
static gboolean
is_of_one_stream (HexwireLogScan      *self,
                  const HexwireLogHit *hit)
{
  const HexwireLogEntry *entry = hexwire_log_scan_get_entry (self->chunk, hit->row);
  gsize end = hit->offset_bytes + (gsize) hit->length_bytes;

  while (end > entry->size_bytes)
    {
      end -= entry->size_bytes;
      entry++;
      if (entry->stream_back_rows != 1 || !hexwire_log_scan_is_of_stream (self, entry))
        return FALSE;
    }
  return TRUE;
}

/* Finds what stands in the memory of the batch's rows as it is. */
static void
search_in_place (HexwireLogScan *self,
                 const guint8   *data,
                 gsize           size_bytes)
{
  gsize offset, length, from = 0;

  while (hexwire_byte_pattern_find (self->pattern, data, size_bytes, from, &offset, &length, NULL))
    {
      HexwireLogHit hit = { .length_bytes = (guint32) length };

      hexwire_log_chunk_find_row (self->chunk, data + offset, &hit.row, &hit.offset_bytes);
      from = offset + 1;
      if (is_of_one_stream (self, &hit))
        {
          const HexwireLogEntry *entry = hexwire_log_scan_get_entry (self->chunk, hit.row);
          guint key = hexwire_log_scan_get_key (self, entry, TRUE);
          HexwireScannedStream *stream = hexwire_log_scan_get_stream (self, key);

          hexwire_log_chunk_find_row (self->chunk, data + offset + length - 1, &stream->free_row,
                                      &stream->free_offset);
          stream->free_offset++;
          hexwire_log_scan_add_hit (self, &hit);
          from = offset + length;
        }
    }
}

gboolean
hexwire_log_scan_search_simply (HexwireLogScan *self,
                                guint64         end_row)
{
  guint64 first_row = self->row, row = first_row;
  const HexwireLogEntry *first = hexwire_log_scan_get_entry (self->chunk, first_row);
  const HexwireLogEntry *entry = first;
  gsize size_bytes = 0, run_bytes = 0;

  if (self->is_regex || self->row_offset > 0 || first->size_bytes > HEXWIRE_SCAN_MAX_BATCH_BYTES)
    return FALSE;
  for (; row < end_row; row++, entry++)
    {
      if (size_bytes + entry->size_bytes > HEXWIRE_SCAN_MAX_BATCH_BYTES)
        break;
      /* As soon as a run of reads is long enough, a match in it is in one place. */
      run_bytes = row > first_row && entry->stream_back_rows == 1 ? run_bytes : 0;
      if (run_bytes < self->overlap_bytes && hexwire_log_scan_may_join (self, entry, row))
        return FALSE;
      run_bytes += entry->size_bytes;
      size_bytes += entry->size_bytes;
    }
  search_in_place (self, self->chunk->payload + first->offset_bytes, size_bytes);
  self->row = row;
  return TRUE;
}
