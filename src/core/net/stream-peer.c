/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-peer.h"

#include "net/net-error.h"
#include "net/responder.h"
#include "net/stream-ending.h"
#include "net/stream-ends.h"
#include "net/stream-input.h"
#include "net/stream-output.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

/* With so much waiting for a peer that does not read, answering it stops until it does. */
#define REPLY_PAUSE_BYTES (1024 * 1024)

/* How long a peer may take to finish after it was told that we have; and how much it may send until
 * then: what can have been under way already. Who sends more does not listen. */
#define LINGER_MS 1000
#define LINGER_MAX_BYTES (8 * 1024 * 1024)

struct _HexwireStreamPeer
{
  HexwirePeer parent_instance;

  GSocketConnection *connection;
  int fd;
  gboolean is_unix;
  HexwireWatch *watch;
  HexwireStreamInput input;
  HexwireStreamOutput output;
  gboolean is_paused;           /* not read from */
  guint linger_source;
  gsize n_lingered_bytes;
};

G_DEFINE_FINAL_TYPE (HexwireStreamPeer, hexwire_stream_peer, HEXWIRE_TYPE_PEER)

static HexwireTraffic *
get_traffic (HexwireStreamPeer *self)
{
  return hexwire_peer_get_traffic (HEXWIRE_PEER (self));
}

static HexwirePeerState
get_state (HexwireStreamPeer *self)
{
  return hexwire_peer_get_state (HEXWIRE_PEER (self));
}

/* Only what makes the queue longer waits for it: two sides that stopped reading because of what
 * they want to send would wait for each other for ever. */
static gboolean
is_reply_held_back (HexwireStreamPeer *self)
{
  HexwireReply reply = get_traffic (self)->reply;

  return reply != HEXWIRE_REPLY_NOTHING && reply != HEXWIRE_REPLY_DISCARD
         && !self->output.is_finishing && self->output.queue.size_bytes >= REPLY_PAUSE_BYTES;
}

/* Who is asked to close is read from whatever was wanted before. */
static gboolean
is_read_from (HexwireStreamPeer *self)
{
  HexwirePeerState state = get_state (self);

  if (state == HEXWIRE_PEER_CLOSING)
    return TRUE;
  return state != HEXWIRE_PEER_HALF_CLOSED && !self->is_paused && !is_reply_held_back (self);
}

static void
update_watch (HexwireStreamPeer *self)
{
  GIOCondition condition = 0;

  if (self->watch == NULL)
    return;
  if (is_read_from (self))
    condition |= G_IO_IN;
  if (self->output.queue.size_bytes > 0)
    condition |= G_IO_OUT;
  hexwire_watch_set_condition (self->watch, condition);
}

/* Ends the connection for good; the log gets its last row for the peer. */
static void
finish_as (HexwireStreamPeer         *self,
           const HexwireStreamEnding *ending)
{
  g_autoptr (HexwireStreamPeer) guard G_GNUC_UNUSED = g_object_ref (self);
  HexwirePeer *peer = HEXWIRE_PEER (self);
  HexwireStreamEnding how = *ending;
  g_autofree char *text = NULL;

  if (self->watch == NULL)
    return;
  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_clear_pointer (&self->watch, hexwire_watch_remove);
  /* Whoever has finished by himself still gets what is on its way to him. */
  if (how.ending == HEXWIRE_ENDING_BY_PEER)
    hexwire_stream_prepare_close (self->fd);
  how.n_unsent_bytes = hexwire_stream_output_clear (&self->output);
  how.n_unconfirmed_bytes
    = hexwire_stream_count_unconfirmed (self->fd, self->output.is_finished);
  if (how.ending == HEXWIRE_ENDING_RESET_HERE)
    hexwire_stream_prepare_reset (self->fd);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  how.counters = *hexwire_peer_get_counters (peer);
  text = hexwire_stream_ending_to_text (&how);
  hexwire_message_log_append_closed (get_traffic (self)->log, hexwire_peer_get_id (peer),
                                     g_get_real_time (), how.ending, text);
  hexwire_peer_set_state (peer, HEXWIRE_PEER_LEFT);
}

static void
finish (HexwireStreamPeer *self,
        HexwireEnding      ending)
{
  const HexwireStreamEnding how = { .ending = ending };

  finish_as (self, &how);
}

static void
finish_with_error (HexwireStreamPeer *self,
                   int                error_number)
{
  const HexwireStreamEnding how = { .ending = hexwire_stream_ending_from_errno (error_number),
                                    .error_number = error_number };

  finish_as (self, &how);
}

