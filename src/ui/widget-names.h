/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_widget_names_follow:
 *
 * Names, for screen readers, the parts of GTK's own widgets that GTK leaves without a name or
 * names wrongly: drop-downs, the headings of a column view, the row of tabs of a notebook and the
 * items of menus. Each is named when it is realized, and a drop-down is mended. Call it once,
 * after GTK has been initialized.
 */
void hexwire_widget_names_follow (void);

/**
 * hexwire_widget_names_set_row:
 * @cell: the child of a list item
 * @name: what is read for its whole row
 *
 * Names the row that a list, or a column view, has made round a cell; the row has the focus.
 */
void hexwire_widget_names_set_row (GtkWidget  *cell,
                                   const char *name);

G_END_DECLS
