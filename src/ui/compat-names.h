/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_names_set_drop_down:
 * @drop_down: a drop-down that has been realized
 *
 * Has a drop-down, and its button, which has its focus, be named by what it is for: the label
 * beside it, or the name that it was given. Older versions of GTK leave the button without a name,
 * newer ones name both by what is chosen alone. It may be called again.
 */
void hexwire_compat_names_set_drop_down (GtkDropDown *drop_down);

/**
 * hexwire_compat_names_set_menu_item:
 * @item: an item of a menu
 *
 * Names an item of a menu by its text, also when that changes. It may be called again.
 */
void hexwire_compat_names_set_menu_item (GtkWidget *item);

/**
 * hexwire_compat_names_set_tab_list:
 * @tab_list: a row of tabs
 *
 * Names the row of tabs of a notebook.
 */
void hexwire_compat_names_set_tab_list (GtkWidget *tab_list);

/**
 * hexwire_compat_names_set_tab:
 * @page: a page of a notebook
 * @label: the label of its tab, of a role that can be named
 * @title: what the tab is called
 *
 * Names a tab, whose label is made of several widgets, and the panel that holds its page.
 */
void hexwire_compat_names_set_tab (GtkWidget  *page,
                                   GtkWidget  *label,
                                   const char *title);

G_END_DECLS
