/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-search.h"
#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_FIND_BAR (hexwire_find_bar_get_type ())

/**
 * HexwireFindBar:
 *
 * Finds text, bytes and expressions in a log, and hides nothing. The signal `go-to` asks for a
 * match to be shown: a position of the log view, and where the match stands in its row, an offset
 * and a size in bytes.
 */
G_DECLARE_FINAL_TYPE (HexwireFindBar, hexwire_find_bar, HEXWIRE, FIND_BAR, GtkBox)

/** hexwire_find_bar_set_log_view: once. */
void hexwire_find_bar_set_log_view (HexwireFindBar *self,
                                    HexwireLogView *log_view);

/**
 * hexwire_find_bar_open:
 * @position: the row of the view where the search begins
 *
 * Shows the bar, for typing.
 */
void hexwire_find_bar_open (HexwireFindBar *self,
                            guint           position);

/** hexwire_find_bar_step: goes to the next match, or back to the one before. */
void hexwire_find_bar_step (HexwireFindBar *self,
                            gboolean        forward);

G_END_DECLS
