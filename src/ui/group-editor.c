/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "group-editor.h"

#include <glib/gi18n.h>

struct _HexwireGroupEditor
{
  GtkBox parent_instance;

  HexwireGroupList *groups;

  GtkListBox *list;
  GtkEntry *entry;
  GtkButton *add_button;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (HexwireGroupEditor, hexwire_group_editor, GTK_TYPE_BOX)

static void
show_problem (HexwireGroupEditor *self,
              const char         *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
changed_cb (HexwireGroupEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), text[0] != '\0');
  show_problem (self, NULL);
}

static void
add_cb (HexwireGroupEditor *self)
{
  g_autoptr (GError) error = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (hexwire_group_list_add (self->groups, text, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    show_problem (self, error->message);
}

static void
leave_cb (GtkWidget          *button,
          HexwireGroupEditor *self)
{
  HexwireMulticastGroup *group = g_object_get_data (G_OBJECT (button), "group");

  /* The button goes with its row, and the focus with it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  hexwire_group_list_remove (self->groups, group);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  const char *text = hexwire_multicast_group_get_text (item);
  /* Translators: %s is a multicast group */
  g_autofree char *leave = g_strdup_printf (_("Leave %s"), text);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "tab-close");
  gtk_widget_set_tooltip_text (button, leave);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, leave,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "group", g_object_ref (item), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (leave_cb), user_data);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
groups_changed_cb (HexwireGroupEditor *self)
{
  GListModel *model = hexwire_group_list_get_model (self->groups);

  gtk_widget_set_visible (GTK_WIDGET (self->list), g_list_model_get_n_items (model) > 0);
}

static void
hexwire_group_editor_dispose (GObject *object)
{
  HexwireGroupEditor *self = HEXWIRE_GROUP_EDITOR (object);

  g_clear_object (&self->groups);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_GROUP_EDITOR);

  G_OBJECT_CLASS (hexwire_group_editor_parent_class)->dispose (object);
}

static void
hexwire_group_editor_class_init (HexwireGroupEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_group_editor_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/group-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireGroupEditor, add_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireGroupEditor, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireGroupEditor, list);
  gtk_widget_class_bind_template_child (widget_class, HexwireGroupEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
hexwire_group_editor_init (HexwireGroupEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_group_editor_set_groups (HexwireGroupEditor *self,
                                 HexwireGroupList   *groups)
{
  GListModel *model = hexwire_group_list_get_model (groups);

  g_return_if_fail (HEXWIRE_IS_GROUP_EDITOR (self));
  g_return_if_fail (self->groups == NULL);

  self->groups = g_object_ref (groups);
  gtk_list_box_bind_model (self->list, model, create_row, self, NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (groups_changed_cb), self,
                           G_CONNECT_SWAPPED);
  groups_changed_cb (self);
}
