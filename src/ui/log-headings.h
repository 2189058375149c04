/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_log_headings_follow:
 * @view: a list that has no columns yet
 *
 * Has the headings of @view stand as the cells below them do, for which GTK has no setting.
 */
void hexwire_log_headings_follow (GtkColumnView *view);

/**
 * hexwire_log_headings_set_right:
 * @column: has cells that end at its end, as numbers do; not yet in a view
 *
 * The heading of another column stands likewise where it has the same text.
 */
void hexwire_log_headings_set_right (GtkColumnViewColumn *column);

G_END_DECLS
