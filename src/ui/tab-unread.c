/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tab-unread.h"

#include "tab-label.h"

#define UNREAD_KEY "hexwire-tab-unread"

typedef struct
{
  HexwireTraffic *traffic;
  guint64 n_seen;           /* messages that had come when the page was last in front */
} TabUnread;

static void
tab_unread_free (gpointer data)
{
  TabUnread *self = data;

  g_object_unref (self->traffic);
  g_free (self);
}

static void
traffic_changed_cb (GtkWidget *page)
{
  TabUnread *self = g_object_get_data (G_OBJECT (page), UNREAD_KEY);
  GtkWidget *notebook = gtk_widget_get_ancestor (page, GTK_TYPE_NOTEBOOK);
  guint64 n_messages = self->traffic->counters.messages_in;
  int front;

  if (notebook == NULL)
    return;
  front = gtk_notebook_get_current_page (GTK_NOTEBOOK (notebook));
  if (front >= 0 && gtk_notebook_get_nth_page (GTK_NOTEBOOK (notebook), front) == page)
    self->n_seen = n_messages;
  hexwire_tab_label_set_n_unread (
    HEXWIRE_TAB_LABEL (gtk_notebook_get_tab_label (GTK_NOTEBOOK (notebook), page)),
    n_messages - self->n_seen);
}

void
hexwire_tab_unread_follow (GtkWidget       *page,
                           HexwireEndpoint *endpoint)
{
  TabUnread *self;

  g_return_if_fail (GTK_IS_WIDGET (page));

  self = g_new0 (TabUnread, 1);
  self->traffic = g_object_ref (hexwire_endpoint_get_traffic (endpoint));
  self->n_seen = self->traffic->counters.messages_in;
  g_object_set_data_full (G_OBJECT (page), UNREAD_KEY, self, tab_unread_free);
  g_signal_connect_object (self->traffic, "changed", G_CALLBACK (traffic_changed_cb), page,
                           G_CONNECT_SWAPPED);
}

void
hexwire_tab_unread_see (GtkWidget *page)
{
  TabUnread *self;

  g_return_if_fail (GTK_IS_WIDGET (page));

  self = g_object_get_data (G_OBJECT (page), UNREAD_KEY);
  if (self == NULL)
    return;
  self->n_seen = self->traffic->counters.messages_in;
  traffic_changed_cb (page);
}