/* What the peer sent before it went can still be read when a write has failed. */
static void
fail_write (HexwireStreamPeer *self,
            int                error_number)
{
  gboolean is_gone = hexwire_stream_ending_from_errno (error_number) == HEXWIRE_ENDING_RESET;
  const guint8 *data;
  gint64 time_us;

  while (is_gone && hexwire_stream_input_read (&self->input, &data, &time_us) > 0)
    ;
  finish_with_error (self, error_number);
}

static void
flush_queue (HexwireStreamPeer *self)
{
  int error_number = hexwire_stream_output_flush (&self->output);

  if (error_number != 0)
    fail_write (self, error_number);
}

static void
echo (HexwireStreamPeer *self,
      const guint8      *data,
      gsize              size_bytes)
{
  int error_number = hexwire_stream_output_echo (&self->output, data, size_bytes);

  if (error_number != 0)
    fail_write (self, error_number);
}

/* Whether nothing is left that the peer, which has finished sending, may wait for. */
static gboolean
is_done (HexwireStreamPeer *self)
{
  return self->output.queue.size_bytes == 0
         && (self->output.is_finishing || !get_traffic (self)->keep_half_closed)
         && !hexwire_responder_is_waiting (get_traffic (self)->responder, HEXWIRE_PEER (self));
}

/* The peer has sent its FIN: it may have closed, or it may wait for an answer. */
static void
end_of_stream (HexwireStreamPeer *self)
{
  switch (get_state (self))
    {
    case HEXWIRE_PEER_CLOSING:
      finish (self, HEXWIRE_ENDING_HERE);
      break;
    case HEXWIRE_PEER_FINISHED:
      /* It may go on reading what still waits. */
      if (self->output.queue.size_bytes > 0)
        hexwire_peer_set_state (HEXWIRE_PEER (self), HEXWIRE_PEER_HALF_CLOSED);
      else
        finish (self, HEXWIRE_ENDING_HERE);
      break;
    case HEXWIRE_PEER_CONNECTED:
      hexwire_responder_ended (get_traffic (self)->responder, HEXWIRE_PEER (self));
      if (self->watch == NULL)
        break;
      if (is_done (self))
        {
          finish (self, HEXWIRE_ENDING_BY_PEER);
          break;
        }
      hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_NOTE,
                             _("Peer finished sending; the connection is half-closed"));
      hexwire_peer_set_state (HEXWIRE_PEER (self), HEXWIRE_PEER_HALF_CLOSED);
      break;
    case HEXWIRE_PEER_HALF_CLOSED:
    case HEXWIRE_PEER_LEFT:
    default:
      break;
    }
}

static void
linger_on (HexwireStreamPeer *self,
           gsize              n_bytes)
{
  self->n_lingered_bytes += n_bytes;
  if (self->n_lingered_bytes > LINGER_MAX_BYTES)
    finish (self, HEXWIRE_ENDING_HERE);
}

static void
read_once (HexwireStreamPeer *self)
{
  HexwireTraffic *traffic = get_traffic (self);
  const guint8 *data;
  gint64 time_us;
  gssize n = hexwire_stream_input_read (&self->input, &data, &time_us);

  if (n > 0)
    {
      if (get_state (self) == HEXWIRE_PEER_CLOSING)
        linger_on (self, (gsize) n);
      else if (self->output.is_finishing)
        ;    /* nothing follows, no answer either */
      else if (traffic->reply == HEXWIRE_REPLY_ECHO)
        echo (self, data, (gsize) n);
      else if (traffic->reply > HEXWIRE_REPLY_DISCARD)
        hexwire_responder_received (traffic->responder, HEXWIRE_PEER (self), data, (gsize) n,
                                    time_us);
    }
  else if (n == 0)
    end_of_stream (self);
  else if (errno != EAGAIN && errno != EINTR)
    finish_with_error (self, errno);
}

/* A half-closed peer is not read from any more, so its end shows here alone. */
static void
half_closed_ready (HexwireStreamPeer *self,
                   GIOCondition       condition)
{
  int error_number = hexwire_stream_take_error (self->fd);

  if (error_number != 0)
    finish_with_error (self, error_number);
  else if ((condition & (G_IO_HUP | G_IO_ERR)) != 0
           || is_done (self))
    finish (self, HEXWIRE_ENDING_BY_PEER);
}

