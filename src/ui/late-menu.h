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

G_END_DECLS
