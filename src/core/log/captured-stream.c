/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-stream.h"

#include <string.h>

typedef struct
{
  gint64 time_us;
  guint32 seq;
  gboolean is_pushed;
  gsize size_bytes;
  guint8 data[];
} Segment;

/* Numbers wrap: which of two comes first is told by the shorter way between them. */
static gint32
subtract (guint32 a,
          guint32 b)
{
  return (gint32) (a - b);
}

/* Gives out what of a segment is new, and says how many bytes are missing before it. */
static void
deliver (HexwireCapturedStream     *self,
         gint64                     time_us,
         guint32                    seq,
         const guint8              *data,
         gsize                      size_bytes,
         gboolean                   is_pushed,
         HexwireCapturedStreamFunc  func,
         gpointer                   user_data)
{
  gint32 distance = subtract (seq, self->next_seq);
  gsize n_old = distance < 0 ? (gsize) -(gint64) distance : 0;

  if (n_old >= size_bytes)
    {
      self->n_repeated_segments++;
      return;
    }
  self->next_seq = seq + (guint32) size_bytes;
  func (time_us, distance > 0 ? (guint64) distance : 0, data + n_old, size_bytes - n_old,
        is_pushed, user_data);
}

static void
deliver_first (HexwireCapturedStream     *self,
               HexwireCapturedStreamFunc  func,
               gpointer                   user_data)
{
  g_autofree Segment *segment = g_queue_pop_head (&self->waiting);

  self->waiting_bytes -= segment->size_bytes;
  deliver (self, segment->time_us, segment->seq, segment->data, segment->size_bytes,
           segment->is_pushed, func, user_data);
}

static gboolean
is_too_much (const HexwireCapturedStream *self)
{
  return self->waiting_bytes > HEXWIRE_CAPTURED_STREAM_MAX_BYTES
         || self->waiting.length > HEXWIRE_CAPTURED_STREAM_MAX_SEGMENTS;
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  return subtract (((const Segment *) a)->seq, ((const Segment *) b)->seq);
}

static void
hold (HexwireCapturedStream *self,
      gint64                 time_us,
      guint32                seq,
      const guint8          *data,
      gsize                  size_bytes,
      gboolean               is_pushed)
{
  Segment *segment = g_malloc (sizeof *segment + size_bytes);

  *segment = (Segment) { .time_us = time_us, .seq = seq, .is_pushed = is_pushed,
                         .size_bytes = size_bytes };
  memcpy (segment->data, data, size_bytes);
  g_queue_insert_sorted (&self->waiting, segment, compare, NULL);
  self->waiting_bytes += size_bytes;
}

void
hexwire_captured_stream_start (HexwireCapturedStream *self,
                               guint32                seq)
{
  self->is_started = TRUE;
  self->next_seq = seq;
}

void
hexwire_captured_stream_add (HexwireCapturedStream     *self,
                             gint64                     time_us,
                             guint32                    seq,
                             const guint8              *data,
                             gsize                      size_bytes,
                             gboolean                   is_pushed,
                             HexwireCapturedStreamFunc  func,
                             gpointer                   user_data)
{
  if (!self->is_started)
    hexwire_captured_stream_start (self, seq);
  if (subtract (seq, self->next_seq) > 0)
    hold (self, time_us, seq, data, size_bytes, is_pushed);
  else
    deliver (self, time_us, seq, data, size_bytes, is_pushed, func, user_data);

  while (self->waiting.length > 0)
    {
      const Segment *first = g_queue_peek_head (&self->waiting);

      if (subtract (first->seq, self->next_seq) > 0 && !is_too_much (self))
        return;
      deliver_first (self, func, user_data);
    }
}

void
hexwire_captured_stream_flush (HexwireCapturedStream     *self,
                               HexwireCapturedStreamFunc  func,
                               gpointer                   user_data)
{
  while (self->waiting.length > 0)
    deliver_first (self, func, user_data);
}

void
hexwire_captured_stream_clear (HexwireCapturedStream *self)
{
  g_queue_clear_full (&self->waiting, g_free);
  self->waiting_bytes = 0;
}
