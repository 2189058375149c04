/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/byte-buffer.h"

#include <string.h>

/* What stood at @offset before, and what stands there after. */
typedef struct
{
  gsize offset;
  GBytes *before;
  GBytes *after;
  gboolean joins_last;
} Step;

struct _HexwireByteBuffer
{
  GObject parent_instance;

  GByteArray *data;
  GBytes *bytes;          /* a copy of the data, made when asked for */
  GQueue undo_steps;      /* of Step, the newest last */
  GQueue redo_steps;      /* of Step, the next to be redone last */
  gsize step_bytes;       /* what the undo steps hold */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireByteBuffer, hexwire_byte_buffer, G_TYPE_OBJECT)

static gsize
step_get_size_bytes (const Step *self)
{
  return g_bytes_get_size (self->before) + g_bytes_get_size (self->after);
}

static void
step_free (Step *self)
{
  g_bytes_unref (self->before);
  g_bytes_unref (self->after);
  g_free (self);
}

static void
splice (HexwireByteBuffer *self,
        gsize              offset,
        gsize              n_removed,
        const guint8      *data,
        gsize              n_added)
{
  gsize size_bytes = self->data->len;
  gsize n_after = size_bytes - offset - n_removed;

  if (n_added > n_removed)
    g_byte_array_set_size (self->data, (guint) (size_bytes + n_added - n_removed));
  if (n_added != n_removed)
    memmove (self->data->data + offset + n_added, self->data->data + offset + n_removed, n_after);
  if (n_added < n_removed)
    g_byte_array_set_size (self->data, (guint) (size_bytes + n_added - n_removed));
  if (n_added > 0)
    memcpy (self->data->data + offset, data, n_added);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static void
forget_oldest_steps (HexwireByteBuffer *self)
{
  while (self->undo_steps.length > HEXWIRE_BYTE_BUFFER_MAX_STEPS
         || (self->undo_steps.length > 1
             && self->step_bytes > HEXWIRE_BYTE_BUFFER_MAX_STEP_BYTES))
    {
      Step *step = g_queue_pop_head (&self->undo_steps);

      self->step_bytes -= step_get_size_bytes (step);
      step_free (step);
    }
}

static void
hexwire_byte_buffer_finalize (GObject *object)
{
  HexwireByteBuffer *self = HEXWIRE_BYTE_BUFFER (object);

  g_queue_clear_full (&self->undo_steps, (GDestroyNotify) step_free);
  g_queue_clear_full (&self->redo_steps, (GDestroyNotify) step_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->data, g_byte_array_unref);

  G_OBJECT_CLASS (hexwire_byte_buffer_parent_class)->finalize (object);
}

static void
hexwire_byte_buffer_class_init (HexwireByteBufferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_byte_buffer_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_BYTE_BUFFER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_byte_buffer_init (HexwireByteBuffer *self)
{
  self->data = g_byte_array_new ();
  g_queue_init (&self->undo_steps);
  g_queue_init (&self->redo_steps);
}

HexwireByteBuffer *
hexwire_byte_buffer_new (void)
{
  return g_object_new (HEXWIRE_TYPE_BYTE_BUFFER, NULL);
}

GBytes *
hexwire_byte_buffer_get_bytes (HexwireByteBuffer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), NULL);

  if (self->bytes == NULL)
    self->bytes = g_bytes_new (self->data->data, self->data->len);
  return self->bytes;
}

gsize
hexwire_byte_buffer_get_size_bytes (HexwireByteBuffer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), 0);
  return self->data->len;
}

guint8
hexwire_byte_buffer_get (HexwireByteBuffer *self,
                         gsize              offset)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), 0);
  g_return_val_if_fail (offset < self->data->len, 0);
  return self->data->data[offset];
}

void
hexwire_byte_buffer_replace (HexwireByteBuffer *self,
                             gsize              offset,
                             gsize              n_removed,
                             const guint8      *data,
                             gsize              n_added,
                             gboolean           joins_last)
{
  Step *step;

  g_return_if_fail (HEXWIRE_IS_BYTE_BUFFER (self));
  g_return_if_fail (offset <= self->data->len && n_removed <= self->data->len - offset);

  step = g_new0 (Step, 1);
  step->offset = offset;
  step->before = g_bytes_new (self->data->data + offset, n_removed);
  step->after = g_bytes_new (data, n_added);
  step->joins_last = joins_last;
  splice (self, offset, n_removed, data, n_added);
  g_queue_push_tail (&self->undo_steps, step);
  self->step_bytes += step_get_size_bytes (step);
  forget_oldest_steps (self);
  g_queue_clear_full (&self->redo_steps, (GDestroyNotify) step_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_byte_buffer_set_bytes (HexwireByteBuffer *self,
                               GBytes            *bytes,
                               gsize             *changed_offset,
                               gsize             *n_changed)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  gsize shorter;
  gsize start = 0;
  gsize end = 0;      /* how many bytes at the end are the same */

  g_return_if_fail (HEXWIRE_IS_BYTE_BUFFER (self));

  shorter = MIN (size_bytes, self->data->len);
  while (start < shorter && data[start] == self->data->data[start])
    start++;
  while (end < shorter - start
         && data[size_bytes - 1 - end] == self->data->data[self->data->len - 1 - end])
    end++;
  if (changed_offset != NULL)
    *changed_offset = start;
  if (n_changed != NULL)
    *n_changed = size_bytes - start - end;
  if (start + end < MAX (size_bytes, self->data->len))
    hexwire_byte_buffer_replace (self, start, self->data->len - start - end,
                                 data != NULL ? data + start : NULL, size_bytes - start - end,
                                 FALSE);
}

gboolean
hexwire_byte_buffer_undo (HexwireByteBuffer *self,
                          gsize             *offset)
{
  gboolean goes_on = TRUE;
  gboolean undone = FALSE;

  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), FALSE);

  while (goes_on && !g_queue_is_empty (&self->undo_steps))
    {
      Step *step = g_queue_pop_tail (&self->undo_steps);
      gsize n_before;
      const guint8 *before = g_bytes_get_data (step->before, &n_before);

      splice (self, step->offset, g_bytes_get_size (step->after), before, n_before);
      self->step_bytes -= step_get_size_bytes (step);
      g_queue_push_tail (&self->redo_steps, step);
      if (offset != NULL)
        *offset = step->offset;
      goes_on = step->joins_last;
      undone = TRUE;
    }
  if (undone)
    g_signal_emit (self, signals[CHANGED], 0);
  return undone;
}

gboolean
hexwire_byte_buffer_redo (HexwireByteBuffer *self,
                          gsize             *offset)
{
  gboolean redone = FALSE;
  Step *next;

  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), FALSE);

  while ((next = g_queue_peek_tail (&self->redo_steps)) != NULL && (!redone || next->joins_last))
    {
      gsize n_after;
      const guint8 *after = g_bytes_get_data (next->after, &n_after);

      g_queue_pop_tail (&self->redo_steps);
      splice (self, next->offset, g_bytes_get_size (next->before), after, n_after);
      self->step_bytes += step_get_size_bytes (next);
      g_queue_push_tail (&self->undo_steps, next);
      if (offset != NULL)
        *offset = next->offset;
      redone = TRUE;
    }
  if (redone)
    g_signal_emit (self, signals[CHANGED], 0);
  return redone;
}
