/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hexwire_compat_get_color: the colour that the theme gives to @widget's text. */
void hexwire_compat_get_color (GtkWidget *widget,
                               GdkRGBA   *color);

G_END_DECLS