static void
ready_cb (GIOCondition condition,
          gpointer     user_data)
{
  g_autoptr (HexwireStreamPeer) self = g_object_ref (user_data);

  if ((condition & G_IO_OUT) != 0)
    flush_queue (self);
  if (self->watch != NULL && get_state (self) == HEXWIRE_PEER_HALF_CLOSED)
    half_closed_ready (self, condition);
  else if (self->watch != NULL && (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0)
    read_once (self);
  update_watch (self);
}

static gboolean
push (HexwireStreamPeer  *self,
      GBytes             *payload,
      GError            **error)
{
  if (get_state (self) > HEXWIRE_PEER_FINISHED)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                   _("Not sent: %s is not connected any more"),
                   hexwire_peer_get_address (HEXWIRE_PEER (self)));
      return FALSE;
    }
  return hexwire_stream_output_push (&self->output, payload, error);
}

/* After messages were put into the queue. */
static void
send_queue (HexwireStreamPeer *self)
{
  flush_queue (self);
  if (self->watch != NULL && get_state (self) == HEXWIRE_PEER_HALF_CLOSED)
    half_closed_ready (self, 0);
  update_watch (self);
}

static gboolean
hexwire_stream_peer_send (HexwirePeer  *peer,
                          GBytes       *payload,
                          GError      **error)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (peer);

  if (!push (self, payload, error))
    return FALSE;
  send_queue (self);
  return TRUE;
}

static gboolean
hexwire_stream_peer_send_many (HexwirePeer    *peer,
                               GBytes *const  *payloads,
                               guint           n_payloads,
                               guint          *n_sent,
                               GError        **error)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (peer);
  g_autoptr (GError) local_error = NULL;

  if (self->output.queue.size_bytes > 0)
    return TRUE;
  while (*n_sent < n_payloads && push (self, payloads[*n_sent], &local_error))
    (*n_sent)++;
  if (*n_sent > 0)
    send_queue (self);
  /* Behind others there may be room later; alone there is none ever. */
  if (local_error == NULL
      || (*n_sent > 0
          && g_error_matches (local_error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
hexwire_stream_peer_set_apart (HexwirePeer *peer,
                               gboolean     is_apart)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (peer);
  int no_delay
    = is_apart || hexwire_socket_options_get_boolean (get_traffic (self)->options, "no-delay");

  if (self->watch != NULL && !self->is_unix)
    setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
}

static gboolean
linger_cb (gpointer user_data)
{
  HexwireStreamPeer *self = user_data;

  self->linger_source = 0;
  finish (self, HEXWIRE_ENDING_HERE);
  return G_SOURCE_REMOVE;
}

/* Closing with unread data would reset the connection, and the peer could lose our last bytes: we
 * say that we are done and read on until the peer is, for a while. */
static void
hexwire_stream_peer_disconnect (HexwirePeer *peer)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (peer);

  if (!self->is_unix
      && hexwire_socket_options_get_boolean (get_traffic (self)->options, "reset-on-close"))
    finish (self, HEXWIRE_ENDING_RESET_HERE);
  else if (get_state (self) == HEXWIRE_PEER_HALF_CLOSED)
    finish (self, HEXWIRE_ENDING_HERE);
  if (get_state (self) != HEXWIRE_PEER_CONNECTED && get_state (self) != HEXWIRE_PEER_FINISHED)
    return;

  if (self->output.queue.size_bytes > 0)
    {
      finish (self, HEXWIRE_ENDING_HERE);
      return;
    }
  hexwire_peer_set_state (peer, HEXWIRE_PEER_CLOSING);
  hexwire_stream_output_finish (&self->output);
  flush_queue (self);
  if (self->watch != NULL)
    self->linger_source = g_timeout_add (LINGER_MS, linger_cb, self);
  update_watch (self);
}

static void
hexwire_stream_peer_dispose (GObject *object)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (object);

  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_clear_pointer (&self->watch, hexwire_watch_remove);
  if (self->connection != NULL)
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (hexwire_stream_peer_parent_class)->dispose (object);
}

static void
hexwire_stream_peer_finalize (GObject *object)
{
  hexwire_stream_output_discard (&HEXWIRE_STREAM_PEER (object)->output);

  G_OBJECT_CLASS (hexwire_stream_peer_parent_class)->finalize (object);
}

static void
hexwire_stream_peer_class_init (HexwireStreamPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HexwirePeerClass *peer_class = HEXWIRE_PEER_CLASS (klass);

  object_class->dispose = hexwire_stream_peer_dispose;
  object_class->finalize = hexwire_stream_peer_finalize;

  peer_class->send = hexwire_stream_peer_send;
  peer_class->send_many = hexwire_stream_peer_send_many;
  peer_class->set_apart = hexwire_stream_peer_set_apart;
  peer_class->disconnect = hexwire_stream_peer_disconnect;
}

