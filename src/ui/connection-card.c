/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "connection-card.h"

#include "endpoint-text.h"

#include "log/message-text.h"
#include "net/stream-peer.h"

#include <glib/gi18n.h>

#define INTERVAL_MS 500
#define MIB (1024 * 1024)

struct _HexwireConnectionCard
{
  GtkPopover parent_instance;

  HexwirePeer *peer;
  guint source;

  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *waiting;
  GtkLabel *unconfirmed;
  GtkLabel *unread;
  GtkLabel *round_trip;
  GtkLabel *retransmitted;
  GtkLabel *under_way;
  GtkLabel *peer_window;
  GtkLabel *own_window;
  GtkLabel *segments;
  GtkLabel *mtu;
  GtkSpinButton *limit_spin;
};

G_DEFINE_FINAL_TYPE (HexwireConnectionCard, hexwire_connection_card, GTK_TYPE_POPOVER)

static void
show (GtkLabel *label,
      char     *text)
{
  g_autofree char *owned = text;

  gtk_label_set_label (label, owned);
}

static void
show_size (GtkLabel *label,
           guint64   size_bytes,
           gboolean  is_known)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_known)
    hexwire_message_text_append_size (text, size_bytes);
  gtk_label_set_label (label, is_known ? text->str : "–");
}

static void
show_tcp (HexwireConnectionCard   *self,
          const HexwireStreamInfo *info)
{
  /* Translators: a time of a round trip, and how much it varies, in milliseconds */
  show (self->round_trip, g_strdup_printf (_("%.2f ms ± %.2f ms"), info->rtt_us / 1000.0,
                                           info->rtt_deviation_us / 1000.0));
  show (self->retransmitted,
        g_strdup_printf (ngettext ("%u segment", "%u segments", info->n_retransmitted),
                         info->n_retransmitted));
  /* Translators: segments that are under way, of as many as may be */
  show (self->under_way, g_strdup_printf (_("%u of %u segments"), info->n_unacked_segments,
                                          info->send_window_segments));
  /* Translators: the largest segments to and from the other side, in bytes */
  show (self->segments, g_strdup_printf (_("%u B to, %u B from the peer"), info->send_mss_bytes,
                                         info->receive_mss_bytes));
  show_size (self->peer_window, info->peer_window_bytes, TRUE);
  show_size (self->own_window, info->receive_window_bytes, info->has_receive_window);
  show (self->mtu, g_strdup_printf (_("%u B"), info->mtu_bytes));
}

static void
show_no_tcp (HexwireConnectionCard *self)
{
  GtkLabel *labels[] = { self->round_trip, self->retransmitted, self->under_way, self->segments,
                         self->peer_window, self->own_window, self->mtu };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    gtk_label_set_label (labels[i], "–");
}

/* What was known last stays in sight when the connection has ended. */
static void
update (HexwireConnectionCard *self)
{
  HexwireStreamInfo info;

  gtk_label_set_label (self->state,
                       hexwire_peer_state_get_name (hexwire_peer_get_state (self->peer)));
  if (!hexwire_stream_peer_read_info (HEXWIRE_STREAM_PEER (self->peer), &info))
    return;
  show_size (self->waiting, info.n_waiting_bytes, TRUE);
  show_size (self->unconfirmed, info.n_unconfirmed_bytes, TRUE);
  show_size (self->unread, info.n_unread_bytes, TRUE);
  if (info.has_tcp)
    show_tcp (self, &info);
  else
    show_no_tcp (self);
}

static gboolean
interval_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
limit_changed_cb (HexwireConnectionCard *self)
{
  gsize limit_mib = (gsize) gtk_spin_button_get_value_as_int (self->limit_spin);

  if (self->peer != NULL)
    hexwire_peer_get_traffic (self->peer)->max_queue_bytes = limit_mib * MIB;
}

static void
hexwire_connection_card_map (GtkWidget *widget)
{
  HexwireConnectionCard *self = HEXWIRE_CONNECTION_CARD (widget);

  GTK_WIDGET_CLASS (hexwire_connection_card_parent_class)->map (widget);
  if (self->source == 0)
    self->source = g_timeout_add (INTERVAL_MS, interval_cb, self);
}

static void
hexwire_connection_card_unmap (GtkWidget *widget)
{
  HexwireConnectionCard *self = HEXWIRE_CONNECTION_CARD (widget);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->peer);
  GTK_WIDGET_CLASS (hexwire_connection_card_parent_class)->unmap (widget);
}

static void
hexwire_connection_card_dispose (GObject *object)
{
  HexwireConnectionCard *self = HEXWIRE_CONNECTION_CARD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->peer);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_CONNECTION_CARD);

  G_OBJECT_CLASS (hexwire_connection_card_parent_class)->dispose (object);
}

static void
hexwire_connection_card_class_init (HexwireConnectionCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_connection_card_dispose;
  widget_class->map = hexwire_connection_card_map;
  widget_class->unmap = hexwire_connection_card_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/connection-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, limit_spin);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, mtu);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, own_window);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, peer_window);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, retransmitted);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, round_trip);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, segments);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, state);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, title);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, unconfirmed);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, under_way);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, unread);
  gtk_widget_class_bind_template_child (widget_class, HexwireConnectionCard, waiting);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
}

static void
hexwire_connection_card_init (HexwireConnectionCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hexwire_connection_card_new (void)
{
  return g_object_new (HEXWIRE_TYPE_CONNECTION_CARD, NULL);
}

void
hexwire_connection_card_open (HexwireConnectionCard *self,
                              HexwirePeer           *peer)
{
  gsize limit_bytes;

  g_return_if_fail (HEXWIRE_IS_CONNECTION_CARD (self));
  g_return_if_fail (HEXWIRE_IS_STREAM_PEER (peer));

  g_set_object (&self->peer, peer);
  limit_bytes = hexwire_peer_get_traffic (peer)->max_queue_bytes;
  gtk_label_set_label (self->title, hexwire_peer_get_address (peer));
  gtk_spin_button_set_value (self->limit_spin, (double) limit_bytes / MIB);
  show_no_tcp (self);
  update (self);
  gtk_popover_popup (GTK_POPOVER (self));
}
