/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "net/sequence-step.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEQUENCE (hexwire_sequence_get_type ())

/** HEXWIRE_SEQUENCE_MAX_STEPS: longer files are refused. */
#define HEXWIRE_SEQUENCE_MAX_STEPS 10000

/**
 * HexwireSequence:
 *
 * Steps, one after the other: a #GListModel of #HexwireSequenceStep. A repeat goes on naming the
 * step that it named when steps come, go or move.
 *
 * As text it is a line `hexwire-sequence 1` and a line for each step; empty lines, and lines that
 * begin with `#`, do not count, and are kept with the step that follows.
 */
G_DECLARE_FINAL_TYPE (HexwireSequence, hexwire_sequence, HEXWIRE, SEQUENCE, GObject)

HexwireSequence *hexwire_sequence_new (void);

/**
 * hexwire_sequence_parse:
 * @text: a sequence as text
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the sequence, or %NULL with %HEXWIRE_NET_ERROR_SEQUENCE,
 *   whose message tells the line and the position in it
 */
HexwireSequence *hexwire_sequence_parse (const char  *text,
                                         gsize       *error_position,
                                         GError     **error);

/** hexwire_sequence_to_text: (transfer full): what hexwire_sequence_parse() reads as the same. */
char *hexwire_sequence_to_text (HexwireSequence *self);

/**
 * hexwire_sequence_load:
 *
 * Blocks while it reads.
 *
 * Returns: (transfer full) (nullable): the sequence in @file, or %NULL with an error as of
 *   hexwire_sequence_parse(), with %HEXWIRE_CODEC_ERROR_TOO_LARGE or with a #GIOErrorEnum
 */
HexwireSequence *hexwire_sequence_load (GFile   *file,
                                        GError **error);

/**
 * hexwire_sequence_save:
 *
 * Writes @self to @file, at once or not at all. Blocks.
 *
 * Returns: %TRUE, or %FALSE with a #GIOErrorEnum
 */
gboolean hexwire_sequence_save (HexwireSequence  *self,
                                GFile            *file,
                                GError          **error);

guint hexwire_sequence_get_n_steps (HexwireSequence *self);

/** hexwire_sequence_get_step: (transfer none): @index: from 0. */
HexwireSequenceStep *hexwire_sequence_get_step (HexwireSequence *self,
                                                guint            index);

/** hexwire_sequence_insert: @index: where @step will stand; behind the last place is that place. */
void hexwire_sequence_insert (HexwireSequence     *self,
                              guint                index,
                              HexwireSequenceStep *step);

void hexwire_sequence_replace (HexwireSequence     *self,
                               guint                index,
                               HexwireSequenceStep *step);

void hexwire_sequence_remove (HexwireSequence *self,
                              guint            index);

/** hexwire_sequence_move: @target: where the step stands afterwards. */
void hexwire_sequence_move (HexwireSequence *self,
                            guint            source,
                            guint            target);

/**
 * hexwire_sequence_check:
 * @error: return location for %HEXWIRE_NET_ERROR_SEQUENCE
 *
 * Returns: whether the step at @index can stand there: a repeat goes back to an earlier step
 */
gboolean hexwire_sequence_check (HexwireSequence  *self,
                                 guint             index,
                                 GError          **error);

G_END_DECLS
