/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hexwire_compat_align_baseline: aligns @widget as GTK_ALIGN_BASELINE_FILL of GTK 4.12 does. */
void hexwire_compat_align_baseline (GtkWidget *widget);

/** hexwire_compat_get_baseline: gtk_widget_get_baseline() of GTK 4.12. */
int hexwire_compat_get_baseline (GtkWidget *widget);

G_END_DECLS
