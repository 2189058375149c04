/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-source.h"

/* Frames of other streams that may end between a byte and the end of its own frame. */
#define MAX_INTERLEAVED_FRAMES 100000

void
hexwire_row_source_init (HexwireRowSource  *self,
                         HexwireMessageLog *log)
{
  self->log = g_object_ref (log);
  self->frames = NULL;
  self->marks = hexwire_log_marks_new ();
  hexwire_row_source_set_rule (self, NULL);
}

void
hexwire_row_source_clear (HexwireRowSource *self)
{
  g_clear_pointer (&self->frames, hexwire_frame_index_free);
  g_clear_pointer (&self->marks, hexwire_log_marks_free);
  g_clear_object (&self->log);
}

void
hexwire_row_source_set_rule (HexwireRowSource *self,
                             HexwireFrameRule *rule)
{
  g_clear_pointer (&self->frames, hexwire_frame_index_free);
  self->n_unlisted = 0;
  if (rule != NULL)
    {
      self->frames = hexwire_frame_index_new (self->log, rule);
      self->first_number = 0;
      self->end_number = 0;
    }
  else
    {
      self->first_number = hexwire_message_log_get_first_row (self->log);
      self->end_number = hexwire_message_log_get_end_row (self->log);
    }
}

static guint64
count_too_many (const HexwireRowSource *self)
{
  guint64 n_frames = self->frames != NULL ? hexwire_frame_index_get_n_frames (self->frames) : 0;
  guint max_frames = hexwire_message_log_get_max_messages (self->log);

  return n_frames - MIN (n_frames, max_frames);
}

gboolean
hexwire_row_source_has_too_many (const HexwireRowSource *self)
{
  return count_too_many (self) > 0;
}

void
hexwire_row_source_drop (HexwireRowSource *self)
{
  guint64 first_row = hexwire_message_log_get_first_row (self->log);

  hexwire_log_marks_drop_before (self->marks, first_row);
  if (self->frames != NULL)
    {
      guint64 n_unlisted;

      self->first_number += hexwire_frame_index_drop_before (self->frames, first_row);
      n_unlisted = count_too_many (self);
      hexwire_frame_index_drop_oldest (self->frames, n_unlisted);
      self->first_number += n_unlisted;
      self->n_unlisted += n_unlisted;
    }
  else
    self->first_number = first_row;
  self->end_number = MAX (self->end_number, self->first_number);
}

gboolean
hexwire_row_source_scan (HexwireRowSource *self,
                         gint64            deadline_us)
{
  guint64 end_row = hexwire_message_log_get_end_row (self->log);
  gboolean is_complete;

  if (self->frames == NULL)
    {
      self->end_number = end_row;
      return TRUE;
    }
  is_complete = hexwire_frame_index_scan (self->frames, end_row, deadline_us);
  self->end_number = self->first_number + hexwire_frame_index_get_n_frames (self->frames);
  return is_complete;
}

gboolean
hexwire_row_source_end_idle (HexwireRowSource *self)
{
  guint n_ended = 0;

  if (self->frames != NULL)
    n_ended = hexwire_frame_index_flush_idle (self->frames, g_get_real_time ());
  self->end_number += n_ended;
  return n_ended > 0;
}

gboolean
hexwire_row_source_get_frame (const HexwireRowSource *self,
                              guint64                 number,
                              HexwireFrame           *frame)
{
  if (number < self->first_number || number >= self->end_number)
    return FALSE;
  if (self->frames != NULL)
    *frame = *hexwire_frame_index_get_frame (self->frames, number - self->first_number);
  else if (!hexwire_log_reader_get_row (hexwire_message_log_get_reader (self->log), number, frame))
    return FALSE;
  if (hexwire_log_marks_contains (self->marks, frame))
    frame->flags |= HEXWIRE_RECORD_MARKED;
  return TRUE;
}

/* The number of the first frame that ends behind a byte, whoever's it is. */
static guint64
find_frame_behind (const HexwireRowSource *self,
                   guint64                 row,
                   guint32                 offset_bytes)
{
  guint64 low = 0;
  guint64 high = self->end_number - self->first_number;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;
      const HexwireFrame *frame = hexwire_frame_index_get_frame (self->frames, middle);

      if (frame->end_row < row
          || (frame->end_row == row && frame->end_offset_bytes <= offset_bytes))
        low = middle + 1;
      else
        high = middle;
    }
  return self->first_number + low;
}

static gboolean
is_of_stream (const HexwireRowSource *self,
              guint64                 number,
              const HexwireLogEntry  *entry)
{
  const HexwireFrame *frame
    = hexwire_frame_index_get_frame (self->frames, number - self->first_number);
  const HexwireLogEntry *last
    = hexwire_log_reader_find_entry (hexwire_message_log_get_reader (self->log), frame->end_row);

  return last != NULL && last->peer_id == entry->peer_id && last->kind == entry->kind;
}

guint64
hexwire_row_source_find (const HexwireRowSource *self,
                         guint64                 row,
                         guint32                 offset_bytes)
{
  const HexwireLogEntry *entry;
  guint64 number;

  if (self->frames == NULL)
    return CLAMP (row, self->first_number, self->end_number);

  number = find_frame_behind (self, row, offset_bytes);
  entry = hexwire_log_reader_find_entry (hexwire_message_log_get_reader (self->log), row);
  for (guint i = 0; entry != NULL && i < MAX_INTERLEAVED_FRAMES && number + i < self->end_number;
       i++)
    if (is_of_stream (self, number + i, entry))
      return number + i;
  return number;
}
