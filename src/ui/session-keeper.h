/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SESSION_KEEPER (hexwire_session_keeper_get_type ())

/**
 * HexwireSessionKeeper:
 *
 * Keeps what is open in a window for the next start: soon after every change, and when the window
 * goes. A file that it cannot read it tells of, and leaves alone.
 */
G_DECLARE_FINAL_TYPE (HexwireSessionKeeper, hexwire_session_keeper, HEXWIRE, SESSION_KEEPER,
                      GObject)

/**
 * hexwire_session_keeper_start:
 * @window: a window without tabs, not shown yet
 *
 * Opens in @window what was kept, and keeps it from now on, as long as @window lives.
 */
void hexwire_session_keeper_start (HexwireWindow *window);

/** hexwire_session_keeper_open: opens the session in @file in @window; why not is told there. */
void hexwire_session_keeper_open (HexwireWindow *window,
                                  GFile         *file);

/** hexwire_session_keeper_save_as: writes what is open in @window to @file. */
void hexwire_session_keeper_save_as (HexwireWindow *window,
                                     GFile         *file);

G_END_DECLS
