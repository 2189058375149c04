/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record-history.h"

#include <string.h>

/* A state, whole; or, with @is_patch, one whose bytes are those of the state that it was left for,
 * with @state->bytes at @patch_offset instead of @n_patched bytes. */
typedef struct
{
  HexwireRecordState *state;
  gboolean is_patch;
  gsize patch_offset;
  gsize n_patched;
} Step;

struct _HexwireRecordHistory
{
  GQueue steps[2];      /* of Step, the next one last: those to undo, and those to redo */
  gsize undo_bytes;     /* what the steps to undo hold */
  gboolean is_text;     /* the last edit was of a text, */
  gsize last_field;     /* of this field, */
  int last_growth;      /* and typed a character (1), erased one (-1), or was another (0) */
};

void
hexwire_record_state_free (HexwireRecordState *self)
{
  hexwire_format_unref (self->format);
  g_free (self->format_text);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->tail, g_bytes_unref);
  g_free (self);
}

static void
step_free (Step *self)
{
  hexwire_record_state_free (self->state);
  g_free (self);
}

static gsize
step_get_size_bytes (const Step *self)
{
  const HexwireRecordState *state = self->state;
  gsize size_bytes = strlen (state->format_text);

  size_bytes += state->bytes != NULL ? g_bytes_get_size (state->bytes) : 0;
  size_bytes += state->tail != NULL ? g_bytes_get_size (state->tail) : 0;
  for (guint i = 0; state->values != NULL && i < state->values->len; i++)
    {
      const char *value = g_ptr_array_index (state->values, i);

      size_bytes += value != NULL ? strlen (value) : 0;
    }
  return size_bytes;
}

/* Keeps of the bytes of a step what differs from those of the state that comes after it. */
static void
step_shrink (Step                     *self,
             const HexwireRecordState *next)
{
  g_autoptr (GBytes) whole = NULL;
  const guint8 *data;
  const guint8 *next_data;
  gsize size_bytes;
  gsize next_size_bytes;
  gsize shorter;
  gsize start = 0;
  gsize end = 0;      /* how many bytes at the end are the same */

  if (self->is_patch || self->state->bytes == NULL || next->bytes == NULL)
    return;
  data = g_bytes_get_data (self->state->bytes, &size_bytes);
  next_data = g_bytes_get_data (next->bytes, &next_size_bytes);
  shorter = MIN (size_bytes, next_size_bytes);
  while (start < shorter && data[start] == next_data[start])
    start++;
  while (end < shorter - start
         && data[size_bytes - 1 - end] == next_data[next_size_bytes - 1 - end])
    end++;
  self->is_patch = TRUE;
  self->patch_offset = start;
  self->n_patched = next_size_bytes - start - end;
  /* A copy, so that the whole is not kept alive. */
  whole = g_steal_pointer (&self->state->bytes);
  self->state->bytes = g_bytes_new (data != NULL ? data + start : NULL, size_bytes - start - end);
}

static void
append (GByteArray *bytes,
        GBytes     *from,
        gsize       start,
        gsize       end)
{
  const guint8 *data = g_bytes_get_data (from, NULL);

  if (start < end)
    g_byte_array_append (bytes, data + start, (guint) (end - start));
}

/* Makes the bytes whole again. */
static void
step_expand (Step                     *self,
             const HexwireRecordState *next)
{
  GByteArray *bytes;

  if (!self->is_patch)
    return;
  bytes = g_byte_array_new ();
  append (bytes, next->bytes, 0, self->patch_offset);
  append (bytes, self->state->bytes, 0, g_bytes_get_size (self->state->bytes));
  append (bytes, next->bytes, self->patch_offset + self->n_patched, g_bytes_get_size (next->bytes));
  g_bytes_unref (self->state->bytes);
  self->state->bytes = g_byte_array_free_to_bytes (bytes);
  self->is_patch = FALSE;
}

static void
push (HexwireRecordHistory *self,
      gboolean              forwards,
      HexwireRecordState   *state)
{
  Step *last = g_queue_peek_tail (&self->steps[forwards]);
  Step *step = g_new0 (Step, 1);

  step->state = state;
  if (!forwards)
    {
      self->undo_bytes += step_get_size_bytes (step);
      self->undo_bytes -= last != NULL ? step_get_size_bytes (last) : 0;
    }
  if (last != NULL)
    step_shrink (last, state);
  if (!forwards && last != NULL)
    self->undo_bytes += step_get_size_bytes (last);
  g_queue_push_tail (&self->steps[forwards], step);
}

