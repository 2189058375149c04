/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hexwire_compat_load_css: gtk_css_provider_load_from_string() of GTK 4.12. */
void hexwire_compat_load_css (GtkCssProvider *provider,
                              const char     *css);

G_END_DECLS
