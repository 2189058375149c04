/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-output.h"

#include "log/message-text.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>

static HexwireTraffic *
get_traffic (HexwireStreamOutput *self)
{
  return hexwire_peer_get_traffic (self->peer);
}

static void
sent_cb (const guint8 *data,
         gsize         size_bytes,
         guint         origin,
         gpointer      user_data)
{
  HexwireStreamOutput *self = user_data;

  hexwire_message_log_append_sent (get_traffic (self)->log, hexwire_peer_get_id (self->peer),
                                   self->queue.sent_us, origin, data, size_bytes);
  hexwire_peer_count (self->peer, HEXWIRE_MESSAGE_SENT, size_bytes);
}

static void
ignore_sent_cb (const guint8 *data,
                gsize         size_bytes,
                guint         origin,
                gpointer      user_data)
{
}

void
hexwire_stream_output_init (HexwireStreamOutput *self,
                            HexwirePeer         *peer)
{
  self->peer = peer;
  g_queue_init (&self->queue.messages);
}

static char *
dup_size (gsize size_bytes)
{
  GString *text = g_string_new (NULL);

  hexwire_message_text_append_size (text, size_bytes);
  return g_string_free (text, FALSE);
}

static GError *
new_queue_full (HexwireStreamOutput *self,
                gsize                size_bytes)
{
  g_autofree char *size = dup_size (size_bytes);
  g_autofree char *waiting = dup_size (self->queue.size_bytes);
  g_autofree char *limit = dup_size (get_traffic (self)->max_queue_bytes);

  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL,
                      /* Translators: three sizes ("12 MB"), an address between them */
                      _("Not sent: %s and the %s that wait for %s already are more than the limit "
                        "of %s"),
                      size, waiting, hexwire_peer_get_address (self->peer), limit);
}

gboolean
hexwire_stream_output_push (HexwireStreamOutput  *self,
                            GBytes               *payload,
                            GError              **error)
{
  gsize size_bytes = g_bytes_get_size (payload);

  if (self->is_finishing)
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                 _("Not sent: %s was told that nothing follows"),
                 hexwire_peer_get_address (self->peer));
  else if (self->queue.size_bytes + size_bytes > get_traffic (self)->max_queue_bytes)
    g_propagate_error (error, new_queue_full (self, size_bytes));
  else if (size_bytes == 0)
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                         _("Nothing to send: a stream has no empty messages"));
  else
    {
      hexwire_write_queue_push (&self->queue, payload, hexwire_peer_get_origin (self->peer), 0);
      return TRUE;
    }
  return FALSE;
}

int
hexwire_stream_output_echo (HexwireStreamOutput *self,
                            const guint8        *data,
                            gsize                size_bytes)
{
  g_autoptr (GBytes) message = NULL;
  gssize n_sent = 0;

  if (self->queue.size_bytes == 0)
    {
      self->queue.sent_us = g_get_real_time ();
      n_sent = send (self->fd, data, size_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n_sent < 0 && errno != EAGAIN && errno != EINTR)
        return errno;
      n_sent = MAX (n_sent, 0);
    }
  if ((gsize) n_sent == size_bytes)
    {
      sent_cb (data, size_bytes, HEXWIRE_ORIGIN_ECHO, self);
      return 0;
    }
  message = g_bytes_new (data, size_bytes);
  hexwire_write_queue_push (&self->queue, message, HEXWIRE_ORIGIN_ECHO, (gsize) n_sent);
  hexwire_peer_mark_changed (self->peer);
  return 0;
}

void
hexwire_stream_output_finish (HexwireStreamOutput *self)
{
  self->is_finishing = TRUE;
}

static int
shut (HexwireStreamOutput *self)
{
  self->is_finished = TRUE;
  /* A reset that was not seen yet has ended the connection. */
  if (shutdown (self->fd, SHUT_WR) != 0)
    return errno == ENOTCONN ? ECONNRESET : errno;
  if (hexwire_peer_get_state (self->peer) == HEXWIRE_PEER_FINISHED)
    hexwire_peer_log_text (self->peer, HEXWIRE_MESSAGE_NOTE,
                           _("Finished sending; the peer can go on"));
  return 0;
}

int
hexwire_stream_output_flush (HexwireStreamOutput *self)
{
  int error_number = 0;

  if (self->queue.size_bytes > 0)
    {
      error_number = hexwire_write_queue_flush (&self->queue, self->fd, sent_cb, self);
      hexwire_peer_mark_changed (self->peer);
    }
  if (error_number == 0 && self->is_finishing && !self->is_finished
      && self->queue.size_bytes == 0)
    error_number = shut (self);
  return error_number;
}

gsize
hexwire_stream_output_clear (HexwireStreamOutput *self)
{
  return hexwire_write_queue_clear (&self->queue, sent_cb, self);
}

void
hexwire_stream_output_discard (HexwireStreamOutput *self)
{
  hexwire_write_queue_clear (&self->queue, ignore_sent_cb, NULL);
}
