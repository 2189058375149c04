/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_SELECTION (hexwire_log_selection_get_type ())

/**
 * HexwireLogSelection:
 *
 * Which rows of a log view are selected: any number of them. GTK's own models make an object for
 * every row that is selected or that comes and goes; this one keeps positions alone, so that it
 * makes no difference whether there are ten rows or ten million.
 */
G_DECLARE_FINAL_TYPE (HexwireLogSelection, hexwire_log_selection, HEXWIRE, LOG_SELECTION, GObject)

HexwireLogSelection *hexwire_log_selection_new (HexwireLogView *view);

/**
 * hexwire_log_selection_begin_event:
 *
 * To be called before the list reacts to a button or a key: within one such event a row changes
 * only once between selected and not.
 */
void hexwire_log_selection_begin_event (HexwireLogSelection *self);

/**
 * hexwire_log_selection_dup_frames:
 * @max_frames: no more than so many
 *
 * Returns: (transfer full) (element-type HexwireFrame): what the selected rows stand for, in their
 *   order, for when the rows become others
 */
GArray *hexwire_log_selection_dup_frames (HexwireLogSelection *self,
                                          guint                max_frames);

/**
 * hexwire_log_selection_select_frames:
 * @frames: (element-type HexwireFrame): what was selected before
 *
 * Selects the rows that show it now, beside those that are selected.
 *
 * Returns: the position of the last of them, %GTK_INVALID_LIST_POSITION where there is none
 */
guint hexwire_log_selection_select_frames (HexwireLogSelection *self,
                                           GArray              *frames);

G_END_DECLS
