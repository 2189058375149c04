/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widget-names.h"

#include "compat-drop-down.h"
#include "compat-names.h"

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkLabel *
find_label (GtkWidget *widget)
{
  GtkLabel *label = GTK_IS_LABEL (widget) ? GTK_LABEL (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && label == NULL;
       child = gtk_widget_get_next_sibling (child))
    label = find_label (child);
  return label;
}

static void
heading_changed_cb (GtkLabel   *label,
                    GParamSpec *pspec,
                    GtkWidget  *heading)
{
  set_name (heading, gtk_label_get_label (label));
}

static void
name_heading (GtkWidget *heading)
{
  GtkLabel *label = find_label (heading);

  if (label == NULL)
    return;
  g_signal_connect_object (label, "notify::label", G_CALLBACK (heading_changed_cb), heading, 0);
  heading_changed_cb (label, NULL, heading);
}

static gboolean
realized_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_COMBO_BOX:
      if (!GTK_IS_DROP_DOWN (widget))
        break;
      hexwire_compat_names_set_drop_down (GTK_DROP_DOWN (widget));
      hexwire_compat_drop_down_mend (GTK_DROP_DOWN (widget));
      break;

    case GTK_ACCESSIBLE_ROLE_COLUMN_HEADER:
      name_heading (widget);
      break;

    case GTK_ACCESSIBLE_ROLE_TAB_LIST:
      hexwire_compat_names_set_tab_list (widget);
      break;

    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      hexwire_compat_names_set_menu_item (widget);
      break;

    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

void
hexwire_widget_names_follow (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL,
                              NULL);
}

void
hexwire_widget_names_set_row (GtkWidget  *cell,
                              const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (cell);

  /* In a column view there is a cell of its own between the two. */
  if (row != NULL && !g_str_equal (gtk_widget_get_css_name (row), "row"))
    row = gtk_widget_get_parent (row);
  if (row != NULL && g_str_equal (gtk_widget_get_css_name (row), "row"))
    set_name (row, name);
}
