/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_SCROLL (hexwire_log_scroll_get_type ())

/**
 * HexwireLogScroll:
 *
 * Where a list of rows stands. It follows the newest row until the reader scrolls up, or reads a
 * row that new ones would push away; then the log view is held, and what comes waits. It tells the
 * reader's will to scroll from what GTK does by itself when rows come and go.
 */
G_DECLARE_FINAL_TYPE (HexwireLogScroll, hexwire_log_scroll, HEXWIRE, LOG_SCROLL, GObject)

/**
 * hexwire_log_scroll_new:
 * @scroller: the scrolled window of @view; it must outlive the object's use
 * @view: shows the rows of @log_view
 *
 * Returns: (transfer full): must be kept for as long as @view is shown
 */
HexwireLogScroll *hexwire_log_scroll_new (GtkScrolledWindow *scroller,
                                          GtkColumnView     *view,
                                          HexwireLogView    *log_view);

/** hexwire_log_scroll_set_follows: whether it goes to new rows by itself; it does by default. */
void hexwire_log_scroll_set_follows (HexwireLogScroll *self,
                                     gboolean          follows);

gboolean hexwire_log_scroll_get_follows (HexwireLogScroll *self);

/** hexwire_log_scroll_set_reading: whether a row is selected, and so is read. */
void hexwire_log_scroll_set_reading (HexwireLogScroll *self,
                                     gboolean          is_reading);

/** hexwire_log_scroll_get_reading: so it was, and the newest were not asked for since. */
gboolean hexwire_log_scroll_get_reading (HexwireLogScroll *self);

/** hexwire_log_scroll_hold: the reader is somewhere else than at the newest row. */
void hexwire_log_scroll_hold (HexwireLogScroll *self);

/** hexwire_log_scroll_to: brings the row at @position into sight. */
void hexwire_log_scroll_to (HexwireLogScroll *self,
                            guint             position);

/** hexwire_log_scroll_to_newest: goes to the newest row and stays there. */
void hexwire_log_scroll_to_newest (HexwireLogScroll *self);

/** hexwire_log_scroll_rows_changed: rows have come or gone. */
void hexwire_log_scroll_rows_changed (HexwireLogScroll *self);

/** hexwire_log_scroll_stop: before its widgets go. */
void hexwire_log_scroll_stop (HexwireLogScroll *self);

G_END_DECLS
