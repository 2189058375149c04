/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view-private.h"

guint
hexwire_log_view_get_unfinished (HexwireLogView         *self,
                                 HexwireUnfinishedFrame *unfinished)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);

  if (self->source.frames == NULL
      || !hexwire_frame_index_get_unfinished (self->source.frames, unfinished))
    return 0;
  return hexwire_frame_index_count_unfinished (self->source.frames);
}

gboolean
hexwire_log_view_get_frame (HexwireLogView *self,
                            guint           position,
                            HexwireFrame   *frame)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), FALSE);

  return position < self->n_shown
         && hexwire_row_source_get_frame (
           &self->source, hexwire_log_view_get_number (self, position), frame);
}

GArray *
hexwire_log_view_dup_all_frames (HexwireLogView *self)
{
  GArray *frames;
  HexwireFrame frame;

  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), NULL);

  if (self->source.frames == NULL)
    return NULL;
  frames = g_array_new (FALSE, FALSE, sizeof (HexwireFrame));
  for (guint64 i = self->source.first_number; i < self->source.end_number; i++)
    if (hexwire_row_source_get_frame (&self->source, i, &frame))
      g_array_append_val (frames, frame);
  return frames;
}

HexwireLogPlace
hexwire_log_view_find_place (HexwireLogView *self,
                             guint64         row,
                             guint32         offset_bytes,
                             guint          *position)
{
  guint64 number;
  gboolean has_row, is_chosen;

  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), HEXWIRE_LOG_PLACE_NOWHERE);

  has_row = hexwire_row_source_find (&self->source, row, offset_bytes, &number);
  is_chosen = hexwire_row_choice_find (&self->choice, number, position);
  if (self->order != NULL && !hexwire_log_view_find_sorted (self, number, position))
    *position = self->n_shown;
  if (has_row && is_chosen)
    return HEXWIRE_LOG_PLACE_SHOWN;
  if (has_row && hexwire_row_choice_has_scanned (&self->choice, number))
    return HEXWIRE_LOG_PLACE_HIDDEN;
  if (self->source.frames != NULL
      && hexwire_frame_index_is_unfinished (self->source.frames, row, offset_bytes))
    return HEXWIRE_LOG_PLACE_UNFINISHED;
  return HEXWIRE_LOG_PLACE_NOWHERE;
}

gboolean
hexwire_log_view_find (HexwireLogView *self,
                       guint64         row,
                       guint32         offset_bytes,
                       guint          *position)
{
  return hexwire_log_view_find_place (self, row, offset_bytes, position)
         == HEXWIRE_LOG_PLACE_SHOWN;
}

gboolean
hexwire_log_view_reveal (HexwireLogView *self,
                         guint64         row,
                         guint32         offset_bytes,
                         guint          *position)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), FALSE);

  if (!hexwire_log_view_find (self, row, offset_bytes, position))
    return FALSE;
  if (*position < self->n_shown)
    return TRUE;
  hexwire_log_view_unsort (self);
  hexwire_log_view_grow_to_end (self);
  return hexwire_log_view_find (self, row, offset_bytes, position) && *position < self->n_shown;
}

void
hexwire_log_view_set_marked (HexwireLogView *self,
                             const guint    *positions,
                             guint           n_positions,
                             gboolean        marked)
{
  guint n_rows;

  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  for (guint i = 0; i < n_positions; i++)
    {
      HexwireFrame frame;

      if (hexwire_log_view_get_frame (self, positions[i], &frame))
        hexwire_log_marks_set (self->source.marks, &frame, marked);
    }
  if (n_positions == 0 || positions[n_positions - 1] >= self->n_shown)
    return;
  n_rows = positions[n_positions - 1] - positions[0] + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), positions[0], n_rows, n_rows);
}

gboolean
hexwire_log_view_find_mark (HexwireLogView *self,
                            guint           from,
                            gboolean        forward,
                            guint          *position)
{
  HexwireFrame frame;
  gboolean has_frame = hexwire_log_view_get_frame (self, from, &frame);
  guint64 row;
  guint32 end_offset_bytes;

  while (hexwire_log_marks_step (self->source.marks, has_frame ? &frame : NULL, forward, &row,
                                 &end_offset_bytes))
    {
      guint32 last_byte = end_offset_bytes - MIN (end_offset_bytes, 1);

      if (hexwire_log_view_find (self, row, last_byte, position))
        return TRUE;
      /* It is in a row that is hidden. */
      frame = (HexwireFrame) { .end_row = row, .end_offset_bytes = end_offset_bytes };
      has_frame = TRUE;
    }
  return FALSE;
}
