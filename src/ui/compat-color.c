/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-color.h"

void
hexwire_compat_get_color (GtkWidget *widget,
                          GdkRGBA   *color)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#if GTK_CHECK_VERSION(4, 10, 0)
  gtk_widget_get_color (widget, color);
#else
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
#endif
  G_GNUC_END_IGNORE_DEPRECATIONS
}
