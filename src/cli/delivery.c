/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "delivery.h"

/* The kernel does not tell of a confirmation: there has to be a look. */
#define LOOK_INTERVAL_MS 2

/* A peer of which nothing comes for so long is silent; and one that sends whatever it reads, as a
 * clock does, is not waited for longer than that. */
#define SILENCE_US G_USEC_PER_SEC
#define MAX_TALK_US (10 * G_USEC_PER_SEC)

struct _HexwireDelivery
{
  HexwireStreamPeer *peer;
  HexwireDeliveryFunc confirmed;
  HexwireDeliveryFunc silent;
  gpointer user_data;
  gboolean is_confirmed;
  guint64 n_received_bytes;
  gsize n_unread_bytes;         /* by the peer, where that is known */
  gint64 active_us;             /* when something came, or the peer read */
  gint64 talk_end_us;
  guint source;
};

/* A FIN counts as a byte. What UNIX sockets tell is what was not read: it arrives all the same. */
static gboolean
is_all_confirmed (HexwireDelivery         *self,
                  const HexwireStreamInfo *info)
{
  gsize n_fin_bytes = hexwire_stream_peer_can_finish_sending (self->peer) ? 0 : 1;

  return info->n_waiting_bytes == 0
         && (!info->has_tcp || info->n_unconfirmed_bytes <= n_fin_bytes);
}

static void
note_activity (HexwireDelivery         *self,
               const HexwireStreamInfo *info,
               gint64                   now_us)
{
  guint64 n_received_bytes = hexwire_peer_get_counters (HEXWIRE_PEER (self->peer))->bytes_in;
  gsize n_unread_bytes = info->has_tcp ? 0 : info->n_unconfirmed_bytes;

  if (n_received_bytes != self->n_received_bytes || n_unread_bytes != self->n_unread_bytes)
    self->active_us = now_us;
  if (!self->is_confirmed || n_unread_bytes != self->n_unread_bytes)
    self->talk_end_us = now_us + MAX_TALK_US;
  self->n_received_bytes = n_received_bytes;
  self->n_unread_bytes = n_unread_bytes;
}

static gboolean
look_cb (gpointer user_data)
{
  HexwireDelivery *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  HexwireStreamInfo info;

  if (!hexwire_stream_peer_read_info (self->peer, &info))
    {
      self->source = 0;
      return G_SOURCE_REMOVE;
    }
  note_activity (self, &info, now_us);
  if (!self->is_confirmed && is_all_confirmed (self, &info))
    {
      self->is_confirmed = TRUE;
      hexwire_stream_peer_finish_sending (self->peer);
      self->confirmed (self->user_data);
      return G_SOURCE_CONTINUE;
    }
  if (!self->is_confirmed
      || (now_us < self->active_us + SILENCE_US && now_us < self->talk_end_us))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  if (self->silent != NULL)
    self->silent (self->user_data);
  return G_SOURCE_REMOVE;
}

HexwireDelivery *
hexwire_delivery_start (HexwireStreamPeer   *peer,
                        HexwireDeliveryFunc  confirmed,
                        HexwireDeliveryFunc  silent,
                        gpointer             user_data)
{
  HexwireDelivery *self = g_new0 (HexwireDelivery, 1);

  self->peer = g_object_ref (peer);
  self->confirmed = confirmed;
  self->silent = silent;
  self->user_data = user_data;
  self->n_received_bytes = hexwire_peer_get_counters (HEXWIRE_PEER (peer))->bytes_in;
  self->active_us = -SILENCE_US;
  self->source = g_timeout_add (LOOK_INTERVAL_MS, look_cb, self);
  return self;
}

void
hexwire_delivery_free (HexwireDelivery *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_object_unref (self->peer);
  g_free (self);
}

gboolean
hexwire_delivery_is_confirmed (HexwireDelivery *self)
{
  return self->is_confirmed;
}
