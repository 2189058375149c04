/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-editor.h"

#include "data-entry.h"

#include <glib/gi18n.h>

struct _HexwireMessageEditor
{
  GtkBox parent_instance;

  gboolean is_showing;
  guint commit_source;

  GtkEditable *name_entry;
  GtkEditable *note_entry;
  GtkDropDown *key_drop;
  GtkDropDown *kind_drop;
  GtkEntry *format_entry;
  GtkEntry *text_entry;
};

enum
{
  COMMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireMessageEditor, hexwire_message_editor, GTK_TYPE_BOX)

static void
update_format (HexwireMessageEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->format_entry),
                          gtk_drop_down_get_selected (self->kind_drop) == HEXWIRE_WRITING_PACK);
}

static void
commit (HexwireMessageEditor *self)
{
  if (self->is_showing)
    return;
  update_format (self);
  g_signal_emit (self, signals[COMMIT], 0);
}

static gboolean
commit_source_cb (gpointer user_data)
{
  HexwireMessageEditor *self = user_data;

  self->commit_source = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

/* Before anything else happens, but not before the focus is where it goes: who keeps the message
 * replaces its row, and GTK never ends looking for the way to a row that went meanwhile. */
static void
leave_cb (HexwireMessageEditor *self)
{
  if (self->commit_source == 0)
    self->commit_source = g_idle_add_full (G_PRIORITY_HIGH, commit_source_cb, self, NULL);
}

static gboolean
hexwire_message_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_MESSAGE_EDITOR (widget)->name_entry));
}

static void
hexwire_message_editor_dispose (GObject *object)
{
  HexwireMessageEditor *self = HEXWIRE_MESSAGE_EDITOR (object);

  self->is_showing = TRUE;
  g_clear_handle_id (&self->commit_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_MESSAGE_EDITOR);

  G_OBJECT_CLASS (hexwire_message_editor_parent_class)->dispose (object);
}

static void
hexwire_message_editor_class_init (HexwireMessageEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_message_editor_dispose;
  widget_class->grab_focus = hexwire_message_editor_grab_focus;

  signals[COMMIT] = g_signal_new ("commit", HEXWIRE_TYPE_MESSAGE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/message-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, format_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, key_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, note_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireMessageEditor, text_entry);
  gtk_widget_class_bind_template_callback (widget_class, commit);
}

/* What was typed is kept when the keyboard goes elsewhere. */
static void
commit_on_leave (HexwireMessageEditor *self,
                 GtkEditable          *entry)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
}

static void
fill_key_drop (HexwireMessageEditor *self)
{
  g_autoptr (GtkStringList) keys = gtk_string_list_new (NULL);

  gtk_string_list_append (keys, _("By place"));
  for (guint key = 1; key <= HEXWIRE_SAVED_MESSAGE_N_KEYS; key++)
    gtk_string_list_take (keys, gtk_accelerator_get_label (GDK_KEY_0 + key, GDK_ALT_MASK));
  gtk_drop_down_set_model (self->key_drop, G_LIST_MODEL (keys));
}

static void
hexwire_message_editor_init (HexwireMessageEditor *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_data_entry_init (self->text_entry);
  hexwire_data_entry_init (self->format_entry);
  fill_key_drop (self);
  commit_on_leave (self, self->name_entry);
  commit_on_leave (self, GTK_EDITABLE (self->text_entry));
  commit_on_leave (self, GTK_EDITABLE (self->format_entry));
  commit_on_leave (self, self->note_entry);
  hexwire_message_editor_show (self, NULL);
}

void
hexwire_message_editor_show (HexwireMessageEditor *self,
                             HexwireSavedMessage  *message)
{
  const HexwireWriting *writing;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_EDITOR (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self), message != NULL);
  writing = message != NULL ? hexwire_saved_message_get_writing (message) : NULL;
  self->is_showing = TRUE;
  gtk_editable_set_text (self->name_entry,
                         message != NULL ? hexwire_saved_message_get_name (message) : "");
  gtk_editable_set_text (self->note_entry,
                         message != NULL ? hexwire_saved_message_get_note (message) : "");
  gtk_editable_set_text (GTK_EDITABLE (self->text_entry), writing != NULL ? writing->text : "");
  gtk_editable_set_text (GTK_EDITABLE (self->format_entry),
                         writing != NULL ? writing->format : "");
  gtk_drop_down_set_selected (self->kind_drop, writing != NULL ? writing->kind : 0);
  gtk_drop_down_set_selected (self->key_drop,
                              message != NULL ? hexwire_saved_message_get_key (message) : 0);
  self->is_showing = FALSE;
  update_format (self);
}

HexwireSavedMessage *
hexwire_message_editor_dup_message (HexwireMessageEditor *self)
{
  HexwireSavedMessage *message;
  HexwireWriting writing;

  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_EDITOR (self), NULL);

  hexwire_writing_init (&writing, gtk_drop_down_get_selected (self->kind_drop),
                        hexwire_data_entry_get_text (self->text_entry),
                        hexwire_data_entry_get_text (self->format_entry));
  message = hexwire_saved_message_new (gtk_editable_get_text (self->name_entry), &writing,
                                       gtk_drop_down_get_selected (self->key_drop),
                                       gtk_editable_get_text (self->note_entry));
  hexwire_writing_clear (&writing);
  return message;
}
