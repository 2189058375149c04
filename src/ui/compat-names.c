/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-names.h"

#include "compat-drop-down.h"

#include <glib/gi18n.h>

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

#if GTK_CHECK_VERSION(4, 10, 0)

static GtkWidget *
find_stack (GtkWidget *widget)
{
  GtkWidget *stack = GTK_IS_STACK (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && stack == NULL;
       child = gtk_widget_get_next_sibling (child))
    stack = find_stack (child);
  return stack;
}

/* Newer versions name a drop-down by what is chosen in it, and its button as the drop-down. Both
   have to be heard: what it is for, and what is chosen. */
static void
name_drop_down (GtkWidget *drop_down)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (drop_down);
  GtkWidget *stack = find_stack (gtk_widget_get_first_child (drop_down));
  GtkWidget *chosen
    = stack != NULL ? gtk_stack_get_child_by_name (GTK_STACK (stack), "item") : NULL;

  if (chosen == NULL)
    return;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  labels != NULL ? labels->data : (gpointer) drop_down, chosen,
                                  NULL, -1);
}

static void
item_text_changed_cb (GtkWidget  *item,
                      GParamSpec *pspec,
                      gpointer    user_data)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_name (item, text != NULL ? text : "");
}

/* Newer versions name an item of a menu by its label, and hide that label from whoever asks. */
static void
name_menu_item (GtkWidget *item)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (item), "text") == NULL)
    return;
  g_signal_handlers_disconnect_by_func (item, item_text_changed_cb, NULL);
  g_signal_connect (item, "notify::text", G_CALLBACK (item_text_changed_cb), NULL);
  item_text_changed_cb (item, NULL, NULL);
}

/* Newer versions leave the row of tabs of a notebook without a name. */
static void
name_tab_list (GtkWidget *widget)
{
  if (!GTK_IS_STACK_SWITCHER (widget)
      && gtk_widget_get_ancestor (widget, GTK_TYPE_NOTEBOOK) != NULL)
    set_name (widget, _("Tabs"));
}

#else

static void
name_tab_list (GtkWidget *widget)
{
}

/* GTK names an item by what is in it. */
static void
name_menu_item (GtkWidget *item)
{
}

/* A label beside the drop-down names it, and else it has a name of its own. */
static void
name_drop_down (GtkWidget *drop_down)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (drop_down);
  GtkWidget *button = gtk_widget_get_first_child (drop_down);

  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  labels != NULL ? labels->data : (gpointer) drop_down, NULL, -1);
}

#endif

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
      name_drop_down (widget);
      hexwire_compat_drop_down_mend (GTK_DROP_DOWN (widget));
      break;

    case GTK_ACCESSIBLE_ROLE_COLUMN_HEADER:
      name_heading (widget);
      break;

    case GTK_ACCESSIBLE_ROLE_TAB_LIST:
      name_tab_list (widget);
      break;

    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
      name_menu_item (widget);
      break;

    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

void
hexwire_compat_names_follow (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL,
                              NULL);
}

void
hexwire_compat_names_set_row (GtkWidget  *cell,
                              const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (cell);

  /* In a column view there is a cell of its own between the two. */
  if (row != NULL && !g_str_equal (gtk_widget_get_css_name (row), "row"))
    row = gtk_widget_get_parent (row);
  if (row != NULL && g_str_equal (gtk_widget_get_css_name (row), "row"))
    set_name (row, name);
}

void
hexwire_compat_names_set_tab (GtkWidget  *page,
                              GtkWidget  *label,
                              const char *title)
{
#if GTK_CHECK_VERSION(4, 10, 0)
  /* The tab is named by its label; the panel by its tab, which GTK gives a number for a name. */
  g_autoptr (GtkAccessible) panel = gtk_accessible_get_accessible_parent (GTK_ACCESSIBLE (page));

  set_name (label, title);
  gtk_accessible_update_relation (panel, GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
#else
  set_name (gtk_widget_get_parent (label), title);
#endif
}
