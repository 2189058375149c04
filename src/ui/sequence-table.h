/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sequence-draft.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SEQUENCE_TABLE (hexwire_sequence_table_get_type ())

/**
 * HexwireSequenceTable:
 *
 * The columns that show a sequence: the number of each step, what it says, what became of it, and
 * the bytes that it sent or found. What is wrong with a step is its tooltip.
 */
G_DECLARE_FINAL_TYPE (HexwireSequenceTable, hexwire_sequence_table, HEXWIRE, SEQUENCE_TABLE,
                      GObject)

/**
 * hexwire_sequence_table_new:
 * @view: gets the columns; its model is the caller's
 * @draft: the steps; it must outlive the table
 * @runner: what does them
 *
 * Returns: (transfer full): must be kept for as long as @view is shown
 */
HexwireSequenceTable *hexwire_sequence_table_new (GtkColumnView         *view,
                                                  HexwireSequenceDraft  *draft,
                                                  HexwireSequenceRunner *runner);

/** hexwire_sequence_table_update: shows the lines and the results as they are now. */
void hexwire_sequence_table_update (HexwireSequenceTable *self);

G_END_DECLS
