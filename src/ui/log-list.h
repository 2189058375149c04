/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log-columns.h"
#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_LIST (hexwire_log_list_get_type ())

/**
 * HexwireLogList:
 *
 * The rows of a log view. It follows the newest row until the reader scrolls up; what comes then
 * waits, so that nothing moves, and a button tells how much. The signal `selection-changed` tells
 * of another selection.
 *
 * Properties: `time-format` (string), an id of hexwire_time_format_get_id(); `marks-changes`
 * (boolean), see hexwire_log_columns_set_marks_changes().
 */
G_DECLARE_FINAL_TYPE (HexwireLogList, hexwire_log_list, HEXWIRE, LOG_LIST, GtkBox)

/** hexwire_log_list_set_log_view: once. */
void hexwire_log_list_set_log_view (HexwireLogList *self,
                                    HexwireLogView *log_view);

/** hexwire_log_list_get_log_view: (transfer none): whose rows it shows. */
HexwireLogView *hexwire_log_list_get_log_view (HexwireLogList *self);

/** hexwire_log_list_get_columns: (transfer none): for hexwire_log_columns_set_style(). */
GtkColumnView *hexwire_log_list_get_columns (HexwireLogList *self);

/** hexwire_log_list_set_follows: whether it goes to new rows by itself; it does by default. */
void hexwire_log_list_set_follows (HexwireLogList *self,
                                   gboolean        follows);

/**
 * hexwire_log_list_get_actions:
 *
 * Returns: (transfer none): the actions of hexwire_log_columns_new_menu(), for menus outside the
 *   list
 */
GActionGroup *hexwire_log_list_get_actions (HexwireLogList *self);

/** hexwire_log_list_set_hint: what stands there as long as there are no rows. */
void hexwire_log_list_set_hint (HexwireLogList *self,
                                const char     *hint);

/** hexwire_log_list_welcome: tells, as long as nothing is there, how to begin. */
void hexwire_log_list_welcome (HexwireLogList *self);

/** hexwire_log_list_follow: goes to the newest row and stays there. */
void hexwire_log_list_follow (HexwireLogList *self);

/** hexwire_log_list_get_n_selected: how many rows are selected. */
guint hexwire_log_list_get_n_selected (HexwireLogList *self);

/**
 * hexwire_log_list_dup_selected:
 * @max_rows: no more than so many
 *
 * Returns: (transfer full) (element-type HexwireMessage): the selected rows, in their order
 */
GPtrArray *hexwire_log_list_dup_selected (HexwireLogList *self,
                                          guint           max_rows);

/**
 * hexwire_log_list_dup_previous:
 *
 * Returns: (transfer full) (nullable): the bytes of the message before the selected one, of the
 *   same peer and direction, where one row is selected and changes are to be marked; else %NULL
 */
GBytes *hexwire_log_list_dup_previous (HexwireLogList *self);

/** hexwire_log_list_dup_selection: (transfer full): the positions of the selected rows. */
GtkBitset *hexwire_log_list_dup_selection (HexwireLogList *self);

/** hexwire_log_list_select: selects the row at @position alone, and brings it into sight. */
void hexwire_log_list_select (HexwireLogList *self,
                              guint           position);

G_END_DECLS
