/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-headings.h"

#define HEADINGS_KEY "hexwire-log-headings"
#define RIGHT_KEY "hexwire-log-heading-right"

/* Nothing but its text tells which column a heading is of. */
static gboolean
stands_right (GtkColumnView *view,
              const char    *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (columns) && !found; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      found = g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0
              && g_object_get_data (G_OBJECT (column), RIGHT_KEY) != NULL;
    }
  return found;
}

static void
align (GtkColumnView *view,
       GtkWidget     *heading)
{
  GtkWidget *box = gtk_widget_get_first_child (heading);
  GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

  if (!GTK_IS_LABEL (label) || !stands_right (view, gtk_label_get_label (GTK_LABEL (label))))
    return;
  /* Behind the arrow, whose place is kept while there is none. */
  gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
}

static void
headings_changed_cb (GtkColumnView *view,
                     guint          position,
                     guint          n_removed,
                     guint          n_added,
                     GListModel    *headings)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (GtkWidget) heading = g_list_model_get_item (headings, i);

      align (view, heading);
    }
}

void
hexwire_log_headings_follow (GtkColumnView *view)
{
  GListModel *headings;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  headings = gtk_widget_observe_children (gtk_widget_get_first_child (GTK_WIDGET (view)));
  g_signal_connect_object (headings, "items-changed", G_CALLBACK (headings_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (view), HEADINGS_KEY, headings, g_object_unref);
}

void
hexwire_log_headings_set_right (GtkColumnViewColumn *column)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));
  g_object_set_data (G_OBJECT (column), RIGHT_KEY, GINT_TO_POINTER (TRUE));
}