static void
forget_oldest_steps (HexwireRecordHistory *self)
{
  GQueue *undo = &self->steps[FALSE];

  while (undo->length > HEXWIRE_RECORD_HISTORY_MAX_STEPS
         || (undo->length > 1 && self->undo_bytes > HEXWIRE_RECORD_HISTORY_MAX_STEP_BYTES))
    {
      Step *step = g_queue_pop_head (undo);

      self->undo_bytes -= step_get_size_bytes (step);
      step_free (step);
    }
}

HexwireRecordHistory *
hexwire_record_history_new (void)
{
  HexwireRecordHistory *self = g_new0 (HexwireRecordHistory, 1);

  g_queue_init (&self->steps[FALSE]);
  g_queue_init (&self->steps[TRUE]);
  return self;
}

void
hexwire_record_history_free (HexwireRecordHistory *self)
{
  hexwire_record_history_clear (self);
  g_free (self);
}

void
hexwire_record_history_push (HexwireRecordHistory *self,
                             HexwireRecordState   *before,
                             gboolean              joins_last)
{
  Step *last = g_queue_peek_tail (&self->steps[FALSE]);

  self->is_text = FALSE;
  g_queue_clear_full (&self->steps[TRUE], (GDestroyNotify) step_free);
  /* What is kept as a difference is one from this very state, and must not lose it. */
  if (joins_last && last != NULL && !last->is_patch)
    {
      hexwire_record_state_free (before);
      return;
    }
  push (self, FALSE, before);
  forget_oldest_steps (self);
}

/* 1 if @after is @before with a character more, -1 if with one less, 0 otherwise. */
static int
get_growth (const char *before,
            const char *after)
{
  glong n_before = g_utf8_strlen (before, -1);
  glong n_after = g_utf8_strlen (after, -1);
  const char *longer = n_after > n_before ? after : before;
  const char *shorter = n_after > n_before ? before : after;

  if (ABS (n_after - n_before) != 1)
    return 0;
  while (*shorter != '\0' && g_utf8_get_char (shorter) == g_utf8_get_char (longer))
    {
      shorter = g_utf8_next_char (shorter);
      longer = g_utf8_next_char (longer);
    }
  return g_str_equal (shorter, g_utf8_next_char (longer)) ? (int) (n_after - n_before) : 0;
}

void
hexwire_record_history_push_text (HexwireRecordHistory *self,
                                  HexwireRecordState   *before,
                                  gsize                 field,
                                  const char           *text_before,
                                  const char           *text_after)
{
  gboolean was_empty = text_before == NULL || text_before[0] == '\0';
  int growth = was_empty ? 1 : get_growth (text_before, text_after);
  gboolean is_same = self->is_text && self->last_field == field;
  gboolean begins_word = growth > 0 && g_str_has_suffix (text_after, " ");
  gboolean goes_on = growth != 0 && (growth == self->last_growth || was_empty) && !begins_word;

  hexwire_record_history_push (self, before, is_same && goes_on);
  self->is_text = TRUE;
  self->last_field = field;
  self->last_growth = growth;
}

HexwireRecordState *
hexwire_record_history_step (HexwireRecordHistory *self,
                             gboolean              forwards,
                             HexwireRecordState   *current)
{
  Step *step = g_queue_pop_tail (&self->steps[forwards]);
  HexwireRecordState *state;

  g_return_val_if_fail (step != NULL, current);

  self->is_text = FALSE;
  if (!forwards)
    self->undo_bytes -= step_get_size_bytes (step);
  step_expand (step, current);
  push (self, !forwards, current);
  state = step->state;
  g_free (step);
  return state;
}

gboolean
hexwire_record_history_can_step (HexwireRecordHistory *self,
                                 gboolean              forwards)
{
  return !g_queue_is_empty (&self->steps[forwards]);
}

void
hexwire_record_history_clear (HexwireRecordHistory *self)
{
  g_queue_clear_full (&self->steps[FALSE], (GDestroyNotify) step_free);
  g_queue_clear_full (&self->steps[TRUE], (GDestroyNotify) step_free);
  self->undo_bytes = 0;
  self->is_text = FALSE;
}
