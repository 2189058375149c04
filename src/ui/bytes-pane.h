/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/record.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_BYTES_PANE (hexwire_bytes_pane_get_type ())

/**
 * HexwireBytesPane:
 *
 * The bytes of a record, coloured by field and editable, and what the selected ones mean. Its
 * signal `field-pointed` (int) tells over which field the pointer or the caret is, -1 for none.
 */
G_DECLARE_FINAL_TYPE (HexwireBytesPane, hexwire_bytes_pane, HEXWIRE, BYTES_PANE, GtkBox)

/** hexwire_bytes_pane_set_record: once. */
void hexwire_bytes_pane_set_record (HexwireBytesPane *self,
                                    HexwireRecord    *record);

/** hexwire_bytes_pane_highlight_field: lights the bytes of a field; -1 lights none. */
void hexwire_bytes_pane_highlight_field (HexwireBytesPane *self,
                                         int               field);

G_END_DECLS
