/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-css.h"

void
hexwire_compat_load_css (GtkCssProvider *provider,
                         const char     *css)
{
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_css_provider_load_from_string (provider, css);
#else
  gtk_css_provider_load_from_data (provider, css, -1);
#endif
  G_GNUC_END_IGNORE_DEPRECATIONS
}
