/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/message-store.h"
#include "net/sequence.h"

G_BEGIN_DECLS

/**
 * HexwireSequencePlan:
 *
 * The steps of a sequence as they were when it was looked at as a whole, with the bytes of those
 * that send.
 */
typedef struct _HexwireSequencePlan HexwireSequencePlan;

/**
 * hexwire_sequence_plan_new:
 * @store: (nullable): where the messages are that steps name
 * @failed: (out): the step that cannot be done, where there is one; else unchanged
 * @error: return location for a #HexwireNetError or a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable): the plan, %NULL with an error
 */
HexwireSequencePlan *hexwire_sequence_plan_new (HexwireSequence      *sequence,
                                                HexwireMessageStore  *store,
                                                guint                *failed,
                                                GError              **error);

void hexwire_sequence_plan_free (HexwireSequencePlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireSequencePlan, hexwire_sequence_plan_free)

/** hexwire_sequence_plan_check: whether step @index can be done where it stands, as above. */
gboolean hexwire_sequence_plan_check (HexwireSequence      *sequence,
                                      HexwireMessageStore  *store,
                                      guint                 index,
                                      GError              **error);

guint hexwire_sequence_plan_get_n_steps (const HexwireSequencePlan *self);

/** hexwire_sequence_plan_get_info: (transfer none): what step @index does. */
const HexwireStepInfo *hexwire_sequence_plan_get_info (const HexwireSequencePlan *self,
                                                       guint                      index);

/** hexwire_sequence_plan_get_payload: (transfer none) (nullable): what step @index sends. */
GBytes *hexwire_sequence_plan_get_payload (const HexwireSequencePlan *self,
                                           guint                      index);

G_END_DECLS
