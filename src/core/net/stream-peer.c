/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-peer.h"

#include "log/message-text.h"
#include "net/address.h"
#include "net/kernel-time.h"
#include "net/net-error.h"
#include "net/write-queue.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* Larger reads are slower. */
#define READ_SIZE_BYTES (64 * 1024)

/* With so much waiting for a peer that does not read, answering it stops until it does. */
#define REPLY_PAUSE_BYTES (1024 * 1024)

/* With so much waiting, a send by hand is refused. */
#define QUEUE_MAX_BYTES (256 * 1024 * 1024)

/* How long a peer may take to finish after it was told that we have; and how much it may send until
 * then: what can have been under way already. Who sends more does not listen. */
#define LINGER_MS 1000
#define LINGER_MAX_BYTES (8 * 1024 * 1024)

struct _HexwireStreamPeer
{
  HexwirePeer parent_instance;

  GSocketConnection *connection;
  int fd;
  HexwireWatch *watch;
  HexwireWriteQueue queue;
  guint linger_source;
  gsize n_lingered_bytes;
  int former_no_delay;      /* TCP_NODELAY, while messages are kept apart */
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

static void
sent_cb (const guint8 *data,
         gsize         size_bytes,
         gpointer      user_data)
{
  HexwirePeer *peer = user_data;

  hexwire_message_log_append (hexwire_peer_get_traffic (peer)->log, HEXWIRE_MESSAGE_SENT,
                              hexwire_peer_get_id (peer), g_get_real_time (), data, size_bytes);
  hexwire_peer_count (peer, HEXWIRE_MESSAGE_SENT, size_bytes);
}

/* Only what makes the queue longer waits for it: two sides that stopped reading because of what
 * they want to send would wait for each other for ever. */
static gboolean
is_reply_held_back (HexwireStreamPeer *self)
{
  return get_traffic (self)->reply != HEXWIRE_REPLY_NOTHING
         && self->queue.size_bytes >= REPLY_PAUSE_BYTES;
}

static void
update_watch (HexwireStreamPeer *self)
{
  GIOCondition condition = 0;

  if (self->watch == NULL)
    return;
  if (get_state (self) != HEXWIRE_PEER_HALF_CLOSED && !is_reply_held_back (self))
    condition |= G_IO_IN;
  if (self->queue.size_bytes > 0)
    condition |= G_IO_OUT;
  hexwire_watch_set_condition (self->watch, condition);
}

static char *
dup_size (guint64 size_bytes)
{
  GString *text = g_string_new (NULL);

  hexwire_message_text_append_size (text, size_bytes);
  return g_string_free (text, FALSE);
}

static const char *
get_ending_text (HexwireEnding ending)
{
  switch (ending)
    {
    case HEXWIRE_ENDING_BY_PEER:
      return _("Closed by peer");
    case HEXWIRE_ENDING_RESET:
      return _("Reset by peer");
    case HEXWIRE_ENDING_ERROR:
      return _("Ended by the error");
    case HEXWIRE_ENDING_HERE:
    case HEXWIRE_ENDING_UNKNOWN:
    default:
      return _("Closed here");
    }
}

static void
log_end (HexwireStreamPeer *self,
         HexwireEnding      ending,
         gsize              n_unsent_bytes)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  const HexwireCounters *counters = hexwire_peer_get_counters (peer);
  const char *how = get_ending_text (ending);
  g_autofree char *in = dup_size (counters->bytes_in);
  g_autofree char *out = dup_size (counters->bytes_out);
  g_autofree char *unsent = dup_size (n_unsent_bytes);
  g_autofree char *text = NULL;

  if (n_unsent_bytes == 0)
    /* Translators: how a connection ended, and two sizes: "Closed here · 48 B in, 12 B out" */
    text = g_strdup_printf (_("%s · %s in, %s out"), how, in, out);
  else
    /* Translators: how a connection ended, and three sizes, such as "12 B" */
    text = g_strdup_printf (_("%s · %s in, %s out · %s were never sent"), how, in, out, unsent);
  hexwire_message_log_append_closed (get_traffic (self)->log, hexwire_peer_get_id (peer),
                                     g_get_real_time (), ending, text);
}

