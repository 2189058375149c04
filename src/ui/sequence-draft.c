/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sequence-draft.h"

#include <glib/gi18n.h>

struct _HexwireSequenceDraft
{
  HexwireSequenceRunner *runner;
  HexwireSequence *sequence;
  GPtrArray *lines;     /* (element-type utf8) (nullable): those that are no steps */
};

HexwireSequenceDraft *
hexwire_sequence_draft_new (HexwireSequenceRunner *runner)
{
  HexwireSequenceDraft *self = g_new0 (HexwireSequenceDraft, 1);

  self->runner = g_object_ref (runner);
  self->sequence = hexwire_sequence_new ();
  self->lines = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
hexwire_sequence_draft_free (HexwireSequenceDraft *self)
{
  g_object_unref (self->runner);
  g_object_unref (self->sequence);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

void
hexwire_sequence_draft_set_sequence (HexwireSequenceDraft *self,
                                     HexwireSequence      *sequence)
{
  hexwire_sequence_runner_reset (self->runner);
  g_set_object (&self->sequence, sequence);
  g_ptr_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->lines, (int) hexwire_sequence_get_n_steps (sequence));
}

HexwireSequence *
hexwire_sequence_draft_get_sequence (HexwireSequenceDraft *self)
{
  return self->sequence;
}

guint
hexwire_sequence_draft_get_n_steps (HexwireSequenceDraft *self)
{
  return hexwire_sequence_get_n_steps (self->sequence);
}

void
hexwire_sequence_draft_insert (HexwireSequenceDraft *self,
                               guint                 index,
                               const char           *line)
{
  g_autoptr (HexwireSequenceStep) step = hexwire_sequence_step_parse (line, NULL, NULL);

  g_return_if_fail (step != NULL);

  hexwire_sequence_runner_reset (self->runner);
  g_ptr_array_insert (self->lines, (int) index, NULL);
  hexwire_sequence_insert (self->sequence, index, step);
}

void
hexwire_sequence_draft_remove (HexwireSequenceDraft *self,
                               guint                 index)
{
  hexwire_sequence_runner_reset (self->runner);
  g_ptr_array_remove_index (self->lines, index);
  hexwire_sequence_remove (self->sequence, index);
}

void
hexwire_sequence_draft_move (HexwireSequenceDraft *self,
                             guint                 index,
                             guint                 target)
{
  hexwire_sequence_runner_reset (self->runner);
  g_ptr_array_insert (self->lines, (int) target, g_ptr_array_steal_index (self->lines, index));
  hexwire_sequence_move (self->sequence, index, target);
}

void
hexwire_sequence_draft_set_line (HexwireSequenceDraft *self,
                                 guint                 index,
                                 const char           *line)
{
  g_autoptr (HexwireSequenceStep) step = hexwire_sequence_step_parse (line, NULL, NULL);
  HexwireSequenceStep *former = hexwire_sequence_get_step (self->sequence, index);
  g_autoptr (HexwireSequenceStep) whole = NULL;

  g_free (g_ptr_array_index (self->lines, index));
  g_ptr_array_index (self->lines, index) = step == NULL ? g_strdup (line) : NULL;
  hexwire_sequence_runner_reset (self->runner);
  if (step == NULL)
    return;
  whole = hexwire_sequence_step_with_note (step, hexwire_sequence_step_get_info (former)->note);
  hexwire_sequence_replace (self->sequence, index, whole);
}

char *
hexwire_sequence_draft_dup_line (HexwireSequenceDraft *self,
                                 guint                 index)
{
  const char *line = g_ptr_array_index (self->lines, index);

  return line != NULL ? g_strdup (line)
                      : hexwire_sequence_step_to_line (hexwire_sequence_get_step (self->sequence,
                                                                                  index));
}

gboolean
hexwire_sequence_draft_check (HexwireSequenceDraft  *self,
                              guint                  index,
                              gsize                 *position,
                              GError               **error)
{
  const char *line = g_ptr_array_index (self->lines, index);
  g_autoptr (HexwireSequenceStep) step = NULL;

  *position = 0;
  if (line == NULL)
    return hexwire_sequence_runner_check_step (self->runner, self->sequence, index, error);
  step = hexwire_sequence_step_parse (line, position, error);
  return step != NULL;
}

char *
hexwire_sequence_draft_dup_problem (HexwireSequenceDraft *self,
                                    guint                 index)
{
  g_autoptr (GError) error = NULL;
  gsize position;

  if (hexwire_sequence_draft_check (self, index, &position, &error))
    return NULL;
  /* Translators: the number of a step, and what is wrong with it */
  return g_strdup_printf (_("Step %u: %s"), index + 1, error->message);
}

gboolean
hexwire_sequence_draft_is_readable (HexwireSequenceDraft *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (g_ptr_array_index (self->lines, i) != NULL)
      return FALSE;
  return TRUE;
}
