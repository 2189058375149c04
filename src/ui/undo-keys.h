/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_undo_keys_add:
 * @widget: a widget within the payload panel, or the panel
 *
 * Makes the keys for undo and redo mean the panel's actions in @widget and in what is in it, also
 * in an entry, which has an undo of its own. A popover needs them by itself.
 */
void hexwire_undo_keys_add (GtkWidget *widget);

G_END_DECLS
