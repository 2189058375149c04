/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_window_class_install_messages:
 *
 * The window's actions for saved messages and sequences: `win.saved-messages`, `win.sequence`,
 * `win.save-composed`; `win.save-bytes` and `win.send-bytes` (of type `ay`), for a row of the log;
 * `win.send-key` (`u`) and `win.send-saved` (`s`, a name). They concern the tab in front.
 */
void hexwire_window_class_install_messages (GtkWidgetClass *widget_class);

G_END_DECLS
