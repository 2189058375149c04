/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-scan.h"

/* What is scanned in one go, and for a regular expression how much of one stream: the steps of an
 * expression may grow with the square of it. */
#define MAX_BATCH_BYTES (512 * 1024)
#define MAX_REGEX_BATCH_BYTES (128 * 1024)
#define MAX_REGEX_STREAM_BYTES (16 * 1024)
#define MAX_BATCH_ROWS 16384

/* Streams are numbered by peer and direction, behind these: */
#define KEY_APART 0           /* rows that are searched each by itself */
#define KEY_LONG_ROW 1        /* such a row that does not fit into one batch */
#define N_SPECIAL_KEYS 2

#define NO_PART G_MAXUINT

/* Rows of a batch that stand side by side and belong to the same stream, or are all apart. */
typedef struct
{
  guint64 row;                  /* the first of them */
  gsize row_offset;             /* where in its payload the part begins */
  const guint8 *data;
  gsize size_bytes;
  guint key;
  guint next;                   /* the next part of the stream, or NO_PART */
} Part;

/* A piece of memory of one chunk, and where it stands in the bytes that are searched. */
typedef struct
{
  const HexwireLogChunk *chunk;
  const guint8 *data;
  gsize size_bytes;
  gsize start;
} Span;

typedef struct
{
  guint64 batch;
  guint last_part;              /* of this batch */
  guint n_bytes;                /* of this batch */
  guint64 free_row;             /* where the last match ended, and the next may begin */
  guint32 free_offset;
  HexwireLogHit last_hit;
} Stream;

struct _HexwireLogScan
{
  HexwireBytePattern *pattern;
  gsize overlap_bytes;
  gboolean is_regex;
  gboolean is_anchored;

  guint64 row;                  /* what is scanned next */
  gsize row_offset;
  GArray *streams;              /* (element-type Stream): by key */

  /* The present batch: */
  guint64 batch;
  const HexwireLogReader *reader;
  const HexwireLogChunk *chunk;
  gboolean is_cut;              /* its last row goes on in the next batch */
  guint32 known_peer_id;
  gboolean known_is_stream;
  GArray *parts;                /* (element-type Part) */
  GArray *spans;                /* (element-type Span): of what is searched now */
  GByteArray *scratch;
  GArray *found;                /* (element-type HexwireLogHit) */
  gboolean found_in_order;
};

HexwireLogScan *
hexwire_log_scan_new (HexwireBytePattern *pattern)
{
  HexwireLogScan *self = g_new0 (HexwireLogScan, 1);

  self->pattern = hexwire_byte_pattern_ref (pattern);
  self->overlap_bytes = hexwire_byte_pattern_get_max_overlap_bytes (pattern);
  self->is_regex = !hexwire_byte_pattern_has_fixed_size (pattern);
  self->is_anchored = hexwire_byte_pattern_is_anchored (pattern);
  self->streams = g_array_new (FALSE, TRUE, sizeof (Stream));
  g_array_set_size (self->streams, N_SPECIAL_KEYS);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->scratch = g_byte_array_new ();
  self->found = g_array_new (FALSE, FALSE, sizeof (HexwireLogHit));
  return self;
}

