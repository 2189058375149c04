/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hexwire_preferences_window_present: shows what can be preferred, all of which counts at once. */
void hexwire_preferences_window_present (GtkWindow *parent);

G_END_DECLS
