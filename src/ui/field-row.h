/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FIELD_ROW (hexwire_field_row_get_type ())

/**
 * HexwireFieldRow:
 *
 * A field of a record: its colour, offset, name and type, and its value to edit.
 */
G_DECLARE_FINAL_TYPE (HexwireFieldRow, hexwire_field_row, HEXWIRE, FIELD_ROW, GtkBox)

/** hexwire_field_row_new: for the field number @index of @record, whatever that is at a time. */
GtkWidget *hexwire_field_row_new (HexwireRecord *record,
                                  gsize          index);

/** hexwire_field_row_update: shows the field as it is now; @color: 0 to N_FIELD_COLORS - 1 */
void hexwire_field_row_update (HexwireFieldRow *self,
                               guint            color);

/** hexwire_field_row_align: gives the type the same width as those of the other rows of @group. */
void hexwire_field_row_align (HexwireFieldRow *self,
                              GtkSizeGroup    *group);

G_END_DECLS
