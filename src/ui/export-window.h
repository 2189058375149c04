/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-view.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_EXPORT_WINDOW (hexwire_export_window_get_type ())

/**
 * HexwireExportWindow:
 *
 * Asks which rows are to be written to a file, and how; writes them while the log goes on, shows
 * how far it is, and can be stopped.
 */
G_DECLARE_FINAL_TYPE (HexwireExportWindow, hexwire_export_window, HEXWIRE, EXPORT_WINDOW, GtkWindow)

/**
 * hexwire_export_window_present:
 * @parent: the window that it belongs to
 * @log_view: the rows
 * @selected: the positions of the selected ones, maybe none
 * @format: (nullable): what payloads are decoded as
 */
void hexwire_export_window_present (GtkWindow      *parent,
                                    HexwireLogView *log_view,
                                    GtkBitset      *selected,
                                    HexwireFormat  *format);

G_END_DECLS
