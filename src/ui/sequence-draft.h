/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sequence-runner.h"

G_BEGIN_DECLS

/**
 * HexwireSequenceDraft:
 *
 * A sequence that is being edited: its steps, and in the place of some what was typed there and is
 * no step yet. Such a line is kept, and can be neither done nor saved. Steps are counted from 0.
 * Every edit takes the results of the last run away.
 */
typedef struct _HexwireSequenceDraft HexwireSequenceDraft;

/** hexwire_sequence_draft_new: (transfer full): without steps; @runner: what does them. */
HexwireSequenceDraft *hexwire_sequence_draft_new (HexwireSequenceRunner *runner);

void hexwire_sequence_draft_free (HexwireSequenceDraft *self);

/** hexwire_sequence_draft_set_sequence: edits another sequence from now on. */
void hexwire_sequence_draft_set_sequence (HexwireSequenceDraft *self,
                                          HexwireSequence      *sequence);

/**
 * hexwire_sequence_draft_get_sequence:
 *
 * Returns: (transfer none): the steps, as many as there are lines; where a line is none, the one
 *   that stood there before
 */
HexwireSequence *hexwire_sequence_draft_get_sequence (HexwireSequenceDraft *self);

guint hexwire_sequence_draft_get_n_steps (HexwireSequenceDraft *self);

/** hexwire_sequence_draft_insert: @index: 0 to the number of steps; @line: a step. */
void hexwire_sequence_draft_insert (HexwireSequenceDraft *self,
                                    guint                 index,
                                    const char           *line);

void hexwire_sequence_draft_remove (HexwireSequenceDraft *self,
                                    guint                 index);

/** hexwire_sequence_draft_move: those between @index and @target make place. */
void hexwire_sequence_draft_move (HexwireSequenceDraft *self,
                                  guint                 index,
                                  guint                 target);

/** hexwire_sequence_draft_set_line: what was typed for a step, whether it is one or not. */
void hexwire_sequence_draft_set_line (HexwireSequenceDraft *self,
                                      guint                 index,
                                      const char           *line);

/** hexwire_sequence_draft_dup_line: (transfer full): what was typed, or what the step says. */
char *hexwire_sequence_draft_dup_line (HexwireSequenceDraft *self,
                                       guint                 index);

/**
 * hexwire_sequence_draft_check:
 * @position: (out): where the line is wrong, in bytes; 0 where it is a step
 * @error: return location for a #HexwireNetError or a #HexwireCodecError
 *
 * Returns: whether a step can be done, as far as can be told
 */
gboolean hexwire_sequence_draft_check (HexwireSequenceDraft  *self,
                                       guint                  index,
                                       gsize                 *position,
                                       GError               **error);

/**
 * hexwire_sequence_draft_dup_problem:
 *
 * Returns: (transfer full) (nullable): what is wrong with a step, and with which, for a person to
 *   read; %NULL where it can be done
 */
char *hexwire_sequence_draft_dup_problem (HexwireSequenceDraft *self,
                                          guint                 index);

/** hexwire_sequence_draft_is_readable: whether all lines are steps, and can be read again. */
gboolean hexwire_sequence_draft_is_readable (HexwireSequenceDraft *self);

G_END_DECLS
