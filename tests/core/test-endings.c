/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"
#include "net/stream-ending.h"
#include "net/stream-peer.h"
#include "net/streams.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

#define BIG_BYTES (32 * 1024 * 1024)

/* A server with one plain socket connected to it. */
typedef struct
{
  HexwireEndpoint *server;
  HexwireStreamPeer *peer;
  GSocket *socket;
  int fd;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  wire_open (self->server);
  address = g_inet_socket_address_new_from_string ("127.0.0.1", wire_get_port (self->server));
  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                               &error);
  g_assert_no_error (error);
  g_socket_connect (self->socket, address, NULL, &error);
  g_assert_no_error (error);
  self->fd = g_socket_get_fd (self->socket);
  wait_until (hexwire_endpoint_get_n_connected (self->server) == 1);
  self->peer = HEXWIRE_STREAM_PEER (wire_get_peer (self->server, 0));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  wire_close (self->server);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->socket);
}

static void
send_big (Fixture *self)
{
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (BIG_BYTES), BIG_BYTES);

  g_assert_true (hexwire_endpoint_send (self->server, NULL, payload, NULL));
}

static HexwirePeerState
get_state (Fixture *self)
{
  return hexwire_peer_get_state (HEXWIRE_PEER (self->peer));
}

/* Reads until the end, with the server's main loop running; returns the last errno, or 0. */
static int
drain (Fixture *self,
       gsize   *n_bytes)
{
  g_autofree char *buffer = g_malloc (1024 * 1024);
  gssize n;

  *n_bytes = 0;
  do
    {
      n = recv (self->fd, buffer, 1024 * 1024, MSG_DONTWAIT);
      *n_bytes += (gsize) MAX (n, 0);
      g_main_context_iteration (NULL, FALSE);
    }
  while (n > 0 || (n < 0 && errno == EAGAIN));
  return n == 0 ? 0 : errno;
}

/* We finish, the peer goes on, and finishes. */
static void
test_finish_sending (Fixture       *self,
                     gconstpointer  data)
{
  char buffer[8];

  g_assert_true (wire_send (self->server, "last", NULL));
  g_assert_true (hexwire_streams_can_finish_sending (self->server, NULL));
  hexwire_streams_finish_sending (self->server, NULL);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_FINISHED);
  g_assert_false (hexwire_streams_can_finish_sending (self->server, HEXWIRE_PEER (self->peer)));
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_NOTE, "Finished sending"));
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, 4);
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, 0);
  g_assert_false (wire_send (self->server, "more", NULL));

  g_assert_cmpint (send (self->fd, "still", 5, 0), ==, 5);
  wait_until (wire_count_bytes (self->server, HEXWIRE_MESSAGE_RECEIVED) == 5);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_FINISHED);
  shutdown (self->fd, SHUT_WR);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_CLOSED,
                            "Closed here · 5 B in, 4 B out"));
}

/* What waits is sent first. */
static void
test_finish_after_the_queue (Fixture       *self,
                             gconstpointer  data)
{
  gsize n_bytes;

  send_big (self);
  g_assert_cmpuint (hexwire_stream_peer_get_n_waiting_bytes (self->peer), >, 0);
  hexwire_stream_peer_finish_sending (self->peer);
  g_assert_false (wire_says (self->server, HEXWIRE_MESSAGE_NOTE, "Finished sending"));
  g_assert_cmpint (drain (self, &n_bytes), ==, 0);
  g_assert_cmpuint (n_bytes, ==, BIG_BYTES);
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_NOTE, "Finished sending"));
}

/* A peer that has finished, too, still gets what waits for it. */
static void
test_finish_with_the_peer (Fixture       *self,
                           gconstpointer  data)
{
  gsize n_bytes;

  send_big (self);
  hexwire_stream_peer_finish_sending (self->peer);
  shutdown (self->fd, SHUT_WR);
  wait_until (get_state (self) == HEXWIRE_PEER_HALF_CLOSED);
  g_assert_cmpint (drain (self, &n_bytes), ==, 0);
  g_assert_cmpuint (n_bytes, ==, BIG_BYTES);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
}

/* Who has finished sending does not answer. */
static void
test_finish_ends_the_echo (Fixture       *self,
                           gconstpointer  data)
{
  char buffer[8];

  g_object_set (self->server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  hexwire_stream_peer_finish_sending (self->peer);
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, 0);
  g_assert_cmpint (send (self->fd, "hello", 5, 0), ==, 5);
  wait_until (wire_count_bytes (self->server, HEXWIRE_MESSAGE_RECEIVED) == 5);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_FINISHED);
  shutdown (self->fd, SHUT_WR);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
  g_assert_cmpint (wire_get_ending (self->server), ==, HEXWIRE_ENDING_HERE);
}

