/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-choice.h"

#include <string.h>

/* What a row costs beside its bytes, in bytes searched, and after how much work there is a look at
 * the clock: a few microseconds, and some milliseconds of a thoughtless expression. */
#define ROW_WORK 64
#define WORK_PER_LOOK 4096

void
hexwire_row_choice_init (HexwireRowChoice       *self,
                         const HexwireRowSource *source)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (source->log);

  self->source = source;
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    hexwire_log_reader_init (&self->readers[i], reader->chunks, reader->peers);
  hexwire_row_list_init (&self->rows);
  hexwire_row_list_init (&self->given_up);
  hexwire_row_list_init (&self->passed);
}

void
hexwire_row_choice_clear (HexwireRowChoice *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    hexwire_log_reader_clear (&self->readers[i]);
  hexwire_row_list_clear (&self->rows);
  hexwire_row_list_clear (&self->given_up);
  hexwire_row_list_clear (&self->passed);
  g_clear_pointer (&self->filter, hexwire_row_filter_unref);
}

void
hexwire_row_choice_set_filter (HexwireRowChoice *self,
                               HexwireRowFilter *filter)
{
  g_clear_pointer (&self->filter, hexwire_row_filter_unref);
  self->filter = filter != NULL ? hexwire_row_filter_ref (filter) : NULL;
}

static gboolean
shows_all (const HexwireRowChoice *self)
{
  return self->peer_id == 0 && self->filter == NULL && !self->collapses;
}

void
hexwire_row_choice_begin_anew (HexwireRowChoice *self)
{
  hexwire_row_list_remove_all (&self->rows);
  hexwire_row_list_remove_all (&self->given_up);
  hexwire_row_list_remove_all (&self->passed);
  self->scanned_number = self->source->first_number;
}

guint
hexwire_row_choice_get_n_rows (const HexwireRowChoice *self)
{
  if (shows_all (self))
    return (guint) (self->source->end_number - self->source->first_number);
  return hexwire_row_list_get_n (&self->rows);
}

guint64
hexwire_row_choice_get_number (const HexwireRowChoice *self,
                               guint                   position)
{
  if (shows_all (self))
    return self->source->first_number + position;
  return hexwire_row_list_get (&self->rows, position);
}

guint
hexwire_row_choice_get_n_messages (const HexwireRowChoice *self,
                                   guint                   position)
{
  return shows_all (self) ? 1 : hexwire_row_list_get_n_messages (&self->rows, position);
}

guint64
hexwire_row_choice_get_n_hidden (const HexwireRowChoice *self)
{
  if (shows_all (self))
    return 0;
  return self->scanned_number - self->source->first_number
         - hexwire_row_list_get_n (self->collapses ? &self->passed : &self->rows);
}

guint
hexwire_row_choice_get_n_given_up (const HexwireRowChoice *self)
{
  return hexwire_row_list_get_n (&self->given_up);
}

static gboolean
passes (const HexwireRowChoice *self,
        const HexwireLogRecord *record,
        gboolean               *gave_up)
{
  *gave_up = FALSE;
  return (self->peer_id == 0 || record->peer_id == self->peer_id)
         && (self->filter == NULL || hexwire_row_filter_matches (self->filter, record, gave_up));
}

static gboolean
read_row (HexwireRowChoice *self,
          guint             reader,
          guint64           number,
          HexwireLogRecord *record)
{
  HexwireFrame frame;

  return hexwire_row_source_get_frame (self->source, number, &frame)
         && hexwire_log_reader_read (&self->readers[reader], &frame, record);
}

static gboolean
repeats_last (HexwireRowChoice       *self,
              const HexwireLogRecord *record)
{
  guint n_passed = hexwire_row_list_get_n (&self->passed);
  HexwireLogRecord last;

  return n_passed > 0 && hexwire_message_kind_is_data (record->kind)
         && read_row (self, 1, hexwire_row_list_get (&self->passed, n_passed - 1), &last)
         && last.kind == record->kind && last.peer_id == record->peer_id
         && last.size_bytes == record->size_bytes
         && (record->size_bytes == 0 || memcmp (last.data, record->data, record->size_bytes) == 0);
}

