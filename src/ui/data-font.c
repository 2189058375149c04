/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-font.h"

#include "compat-css.h"
#include "preferences.h"

/* The rows of the log, and bytes. What is typed has the size of the controls round it. */
#define SELECTORS ".monospace-cell, .field-cell, .time-cell, .length-cell, hexview"

#define BASE_SIZE_PT 10
#define BASE_DPI 96
/* GTK counts this resolution in parts of a dot per inch. */
#define DPI_PARTS 1024

/* @preferred_pt: 0 for what the system has */
static double
get_scale (guint preferred_pt)
{
  g_autofree char *font_name = NULL;
  int dpi = 0;
  double size_pt = preferred_pt;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font_name, "gtk-xft-dpi", &dpi,
                NULL);
  if (preferred_pt == 0 && font_name != NULL)
    {
      PangoFontDescription *font = pango_font_description_from_string (font_name);

      size_pt = (double) pango_font_description_get_size (font) / PANGO_SCALE;
      pango_font_description_free (font);
    }
  if (size_pt <= 0)
    size_pt = BASE_SIZE_PT;
  return size_pt / BASE_SIZE_PT * (dpi > 0 ? (double) dpi / DPI_PARTS / BASE_DPI : 1);
}

double
hexwire_data_font_get_scale (void)
{
  return get_scale (hexwire_preferences_get_uint ("font-size"));
}

double
hexwire_data_font_get_system_scale (void)
{
  return get_scale (0);
}

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
