/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FIELD_TABLE (hexwire_field_table_get_type ())

/**
 * HexwireFieldTable:
 *
 * The fields of a record, a row each. Its signal `field-pointed` (int) tells over which row the
 * pointer or the keyboard is, -1 for none.
 */
G_DECLARE_FINAL_TYPE (HexwireFieldTable, hexwire_field_table, HEXWIRE, FIELD_TABLE, GtkBox)

/** hexwire_field_table_set_record: once. */
void hexwire_field_table_set_record (HexwireFieldTable *self,
                                     HexwireRecord     *record);

/** hexwire_field_table_highlight: lights the row of a field; -1 lights none. */
void hexwire_field_table_highlight (HexwireFieldTable *self,
                                    int                field);

G_END_DECLS
