/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

/**
 * hexwire_log_sorting_add:
 * @view: a column view of the rows of @log_view
 *
 * Has the headings of @view sort the rows: a press sorts them, another one the other way round, and
 * who sorts by time from the oldest is back at the order of coming.
 */
void hexwire_log_sorting_add (GtkColumnView  *view,
                              HexwireLogView *log_view);

/**
 * hexwire_log_sorting_add_column:
 * @format: (nullable): where @kind is a field, that of which @index is a cell
 *
 * Has the rows sorted by @kind where @column is chosen.
 */
void hexwire_log_sorting_add_column (GtkColumnViewColumn *column,
                                     HexwireRowKeyKind    kind,
                                     HexwireFormat       *format,
                                     guint                index);

/** hexwire_log_sorting_toggle: as if the heading of the column at @index had been pressed. */
void hexwire_log_sorting_toggle (GtkColumnView *view,
                                 guint          index);

/**
 * hexwire_log_sorting_new_menu:
 * @action: an action with the index of a column (`u`), for hexwire_log_sorting_toggle()
 *
 * Returns: (transfer full): the columns that rows can be sorted by, as they come and go
 */
GMenuModel *hexwire_log_sorting_new_menu (GtkColumnView *view,
                                          const char    *action);

G_END_DECLS
