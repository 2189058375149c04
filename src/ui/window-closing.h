/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/*
 * The end of tabs and of a window: it asks first where something is open, unless the user chose not
 * to be asked.
 */

/** hexwire_window_closing_close_page: closes a tab, now or once that was confirmed. */
void hexwire_window_closing_close_page (HexwireWindow *window,
                                        HexwirePage   *page);

/**
 * hexwire_window_closing_asks:
 * @window: is about to close
 * @quits: whether the program is to quit then
 *
 * Returns: whether it has to stay, because the user is asked; it is closed once that was confirmed
 */
gboolean hexwire_window_closing_asks (HexwireWindow *window,
                                      gboolean       quits);

/**
 * hexwire_window_closing_end:
 * @endpoint: what a tab showed that goes
 *
 * Closes what is open. The endpoint outlives its tab until its peers have read what was sent to
 * them.
 */
void hexwire_window_closing_end (HexwireEndpoint *endpoint);

G_END_DECLS
