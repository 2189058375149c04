/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_help_window_present:
 * @parent: the window that it belongs to
 *
 * Shows the help, the page that was shown last: its pages on the left, one of them on the right.
 */
void hexwire_help_window_present (GtkWindow *parent);

G_END_DECLS
