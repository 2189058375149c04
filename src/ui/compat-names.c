/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-names.h"

#include <glib/gi18n.h>

static void
set_name (GtkWidget  *widget,
          const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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

/* GTK names a drop-down by what is chosen in it, and its button as the drop-down. Both have to be
   heard: what it is for, and what is chosen. */
void
hexwire_compat_names_set_drop_down (GtkDropDown *drop_down)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (drop_down));
  GtkWidget *stack = find_stack (gtk_widget_get_first_child (GTK_WIDGET (drop_down)));
  GtkWidget *chosen
    = stack != NULL ? gtk_stack_get_child_by_name (GTK_STACK (stack), "item") : NULL;

  if (chosen == NULL)
    return;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  labels != NULL ? labels->data : (gpointer) drop_down, chosen,
                                  NULL, -1);
}

static void
item_changed_cb (GtkWidget  *item,
                 GParamSpec *pspec,
                 gpointer    user_data)
{
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  set_name (item, text != NULL ? text : "");
}

/* GTK names an item of a menu by its label, and hides that label from whoever asks; and it does so
   again with whatever changes of the item, be it a check mark. */
void
hexwire_compat_names_set_menu_item (GtkWidget *item)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (item), "text") == NULL)
    return;
  g_signal_handlers_disconnect_by_func (item, item_changed_cb, NULL);
  g_signal_connect (item, "notify", G_CALLBACK (item_changed_cb), NULL);
  item_changed_cb (item, NULL, NULL);
}

/* GTK leaves the row of tabs of a notebook without a name. */
void
hexwire_compat_names_set_tab_list (GtkWidget *tab_list)
{
  if (!GTK_IS_STACK_SWITCHER (tab_list)
      && gtk_widget_get_ancestor (tab_list, GTK_TYPE_NOTEBOOK) != NULL)
    set_name (tab_list, _("Tabs"));
}

/* The tab is named by its label; the panel by its tab, which GTK gives a number for a name. */
void
hexwire_compat_names_set_tab (GtkWidget  *page,
                              GtkWidget  *label,
                              const char *title)
{
  g_autoptr (GtkAccessible) panel = gtk_accessible_get_accessible_parent (GTK_ACCESSIBLE (page));

  set_name (label, title);
  gtk_accessible_update_relation (panel, GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

#else

/* A label beside the drop-down names it, and else it has a name of its own. */
void
hexwire_compat_names_set_drop_down (GtkDropDown *drop_down)
{
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (drop_down));
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  labels != NULL ? labels->data : (gpointer) drop_down, NULL, -1);
}

/* GTK names an item by what is in it. */
void
hexwire_compat_names_set_menu_item (GtkWidget *item)
{
}

/* GTK names the row of tabs of a notebook by itself. */
void
hexwire_compat_names_set_tab_list (GtkWidget *tab_list)
{
}

void
hexwire_compat_names_set_tab (GtkWidget  *page,
                              GtkWidget  *label,
                              const char *title)
{
  set_name (gtk_widget_get_parent (label), title);
}

#endif
