/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "option-entry.h"

#include "tooltip.h"

#include <glib/gi18n.h>

struct _HexwireOptionEntry
{
  GtkBox parent_instance;

  HexwireSocketOptions *options;
  const char *property;

  GtkWidget *entry;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (HexwireOptionEntry, hexwire_option_entry, GTK_TYPE_BOX)

static const char *
get_text (HexwireOptionEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
commit (HexwireOptionEntry *self)
{
  if (hexwire_socket_options_check_text (self->property, get_text (self), NULL))
    g_object_set (self->options, self->property, get_text (self), NULL);
}

static void
show_problem (HexwireOptionEntry *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_good
    = hexwire_socket_options_check_text (self->property, get_text (self), &error);

  gtk_label_set_label (GTK_LABEL (self->problem), is_good ? "" : error->message);
  gtk_widget_set_visible (self->problem, !is_good);
  if (is_good)
    gtk_widget_remove_css_class (self->entry, "error");
  else
    gtk_widget_add_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static gboolean
hexwire_option_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HEXWIRE_OPTION_ENTRY (widget)->entry);
}

static void
hexwire_option_entry_dispose (GObject *object)
{
  g_clear_object (&HEXWIRE_OPTION_ENTRY (object)->options);

  G_OBJECT_CLASS (hexwire_option_entry_parent_class)->dispose (object);
}

static void
hexwire_option_entry_class_init (HexwireOptionEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_option_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = hexwire_option_entry_grab_focus;
}

static GtkWidget *
create_problem (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, "error-text");
  return label;
}

static void
hexwire_option_entry_init (HexwireOptionEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->entry = gtk_entry_new ();
  self->problem = create_problem ();
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_box_append (GTK_BOX (self), self->problem);
  gtk_entry_set_input_hints (GTK_ENTRY (self->entry), GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 18);
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_signal_connect_object (focus, "leave", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
}

GtkWidget *
hexwire_option_entry_new (HexwireSocketOptions *options,
                          const char           *property,
                          const char           *label,
                          const char           *tooltip)
{
  HexwireOptionEntry *self = g_object_new (HEXWIRE_TYPE_OPTION_ENTRY, NULL);

  self->options = g_object_ref (options);
  self->property = property;
  g_object_bind_property (options, property, self->entry, "text", G_BINDING_SYNC_CREATE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), g_str_equal (property, "allow-list")
                                                             ? _("Everybody")
                                                             : _("Any"));
  hexwire_tooltip_set (self->entry, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "unmap", G_CALLBACK (commit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (show_problem), self,
                           G_CONNECT_SWAPPED);
  show_problem (self);
  return GTK_WIDGET (self);
}

gboolean
hexwire_option_entry_check (HexwireOptionEntry  *self,
                            GError             **error)
{
  g_return_val_if_fail (HEXWIRE_IS_OPTION_ENTRY (self), FALSE);

  if (!hexwire_socket_options_check_text (self->property, get_text (self), error))
    return FALSE;
  commit (self);
  return TRUE;
}
