/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_entry_history_add:
 * @entry: an entry of hexwire_data_entry_init()
 *
 * Has the keys Up and Down go through what was typed before, as in a shell. What is being typed
 * comes back behind the newest.
 */
void hexwire_entry_history_add (GtkEntry *entry);

/** hexwire_entry_history_remember: takes what stands in @entry for the newest of its history. */
void hexwire_entry_history_remember (GtkEntry *entry);

G_END_DECLS
