/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sender.h"

#include "net/net-error.h"
#include "net/poller.h"
#include "net/stream-peer.h"

/* With so much waiting for the peer, nothing is added. */
#define MAX_WAITING_BYTES ((gsize) 1024 * 1024)

/* So often there is a look at what waits. */
#define LOOK_INTERVAL_US 1000

#define PIECE_BYTES ((gsize) 256 * 1024)

/* How long sending may hold back what is received. */
#define BUDGET_US 2000

struct _HexwireSender
{
  HexwirePeer *peer;
  HexwireSenderSettings settings;
  GCancellable *cancellable;
  GSource *source;          /* asks for the next step */
  gint64 start_us;
  guint64 n_sent;
  guint64 n_handed_bytes;   /* to the peer */
  GBytes *piece;            /* (nullable): of the input, which is yet to be handed over */
  gboolean is_all_handed;
  HexwireSenderFunc finished;
  gpointer user_data;
};

static gsize
get_n_waiting_bytes (HexwireSender *self)
{
  return HEXWIRE_IS_STREAM_PEER (self->peer)
           ? hexwire_stream_peer_get_n_waiting_bytes (HEXWIRE_STREAM_PEER (self->peer))
           : 0;
}

static void
finish (HexwireSender *self,
        const GError  *error)
{
  g_source_set_ready_time (self->source, -1);
  self->finished (error, self->user_data);
}

/* A datagram's receiver may have no room, or what waits in a stream leave none: that passes. */
static gboolean
is_full (HexwireSender *self,
         const GError  *error)
{
  return g_error_matches (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL)
         && (!HEXWIRE_IS_STREAM_PEER (self->peer) || get_n_waiting_bytes (self) > 0);
}

/* Returns whether it was sent; where not, there is another try later, or an end. */
static gboolean
send_payload (HexwireSender *self,
              GBytes        *payload)
{
  g_autoptr (GError) error = NULL;
  gsize size_bytes = g_bytes_get_size (payload);

  self->n_handed_bytes += size_bytes;
  if (hexwire_peer_send (self->peer, payload, &error))
    return TRUE;
  self->n_handed_bytes -= size_bytes;
  if (is_full (self, error))
    g_source_set_ready_time (self->source, g_get_monotonic_time () + LOOK_INTERVAL_US);
  else
    finish (self, error);
  return FALSE;
}

static void
send_piece (HexwireSender *self)
{
  if (!send_payload (self, self->piece))
    return;
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_source_set_ready_time (self->source, 0);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece
    = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  HexwireSender *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (piece == NULL)
    finish (self, error);
  else if (g_bytes_get_size (piece) > 0)
    {
      self->piece = g_steal_pointer (&piece);
      send_piece (self);
    }
  else
    {
      self->is_all_handed = TRUE;
      g_source_set_ready_time (self->source, 0);
    }
}

/* Sends what is due. The times count from the first, so that a late one does not delay the rest. */
static void
send_due (HexwireSender *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 deadline_us = now_us + BUDGET_US;

  while (self->n_sent < self->settings.n_repeats)
    {
      gint64 due_us = self->start_us + (gint64) self->n_sent * self->settings.every_us;

      if (get_n_waiting_bytes (self) > MAX_WAITING_BYTES)
        due_us = MAX (due_us, now_us + LOOK_INTERVAL_US);
      if (due_us > now_us || now_us >= deadline_us)
        {
          g_source_set_ready_time (self->source, due_us);
          return;
        }
      if (!send_payload (self, self->settings.payload))
        return;
      self->n_sent++;
      now_us = g_get_monotonic_time ();
    }
  self->is_all_handed = TRUE;
  g_source_set_ready_time (self->source, 0);
}

static gboolean
step_cb (gpointer user_data)
{
  HexwireSender *self = user_data;
  gsize n_waiting = get_n_waiting_bytes (self);

  g_source_set_ready_time (self->source, -1);
  if (self->is_all_handed && n_waiting == 0)
    finish (self, NULL);
  else if (self->is_all_handed
           || (self->settings.input != NULL && n_waiting > MAX_WAITING_BYTES))
    g_source_set_ready_time (self->source, g_get_monotonic_time () + LOOK_INTERVAL_US);
  else if (self->piece != NULL)
    send_piece (self);
  else if (self->settings.input != NULL)
    g_input_stream_read_bytes_async (self->settings.input, PIECE_BYTES, G_PRIORITY_DEFAULT,
                                     self->cancellable, read_cb, self);
  else
    send_due (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
source_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = source_dispatch };

HexwireSender *
hexwire_sender_start (HexwirePeer                 *peer,
                      const HexwireSenderSettings *settings,
                      HexwireSenderFunc            finished,
                      gpointer                     user_data)
{
  HexwireSender *self = g_new0 (HexwireSender, 1);

  self->peer = g_object_ref (peer);
  self->settings = *settings;
  if (settings->payload != NULL)
    g_bytes_ref (settings->payload);
  if (settings->input != NULL)
    g_object_ref (settings->input);
  self->cancellable = g_cancellable_new ();
  self->start_us = g_get_monotonic_time ();
  self->finished = finished;
  self->user_data = user_data;
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_priority (self->source, HEXWIRE_POLLER_PRIORITY);
  g_source_set_callback (self->source, step_cb, self, NULL);
  g_source_set_ready_time (self->source, 0);
  g_source_attach (self->source, NULL);
  return self;
}

void
hexwire_sender_set_peer (HexwireSender *self,
                         HexwirePeer   *peer)
{
  if (g_set_object (&self->peer, peer))
    self->n_handed_bytes = hexwire_peer_get_counters (peer)->bytes_out;
}

void
hexwire_sender_free (HexwireSender *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_clear_pointer (&self->settings.payload, g_bytes_unref);
  g_clear_object (&self->settings.input);
  g_object_unref (self->peer);
  g_free (self);
}

gboolean
hexwire_sender_is_finished (HexwireSender *self)
{
  return self->is_all_handed
         && hexwire_peer_get_counters (self->peer)->bytes_out >= self->n_handed_bytes;
}
