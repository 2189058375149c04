/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "color-scheme.h"

#include "preferences.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Settings"
#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"

/* What the portal calls dark. */
#define PREFERS_DARK 1

static gboolean system_prefers_dark;
static gboolean theme_is_dark;
static gboolean has_preference;

/* What is not said here is as GTK has it from elsewhere. GTK loads the theme anew whenever it is
 * told, even what it was already: a tenth of the time in which the program starts. */
static void
apply (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *scheme = hexwire_preferences_dup_string ("color-scheme");
  const char *property = "gtk-application-prefer-dark-theme";
  gboolean had_preference = has_preference;

  has_preference = system_prefers_dark || !g_str_equal (scheme, "follow-system");
  if (has_preference)
    g_object_set (settings, property, !g_str_equal (scheme, "light"), NULL);
  else if (had_preference)
    gtk_settings_reset_property (settings, property);
}

static void
take_answer (GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  /* Read() has it in one variant more than the signal. */
  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *content = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = content;
    }
  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;
  system_prefers_dark = g_variant_get_uint32 (inner) == PREFERS_DARK;
  apply ();
}

static void
setting_changed_cb (GDBusConnection *connection,
                    const char      *sender_name,
                    const char      *object_path,
                    const char      *interface_name,
                    const char      *signal_name,
                    GVariant        *parameters,
                    gpointer         user_data)
{
  g_autoptr (GVariant) value = NULL;
  const char *key;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&s@v)", NULL, &key, &value);
  if (g_str_equal (key, KEY))
    take_answer (value);
}

/* A desktop without the portal prefers nothing. */
static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GVariant) answer
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL)
    return;
  value = g_variant_get_child_value (answer, 0);
  take_answer (value);
}

static void
set_class (GtkWidget *window)
{
  if (theme_is_dark)
    gtk_widget_add_css_class (window, "dark");
  else
    gtk_widget_remove_css_class (window, "dark");
}

static void
set_classes (GListModel *windows)
{
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      set_class (window);
    }
}

void
hexwire_color_scheme_follow (GDBusConnection *connection)
{
  g_signal_connect (hexwire_preferences_get (), "notify::color-scheme", G_CALLBACK (apply), NULL);
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (set_classes), NULL);
  apply ();
  if (connection == NULL)
    return;
  g_dbus_connection_signal_subscribe (connection, PORTAL_NAME, PORTAL_INTERFACE, "SettingChanged",
                                      PORTAL_PATH, NAMESPACE, G_DBUS_SIGNAL_FLAGS_NONE,
                                      setting_changed_cb, NULL, NULL);
  g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "Read",
                          g_variant_new ("(ss)", NAMESPACE, KEY), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, read_cb, NULL);
}

void
hexwire_color_scheme_toggle (void)
{
  g_object_set (hexwire_preferences_get (), "color-scheme", theme_is_dark ? "light" : "dark", NULL);
}

void
hexwire_color_scheme_set_is_dark (gboolean is_dark)
{
  theme_is_dark = is_dark;
  set_classes (gtk_window_get_toplevels ());
}
