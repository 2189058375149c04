/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "list-hint.h"

#include <glib/gi18n.h>

#define TEXT_KEY "hexwire-hint-text"
#define ALL_KEY "hexwire-hint-all"
#define FOUND_KEY "hexwire-hint-found"

static void
update (GtkLabel *hint)
{
  GListModel *all = g_object_get_data (G_OBJECT (hint), ALL_KEY);
  GListModel *found = g_object_get_data (G_OBJECT (hint), FOUND_KEY);
  gboolean has_any = g_list_model_get_n_items (all) > 0;

  gtk_widget_set_visible (GTK_WIDGET (hint), g_list_model_get_n_items (found) == 0);
  gtk_label_set_label (hint, has_any ? _("Nothing found")
                                     : g_object_get_data (G_OBJECT (hint), TEXT_KEY));
}

void
hexwire_list_hint_show (GtkLabel   *hint,
                        GListModel *all,
                        GListModel *found,
                        const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (hint));
  g_return_if_fail (G_IS_LIST_MODEL (all));
  g_return_if_fail (G_IS_LIST_MODEL (found));

  g_object_set_data_full (G_OBJECT (hint), ALL_KEY, g_object_ref (all), g_object_unref);
  g_object_set_data_full (G_OBJECT (hint), FOUND_KEY, g_object_ref (found), g_object_unref);
  g_object_set_data_full (G_OBJECT (hint), TEXT_KEY, g_strdup (text), g_free);
  g_signal_connect_object (all, "items-changed", G_CALLBACK (update), hint, G_CONNECT_SWAPPED);
  g_signal_connect_object (found, "items-changed", G_CALLBACK (update), hint, G_CONNECT_SWAPPED);
  update (hint);
}
