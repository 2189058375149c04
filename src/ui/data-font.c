/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-font.h"

#include "compat-css.h"
#include "preferences.h"

/* The rows of the log, and bytes. What is typed has the size of the controls round it. */
#define SELECTORS ".monospace-cell, .field-cell, .time-cell, .length-cell, hexview"

static void
size_changed_cb (GtkCssProvider *provider)
{
  guint size_pt = hexwire_preferences_get_uint ("font-size");
  g_autofree char *css = g_strdup ("");

  if (size_pt > 0)
    {
      g_free (css);
      css = g_strdup_printf (SELECTORS " { font-size: %upt; }", size_pt);
    }
  hexwire_compat_load_css (provider, css);
}

void
hexwire_data_font_follow (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (hexwire_preferences_get (), "notify::font-size",
                           G_CALLBACK (size_changed_cb), provider, G_CONNECT_SWAPPED);
  size_changed_cb (provider);
}
