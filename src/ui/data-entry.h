/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "line-breaks.h"

G_BEGIN_DECLS

/*
 * Entries where data is typed. GTK cuts what an entry cannot hold, and says nothing; such an entry
 * keeps a longer text whole instead, beside what it shows: a line that says how long it is. That
 * text cannot be edited, and is gone as soon as anything of the line is deleted; an undo brings it
 * back, as it does what it took the place of.
 */

/** HEXWIRE_DATA_ENTRY_MAX_BYTES: what can be edited at most; GTK has entries of one byte more. */
#define HEXWIRE_DATA_ENTRY_MAX_BYTES 65533

/**
 * hexwire_data_entry_init:
 * @entry: a #GtkEntry, with nothing in it
 *
 * Lets @entry take texts of any length, from the user as from the program.
 */
void hexwire_data_entry_init (GtkEntry *entry);

/**
 * hexwire_data_entry_set_line_breaks:
 * @entry: such an entry, which keeps line breaks at first
 * @how: how line breaks are written in it, from the user as from the program; those that are in it
 *   are written anew
 */
void hexwire_data_entry_set_line_breaks (GtkEntry          *entry,
                                         HexwireLineBreaks  how);

/**
 * hexwire_data_entry_get_text:
 * @entry: an entry
 *
 * Returns: (transfer none): the whole text, where gtk_editable_get_text() has what is shown; valid
 *   until it changes
 */
const char *hexwire_data_entry_get_text (GtkEntry *entry);

/** hexwire_data_entry_is_too_long: whether the text is longer than what can be edited. */
gboolean hexwire_data_entry_is_too_long (GtkEntry *entry);

G_END_DECLS