void
hexwire_log_scan_free (HexwireLogScan *self)
{
  hexwire_byte_pattern_unref (self->pattern);
  g_array_unref (self->streams);
  g_array_unref (self->parts);
  g_array_unref (self->spans);
  g_byte_array_unref (self->scratch);
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

static const HexwireLogEntry *
get_entry (const HexwireLogChunk *chunk,
           guint64                row)
{
  return &chunk->entries[row - chunk->first_row];
}

static gboolean
is_of_stream (HexwireLogScan        *self,
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

static guint
get_key (HexwireLogScan        *self,
         const HexwireLogEntry *entry,
         gboolean               is_whole)
{
  if (!self->is_anchored && is_of_stream (self, entry))
    return N_SPECIAL_KEYS + (entry->peer_id - 1) * 2 + entry->kind;
  return is_whole ? KEY_APART : KEY_LONG_ROW;
}

static Stream *
get_stream (HexwireLogScan *self,
            guint           key)
{
  if (key >= self->streams->len)
    g_array_set_size (self->streams, key + 1);
  return &g_array_index (self->streams, Stream, key);
}

/* Appends the newest part to the chain of its stream. */
static void
link_part (HexwireLogScan *self,
           Stream         *stream)
{
  if (stream->batch == self->batch)
    g_array_index (self->parts, Part, stream->last_part).next = self->parts->len - 1;
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
  guint key = get_key (self, entry, size_bytes == entry->size_bytes);
  Stream *stream = get_stream (self, key);
  Part *last = self->parts->len > 0
                 ? &g_array_index (self->parts, Part, self->parts->len - 1) : NULL;
  Part part = { .row = self->row, .row_offset = row_offset,
                .data = self->chunk->payload + entry->offset_bytes + row_offset,
                .size_bytes = size_bytes, .key = key, .next = NO_PART };

  if (self->is_regex && key != KEY_APART && stream->batch == self->batch
      && stream->n_bytes + size_bytes > MAX_REGEX_STREAM_BYTES)
    return FALSE;
  if (last != NULL && last->key == key && (key != KEY_APART || !self->is_regex))
    last->size_bytes += size_bytes;
  else
    {
      g_array_append_val (self->parts, part);
      if (key != KEY_APART)
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
  gsize max_piece = self->is_regex ? MAX_REGEX_STREAM_BYTES : MAX_BATCH_BYTES;
  gsize n_left = self->is_regex ? MAX_REGEX_BATCH_BYTES : MAX_BATCH_BYTES;

  self->is_cut = FALSE;
  g_array_set_size (self->parts, 0);
  while (self->row < end_row && n_left > 0 && !self->is_cut)
    {
      const HexwireLogEntry *entry = get_entry (self->chunk, self->row);
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

/* The row of @chunk whose payload holds the byte at @at, and where in it. */
static void
find_row (const HexwireLogChunk *chunk,
          const guint8          *at,
          guint64               *row,
          guint32               *offset_bytes)
{
  gsize in_chunk = (gsize) (at - chunk->payload);
  guint low = 0, high = chunk->n_entries;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (chunk->entries[middle].offset_bytes <= in_chunk)
        low = middle;
      else
        high = middle;
    }
  *row = chunk->first_row + low;
  *offset_bytes = (guint32) (in_chunk - chunk->entries[low].offset_bytes);
}

/* The same for a byte of what is searched. */
static void
locate (HexwireLogScan *self,
        gsize           position,
        guint64        *row,
        guint32        *offset_bytes)
{
  const Span *spans = (const Span *) (gpointer) self->spans->data;
  guint low = 0, high = self->spans->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (spans[middle].start <= position)
        low = middle;
      else
        high = middle;
    }
  find_row (spans[low].chunk, spans[low].data + (position - spans[low].start), row, offset_bytes);
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

static void
add_hit (HexwireLogScan      *self,
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
search_apart (HexwireLogScan  *self,
              const Part      *part,
              GError         **error)
{
  GError *reason = NULL;
  gsize offset, length, from = 0;

  while (hexwire_byte_pattern_find (self->pattern, part->data, part->size_bytes, from, &offset,
                                    &length, &reason))
    {
      HexwireLogHit hit = { .length_bytes = (guint32) length };

      find_row (self->chunk, part->data + offset, &hit.row, &hit.offset_bytes);
      if (hit.offset_bytes + length <= get_entry (self->chunk, hit.row)->size_bytes)
        {
          add_hit (self, &hit);
          from = offset + length;
        }
      else
        from = offset + 1;
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

static void
add_span (HexwireLogScan        *self,
          const HexwireLogChunk *chunk,
          const guint8          *data,
          gsize                  size_bytes)
{
  Span span = { chunk, data, size_bytes, 0 };

  g_array_append_val (self->spans, span);
}

/* The same from the end backwards; reads that followed each other become one span. */
static void
add_span_before (HexwireLogScan        *self,
                 const HexwireLogChunk *chunk,
                 const guint8          *data,
                 gsize                  size_bytes)
{
  guint n = self->spans->len;
  Span *last = n > 0 ? &g_array_index (self->spans, Span, n - 1) : NULL;

  if (last == NULL || last->chunk != chunk || data + size_bytes != last->data)
    {
      add_span (self, chunk, data, size_bytes);
      return;
    }
  last->data = data;
  last->size_bytes += size_bytes;
}

/* Moves to the row of the stream before *@row. */
static gboolean
step_back (HexwireLogScan         *self,
           const HexwireLogChunk **chunk,
           guint64                *row)
{
  guint32 back_rows = get_entry (*chunk, *row)->stream_back_rows;

  if (back_rows == 0)
    return FALSE;
  *row -= back_rows;
  if (*row < (*chunk)->first_row)
    *chunk = hexwire_log_reader_find_chunk (self->reader, *row);
  return *chunk != NULL;
}

static void
reverse_spans (HexwireLogScan *self)
{
  Span *spans = (Span *) (gpointer) self->spans->data;

  for (guint i = 0, j = self->spans->len; i + 1 < j; i++, j--)
    {
      Span span = spans[i];

      spans[i] = spans[j - 1];
      spans[j - 1] = span;
    }
}

/* Adds the end of what the stream had before @part, as far as a match may begin there, and returns
 * its size. */
static gsize
add_tail (HexwireLogScan *self,
          const Part     *part)
{
  const HexwireLogChunk *chunk = self->chunk;
  guint64 row = part->row;
  gsize end = part->row_offset;
  gsize n = 0;

  while (n < self->overlap_bytes)
    {
      gsize size_bytes = MIN (end, self->overlap_bytes - n);
      const guint8 *data = chunk->payload + get_entry (chunk, row)->offset_bytes + end - size_bytes;

      if (size_bytes > 0)
        {
          if (n == 0 && !hexwire_byte_pattern_may_span (self->pattern, data[size_bytes - 1],
                                                        part->data[0]))
            return 0;
          add_span_before (self, chunk, data, size_bytes);
          n += size_bytes;
        }
      if (part->key == KEY_LONG_ROW || !step_back (self, &chunk, &row))
        break;
      end = get_entry (chunk, row)->size_bytes;
    }
  reverse_spans (self);
  return n;
}

/* Where in a span the next match may begin. */
static gsize
find_free_in_span (const Span   *span,
                   const Stream *stream)
{
  const HexwireLogChunk *chunk = span->chunk;
  const guint8 *free;

  if (stream->free_row < chunk->first_row)
    return 0;
  if (stream->free_row - chunk->first_row >= chunk->n_entries)
    return span->size_bytes;
  free = chunk->payload + get_entry (chunk, stream->free_row)->offset_bytes + stream->free_offset;
  return free > span->data ? MIN ((gsize) (free - span->data), span->size_bytes) : 0;
}

/* The same in the whole tail. */
static gsize
find_free (HexwireLogScan *self,
           const Stream   *stream,
           gsize           tail_bytes)
{
  gsize free = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      gsize in_span = span->start < tail_bytes ? find_free_in_span (span, stream) : 0;

      if (in_span == 0)
        break;
      free = span->start + in_span;
    }
  /* A match that reached to the border may go on behind it. */
  if (self->is_regex && free == tail_bytes && stream->last_hit.length_bytes <= tail_bytes)
    free -= stream->last_hit.length_bytes;
  /* Here is not the beginning of a line. */
  if (self->is_regex && tail_bytes == self->overlap_bytes)
    free = MAX (free, 1);
  return free;
}

/* Gives the bytes of all spans in one piece: in place where they stand side by side. */
static const guint8 *
join_spans (HexwireLogScan *self,
            gsize          *size_bytes)
{
  const Span *first = &g_array_index (self->spans, Span, 0);
  gboolean is_contiguous = TRUE;

  *size_bytes = 0;
  for (guint i = 0; i < self->spans->len; i++)
    {
      Span *span = &g_array_index (self->spans, Span, i);

      span->start = *size_bytes;
      is_contiguous &= span->chunk == first->chunk && span->data == first->data + *size_bytes;
      *size_bytes += span->size_bytes;
    }
  if (is_contiguous)
    return first->data;
  g_byte_array_set_size (self->scratch, 0);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);

      g_byte_array_append (self->scratch, span->data, (guint) span->size_bytes);
    }
  return self->scratch->data;
}

static void
add_stream_hit (HexwireLogScan *self,
                Stream         *stream,
                gsize           offset,
                gsize           length)
{
  HexwireLogHit hit = { .length_bytes = (guint32) length };

  locate (self, offset, &hit.row, &hit.offset_bytes);
  locate (self, offset + length - 1, &stream->free_row, &stream->free_offset);
  stream->free_offset++;
  stream->last_hit = hit;
  add_hit (self, &hit);
}

/* Whether a match is new: not one that ends in the tail and was found before, nor one at the end
 * of a row's piece, where `$` may have matched what is no end. */
static gboolean
is_new (HexwireLogScan *self,
        const Part     *part,
        gsize           end,
        gsize           tail_bytes,
        gsize           size_bytes)
{
  if (!self->is_anchored)
    return end > tail_bytes;
  return (end > tail_bytes || (end == tail_bytes && part->row_offset > 0))
         && !(self->is_cut && end == size_bytes);
}

/* Searches the rows of one stream in this batch, together with what came before. */
static gboolean
search_stream (HexwireLogScan  *self,
               const Part      *first,
               GError         **error)
{
  Stream *stream = get_stream (self, first->key);
  GError *reason = NULL;
  const guint8 *data;
  gsize tail_bytes, size_bytes, from, offset, length;

  if (first->key == KEY_LONG_ROW && first->row_offset == 0)
    *stream = (Stream) { .batch = stream->batch, .last_part = stream->last_part };
  g_array_set_size (self->spans, 0);
  tail_bytes = add_tail (self, first);
  for (const Part *part = first;; part = &g_array_index (self->parts, Part, part->next))
    {
      add_span (self, self->chunk, part->data, part->size_bytes);
      if (part->next == NO_PART)
        break;
    }
  data = join_spans (self, &size_bytes);
  from = find_free (self, stream, tail_bytes);
  while (hexwire_byte_pattern_find (self->pattern, data, size_bytes, from, &offset, &length,
                                    &reason))
    {
      from = offset + length;
      if (is_new (self, first, from, tail_bytes, size_bytes))
        add_stream_hit (self, stream, offset, length);
    }
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}

/* Whether a match may reach from earlier rows of its stream into this one. */
static gboolean
may_join (HexwireLogScan        *self,
          const HexwireLogEntry *entry,
          guint64                row)
{
  const Part part = { .row = row, .data = self->chunk->payload + entry->offset_bytes };
  gsize tail_bytes, size_bytes, offset, length;
  const guint8 *data;

  if (entry->size_bytes == 0 || entry->stream_back_rows == 0 || !is_of_stream (self, entry))
    return FALSE;
  if (row - self->chunk->first_row >= entry->stream_back_rows)
    {
      const HexwireLogEntry *earlier = entry - entry->stream_back_rows;
      const guint8 *end = self->chunk->payload + earlier->offset_bytes + earlier->size_bytes;

      if (earlier->size_bytes > 0
          && !hexwire_byte_pattern_may_span (self->pattern, end[-1], part.data[0]))
        return FALSE;
    }
  g_array_set_size (self->spans, 0);
  tail_bytes = add_tail (self, &(Part) { .row = row, .data = part.data, .key = N_SPECIAL_KEYS });
  if (tail_bytes == 0)
    return FALSE;
  add_span (self, self->chunk, part.data, MIN (entry->size_bytes, self->overlap_bytes));
  data = join_spans (self, &size_bytes);
  return hexwire_byte_pattern_find (self->pattern, data, size_bytes, 0, &offset, &length, NULL);
}

/* Whether a match is of one row, or of rows of one stream that follow each other. */
static gboolean
is_of_one_stream (HexwireLogScan      *self,
                  const HexwireLogHit *hit)
{
  const HexwireLogEntry *entry = get_entry (self->chunk, hit->row);
  gsize end = hit->offset_bytes + (gsize) hit->length_bytes;

  while (end > entry->size_bytes)
    {
      end -= entry->size_bytes;
      entry++;
      if (entry->stream_back_rows != 1 || !is_of_stream (self, entry))
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

      find_row (self->chunk, data + offset, &hit.row, &hit.offset_bytes);
      from = offset + 1;
      if (is_of_one_stream (self, &hit))
        {
          guint key = get_key (self, get_entry (self->chunk, hit.row), TRUE);
          Stream *stream = get_stream (self, key);

          find_row (self->chunk, data + offset + length - 1, &stream->free_row,
                    &stream->free_offset);
          stream->free_offset++;
          add_hit (self, &hit);
          from = offset + length;
        }
    }
}

/* Rows of different streams stand side by side, and a match seldom goes from one read to another
 * that does not follow it: where none does, there is nothing to put together. Returns %FALSE
 * where the batch is to be searched stream by stream. */
static gboolean
search_simply (HexwireLogScan *self,
               guint64         end_row)
{
  guint64 first_row = self->row, row = first_row;
  const HexwireLogEntry *first = get_entry (self->chunk, first_row);
  const HexwireLogEntry *entry = first;
  gsize size_bytes = 0, run_bytes = 0;

  if (self->is_regex || self->row_offset > 0 || first->size_bytes > MAX_BATCH_BYTES)
    return FALSE;
  for (; row < end_row && size_bytes + entry->size_bytes <= MAX_BATCH_BYTES; row++, entry++)
    {
      /* As soon as a run of reads is long enough, a match in it is in one place. */
      run_bytes = row > first_row && entry->stream_back_rows == 1 ? run_bytes : 0;
      if (run_bytes < self->overlap_bytes && may_join (self, entry, row))
        return FALSE;
      run_bytes += entry->size_bytes;
      size_bytes += entry->size_bytes;
    }
  search_in_place (self, self->chunk->payload + first->offset_bytes, size_bytes);
  self->row = row;
  return TRUE;
}

static gboolean
search_batch (HexwireLogScan  *self,
              GError         **error)
{
  gboolean goes_on = TRUE;

  for (guint i = 0; i < self->parts->len && goes_on; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (part->key == KEY_APART)
        goes_on = search_apart (self, part, error);
      /* A stream is searched as a whole at its first part. */
      else if (get_stream (self, part->key)->batch == self->batch)
        {
          get_stream (self, part->key)->batch = 0;
          goes_on = search_stream (self, part, error);
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
  if (!search_simply (self, end_row))
    {
      collect_batch (self, end_row);
      goes_on = search_batch (self, error);
    }
  put_hits (self, hits);
  return goes_on;
}
