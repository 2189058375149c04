/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-recorder.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RECORD_WINDOW (hexwire_record_window_get_type ())

/**
 * HexwireRecordWindow:
 *
 * Asks how the messages of a log are to be recorded, and where. The signal `started` has the
 * recorder, once it writes.
 */
G_DECLARE_FINAL_TYPE (HexwireRecordWindow, hexwire_record_window, HEXWIRE, RECORD_WINDOW, GtkWindow)

/**
 * hexwire_record_window_new:
 * @parent: the window that it belongs to
 * @format: (nullable): what payloads are decoded as
 *
 * Returns: (transfer none): the window, to be presented
 */
HexwireRecordWindow *hexwire_record_window_new (GtkWindow         *parent,
                                                HexwireMessageLog *log,
                                                HexwireFormat     *format);

G_END_DECLS
