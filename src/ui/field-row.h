/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FIELD_ROW (hexwire_field_row_get_type ())

/**
 * HexwireFieldRow:
 *
 * A field of a record: its colour, offset, name and type, and its value to edit. Its signal `move`
 * (guint, guint) asks for the field of the first number to take the place of the second; `pointed`
 * (gboolean) tells whether the pointer or the keyboard is on it.
 */
G_DECLARE_FINAL_TYPE (HexwireFieldRow, hexwire_field_row, HEXWIRE, FIELD_ROW, GtkBox)

/** hexwire_field_row_new: for a field of @record; hexwire_field_row_update() says which. */
GtkWidget *hexwire_field_row_new (HexwireRecord *record);

/**
 * hexwire_field_row_update:
 * @index: the number of a field
 * @color: 0 to N_FIELD_COLORS - 1
 *
 * Shows a field as it is now, also in its editor, where that is open.
 */
void hexwire_field_row_update (HexwireFieldRow *self,
                               gsize            index,
                               guint            color);

/** hexwire_field_row_is_edited: whether the editor of the field is open. */
gboolean hexwire_field_row_is_edited (HexwireFieldRow *self);

/** hexwire_field_row_align: gives the type the same width as those of the other rows of @group. */
void hexwire_field_row_align (HexwireFieldRow *self,
                              GtkSizeGroup    *group);

G_END_DECLS
