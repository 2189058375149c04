/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/format.h"
#include "log/log-view.h"
#include "log/message-text.h"
#include "log/message-time.h"

G_BEGIN_DECLS

/** HEXWIRE_LOG_COLUMNS_ACTIONS: the action group of the menus of the columns. */
#define HEXWIRE_LOG_COLUMNS_ACTIONS "columns"

/**
 * hexwire_log_columns_add:
 * @view: an empty column view over #HexwireMessage
 *
 * Gives the message list its columns: time, direction, peer, length and data. A cell is made of
 * text when its row comes into sight, and only then.
 */
void hexwire_log_columns_add (GtkColumnView *view);

/** hexwire_log_columns_set_log_view: once: what @view shows, to sort it and to find changes. */
void hexwire_log_columns_set_log_view (GtkColumnView  *view,
                                       HexwireLogView *log_view);

/**
 * hexwire_log_columns_set_style:
 * @format: (nullable): what payloads are decoded as, each field in a column of its own; %NULL shows
 *   them in @style, in which otherwise stand the bytes behind the last field
 *
 * Changes how payloads are shown.
 */
void hexwire_log_columns_set_style (GtkColumnView       *view,
                                    HexwireMessageStyle  style,
                                    HexwireFormat       *format);

/** hexwire_log_columns_set_time_format: changes how the times of the rows are told. */
void              hexwire_log_columns_set_time_format (GtkColumnView     *view,
                                                       HexwireTimeFormat  format);
HexwireTimeFormat hexwire_log_columns_get_time_format (GtkColumnView     *view);

/**
 * hexwire_log_columns_set_marks_changes:
 *
 * Marks the bytes, among hex digits, that differ from those of the message before of the same peer
 * and direction. Rows in sight cost time for it, others none.
 */
void     hexwire_log_columns_set_marks_changes (GtkColumnView *view,
                                                gboolean       marks_changes);
gboolean hexwire_log_columns_get_marks_changes (GtkColumnView *view);

/**
 * hexwire_log_columns_new_menu:
 *
 * Returns: (transfer full): what can be chosen about the columns; its actions `sort`, `time-format`
 *   and `marks-changes` are in the group %HEXWIRE_LOG_COLUMNS_ACTIONS
 */
GMenuModel *hexwire_log_columns_new_menu (GtkColumnView *view);

/** hexwire_log_columns_fit: leaves out the less telling columns where @width_px is too small. */
void hexwire_log_columns_fit (GtkColumnView *view,
                              int            width_px);

G_END_DECLS
