/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-scan-private.h"

/* The same for a regular expression, and how much of one stream: the steps of an expression may
 * grow with the square of it. */
#define MAX_REGEX_BATCH_BYTES (128 * 1024)
#define MAX_REGEX_STREAM_BYTES (16 * 1024)
#define MAX_BATCH_ROWS 16384

HexwireLogScan *
hexwire_log_scan_new (HexwireBytePattern *pattern)
{
  HexwireLogScan *self = g_new0 (HexwireLogScan, 1);

  self->pattern = hexwire_byte_pattern_ref (pattern);
  self->overlap_bytes = hexwire_byte_pattern_get_max_overlap_bytes (pattern);
  self->is_regex = !hexwire_byte_pattern_has_fixed_size (pattern);
  self->is_anchored = hexwire_byte_pattern_is_anchored (pattern);
  self->streams = g_array_new (FALSE, TRUE, sizeof (HexwireScannedStream));
  g_array_set_size (self->streams, HEXWIRE_SCAN_N_SPECIAL_KEYS);
  self->parts = g_array_new (FALSE, FALSE, sizeof (HexwireLogPart));
  hexwire_log_spans_init (&self->spans);
  self->found = g_array_new (FALSE, FALSE, sizeof (HexwireLogHit));
  return self;
}

void
hexwire_log_scan_free (HexwireLogScan *self)
{
  hexwire_byte_pattern_unref (self->pattern);
  g_array_unref (self->streams);
  g_array_unref (self->parts);
  hexwire_log_spans_clear (&self->spans);
  g_array_unref (self->found);
  g_free (self);
}

guint64
hexwire_log_scan_get_row (const HexwireLogScan *self)
{
  return self->row;
}

void
hexwire_log_scan_skip_to (HexwireLogScan *self,
                          guint64         row)
{
  if (row <= self->row)
    return;
  self->row = row;
  self->row_offset = 0;
}

gboolean
hexwire_log_scan_is_of_stream (HexwireLogScan        *self,
                               const HexwireLogEntry *entry)
{
  if (!hexwire_message_kind_is_data (entry->kind) || entry->peer_id == 0)
    return FALSE;
  if (entry->peer_id != self->known_peer_id)
    {
      const HexwireLogPeer *peer = g_ptr_array_index (self->reader->peers, entry->peer_id - 1);

      self->known_peer_id = entry->peer_id;
      self->known_is_stream = hexwire_transport_is_stream (peer->transport);
    }
  return self->known_is_stream;
}

guint
hexwire_log_scan_get_key (HexwireLogScan        *self,
                          const HexwireLogEntry *entry,
                          gboolean               is_whole)
{
  if (!self->is_anchored && hexwire_log_scan_is_of_stream (self, entry))
    return HEXWIRE_SCAN_N_SPECIAL_KEYS + (entry->peer_id - 1) * 2 + entry->kind;
  return is_whole ? HEXWIRE_SCAN_KEY_APART : HEXWIRE_SCAN_KEY_LONG_ROW;
}

HexwireScannedStream *
hexwire_log_scan_get_stream (HexwireLogScan *self,
                             guint           key)
{
  if (key >= self->streams->len)
    g_array_set_size (self->streams, key + 1);
  return &g_array_index (self->streams, HexwireScannedStream, key);
}

/* Appends the newest part to the chain of its stream. */
static void
link_part (HexwireLogScan       *self,
           HexwireScannedStream *stream)
{
  if (stream->batch == self->batch)
    g_array_index (self->parts, HexwireLogPart, stream->last_part).next = self->parts->len - 1;
  else
    stream->n_bytes = 0;
  stream->batch = self->batch;
  stream->last_part = self->parts->len - 1;
}

/* Adds a row, or a piece of it, to the batch, unless there is enough of its stream. */
static gboolean
add_row (HexwireLogScan        *self,
         const HexwireLogEntry *entry,
         gsize                  row_offset,
         gsize                  size_bytes)
{
  guint key = hexwire_log_scan_get_key (self, entry, size_bytes == entry->size_bytes);
  HexwireScannedStream *stream = hexwire_log_scan_get_stream (self, key);
  guint n = self->parts->len;
  HexwireLogPart *last = n > 0 ? &g_array_index (self->parts, HexwireLogPart, n - 1) : NULL;
  HexwireLogPart part = { .row = self->row,
                          .row_offset = row_offset,
                          .data = self->chunk->payload + entry->offset_bytes + row_offset,
                          .size_bytes = size_bytes,
                          .key = key,
                          .next = HEXWIRE_SCAN_NO_PART };

  if (self->is_regex && key != HEXWIRE_SCAN_KEY_APART && stream->batch == self->batch
      && stream->n_bytes + size_bytes > MAX_REGEX_STREAM_BYTES)
    return FALSE;
  if (last != NULL && last->key == key && (key != HEXWIRE_SCAN_KEY_APART || !self->is_regex))
    last->size_bytes += size_bytes;
  else
    {
      g_array_append_val (self->parts, part);
      if (key != HEXWIRE_SCAN_KEY_APART)
        link_part (self, stream);
    }
  stream->n_bytes += (guint) size_bytes;
  return TRUE;
}

