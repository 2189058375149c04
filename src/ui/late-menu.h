/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_late_menu_set:
 * @button: a menu button without a menu
 * @model: what its menu shows, followed as it changes
 *
 * Gives @button a menu that is made when it is opened. Made with the button, each would take
 * a millisecond or two of the time that the window takes to open.
 */
void hexwire_late_menu_set (GtkMenuButton *button,
                            GMenuModel    *model);

/**
 * hexwire_late_menu_set_useful:
 * @button: a menu button, whatever made its menu
 * @is_useful: whether there is anything to choose in the menu
 *
 * Makes @button insensitive where there is not, and closes its menu: an open one in which nothing
 * can be chosen would leave the keys to what is behind it.
 */
void hexwire_late_menu_set_useful (GtkMenuButton *button,
                                   gboolean       is_useful);

G_END_DECLS
