/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-baseline.h"

/* GTK 4.12 gave both a new name. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

void
hexwire_compat_align_baseline (GtkWidget *widget)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_widget_set_valign (widget, GTK_ALIGN_BASELINE_FILL);
#else
  gtk_widget_set_valign (widget, GTK_ALIGN_BASELINE);
#endif
}

int
hexwire_compat_get_baseline (GtkWidget *widget)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  return gtk_widget_get_baseline (widget);
#else
  return gtk_widget_get_allocated_baseline (widget);
#endif
}

G_GNUC_END_IGNORE_DEPRECATIONS
