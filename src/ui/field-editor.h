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

/** hexwire_field_editor_update: shows the field of a number as it is now. */
void hexwire_field_editor_update (GtkWidget *editor,
                                  gsize      index);

G_END_DECLS
