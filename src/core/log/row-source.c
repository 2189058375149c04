/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-source.h"

/* Frames of other streams that may end between a byte and the end of its own frame. */
#define MAX_INTERLEAVED_FRAMES 100000

/* How long before the present a read may have come that is not in the log yet, though there was
 * nothing to read a moment ago. */
#define MAX_DELAY_US 10000

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

/* Rows may be in the log that its listeners have not been told of: a silence may have been none. */
static gboolean
has_untold_rows (const HexwireRowSource *self)
{
  const GPtrArray *chunks = hexwire_message_log_get_reader (self->log)->chunks;
  const HexwireLogChunk *newest = g_ptr_array_index (chunks, chunks->len - 1);

  return newest->first_row + newest->n_entries > hexwire_message_log_get_end_row (self->log);
}

gboolean
hexwire_row_source_end_idle (HexwireRowSource *self)
{
  guint n_ended = 0;

  if (self->frames != NULL && !has_untold_rows (self))
    n_ended = hexwire_frame_index_flush_idle (self->frames, g_get_real_time () - MAX_DELAY_US);
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

/* Whether a frame was seen to end at a byte's end or behind it. Frames stand in this order, however
 * long before some of them ended. */
static gboolean
is_listed_behind (const HexwireFrame *frame,
                  guint64             row,
                  guint64             end_offset_bytes)
{
  guint64 listed_row = frame->end_row + frame->n_late_rows;
  guint32 listed_offset_bytes = frame->n_late_rows > 0 ? 0 : frame->end_offset_bytes;

  return listed_row > row || (listed_row == row && listed_offset_bytes >= end_offset_bytes);
}

/* The number of the first such frame, whoever's it is. */
static guint64
find_frame_behind (const HexwireRowSource *self,
                   guint64                 row,
                   guint64                 end_offset_bytes)
{
  guint64 low = 0;
  guint64 high = self->end_number - self->first_number;

  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (is_listed_behind (hexwire_frame_index_get_frame (self->frames, middle), row,
                            end_offset_bytes))
        high = middle;
      else
        low = middle + 1;
    }
  return self->first_number + low;
}

guint64
hexwire_row_source_find_since (const HexwireRowSource *self,
                               guint64                 row)
{
  return self->frames != NULL ? find_frame_behind (self, row, 0)
                              : CLAMP (row, self->first_number, self->end_number);
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

/* The byte may be in no frame: in one that has not ended, or was forgotten. */
static gboolean
holds (const HexwireRowSource *self,
       guint64                 number,
       guint64                 row,
       guint32                 offset_bytes)
{
  const HexwireFrame *frame
    = hexwire_frame_index_get_frame (self->frames, number - self->first_number);
  gsize frame_offset_bytes;

  if (frame->size_bytes == 0)
    return frame->end_row == row;
  return hexwire_log_reader_locate (hexwire_message_log_get_reader (self->log), frame, row,
                                    offset_bytes, &frame_offset_bytes);
}

static gboolean
find_in_frames (const HexwireRowSource *self,
                guint64                 row,
                guint32                 offset_bytes,
                guint64                *number)
{
  const HexwireLogEntry *entry
    = hexwire_log_reader_find_entry (hexwire_message_log_get_reader (self->log), row);
  gboolean is_empty = entry != NULL && entry->size_bytes == 0;

  *number = find_frame_behind (self, row, is_empty ? 0 : (guint64) offset_bytes + 1);
  if (hexwire_frame_index_is_unfinished (self->frames, row, offset_bytes))
    return FALSE;
  for (guint64 i = *number;
       entry != NULL && i - *number < MAX_INTERLEAVED_FRAMES && i < self->end_number; i++)
    if (is_of_stream (self, i, entry))
      {
        *number = i;
        return holds (self, i, row, offset_bytes);
      }
  return FALSE;
}

gboolean
hexwire_row_source_find (const HexwireRowSource *self,
                         guint64                 row,
                         guint32                 offset_bytes,
                         guint64                *number)
{
  if (self->frames != NULL)
    return find_in_frames (self, row, offset_bytes, number);
  *number = CLAMP (row, self->first_number, self->end_number);
  return *number == row && row < self->end_number;
}
