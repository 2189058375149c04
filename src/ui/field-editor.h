/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

/**
 * hexwire_field_editor_new:
 * @record: the record that the field belongs to
 * @index: the number of the field, which must not be alignment
 *
 * A popover with the name, the type and the count of a field, and with what can be done with it:
 * add another behind it, repeat it, move it, remove it.
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *hexwire_field_editor_new (HexwireRecord *record,
                                     gsize          index);

/**
 * hexwire_record_move_field:
 * @index: the number of a field
 * @target: the number of the field whose place it is to take
 *
 * Moves a field within the format of @record, with its value.
 */
void hexwire_record_move_field (HexwireRecord *record,
                                gsize          index,
                                gsize          target);

/** hexwire_record_add_field: adds a field at the end; @type: its letter. */
void hexwire_record_add_field (HexwireRecord *record,
                               char           type);

G_END_DECLS