/* Returns how much work it was. */
static gsize
look_at (HexwireRowChoice *self,
         guint64           number)
{
  HexwireLogRecord record;
  gboolean has_passed, gave_up;

  if (!read_row (self, 0, number, &record))
    return ROW_WORK;
  has_passed = passes (self, &record, &gave_up);
  if (gave_up)
    hexwire_row_list_append (&self->given_up, number);
  if (has_passed)
    {
      if (self->collapses && repeats_last (self, &record))
        hexwire_row_list_repeat_last (&self->rows);
      else
        hexwire_row_list_append (&self->rows, number);
      if (self->collapses)
        hexwire_row_list_append (&self->passed, number);
    }
  return ROW_WORK + record.size_bytes;
}

static gboolean
contains (const HexwireRowList *rows,
          guint64               number,
          guint                *index)
{
  *index = hexwire_row_list_find (rows, number);
  return *index < hexwire_row_list_get_n (rows) && hexwire_row_list_get (rows, *index) == number;
}

gboolean
hexwire_row_choice_find (const HexwireRowChoice *self,
                         guint64                 number,
                         guint                  *position)
{
  guint n_rows = hexwire_row_choice_get_n_rows (self);
  guint index;

  if (shows_all (self))
    {
      *position = (guint) (number - self->source->first_number);
      return *position < n_rows;
    }

  if (contains (&self->rows, number, position))
    return TRUE;
  /* It may be one of those that repeat the row before. */
  if (!contains (&self->passed, number, &index))
    return FALSE;
  (*position)--;
  return TRUE;
}

gboolean
hexwire_row_choice_scan (HexwireRowChoice *self,
                         gint64            deadline_us)
{
  guint64 end_number = self->source->end_number;

  self->scanned_number = MAX (self->scanned_number, self->source->first_number);
  if (shows_all (self))
    self->scanned_number = end_number;
  while (self->scanned_number < end_number && g_get_monotonic_time () < deadline_us)
    for (gsize work = 0; work < WORK_PER_LOOK && self->scanned_number < end_number;)
      work += look_at (self, self->scanned_number++);
  return self->scanned_number >= end_number;
}

gboolean
hexwire_row_choice_has_scanned (const HexwireRowChoice *self,
                                guint64                 number)
{
  return number < self->scanned_number;
}

/* Drops the rows before the first that is left, but keeps one of which repeats are left. */
static guint
drop_rows (HexwireRowChoice *self,
           gboolean         *is_first_changed)
{
  guint n_rows = hexwire_row_list_get_n (&self->rows);
  guint n_gone = hexwire_row_list_find (&self->rows, self->source->first_number);
  guint64 next_number = n_gone < n_rows ? hexwire_row_list_get (&self->rows, n_gone) : G_MAXUINT64;
  guint n_left = hexwire_row_list_find (&self->passed, next_number);

  *is_first_changed = n_gone > 0 && n_left > 0;
  if (*is_first_changed)
    n_gone--;
  hexwire_row_list_drop_first (&self->rows, n_gone);
  if (*is_first_changed)
    hexwire_row_list_set_first (&self->rows, hexwire_row_list_get (&self->passed, 0), n_left);
  return n_gone;
}

guint
hexwire_row_choice_drop (HexwireRowChoice *self,
                         guint64           former_first_number,
                         gboolean         *is_first_changed)
{
  guint64 first_number = self->source->first_number;

  *is_first_changed = FALSE;
  if (shows_all (self))
    return (guint) MIN (first_number - former_first_number, G_MAXUINT);

  self->scanned_number = MAX (self->scanned_number, first_number);
  hexwire_row_list_drop_first (&self->given_up,
                               hexwire_row_list_find (&self->given_up, first_number));
  hexwire_row_list_drop_first (&self->passed,
                               hexwire_row_list_find (&self->passed, first_number));
  return drop_rows (self, is_first_changed);
}
