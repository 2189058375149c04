/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "preferences-window.h"

#include "preferences.h"

#include <glib/gi18n.h>

#define HEXWIRE_TYPE_PREFERENCES_WINDOW (hexwire_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwirePreferencesWindow, hexwire_preferences_window, HEXWIRE,
                      PREFERENCES_WINDOW, GtkWindow)

struct _HexwirePreferencesWindow
{
  GtkWindow parent_instance;

  GtkDropDown *color_scheme;
  GtkWidget *confirm_close;
  GtkDropDown *data_style;
  GtkSpinButton *font_size;
  GtkSpinButton *log_max_messages;
  GtkSpinButton *log_max_mib;
  GtkWidget *restore_tabs;
  GtkWidget *start_running;
  GtkDropDown *time_format;
};

G_DEFINE_FINAL_TYPE (HexwirePreferencesWindow, hexwire_preferences_window, GTK_TYPE_WINDOW)

/* What the items of the drop-downs stand for. */
static const char *const color_schemes[] = { "follow-system", "light", "dark", NULL };
static const char *const data_styles[] = { "text-and-hex", "text", "hex", NULL };
static const char *const time_formats[] = { "clock", "since-start", "since-previous",
                                            "since-peer-previous", "unix", NULL };

/* A word of a later version has no item. */
static gboolean
word_to_item (GBinding     *binding,
              const GValue *word,
              GValue       *item,
              gpointer      words)
{
  const char *const *list = words;

  for (guint i = 0; list[i] != NULL; i++)
    if (g_strcmp0 (list[i], g_value_get_string (word)) == 0)
      g_value_set_uint (item, i);
  return TRUE;
}

static gboolean
item_to_word (GBinding     *binding,
              const GValue *item,
              GValue       *word,
              gpointer      words)
{
  const char *const *list = words;

  g_value_set_string (word, list[g_value_get_uint (item)]);
  return TRUE;
}

static void
bind (const char *property,
      gpointer    widget,
      const char *widget_property)
{
  g_object_bind_property (hexwire_preferences_get (), property, widget, widget_property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
bind_words (const char        *property,
            GtkDropDown       *drop,
            const char *const *words)
{
  g_object_bind_property_full (hexwire_preferences_get (), property, drop, "selected",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, word_to_item,
                               item_to_word, (gpointer) words, NULL);
}

/* The default is no number of points. */
static gboolean
font_size_to_text_cb (GtkSpinButton *spin)
{
  if (gtk_spin_button_get_value_as_int (spin) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), _("As the system"));
  return TRUE;
}

static int
text_to_font_size_cb (GtkSpinButton *spin,
                      double        *value)
{
  *value = g_ascii_strtod (gtk_editable_get_text (GTK_EDITABLE (spin)), NULL);
  return TRUE;
}

static void
hexwire_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (hexwire_preferences_window_parent_class)->dispose (object);
}

static void
hexwire_preferences_window_class_init (HexwirePreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, confirm_close);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, data_style);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, font_size);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, log_max_messages);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, log_max_mib);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, restore_tabs);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, start_running);
  gtk_widget_class_bind_template_child (widget_class, HexwirePreferencesWindow, time_format);
  gtk_widget_class_bind_template_callback (widget_class, font_size_to_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_to_font_size_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_preferences_window_init (HexwirePreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_words ("color-scheme", self->color_scheme, color_schemes);
  bind_words ("data-style", self->data_style, data_styles);
  bind_words ("time-format", self->time_format, time_formats);
  bind ("font-size", self->font_size, "value");
  bind ("log-max-messages", self->log_max_messages, "value");
  bind ("log-max-mib", self->log_max_mib, "value");
  bind ("confirm-close", self->confirm_close, "active");
  bind ("restore-tabs", self->restore_tabs, "active");
  bind ("start-running", self->start_running, "active");
  g_object_bind_property (self->restore_tabs, "active", self->start_running, "sensitive",
                          G_BINDING_SYNC_CREATE);
}

void
hexwire_preferences_window_present (GtkWindow *parent)
{
  static GtkWindow *window;

  if (window == NULL)
    g_set_weak_pointer (&window, g_object_new (HEXWIRE_TYPE_PREFERENCES_WINDOW, NULL));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
