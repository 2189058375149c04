/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hexwire_shortcuts_window_present: shows every key of the accelerator table. */
void hexwire_shortcuts_window_present (GtkWindow *parent);

G_END_DECLS