/* What is thrown away makes no queue longer, so it is read while much waits. */
static void
test_discard_reads_on (Fixture       *self,
                       gconstpointer  data)
{
  g_object_set (self->server, "reply", HEXWIRE_REPLY_DISCARD, NULL);
  send_big (self);
  g_assert_cmpuint (hexwire_stream_peer_get_n_waiting_bytes (self->peer), >, 0);
  g_assert_cmpint (send (self->fd, "hello", 5, 0), ==, 5);
  wait_until (hexwire_peer_get_counters (HEXWIRE_PEER (self->peer))->bytes_in == 5);
}

/* The option closes by a reset, and the log says so. */
static void
test_reset_on_close (Fixture       *self,
                     gconstpointer  data)
{
  char buffer[8];

  g_object_set (hexwire_endpoint_get_options (self->server), "reset-on-close", TRUE, NULL);
  hexwire_peer_disconnect (HEXWIRE_PEER (self->peer));
  g_assert_cmpint (wire_get_ending (self->server), ==, HEXWIRE_ENDING_RESET_HERE);
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, -1);
  g_assert_cmpint (errno, ==, ECONNRESET);
}

/* The peer has finished, and we answer; when we have finished, too, that is the end. */
static void
test_finish_after_the_peer (Fixture       *self,
                            gconstpointer  data)
{
  char buffer[8];

  g_object_set (self->server, "keep-half-closed", TRUE, NULL);
  shutdown (self->fd, SHUT_WR);
  wait_until (get_state (self) == HEXWIRE_PEER_HALF_CLOSED);
  g_assert_true (wire_send (self->server, "answer", NULL));
  hexwire_stream_peer_finish_sending (self->peer);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_LEFT);
  g_assert_cmpint (wire_get_ending (self->server), ==, HEXWIRE_ENDING_BY_PEER);
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, 6);
  g_assert_cmpint (recv (self->fd, buffer, sizeof buffer, 0), ==, 0);
}

static void
test_disconnect_after_finishing (Fixture       *self,
                                 gconstpointer  data)
{
  hexwire_stream_peer_finish_sending (self->peer);
  hexwire_peer_disconnect (HEXWIRE_PEER (self->peer));
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_CLOSING);
  shutdown (self->fd, SHUT_WR);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
}

static void
test_reset_here (Fixture       *self,
                 gconstpointer  data)
{
  gsize n_bytes;

  send_big (self);
  g_assert_true (hexwire_streams_can_reset (self->server, NULL));
  hexwire_streams_reset (self->server, NULL);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_LEFT);
  g_assert_false (hexwire_streams_can_reset (self->server, NULL));
  g_assert_cmpint (wire_get_ending (self->server), ==, HEXWIRE_ENDING_RESET_HERE);
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_CLOSED, "Reset here · 0 B in, "));
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_CLOSED, "were never sent"));
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_CLOSED, "were not confirmed"));
  g_assert_cmpint (drain (self, &n_bytes), ==, ECONNRESET);
  g_assert_cmpint (hexwire_endpoint_get_state (self->server), ==, HEXWIRE_ENDPOINT_OPEN);
}

/* Nothing is read, and then all of it. */
static void
test_pause (Fixture       *self,
            gconstpointer  data)
{
  HexwireStreamInfo info;

  hexwire_streams_set_paused (self->server, NULL, TRUE);
  g_assert_true (hexwire_streams_is_paused (self->server, NULL));
  g_assert_true (hexwire_streams_is_paused (self->server, HEXWIRE_PEER (self->peer)));
  g_assert_cmpint (send (self->fd, "waiting", 7, 0), ==, 7);
  shutdown (self->fd, SHUT_WR);
  wait_until (hexwire_stream_peer_read_info (self->peer, &info) && info.n_unread_bytes == 7);
  g_assert_true (info.has_tcp);
  g_assert_cmpuint (info.send_mss_bytes, >, 500);
  g_assert_cmpuint (wire_count (self->server, HEXWIRE_MESSAGE_RECEIVED), ==, 0);
  g_assert_cmpint (get_state (self), ==, HEXWIRE_PEER_CONNECTED);

  hexwire_streams_set_paused (self->server, NULL, FALSE);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
  g_assert_cmpuint (wire_count_bytes (self->server, HEXWIRE_MESSAGE_RECEIVED), ==, 7);
  g_assert_false (hexwire_stream_peer_read_info (self->peer, &info));
}

/* A peer that is not read from can still be closed, politely and at once. */
static void
test_close_while_paused (Fixture       *self,
                         gconstpointer  data)
{
  gsize n_bytes;

  hexwire_stream_peer_set_paused (self->peer, TRUE);
  g_assert_cmpint (send (self->fd, "unread", 6, 0), ==, 6);
  hexwire_peer_disconnect (HEXWIRE_PEER (self->peer));
  shutdown (self->fd, SHUT_WR);
  g_assert_cmpint (drain (self, &n_bytes), ==, 0);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
  g_assert_true (wire_says (self->server, HEXWIRE_MESSAGE_CLOSED, "Closed here · 6 B in"));
}

static void
test_reset_while_paused (Fixture       *self,
                         gconstpointer  data)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  hexwire_stream_peer_set_paused (self->peer, TRUE);
  setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (self->socket, NULL);
  wait_until (get_state (self) == HEXWIRE_PEER_LEFT);
  g_assert_cmpint (wire_get_ending (self->server), ==, HEXWIRE_ENDING_RESET);
}

