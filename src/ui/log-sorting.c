/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-sorting.h"

/* What a column's sorter stands for. It compares nothing: the rows are too many for GTK to sort. */
typedef struct
{
  HexwireRowKeyKind kind;
  HexwireFormat *format;
  guint index;
} Criterion;

/* The criterion whose sorter was last asked to compare. */
static const Criterion *asked;

static void
criterion_free (gpointer data)
{
  Criterion *self = data;

  g_clear_pointer (&self->format, hexwire_format_unref);
  g_free (self);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  asked = user_data;
  return GTK_ORDERING_SMALLER;
}

void
hexwire_log_sorting_add_column (GtkColumnViewColumn *column,
                                HexwireRowKeyKind    kind,
                                HexwireFormat       *format,
                                guint                index)
{
  Criterion *criterion = g_new0 (Criterion, 1);
  g_autoptr (GtkCustomSorter) sorter = gtk_custom_sorter_new (compare, criterion, criterion_free);

  criterion->kind = kind;
  criterion->format = format != NULL ? hexwire_format_ref (format) : NULL;
  criterion->index = index;
  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
}

/* Which sorter would compare. Two items that are the same are equal without a question. */
static int
ask (GtkColumnView *view,
     GtkSorter     *sorter)
{
  asked = NULL;
  return gtk_sorter_compare (sorter, view, sorter);
}

/* Before 4.10 a column view does not tell by which column it sorts. But its sorter asks the first
 * of the columns' sorters, and turns the answer round where the heading's arrow points down. */
static const Criterion *
find_criterion (GtkColumnView *view,
                gboolean      *descending)
{
  *descending = ask (view, gtk_column_view_get_sorter (view)) == GTK_ORDERING_LARGER;
  return asked;
}

/* The view is back at the order of coming, by whatever way; no heading says otherwise. */
static void
sorted_cb (GtkColumnView *view)
{
  HexwireLogView *log_view = g_object_get_data (G_OBJECT (view), "hexwire-log-view");
  gboolean descending;

  if (!hexwire_log_view_get_sorted (log_view) && find_criterion (view, &descending) != NULL)
    gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
}

static void
sorter_changed_cb (GtkColumnView   *view,
                   GtkSorterChange  change,
                   GtkSorter       *sorter)
{
  HexwireLogView *log_view = g_object_get_data (G_OBJECT (view), "hexwire-log-view");
  gboolean descending;
  const Criterion *criterion = find_criterion (view, &descending);
  HexwireRowKey key;

  if (criterion == NULL || (criterion->kind == HEXWIRE_ROW_KEY_TIME && !descending))
    {
      hexwire_log_view_unsort (log_view);
      return;
    }
  hexwire_row_key_init (&key, criterion->kind, criterion->format, criterion->index);
  hexwire_log_view_sort (log_view, &key, descending);
  hexwire_row_key_clear (&key);
  sorted_cb (view);    /* there may be nothing to sort */
}

void
hexwire_log_sorting_add (GtkColumnView  *view,
                         HexwireLogView *log_view)
{
  g_object_set_data (G_OBJECT (view), "hexwire-log-view", log_view);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (sorter_changed_cb), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "notify::sorted", G_CALLBACK (sorted_cb), view,
                           G_CONNECT_SWAPPED);
}

void
hexwire_log_sorting_toggle (GtkColumnView *view,
                            guint          index)
{
  g_autoptr (GtkColumnViewColumn) column
    = g_list_model_get_item (gtk_column_view_get_columns (view), index);
  GtkSorter *sorter = column != NULL ? gtk_column_view_column_get_sorter (column) : NULL;
  const Criterion *present;
  gboolean descending;

  if (sorter == NULL)
    return;
  present = find_criterion (view, &descending);
  ask (view, sorter);
  gtk_column_view_sort_by_column (view, column,
                                  asked == present && !descending ? GTK_SORT_DESCENDING
                                                                  : GTK_SORT_ASCENDING);
}

static void
fill_menu (GMenu      *menu,
           GListModel *columns)
{
  const char *action = g_object_get_data (G_OBJECT (menu), "action");

  g_menu_remove_all (menu);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autoptr (GMenuItem) item = NULL;

      if (gtk_column_view_column_get_sorter (column) == NULL)
        continue;
      item = g_menu_item_new (gtk_column_view_column_get_title (column), NULL);
      g_menu_item_set_action_and_target (item, action, "u", i);
      g_menu_append_item (menu, item);
    }
}

static void
columns_changed_cb (GMenu      *menu,
                    guint       position,
                    guint       n_removed,
                    guint       n_added,
                    GListModel *columns)
{
  fill_menu (menu, columns);
}

GMenuModel *
hexwire_log_sorting_new_menu (GtkColumnView *view,
                              const char    *action)
{
  GMenu *menu = g_menu_new ();
  GListModel *columns = gtk_column_view_get_columns (view);

  g_object_set_data_full (G_OBJECT (menu), "action", g_strdup (action), g_free);
  fill_menu (menu, columns);
  g_signal_connect_object (columns, "items-changed", G_CALLBACK (columns_changed_cb), menu,
                           G_CONNECT_SWAPPED);
  return G_MENU_MODEL (menu);
}
