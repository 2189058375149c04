/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-spans.h"

static HexwireLogSpan *
get_span (const HexwireLogSpans *self,
          guint                  index)
{
  return &g_array_index (self->items, HexwireLogSpan, index);
}

void
hexwire_log_spans_init (HexwireLogSpans *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (HexwireLogSpan));
  self->scratch = g_byte_array_new ();
}

void
hexwire_log_spans_clear (HexwireLogSpans *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->scratch, g_byte_array_unref);
}

void
hexwire_log_spans_reset (HexwireLogSpans *self)
{
  g_array_set_size (self->items, 0);
}

void
hexwire_log_spans_add (HexwireLogSpans       *self,
                       const HexwireLogChunk *chunk,
                       const guint8          *data,
                       gsize                  size_bytes)
{
  HexwireLogSpan span = { chunk, data, size_bytes, 0 };

  g_array_append_val (self->items, span);
}

void
hexwire_log_spans_add_earlier (HexwireLogSpans       *self,
                               const HexwireLogChunk *chunk,
                               const guint8          *data,
                               gsize                  size_bytes)
{
  HexwireLogSpan *last = self->items->len > 0 ? get_span (self, self->items->len - 1) : NULL;

  if (last == NULL || last->chunk != chunk || data + size_bytes != last->data)
    {
      hexwire_log_spans_add (self, chunk, data, size_bytes);
      return;
    }
  last->data = data;
  last->size_bytes += size_bytes;
}

void
hexwire_log_spans_reverse (HexwireLogSpans *self)
{
  for (guint i = 0, j = self->items->len; i + 1 < j; i++, j--)
    {
      HexwireLogSpan span = *get_span (self, i);

      *get_span (self, i) = *get_span (self, j - 1);
      *get_span (self, j - 1) = span;
    }
}

const guint8 *
hexwire_log_spans_join (HexwireLogSpans *self,
                        gsize           *size_bytes)
{
  const HexwireLogSpan *first = get_span (self, 0);
  gboolean is_side_by_side = TRUE;

  *size_bytes = 0;
  for (guint i = 0; i < self->items->len; i++)
    {
      HexwireLogSpan *span = get_span (self, i);

      span->start = *size_bytes;
      is_side_by_side &= span->chunk == first->chunk && span->data == first->data + *size_bytes;
      *size_bytes += span->size_bytes;
    }
  if (is_side_by_side)
    return first->data;

  g_byte_array_set_size (self->scratch, 0);
  for (guint i = 0; i < self->items->len; i++)
    g_byte_array_append (self->scratch, get_span (self, i)->data,
                         (guint) get_span (self, i)->size_bytes);
  return self->scratch->data;
}

void
hexwire_log_spans_locate (const HexwireLogSpans *self,
                          gsize                  position,
                          guint64               *row,
                          guint32               *offset_bytes)
{
  guint low = 0, high = self->items->len;
  const HexwireLogSpan *span;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_span (self, middle)->start <= position)
        low = middle;
      else
        high = middle;
    }
  span = get_span (self, low);
  hexwire_log_chunk_find_row (span->chunk, span->data + (position - span->start), row,
                              offset_bytes);
}
