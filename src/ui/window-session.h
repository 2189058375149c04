/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/session-file.h"
#include "window.h"

G_BEGIN_DECLS

/**
 * hexwire_window_session_dup_text:
 * @base: what is to be in the text beside the window; its own window and tabs do not count
 *
 * Returns: (transfer full): the tabs of @window and what it looks like, as a session
 */
char *hexwire_window_session_dup_text (HexwireWindow      *window,
                                       HexwireSessionFile *base);

/**
 * hexwire_window_session_add:
 * @session: its tabs are moved to @window, and those that nobody used yet make way for them
 *
 * What was running is started where the preferences say so.
 */
void hexwire_window_session_add (HexwireWindow      *window,
                                 HexwireSessionFile *session);

/** hexwire_window_session_remove_untouched: closes tabs that nobody used, for others to come. */
void hexwire_window_session_remove_untouched (HexwireWindow *window);

/** hexwire_window_session_set_size: gives a window that is not shown yet its size and panes. */
void hexwire_window_session_set_size (HexwireWindow              *window,
                                      const HexwireSessionWindow *size);

G_END_DECLS
