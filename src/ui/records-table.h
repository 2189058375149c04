/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RECORDS_TABLE (hexwire_records_table_get_type ())

/**
 * HexwireRecordsTable:
 *
 * Bytes that are a record several times, to the byte, as a table: a row for a record, a column for
 * a field. Rows are decoded when they come into sight. Not visible where there is one record alone.
 */
G_DECLARE_FINAL_TYPE (HexwireRecordsTable, hexwire_records_table, HEXWIRE, RECORDS_TABLE, GtkBox)

/** hexwire_records_table_update: shows what @record holds now. */
void hexwire_records_table_update (HexwireRecordsTable *self,
                                   HexwireRecord       *record);

G_END_DECLS
