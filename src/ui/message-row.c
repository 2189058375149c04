/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-row.h"

#include "long-text.h"
#include "widget-names.h"

#include <glib/gi18n.h>

/* More of a message does not stand in any row. */
#define MAX_LINE_CHARS 400

struct _HexwireMessageRow
{
  GtkBox parent_instance;

  char *name;
  GtkLabel *key;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *send;
};

enum
{
  MOVE,
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireMessageRow, hexwire_message_row, GTK_TYPE_BOX)

static GdkContentProvider *
drag_prepare_cb (HexwireMessageRow *self)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, self->name);
}

static gboolean
drop_cb (HexwireMessageRow *self,
         const GValue      *value)
{
  g_signal_emit (self, signals[MOVE], 0, g_value_get_string (value), self->name);
  return TRUE;
}

static void
send_cb (HexwireMessageRow *self)
{
  g_signal_emit (self, signals[SEND], 0, self->name);
}

static void
hexwire_message_row_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_MESSAGE_ROW (object)->name, g_free);

  G_OBJECT_CLASS (hexwire_message_row_parent_class)->finalize (object);
}

static void
hexwire_message_row_class_init (HexwireMessageRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_message_row_finalize;

  signals[MOVE] = g_signal_new ("move", HEXWIRE_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SEND] = g_signal_new ("send", HEXWIRE_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkLabel *
add_label (HexwireMessageRow *self,
           const char        *css_class,
           int                width_chars)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (label, TRUE);
  gtk_label_set_width_chars (label, width_chars);
  gtk_label_set_max_width_chars (label, width_chars);
  gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (label));
  return label;
}

static void
hexwire_message_row_init (HexwireMessageRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_set_margin_start (GTK_WIDGET (self), 4);
  self->key = add_label (self, "dim-label", 6);
  self->title = add_label (self, "pane-title", 18);
  self->text = add_label (self, "bytes", 10);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_label_set_max_width_chars (self->text, -1);
  self->send = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->send), gtk_label_new (_("Send")));
  gtk_widget_add_css_class (self->send, "text-button");
  gtk_widget_add_css_class (self->send, "flat");
  gtk_widget_set_can_focus (self->send, FALSE);
  g_signal_connect_swapped (self->send, "clicked", G_CALLBACK (send_cb), self);
  gtk_box_append (GTK_BOX (self), self->send);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
hexwire_message_row_new (void)
{
  return g_object_new (HEXWIRE_TYPE_MESSAGE_ROW, NULL);
}

void
hexwire_message_row_set_message (HexwireMessageRow   *self,
                                 HexwireSavedMessage *message,
                                 guint                key)
{
  const char *note = hexwire_saved_message_get_note (message);
  g_autofree char *whole
    = hexwire_writing_to_line (hexwire_saved_message_get_writing (message));
  g_autofree char *line = hexwire_long_text_dup_start (whole, MAX_LINE_CHARS);
  g_autofree char *spoken = NULL;
  g_autofree char *keys = NULL;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_ROW (self));

  g_free (self->name);
  self->name = g_strdup (hexwire_saved_message_get_name (message));
  if (key > 0)
    keys = gtk_accelerator_get_label (GDK_KEY_0 + key, GDK_ALT_MASK);
  gtk_label_set_label (self->key, keys != NULL ? keys : "");
  gtk_label_set_label (self->title, self->name);
  gtk_label_set_label (self->text, line);
  hexwire_widget_names_set_row (GTK_WIDGET (self), self->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), note[0] != '\0' ? note : line);
  /* Translators: the name of a message; what a button does */
  spoken = g_strdup_printf (_("Send “%s”"), self->name);
  gtk_widget_set_tooltip_text (self->send, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->send), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}
