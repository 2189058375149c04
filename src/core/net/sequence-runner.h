/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/message-store.h"
#include "log/frame-rule.h"
#include "net/endpoint.h"
#include "net/sequence.h"
#include "net/step-result.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEQUENCE_RUNNER (hexwire_sequence_runner_get_type ())

/**
 * HexwireRunState:
 * @HEXWIRE_RUN_IDLE: not started
 * @HEXWIRE_RUN_RUNNING: a step is being done
 * @HEXWIRE_RUN_PAUSED: a step was done by itself; what arrives meanwhile counts
 * @HEXWIRE_RUN_DONE: the last step was done
 * @HEXWIRE_RUN_FAILED: a step failed
 * @HEXWIRE_RUN_STOPPED: somebody stopped it
 */
typedef enum
{
  HEXWIRE_RUN_IDLE,
  HEXWIRE_RUN_RUNNING,
  HEXWIRE_RUN_PAUSED,
  HEXWIRE_RUN_DONE,
  HEXWIRE_RUN_FAILED,
  HEXWIRE_RUN_STOPPED,
} HexwireRunState;

/**
 * HexwireSequenceRunner:
 *
 * Does the steps of a sequence on an open endpoint. Nothing blocks: one source of the main loop
 * waits for the clock and for what arrives.
 *
 * An expect looks at what arrived after the step before it that sent something, also at what came
 * before the expect was reached; what one expect has found, a later one does not find again.
 *
 * The signal `changed` comes after a change of the state, and of results at most once for each turn
 * of the main loop.
 */
G_DECLARE_FINAL_TYPE (HexwireSequenceRunner, hexwire_sequence_runner, HEXWIRE, SEQUENCE_RUNNER,
                      GObject)

/** hexwire_sequence_runner_new: @store: (nullable): where the messages are that steps name. */
HexwireSequenceRunner *hexwire_sequence_runner_new (HexwireMessageStore *store);

/**
 * hexwire_sequence_runner_start:
 * @sequence: what to do, as it is now; later changes do not count
 * @endpoint: where
 * @peer: (nullable): with whom; %NULL as for hexwire_endpoint_send(), and all answers count
 * @rule: (nullable): how streams are cut into frames; %NULL where they are not
 * @pauses: whether to pause after the first step
 *
 * Begins at the first step; a run that is under way is stopped. Where a step cannot be done, as it
 * names a message that there is not, that step fails before anything is sent.
 */
void hexwire_sequence_runner_start (HexwireSequenceRunner *self,
                                    HexwireSequence       *sequence,
                                    HexwireEndpoint       *endpoint,
                                    HexwirePeer           *peer,
                                    HexwireFrameRule      *rule,
                                    gboolean               pauses);

/**
 * hexwire_sequence_runner_check_step:
 * @index: from 0
 * @error: return location for a #HexwireNetError or a #HexwireCodecError
 *
 * Returns: whether a step can be done where it stands, as far as can be told before the start
 */
gboolean hexwire_sequence_runner_check_step (HexwireSequenceRunner  *self,
                                             HexwireSequence        *sequence,
                                             guint                   index,
                                             GError                **error);

/** hexwire_sequence_runner_go_on: @pauses: whether to pause after one step; for a paused run. */
void hexwire_sequence_runner_go_on (HexwireSequenceRunner *self,
                                    gboolean               pauses);

/** hexwire_sequence_runner_stop: ends a run, and keeps its results; does nothing without one. */
void hexwire_sequence_runner_stop (HexwireSequenceRunner *self);

/** hexwire_sequence_runner_reset: stops, and forgets all results. */
void hexwire_sequence_runner_reset (HexwireSequenceRunner *self);

HexwireRunState hexwire_sequence_runner_get_state (HexwireSequenceRunner *self);

/** hexwire_sequence_runner_is_active: whether it is running or paused. */
gboolean hexwire_sequence_runner_is_active (HexwireSequenceRunner *self);

/** hexwire_sequence_runner_get_position: the step that is next, or is being done; from 0. */
guint hexwire_sequence_runner_get_position (HexwireSequenceRunner *self);

/** hexwire_sequence_runner_get_n_results: how many steps the run has; 0 before the first. */
guint hexwire_sequence_runner_get_n_results (HexwireSequenceRunner *self);

/** hexwire_sequence_runner_get_result: (transfer none): valid until the next turn of the loop. */
const HexwireStepResult *hexwire_sequence_runner_get_result (HexwireSequenceRunner *self,
                                                             guint                  index);

G_END_DECLS