static void
test_info_of_queues (Fixture       *self,
                     gconstpointer  data)
{
  HexwireStreamInfo info;

  send_big (self);
  g_assert_true (hexwire_stream_peer_read_info (self->peer, &info));
  g_assert_cmpuint (info.n_waiting_bytes, ==,
                    hexwire_stream_peer_get_n_waiting_bytes (self->peer));
  g_assert_cmpuint (info.n_unconfirmed_bytes, >, 0);
  g_assert_cmpuint (info.n_unconfirmed_bytes + info.n_waiting_bytes, <=, BIG_BYTES);
  hexwire_stream_peer_reset (self->peer);
}

static void
test_queue_limit (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  hexwire_endpoint_get_traffic (self->server)->max_queue_bytes = 5;
  g_assert_false (wire_send (self->server, "too long", &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL);
  g_assert_nonnull (strstr (error->message, "limit of 5 B"));
  g_assert_true (wire_send (self->server, "short", NULL));
}

static void
test_words (void)
{
  static const struct
  {
    HexwireStreamEnding ending;
    const char *text;
  } cases[] = {
    { { .ending = HEXWIRE_ENDING_BY_PEER }, "Closed by peer · 0 B in, 0 B out" },
    { { .ending = HEXWIRE_ENDING_RESET, .n_unsent_bytes = 3 },
      "Reset by peer · 0 B in, 0 B out · 3 B were never sent" },
    { { .ending = HEXWIRE_ENDING_RESET_HERE, .n_unconfirmed_bytes = 4 },
      "Reset here · 0 B in, 0 B out · 4 B were not confirmed" },
    { { .ending = HEXWIRE_ENDING_ERROR, .error_number = ETIMEDOUT },
      "Broken: the other side does not answer any more · 0 B in, 0 B out" },
    { { .ending = HEXWIRE_ENDING_ERROR, .error_number = EHOSTUNREACH },
      "Broken: the host cannot be reached · 0 B in, 0 B out" },
    { { .ending = HEXWIRE_ENDING_ERROR, .error_number = ENETUNREACH },
      "Broken: the network cannot be reached · 0 B in, 0 B out" },
    { { .ending = HEXWIRE_ENDING_HERE, .n_unsent_bytes = 1, .n_unconfirmed_bytes = 2 },
      "Closed here · 0 B in, 0 B out · 1 B were never sent · 2 B were not confirmed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hexwire_stream_ending_to_text (&cases[i].ending);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpint (hexwire_stream_ending_from_errno (EPIPE), ==, HEXWIRE_ENDING_RESET);
  g_assert_cmpint (hexwire_stream_ending_from_errno (ETIMEDOUT), ==, HEXWIRE_ENDING_ERROR);
}

static void
test_connect_words (void)
{
  static const struct
  {
    GIOErrorEnum code;
    const char *text;
  } cases[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, "Connection refused: nobody listens on host, port 7" },
    { G_IO_ERROR_TIMED_OUT, "No answer from host, port 7, within 3 seconds" },
    { G_IO_ERROR_HOST_UNREACHABLE, "Cannot connect to host, port 7: the host cannot be reached" },
    { G_IO_ERROR_NETWORK_UNREACHABLE,
      "Cannot connect to host, port 7: the network cannot be reached" },
    { G_IO_ERROR_CONNECTION_CLOSED,
      "Cannot connect to host, port 7: the other side reset the connection" },
    { G_IO_ERROR_FAILED, "Cannot connect to host, port 7: the cause" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) cause = g_error_new_literal (G_IO_ERROR, (int) cases[i].code, "the cause");
      g_autoptr (GError) error = hexwire_net_error_new_connect (cause, "host", 7, 3);

      g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT);
      g_assert_cmpstr (error->message, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/endings/close-while-paused", test_close_while_paused);
  ADD ("/endings/disconnect-after-finishing", test_disconnect_after_finishing);
  ADD ("/endings/discard-reads-on", test_discard_reads_on);
  ADD ("/endings/finish-after-the-peer", test_finish_after_the_peer);
  ADD ("/endings/finish-after-the-queue", test_finish_after_the_queue);
  ADD ("/endings/finish-ends-the-echo", test_finish_ends_the_echo);
  ADD ("/endings/finish-sending", test_finish_sending);
  ADD ("/endings/finish-with-the-peer", test_finish_with_the_peer);
  ADD ("/endings/info-of-queues", test_info_of_queues);
  ADD ("/endings/pause", test_pause);
  ADD ("/endings/queue-limit", test_queue_limit);
  ADD ("/endings/reset-here", test_reset_here);
  ADD ("/endings/reset-on-close", test_reset_on_close);
  ADD ("/endings/reset-while-paused", test_reset_while_paused);
  g_test_add_func ("/endings/connect-words", test_connect_words);
  g_test_add_func ("/endings/words", test_words);

  return g_test_run ();
}
