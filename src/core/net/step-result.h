/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireStepState:
 * @HEXWIRE_STEP_STATE_NONE: not reached
 * @HEXWIRE_STEP_STATE_BUSY: being done
 * @HEXWIRE_STEP_STATE_OK: done
 * @HEXWIRE_STEP_STATE_MISSED: what was expected did not come, and the sequence went on
 * @HEXWIRE_STEP_STATE_FAILED: it could not be done
 */
typedef enum
{
  HEXWIRE_STEP_STATE_NONE,
  HEXWIRE_STEP_STATE_BUSY,
  HEXWIRE_STEP_STATE_OK,
  HEXWIRE_STEP_STATE_MISSED,
  HEXWIRE_STEP_STATE_FAILED,
} HexwireStepState;

/**
 * HexwireStepResult:
 * @state: what became of the step the last time
 * @n_ok: how often it was done
 * @n_missed: how often what was expected did not come
 * @latency_us: for what was expected: the time from the last send, or from the start, to its
 *   arrival; -1 where nothing came
 * @min_latency_us: the shortest of all times that the step was done
 * @max_latency_us: the longest
 * @bytes: (nullable): what was sent; or what came, whether it matched or not
 * @reason: (nullable): why it failed or was missed, for a person to read
 */
typedef struct
{
  HexwireStepState state;
  guint n_ok;
  guint n_missed;
  gint64 latency_us;
  gint64 min_latency_us;
  gint64 max_latency_us;
  GBytes *bytes;
  char *reason;
} HexwireStepResult;

/**
 * hexwire_step_result_set:
 * @bytes: (nullable) (transfer full)
 * @reason: (nullable)
 *
 * Tells what became of a step now, and counts it.
 */
void hexwire_step_result_set (HexwireStepResult *self,
                              HexwireStepState   state,
                              GBytes            *bytes,
                              const char        *reason);

/** hexwire_step_result_set_latency: of a step that was done just now. */
void hexwire_step_result_set_latency (HexwireStepResult *self,
                                      gint64             latency_us);

/** hexwire_step_result_leave: what is being done is as it was before. */
void hexwire_step_result_leave (HexwireStepResult *self);

/** hexwire_step_result_clear: frees what @self holds. */
void hexwire_step_result_clear (HexwireStepResult *self);

/** hexwire_step_result_dup_text: (transfer full): what became of a step, for a person to read. */
char *hexwire_step_result_dup_text (const HexwireStepResult *self);

G_END_DECLS
