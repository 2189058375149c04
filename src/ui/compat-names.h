/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_compat_names_follow:
 *
 * Names, for screen readers, the parts of GTK's own widgets that GTK leaves without a name: the
 * button of a drop-down, which has its focus, or a drop-down that GTK names by its choice alone;
 * the headings of a column view, and the items of menus. Each is named when it is realized, and a
 * drop-down is mended. Call it once, after GTK has been initialized.
 */
void hexwire_compat_names_follow (void);

/**
 * hexwire_compat_names_set_row:
 * @cell: the child of a list item
 * @name: what is read for its whole row
 *
 * Names the row that a list, or a column view, has made round a cell; the row has the focus.
 */
void hexwire_compat_names_set_row (GtkWidget  *cell,
                                   const char *name);

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
