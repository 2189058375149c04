/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "reply-choice.h"

#include "rules-window.h"

#include "net/responder.h"

#define ENDPOINT_KEY "hexwire-reply-endpoint"

static HexwireEndpoint *
get_endpoint (HexwireLateDropDown *drop_down)
{
  return g_object_get_data (G_OBJECT (drop_down), ENDPOINT_KEY);
}

static void
edit_cb (HexwireLateDropDown *drop_down)
{
  hexwire_rules_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (drop_down))),
                                get_endpoint (drop_down));
}

/* Whether a reply was chosen of which nothing is known yet. */
static gboolean
lacks_reply (HexwireEndpoint *endpoint,
             HexwireReply     reply)
{
  HexwireResponder *responder = hexwire_endpoint_get_responder (endpoint);
  GListModel *rules = G_LIST_MODEL (hexwire_responder_get_rules (responder));

  return (reply == HEXWIRE_REPLY_FIXED && hexwire_responder_get_fixed (responder) == NULL)
         || (reply == HEXWIRE_REPLY_RULES && g_list_model_get_n_items (rules) == 0);
}

static void
selected_cb (HexwireLateDropDown *drop_down)
{
  HexwireEndpoint *endpoint = get_endpoint (drop_down);
  HexwireReply reply = hexwire_late_drop_down_get_selected (drop_down);

  if (hexwire_endpoint_get_traffic (endpoint)->reply == reply)
    return;
  g_object_set (endpoint, "reply", (guint) reply, NULL);
  if (lacks_reply (endpoint, reply))
    edit_cb (drop_down);
}

static void
show_reply (HexwireLateDropDown *drop_down)
{
  HexwireReply reply = hexwire_endpoint_get_traffic (get_endpoint (drop_down))->reply;

  hexwire_late_drop_down_set_selected (drop_down, reply);
}

static void
endpoint_free (gpointer data)
{
  hexwire_rules_window_close (data);
  g_object_unref (data);
}

void
hexwire_reply_choice_set_endpoint (HexwireLateDropDown *drop_down,
                                   GtkButton           *edit_button,
                                   HexwireEndpoint     *endpoint)
{
  g_return_if_fail (HEXWIRE_IS_LATE_DROP_DOWN (drop_down));
  g_return_if_fail (get_endpoint (drop_down) == NULL);

  g_object_set_data_full (G_OBJECT (drop_down), ENDPOINT_KEY, g_object_ref (endpoint),
                          endpoint_free);
  show_reply (drop_down);
  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (selected_cb), NULL);
  g_signal_connect_object (edit_button, "clicked", G_CALLBACK (edit_cb), drop_down,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::reply", G_CALLBACK (show_reply), drop_down,
                           G_CONNECT_SWAPPED);
}
