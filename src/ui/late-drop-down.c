/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-drop-down.h"

#include "shrinking-drop-down.h"

struct _HexwireLateDropDown
{
  GtkWidget parent_instance;

  GtkStringList *model;
  guint selected;
  GtkToggleButton *button;
  GtkLabel *label;
  GtkPopover *popover; /* (nullable): the list, since it was first opened */
};

enum
{
  PROP_0,
  PROP_MODEL,
  PROP_SELECTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwireLateDropDown, hexwire_late_drop_down, GTK_TYPE_WIDGET)

static void
show_selected (HexwireLateDropDown *self)
{
  const char *text = gtk_string_list_get_string (self->model, self->selected);

  if (text != NULL)
    hexwire_shrinking_label_set (self->label, text);
}

static GtkWidget *
make_row (const char *text,
          gboolean    is_selected)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  /* Those that are not chosen keep its room. */
  gtk_widget_set_opacity (check, is_selected ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return row;
}

static void
close_list (HexwireLateDropDown *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (self->popover);
}

static void
row_activated_cb (GtkListBox          *list,
                  GtkListBoxRow       *row,
                  HexwireLateDropDown *self)
{
  guint selected = (guint) gtk_list_box_row_get_index (row);

  close_list (self);
  hexwire_late_drop_down_set_selected (self, selected);
}

/* Rows for all texts; what is chosen is the one that is selected. */
static GtkListBox *
make_list (HexwireLateDropDown *self)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    {
      GtkWidget *row = make_row (gtk_string_list_get_string (self->model, i), i == self->selected);

      gtk_list_box_append (list, row);
      if (i == self->selected)
        gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (row));
    }
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  return list;
}

static void
set_expanded (HexwireLateDropDown *self,
              gboolean             is_expanded)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED,
                               is_expanded, -1);
}

static void
closed_cb (HexwireLateDropDown *self)
{
  set_expanded (self, FALSE);
  gtk_toggle_button_set_active (self->button, FALSE);
}

/* Each time anew: it is as wide as the button, and starts from what is chosen now. */
static void
open_list (HexwireLateDropDown *self)
{
  GtkListBox *list = make_list (self);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (list);

  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, GTK_WIDGET (list));
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover), gtk_widget_get_width (GTK_WIDGET (self)),
                               -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "menu");
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self,
                                  NULL, -1);
  set_expanded (self, TRUE);
  gtk_popover_popup (self->popover);
  if (selected != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (selected));
}

static void
toggled_cb (HexwireLateDropDown *self)
{
  if (gtk_toggle_button_get_active (self->button))
    open_list (self);
  else
    close_list (self);
}

static gboolean
open_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  gtk_toggle_button_set_active (HEXWIRE_LATE_DROP_DOWN (widget)->button, TRUE);
  return TRUE;
}

static void
hexwire_late_drop_down_state_flags_changed (GtkWidget     *widget,
                                            GtkStateFlags  former)
{
  /* Nothing of an insensitive list can be chosen, or closed by a key. */
  if (!gtk_widget_is_sensitive (widget))
    close_list (HEXWIRE_LATE_DROP_DOWN (widget));
  GTK_WIDGET_CLASS (hexwire_late_drop_down_parent_class)->state_flags_changed (widget, former);
}

static gboolean
hexwire_late_drop_down_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEXWIRE_LATE_DROP_DOWN (widget)->button));
}

/* It is left by the next step from the button, which alone takes the focus while it is closed. */
static gboolean
hexwire_late_drop_down_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  HexwireLateDropDown *self = HEXWIRE_LATE_DROP_DOWN (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);

  if (inside == GTK_WIDGET (self->button))
    return FALSE;
  return gtk_widget_child_focus (inside != NULL ? inside : GTK_WIDGET (self->button), direction);
}

static void
hexwire_late_drop_down_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  HexwireLateDropDown *self = HEXWIRE_LATE_DROP_DOWN (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_late_drop_down_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  HexwireLateDropDown *self = HEXWIRE_LATE_DROP_DOWN (object);

  switch (prop_id)
    {
    case PROP_MODEL:
      g_set_object (&self->model, g_value_get_object (value));
      if (self->model != NULL)
        show_selected (self);
      break;
    case PROP_SELECTED:
      hexwire_late_drop_down_set_selected (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_late_drop_down_dispose (GObject *object)
{
  HexwireLateDropDown *self = HEXWIRE_LATE_DROP_DOWN (object);

  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (hexwire_late_drop_down_parent_class)->dispose (object);
}

static void
hexwire_late_drop_down_class_init (HexwireLateDropDownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_late_drop_down_dispose;
  object_class->get_property = hexwire_late_drop_down_get_property;
  object_class->set_property = hexwire_late_drop_down_set_property;
  widget_class->focus = hexwire_late_drop_down_focus;
  widget_class->grab_focus = hexwire_late_drop_down_grab_focus;
  widget_class->state_flags_changed = hexwire_late_drop_down_state_flags_changed;

  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, GTK_TYPE_STRING_LIST,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED]
    = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, open_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Down, 0, open_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, open_cb, NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COMBO_BOX);
  /* It looks as GTK's own. */
  gtk_widget_class_set_css_name (widget_class, "dropdown");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hexwire_late_drop_down_init (HexwireLateDropDown *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  g_signal_connect_object (self->button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  set_expanded (self, FALSE);
  /* What has the focus says what it is for, and what is chosen. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, self->label, NULL,
                                  -1);
}

guint
hexwire_late_drop_down_get_selected (HexwireLateDropDown *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LATE_DROP_DOWN (self), 0);
  return self->selected;
}

void
hexwire_late_drop_down_set_selected (HexwireLateDropDown *self,
                                     guint                selected)
{
  g_return_if_fail (HEXWIRE_IS_LATE_DROP_DOWN (self));
  g_return_if_fail (self->model == NULL
                    || selected < g_list_model_get_n_items (G_LIST_MODEL (self->model)));

  if (selected == self->selected)
    return;
  /* An open list shows what was chosen before. */
  close_list (self);
  self->selected = selected;
  if (self->model != NULL)
    show_selected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}
