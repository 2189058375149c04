/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/**
 * hexwire_sequence_window_present:
 * @parent: whose tab in front the sequence is run on
 *
 * Shows a sequence: a table of its steps with what became of each.
 */
void hexwire_sequence_window_present (HexwireWindow *parent);

G_END_DECLS