/* Ends the connection for good; the log gets its last row for the peer. */
static void
finish (HexwireStreamPeer *self,
        HexwireEnding      ending)
{
  g_autoptr (HexwireStreamPeer) guard G_GNUC_UNUSED = g_object_ref (self);
  gsize n_unsent_bytes;

  if (self->watch == NULL)
    return;
  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_clear_pointer (&self->watch, hexwire_watch_remove);
  n_unsent_bytes = hexwire_write_queue_clear (&self->queue, sent_cb, self);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  log_end (self, ending, n_unsent_bytes);
  hexwire_peer_set_state (HEXWIRE_PEER (self), HEXWIRE_PEER_LEFT);
}

static void
finish_with_error (HexwireStreamPeer *self,
                   int                error_number)
{
  if (error_number == ECONNRESET || error_number == EPIPE)
    finish (self, HEXWIRE_ENDING_RESET);
  else if (self->watch != NULL)
    {
      hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_ERROR,
                             g_strerror (error_number));
      finish (self, HEXWIRE_ENDING_ERROR);
    }
}

/* Reads once into the log. Returns what recvmsg(2) did, and where the bytes are. */
static gssize
receive (HexwireStreamPeer  *self,
         const guint8      **data)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  HexwireMessageLog *log = get_traffic (self)->log;
  guint8 *room = hexwire_message_log_reserve (log, READ_SIZE_BYTES);
  _Alignas (struct cmsghdr) guint8 control[HEXWIRE_KERNEL_TIME_CONTROL_BYTES];
  struct iovec vector = { .iov_base = room, .iov_len = READ_SIZE_BYTES };
  struct msghdr header = { .msg_iov = &vector,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control };
  gssize n = recvmsg (self->fd, &header, MSG_DONTWAIT);

  if (n > 0)
    {
      hexwire_message_log_commit (log, HEXWIRE_MESSAGE_RECEIVED, hexwire_peer_get_id (peer),
                                  hexwire_kernel_time_get_us (&header), (gsize) n);
      hexwire_peer_count (peer, HEXWIRE_MESSAGE_RECEIVED, (gsize) n);
    }
  if (data != NULL)
    *data = room;
  return n;
}

/* What the peer sent before it went can still be read when a write has failed. */
static void
fail_write (HexwireStreamPeer *self,
            int                error_number)
{
  gboolean is_gone = error_number == ECONNRESET || error_number == EPIPE;

  while (is_gone && receive (self, NULL) > 0)
    ;
  finish_with_error (self, error_number);
}

static void
flush_queue (HexwireStreamPeer *self)
{
  int error_number = hexwire_write_queue_flush (&self->queue, self->fd, sent_cb, self);

  if (error_number != 0)
    fail_write (self, error_number);
}

/* Sends what need not be kept: what the kernel does not take is copied into the queue. */
static void
send_data (HexwireStreamPeer *self,
           const guint8      *data,
           gsize              size_bytes)
{
  gssize n_sent = 0;

  if (self->queue.size_bytes == 0)
    {
      n_sent = send (self->fd, data, size_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n_sent < 0 && errno != EAGAIN && errno != EINTR)
        {
          fail_write (self, errno);
          return;
        }
      n_sent = MAX (n_sent, 0);
    }
  if ((gsize) n_sent == size_bytes)
    {
      sent_cb (data, size_bytes, self);
      return;
    }

  {
    g_autoptr (GBytes) message = g_bytes_new (data, size_bytes);

    hexwire_write_queue_push (&self->queue, message, (gsize) n_sent);
  }
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
    case HEXWIRE_PEER_CONNECTED:
      if (self->queue.size_bytes == 0 && !get_traffic (self)->keep_half_closed)
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
  const guint8 *data;
  gssize n = receive (self, &data);

  if (n > 0)
    {
      if (get_traffic (self)->reply == HEXWIRE_REPLY_ECHO
          && get_state (self) == HEXWIRE_PEER_CONNECTED)
        send_data (self, data, (gsize) n);
      else if (get_state (self) == HEXWIRE_PEER_CLOSING)
        linger_on (self, (gsize) n);
    }
  else if (n == 0)
    end_of_stream (self);
  else if (errno != EAGAIN && errno != EINTR)
    finish_with_error (self, errno);
}

