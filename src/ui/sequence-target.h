/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sequence-runner.h"
#include "window.h"

G_BEGIN_DECLS

/*
 * What a sequence is run on: the tab in front of a window, where that has a connection.
 */

/** hexwire_sequence_target_dup_title: (transfer full): the title of a window that shows it. */
char *hexwire_sequence_target_dup_title (HexwireWindow *window);

/** hexwire_sequence_target_dup_text: (transfer full): the tab and its state, or what it lacks. */
char *hexwire_sequence_target_dup_text (HexwireWindow *window);

/** hexwire_sequence_target_dup_status: (transfer full) (nullable): how far a run is. */
char *hexwire_sequence_target_dup_status (HexwireSequenceRunner *runner);

/**
 * hexwire_sequence_target_start:
 * @pauses: whether to pause after the first step
 *
 * Starts @sequence with the peer that is selected in the tab, and with its framing.
 *
 * Returns: %FALSE where the tab has no connection
 */
gboolean hexwire_sequence_target_start (HexwireWindow         *window,
                                        HexwireSequenceRunner *runner,
                                        HexwireSequence       *sequence,
                                        gboolean               pauses);

G_END_DECLS
