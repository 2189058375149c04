/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/writing.h"
#include "log/byte-match.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HexwireStepKind:
 * @HEXWIRE_STEP_SEND: sends bytes, or a saved message
 * @HEXWIRE_STEP_WAIT: lets time go by
 * @HEXWIRE_STEP_EXPECT: waits for bytes that match
 * @HEXWIRE_STEP_REPEAT: goes back to an earlier step
 */
typedef enum
{
  HEXWIRE_STEP_SEND,
  HEXWIRE_STEP_WAIT,
  HEXWIRE_STEP_EXPECT,
  HEXWIRE_STEP_REPEAT,
  HEXWIRE_STEP_N_KINDS,
} HexwireStepKind;

#define HEXWIRE_STEP_MAX_MS (24 * 60 * 60 * 1000)
#define HEXWIRE_STEP_MAX_TIMES 1000000000
#define HEXWIRE_STEP_MAX_NUMBER 100000

/**
 * HexwireStepInfo:
 * @kind: which of the other members count
 * @writing: what is sent, where @message is %NULL
 * @message: (nullable): the name of the saved message that is sent
 * @wait_ms: how long a wait is
 * @match: what is expected
 * @timeout_ms: how long it is waited for
 * @goes_on: whether the sequence goes on when it did not come, instead of failing
 * @first: the number of the step that a repeat goes back to, counted from 1
 * @n_times: how often the steps from @first up to the repeat run in all
 * @note: (nullable): comments, a line each, that a file has before the step
 */
typedef struct
{
  HexwireStepKind kind;
  HexwireWriting writing;
  const char *message;
  guint wait_ms;
  HexwireByteMatch *match;
  guint timeout_ms;
  gboolean goes_on;
  guint first;
  guint n_times;
  const char *note;
} HexwireStepInfo;

#define HEXWIRE_TYPE_SEQUENCE_STEP (hexwire_sequence_step_get_type ())

/**
 * HexwireSequenceStep:
 *
 * One step of a sequence. Immutable. As text it is one line:
 *
 *     send escaped HELLO\r\n
 *     send pack [>BH] 1, 0x2000
 *     send message Log in
 *     wait 100 ms
 *     expect within 2000 ms begins text OK
 *     expect within 2000 ms or go on regex ^OK (\d+)
 *     repeat 5 times from step 2
 *
 * See hexwire_writing_parse_line() and hexwire_byte_match_parse() for what follows `send` and
 * `expect`.
 */
G_DECLARE_FINAL_TYPE (HexwireSequenceStep, hexwire_sequence_step, HEXWIRE, SEQUENCE_STEP, GObject)

/** hexwire_sequence_step_new: @info: copied, with a reference on its match. */
HexwireSequenceStep *hexwire_sequence_step_new (const HexwireStepInfo *info);

/**
 * hexwire_sequence_step_parse:
 * @line: a step as text; spaces before it do not count
 * @error_position: (out) (optional): on failure, the offset in @line of what is wrong, in bytes
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the step, or %NULL with %HEXWIRE_NET_ERROR_SEQUENCE
 */
HexwireSequenceStep *hexwire_sequence_step_parse (const char  *line,
                                                  gsize       *error_position,
                                                  GError     **error);

/** hexwire_sequence_step_to_line: (transfer full): what is read as the same step, but its note. */
char *hexwire_sequence_step_to_line (HexwireSequenceStep *self);

/** hexwire_sequence_step_get_info: (transfer none): what it does; valid as long as @self. */
const HexwireStepInfo *hexwire_sequence_step_get_info (HexwireSequenceStep *self);

/** hexwire_sequence_step_with_first: (transfer full): a repeat that goes back to another step. */
HexwireSequenceStep *hexwire_sequence_step_with_first (HexwireSequenceStep *self,
                                                       guint                first);

/** hexwire_sequence_step_with_note: (transfer full): @note: (nullable): other comments. */
HexwireSequenceStep *hexwire_sequence_step_with_note (HexwireSequenceStep *self,
                                                      const char          *note);

G_END_DECLS
