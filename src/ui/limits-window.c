/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "limits-window.h"

#include "log/message-text.h"

#include <glib/gi18n.h>

#define BYTES_PER_MIB (1024 * 1024)

#define HEXWIRE_TYPE_LIMITS_WINDOW (hexwire_limits_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireLimitsWindow, hexwire_limits_window, HEXWIRE, LIMITS_WINDOW, GtkWindow)

struct _HexwireLimitsWindow
{
  GtkWindow parent_instance;

  HexwireMessageLog *log;

  GtkSpinButton *memory_spin;
  GtkSpinButton *messages_spin;
  GtkLabel *usage;
};

G_DEFINE_FINAL_TYPE (HexwireLimitsWindow, hexwire_limits_window, GTK_TYPE_WINDOW)

static void
update_usage (HexwireLimitsWindow *self)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (self->log));
  g_autoptr (GString) size = g_string_new (NULL);
  g_autofree char *text = NULL;

  hexwire_message_text_append_size (size, hexwire_message_log_get_memory_bytes (self->log));
  /* Translators: how much the log holds: a size, and a number of messages */
  text = g_strdup_printf (ngettext ("Now %s, %u message", "Now %s, %u messages", n_messages),
                          size->str, n_messages);
  gtk_label_set_label (self->usage, text);
}

static void
changed_cb (HexwireLimitsWindow *self)
{
  gsize max_bytes;

  /* The spin buttons tell of their first values before there is a log. */
  if (self->log == NULL)
    return;
  max_bytes = (gsize) gtk_spin_button_get_value (self->memory_spin) * BYTES_PER_MIB;
  hexwire_message_log_set_limits (self->log, max_bytes,
                                  (guint) gtk_spin_button_get_value (self->messages_spin));
}

static void
hexwire_limits_window_dispose (GObject *object)
{
  HexwireLimitsWindow *self = HEXWIRE_LIMITS_WINDOW (object);

  g_clear_object (&self->log);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_LIMITS_WINDOW);

  G_OBJECT_CLASS (hexwire_limits_window_parent_class)->dispose (object);
}

static void
hexwire_limits_window_class_init (HexwireLimitsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_limits_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/limits-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireLimitsWindow, memory_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireLimitsWindow, messages_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireLimitsWindow, usage);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_limits_window_init (HexwireLimitsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_limits_window_present (GtkWindow         *parent,
                               HexwireMessageLog *log)
{
  HexwireLimitsWindow *self
    = g_object_new (HEXWIRE_TYPE_LIMITS_WINDOW, "transient-for", parent, NULL);

  gtk_spin_button_set_value (self->memory_spin,
                             (double) (hexwire_message_log_get_max_bytes (log) / BYTES_PER_MIB));
  gtk_spin_button_set_value (self->messages_spin, hexwire_message_log_get_max_messages (log));
  self->log = g_object_ref (log);
  g_signal_connect_object (log, "items-changed", G_CALLBACK (update_usage), self,
                           G_CONNECT_SWAPPED);
  update_usage (self);
  gtk_window_present (GTK_WINDOW (self));
}
