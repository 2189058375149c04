/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-drop-down.h"

static GtkWidget *
find_part (GtkWidget *widget,
           GType      type)
{
  GtkWidget *part = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && part == NULL;
       child = gtk_widget_get_next_sibling (child))
    part = find_part (child, type);
  return part;
}

#if GTK_CHECK_VERSION(4, 12, 0)

static void
shown_cb (GtkDropDown *drop_down,
          GtkWidget   *popover)
{
  GtkWidget *list = find_part (popover, GTK_TYPE_LIST_VIEW);
  guint position = gtk_drop_down_get_selected (drop_down);

  if (list == NULL || position == GTK_INVALID_LIST_POSITION
      || gtk_drop_down_get_enable_search (drop_down))
    return;
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), position, GTK_LIST_SCROLL_FOCUS, NULL);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

void
hexwire_compat_drop_down_mend (GtkDropDown *drop_down)
{
  GtkWidget *popover = find_part (GTK_WIDGET (drop_down), GTK_TYPE_POPOVER);

  if (popover == NULL)
    return;
  g_signal_handlers_disconnect_by_func (popover, shown_cb, drop_down);
  g_signal_connect_object (popover, "show", G_CALLBACK (shown_cb), drop_down,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

#else

void
hexwire_compat_drop_down_mend (GtkDropDown *drop_down)
{
}

#endif

/* When the list opens for the first time, what is typed would be lost. */
static void
focus_search (GtkDropDown *drop_down)
{
  GtkWidget *popover = find_part (GTK_WIDGET (drop_down), GTK_TYPE_POPOVER);
  GtkWidget *search = find_part (GTK_WIDGET (drop_down), GTK_TYPE_SEARCH_ENTRY);

  if (popover != NULL && search != NULL)
    g_signal_connect_object (popover, "show", G_CALLBACK (gtk_widget_grab_focus), search,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

#if !GTK_CHECK_VERSION(4, 12, 0)
static void
filter_anywhere (GtkDropDown *drop_down)
{
  /* There is no setting: the filter is what the popover's list shows its items through. */
  GtkWidget *list = find_part (GTK_WIDGET (drop_down), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *selection
    = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;
  GListModel *model = GTK_IS_SINGLE_SELECTION (selection)
                        ? gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection))
                        : NULL;
  GtkFilter *filter = GTK_IS_FILTER_LIST_MODEL (model)
                        ? gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model))
                        : NULL;

  if (GTK_IS_STRING_FILTER (filter))
    gtk_string_filter_set_match_mode (GTK_STRING_FILTER (filter),
                                      GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}
#endif

void
hexwire_compat_drop_down_search_anywhere (GtkDropDown *drop_down)
{
  focus_search (drop_down);
#if GTK_CHECK_VERSION(4, 12, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_drop_down_set_search_match_mode (drop_down, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  G_GNUC_END_IGNORE_DEPRECATIONS
#else
  filter_anywhere (drop_down);
#endif
}
