/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_drop_down_mend:
 * @drop_down: a drop-down with its parts
 *
 * Has the list open with the focus on what is chosen. Newer versions of GTK put it on the first
 * item from the second time on, where Return does not even take that item. It may be called again.
 */
void hexwire_compat_drop_down_mend (GtkDropDown *drop_down);

/**
 * hexwire_compat_drop_down_search_anywhere:
 * @drop_down: a drop-down that has its model and its expression
 *
 * Makes the search of a drop-down's list find any part of a text, where by itself it finds
 * beginnings, and gives it the keyboard as soon as the list opens.
 */
void hexwire_compat_drop_down_search_anywhere (GtkDropDown *drop_down);

G_END_DECLS