/* Takes rows of one chunk, or a piece of one long row. */
static void
collect_batch (HexwireLogScan *self,
               guint64         end_row)
{
  gsize max_piece = self->is_regex ? MAX_REGEX_STREAM_BYTES : HEXWIRE_SCAN_MAX_BATCH_BYTES;
  gsize n_left = self->is_regex ? MAX_REGEX_BATCH_BYTES : HEXWIRE_SCAN_MAX_BATCH_BYTES;

  self->is_cut = FALSE;
  g_array_set_size (self->parts, 0);
  while (self->row < end_row && n_left > 0 && !self->is_cut)
    {
      const HexwireLogEntry *entry = hexwire_log_scan_get_entry (self->chunk, self->row);
      gsize row_offset = self->row_offset;
      gsize n = MIN (entry->size_bytes - row_offset, MIN (n_left, max_piece));

      if (row_offset + n < entry->size_bytes && self->parts->len > 0)
        return;
      if (n > 0 && !add_row (self, entry, row_offset, n))
        return;
      n_left -= n;
      self->is_cut = row_offset + n < entry->size_bytes;
      self->row_offset = self->is_cut ? row_offset + n : 0;
      self->row += self->is_cut ? 0 : 1;
    }
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const HexwireLogHit *one = a, *other = b;

  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  return (one->offset_bytes > other->offset_bytes) - (one->offset_bytes < other->offset_bytes);
}

void
hexwire_log_scan_add_hit (HexwireLogScan      *self,
                          const HexwireLogHit *hit)
{
  guint n = self->found->len;

  if (n > 0 && compare_hits (&g_array_index (self->found, HexwireLogHit, n - 1), hit) > 0)
    self->found_in_order = FALSE;
  g_array_append_val (self->found, *hit);
}

/* Every stream has its hits in order; those of several are mixed. */
static void
put_hits (HexwireLogScan *self,
          HexwireLogHits *hits)
{
  if (!self->found_in_order)
    g_array_sort (self->found, compare_hits);
  for (guint i = 0; i < self->found->len; i++)
    hexwire_log_hits_put (hits, &g_array_index (self->found, HexwireLogHit, i));
}

/* Rows that are apart stand side by side, too: a match that joins two of them is none. */
static gboolean
search_apart (HexwireLogScan        *self,
              const HexwireLogPart  *part,
              GError               **error)
{
  GError *reason = NULL;
  gsize offset, length, from = 0;

  while (hexwire_byte_pattern_find (self->pattern, part->data, part->size_bytes, from, &offset,
                                    &length, &reason))
    {
      HexwireLogHit hit = { .length_bytes = (guint32) length };
      const HexwireLogEntry *entry;

      hexwire_log_chunk_find_row (self->chunk, part->data + offset, &hit.row, &hit.offset_bytes);
      entry = hexwire_log_scan_get_entry (self->chunk, hit.row);
      if (hit.offset_bytes + length <= entry->size_bytes)
        {
          hexwire_log_scan_add_hit (self, &hit);
          from = offset + length;
        }
      else
        from = offset + 1;
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

static gboolean
search_batch (HexwireLogScan  *self,
              GError         **error)
{
  gboolean goes_on = TRUE;

  for (guint i = 0; i < self->parts->len && goes_on; i++)
    {
      const HexwireLogPart *part = &g_array_index (self->parts, HexwireLogPart, i);

      if (part->key == HEXWIRE_SCAN_KEY_APART)
        goes_on = search_apart (self, part, error);
      /* A stream is searched as a whole at its first part. */
      else if (hexwire_log_scan_get_stream (self, part->key)->batch == self->batch)
        {
          hexwire_log_scan_get_stream (self, part->key)->batch = 0;
          goes_on = hexwire_log_scan_search_stream (self, part, error);
        }
    }
  return goes_on;
}

gboolean
hexwire_log_scan_run (HexwireLogScan          *self,
                      const HexwireLogReader  *reader,
                      guint64                  end_row,
                      HexwireLogHits          *hits,
                      GError                 **error)
{
  gboolean goes_on = TRUE;

  self->reader = reader;
  self->chunk = self->row < end_row ? hexwire_log_reader_find_chunk (reader, self->row) : NULL;
  if (self->chunk == NULL)
    return FALSE;

  g_array_set_size (self->found, 0);
  self->found_in_order = TRUE;
  self->batch++;
  end_row = MIN (end_row, self->chunk->first_row + self->chunk->n_entries);
  end_row = MIN (end_row, self->row + MAX_BATCH_ROWS);
  if (!hexwire_log_scan_search_simply (self, end_row))
    {
      collect_batch (self, end_row);
      goes_on = search_batch (self, error);
    }
  put_hits (self, hits);
  return goes_on;
}