static void
hexwire_stream_peer_init (HexwireStreamPeer *self)
{
  hexwire_stream_output_init (&self->output, HEXWIRE_PEER (self));
}

static void
log_opened (HexwireStreamPeer       *self,
            const HexwireStreamEnds *ends)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  g_autofree char *text = hexwire_stream_ends_dup_text (ends, hexwire_peer_get_owner (peer));

  hexwire_message_log_append (get_traffic (self)->log, HEXWIRE_MESSAGE_OPENED,
                              hexwire_peer_get_id (peer), self->input.opened_us, text,
                              strlen (text));
}

HexwireStreamPeer *
hexwire_stream_peer_new (HexwireTraffic    *traffic,
                         GSocketConnection *connection,
                         gboolean           opened_here)
{
  HexwireStreamPeer *self = g_object_new (HEXWIRE_TYPE_STREAM_PEER, NULL);
  GSocket *gsocket = g_socket_connection_get_socket (connection);
  g_auto (HexwireStreamEnds) ends = { 0 };

  hexwire_stream_ends_init (&ends, connection, opened_here);
  self->connection = g_object_ref (connection);
  self->fd = g_socket_get_fd (gsocket);
  self->output.fd = self->fd;
  self->is_unix = g_socket_get_family (gsocket) == G_SOCKET_FAMILY_UNIX;
  hexwire_peer_attach (HEXWIRE_PEER (self), traffic, &ends.description);
  if (self->is_unix)
    hexwire_peer_set_process (HEXWIRE_PEER (self), &ends.process);
  hexwire_stream_input_init (&self->input, HEXWIRE_PEER (self), self->fd, self->is_unix);
  log_opened (self, &ends);
  self->is_paused = traffic->is_paused;
  self->watch = hexwire_poller_add (traffic->poller, self->fd, self->is_paused ? 0 : G_IO_IN,
                                    ready_cb, self);
  return self;
}

gsize
hexwire_stream_peer_get_n_waiting_bytes (HexwireStreamPeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STREAM_PEER (self), 0);
  return self->output.queue.size_bytes;
}

gboolean
hexwire_stream_peer_can_finish_sending (HexwireStreamPeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STREAM_PEER (self), FALSE);
  return get_state (self) <= HEXWIRE_PEER_HALF_CLOSED && !self->output.is_finishing;
}

void
hexwire_stream_peer_finish_sending (HexwireStreamPeer *self)
{
  g_return_if_fail (HEXWIRE_IS_STREAM_PEER (self));

  if (!hexwire_stream_peer_can_finish_sending (self))
    return;
  hexwire_peer_mark_disconnected (HEXWIRE_PEER (self));
  hexwire_stream_output_finish (&self->output);
  if (get_state (self) == HEXWIRE_PEER_HALF_CLOSED)
    half_closed_ready (self, 0);
  else
    hexwire_peer_set_state (HEXWIRE_PEER (self), HEXWIRE_PEER_FINISHED);
  if (self->watch != NULL)
    flush_queue (self);
  update_watch (self);
}

void
hexwire_stream_peer_reset (HexwireStreamPeer *self)
{
  g_return_if_fail (HEXWIRE_IS_STREAM_PEER (self));
  hexwire_peer_mark_disconnected (HEXWIRE_PEER (self));
  finish (self, HEXWIRE_ENDING_RESET_HERE);
}

gboolean
hexwire_stream_peer_is_paused (HexwireStreamPeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STREAM_PEER (self), FALSE);
  return self->is_paused;
}

void
hexwire_stream_peer_set_paused (HexwireStreamPeer *self,
                                gboolean           is_paused)
{
  g_return_if_fail (HEXWIRE_IS_STREAM_PEER (self));

  self->is_paused = is_paused;
  update_watch (self);
  hexwire_peer_mark_changed (HEXWIRE_PEER (self));
}

gboolean
hexwire_stream_peer_read_info (HexwireStreamPeer    *self,
                               HexwireStreamInfo    *info)
{
  g_return_val_if_fail (HEXWIRE_IS_STREAM_PEER (self), FALSE);

  if (self->watch == NULL)
    return FALSE;
  hexwire_stream_info_read (info, self->fd);
  info->n_waiting_bytes = self->output.queue.size_bytes;
  return TRUE;
}
