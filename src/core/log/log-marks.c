/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-marks.h"

typedef struct
{
  guint64 row;
  guint32 end_offset_bytes;
} Mark;

struct _HexwireLogMarks
{
  GArray *marks;      /* (element-type Mark): in their order */
};

HexwireLogMarks *
hexwire_log_marks_new (void)
{
  HexwireLogMarks *self = g_new (HexwireLogMarks, 1);

  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  return self;
}

void
hexwire_log_marks_free (HexwireLogMarks *self)
{
  g_array_unref (self->marks);
  g_free (self);
}

/* The index of the first mark at (@row, @end_offset_bytes) or behind it. */
static guint
find_index (const HexwireLogMarks *self,
            guint64                row,
            guint32                end_offset_bytes)
{
  guint low = 0;
  guint high = self->marks->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Mark *mark = &g_array_index (self->marks, Mark, middle);

      if (mark->row < row || (mark->row == row && mark->end_offset_bytes < end_offset_bytes))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The first mark on @frame; the one of an empty message is at its end. */
static guint
find_first_on_frame (const HexwireLogMarks *self,
                     const HexwireFrame    *frame)
{
  guint32 start = frame->end_offset_bytes - MIN (frame->size_bytes, frame->end_offset_bytes);

  return find_index (self, frame->end_row, frame->size_bytes > 0 ? start + 1 : start);
}

static gboolean
is_on_frame (const HexwireLogMarks *self,
             guint                  index,
             const HexwireFrame    *frame)
{
  const Mark *mark = &g_array_index (self->marks, Mark, index);

  return index < self->marks->len && mark->row == frame->end_row
         && mark->end_offset_bytes <= frame->end_offset_bytes;
}

gboolean
hexwire_log_marks_contains (const HexwireLogMarks *self,
                            const HexwireFrame    *frame)
{
  return self->marks->len > 0 && is_on_frame (self, find_first_on_frame (self, frame), frame);
}

void
hexwire_log_marks_set (HexwireLogMarks    *self,
                       const HexwireFrame *frame,
                       gboolean            marked)
{
  guint index = find_first_on_frame (self, frame);

  while (is_on_frame (self, index, frame))
    g_array_remove_index (self->marks, index);
  if (marked)
    {
      Mark mark = { .row = frame->end_row, .end_offset_bytes = frame->end_offset_bytes };

      g_array_insert_val (self->marks, index, mark);
    }
}

gboolean
hexwire_log_marks_step (const HexwireLogMarks *self,
                        const HexwireFrame    *from,
                        gboolean               forward,
                        guint64               *row,
                        guint32               *end_offset_bytes)
{
  guint index = forward ? 0 : self->marks->len;
  const Mark *mark;

  if (from != NULL && forward)
    index = find_index (self, from->end_row, from->end_offset_bytes + 1);
  else if (from != NULL)
    index = find_first_on_frame (self, from);
  /* Going back from the first one, the index turns into one that is too large. */
  if (!forward)
    index--;
  if (index >= self->marks->len)
    return FALSE;

  mark = &g_array_index (self->marks, Mark, index);
  *row = mark->row;
  *end_offset_bytes = mark->end_offset_bytes;
  return TRUE;
}

void
hexwire_log_marks_drop_before (HexwireLogMarks *self,
                               guint64          row)
{
  guint n = find_index (self, row, 0);

  if (n > 0)
    g_array_remove_range (self->marks, 0, n);
}