static int
take_socket_error (int fd)
{
  int error_number = 0;
  socklen_t size = sizeof error_number;

  getsockopt (fd, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}

/* A half-closed peer is not read from any more, so its end shows here alone. */
static void
half_closed_ready (HexwireStreamPeer *self,
                   GIOCondition       condition)
{
  int error_number = take_socket_error (self->fd);

  if (error_number != 0)
    finish_with_error (self, error_number);
  else if ((condition & (G_IO_HUP | G_IO_ERR)) != 0
           || (self->queue.size_bytes == 0 && !get_traffic (self)->keep_half_closed))
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
check_payload (HexwireStreamPeer  *self,
               GBytes             *payload,
               GError            **error)
{
  if (get_state (self) > HEXWIRE_PEER_HALF_CLOSED)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                   _("Not sent: %s is not connected any more"),
                   hexwire_peer_get_address (HEXWIRE_PEER (self)));
      return FALSE;
    }
  if (g_bytes_get_size (payload) == 0)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                           _("Nothing to send: a stream has no empty messages"));
      return FALSE;
    }
  return TRUE;
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

  if (!check_payload (self, payload, error))
    return FALSE;
  if (self->queue.size_bytes + g_bytes_get_size (payload) > QUEUE_MAX_BYTES)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL,
                   _("Not sent: %s does not read, and too much waits for it already"),
                   hexwire_peer_get_address (peer));
      return FALSE;
    }

  hexwire_write_queue_push (&self->queue, payload, 0);
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

  for (guint i = 0; i < n_payloads; i++)
    if (!check_payload (self, payloads[i], error))
      return FALSE;
  if (self->queue.size_bytes > 0)
    return TRUE;
  for (guint i = 0; i < n_payloads; i++)
    hexwire_write_queue_push (&self->queue, payloads[i], 0);
  *n_sent = n_payloads;
  send_queue (self);
  return TRUE;
}

static void
hexwire_stream_peer_set_apart (HexwirePeer *peer,
                               gboolean     is_apart)
{
  HexwireStreamPeer *self = HEXWIRE_STREAM_PEER (peer);
  socklen_t size = sizeof self->former_no_delay;
  int no_delay = is_apart ? 1 : self->former_no_delay;

  if (self->watch == NULL)
    return;
  if (is_apart)
    getsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &self->former_no_delay, &size);
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

  if (get_state (self) == HEXWIRE_PEER_HALF_CLOSED)
    finish (self, HEXWIRE_ENDING_HERE);
  if (get_state (self) != HEXWIRE_PEER_CONNECTED)
    return;

  if (self->queue.size_bytes > 0)
    {
      finish (self, HEXWIRE_ENDING_HERE);
      return;
    }
  hexwire_peer_set_state (peer, HEXWIRE_PEER_CLOSING);
  if (shutdown (self->fd, SHUT_WR) != 0)
    {
      finish_with_error (self, errno);
      return;
    }
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
ignore_sent_cb (const guint8 *data,
                gsize         size_bytes,
                gpointer      user_data)
{
}

static void
hexwire_stream_peer_finalize (GObject *object)
{
  hexwire_write_queue_clear (&HEXWIRE_STREAM_PEER (object)->queue, ignore_sent_cb, NULL);

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
  g_queue_init (&self->queue.messages);
}

/* A peer that was reset before it was accepted has no address any more. */
static char *
dup_address_text (GSocketAddress *address)
{
  return address != NULL ? hexwire_socket_address_to_text (address) : g_strdup ("?");
}

static void
log_opened (HexwireStreamPeer *self,
            gboolean           opened_here,
            const char        *local)
{
  /* Translators: %s is our own address */
  g_autofree char *text = opened_here ? g_strdup_printf (_("Connected from %s"), local)
                                      : g_strdup (_("Connected"));

  hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_OPENED, text);
}

HexwireStreamPeer *
hexwire_stream_peer_new (HexwireTraffic    *traffic,
                         GSocketConnection *connection,
                         gboolean           opened_here)
{
  HexwireStreamPeer *self = g_object_new (HEXWIRE_TYPE_STREAM_PEER, NULL);
  GSocket *gsocket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autofree char *remote_text = dup_address_text (remote);
  g_autofree char *local_text = dup_address_text (local);
  HexwireLogPeer description = { .transport = HEXWIRE_TRANSPORT_TCP,
                                 .address = remote_text,
                                 .local_address = local_text,
                                 .opened_here = opened_here };

  hexwire_peer_attach (HEXWIRE_PEER (self), traffic, &description);
  self->connection = g_object_ref (connection);
  self->fd = g_socket_get_fd (gsocket);
  hexwire_kernel_time_enable (self->fd);
  log_opened (self, opened_here, local_text);
  self->watch = hexwire_poller_add (traffic->poller, self->fd, G_IO_IN, ready_cb, self);
  return self;
}

gsize
hexwire_stream_peer_get_n_waiting_bytes (HexwireStreamPeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_STREAM_PEER (self), 0);
  return self->queue.size_bytes;
}
