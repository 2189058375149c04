/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"
#include "net/stream-peer.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

/* A blocking client made with GIO's plain calls, as somebody else would. */
static GSocketConnection *
connect_plainly (HexwireEndpoint *server)
{
  g_autoptr (GSocketAddress) address
    = g_inet_socket_address_new_from_string ("127.0.0.1", wire_get_port (server));
  g_autoptr (GSocket) socket
    = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GError) error = NULL;

  g_socket_connect (socket, address, NULL, &error);
  g_assert_no_error (error);
  return g_socket_connection_factory_create_connection (socket);
}

static int
get_fd (GSocketConnection *connection)
{
  return g_socket_get_fd (g_socket_connection_get_socket (connection));
}

static guint
count_peers (HexwireEndpoint *server)
{
  return g_list_model_get_n_items (hexwire_endpoint_get_peers (server));
}

static void
test_echo (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  g_autoptr (GByteArray) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  g_assert_cmpint (hexwire_endpoint_get_state (server), ==, HEXWIRE_ENDPOINT_OPEN);
  g_assert_cmpuint (wire_get_port (server), !=, 0);

  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  g_assert_true (wire_send (client, "Hello, world", &error));
  g_assert_no_error (error);
  wait_until (wire_count (client, HEXWIRE_MESSAGE_RECEIVED) > 0);
  answer = wire_collect (client, HEXWIRE_MESSAGE_RECEIVED);
  g_assert_cmpmem (answer->data, answer->len, "Hello, world", 12);

  g_assert_cmpuint (count_peers (server), ==, 1);
  g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (server, 0)), ==,
                   hexwire_endpoint_get_local_addresses (client)[0]);
  g_assert_cmpuint (hexwire_peer_get_counters (wire_get_peer (server, 0))->bytes_in, ==, 12);
  g_assert_cmpuint (hexwire_peer_get_counters (wire_get_peer (server, 0))->bytes_out, ==, 12);

  wire_close (client);
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  g_assert_true (wire_says (client, HEXWIRE_MESSAGE_CLOSED, "Closed here · 12 B in, 12 B out"));
  g_assert_cmpint (wire_get_ending (client), ==, HEXWIRE_ENDING_HERE);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Closed by peer · 12 B in, 12 B out"));
  g_assert_cmpint (wire_get_ending (server), ==, HEXWIRE_ENDING_BY_PEER);
  g_assert_cmpint (hexwire_peer_get_state (wire_get_peer (server, 0)), ==, HEXWIRE_PEER_LEFT);
  wire_close (server);
}

static void
test_owner (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  HexwirePeer *peer;

  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  wait_until (count_peers (server) == 1);
  peer = wire_get_peer (server, 0);
  g_assert_null (hexwire_peer_get_owner (peer));
  hexwire_peer_find_owner (peer);
  wait_until (hexwire_peer_get_owner (peer) != NULL);
  g_assert_cmpstr (hexwire_peer_get_owner (peer), ==, "Hexwire itself");
  wire_close (client);
  wire_close (server);
}

/* More than all buffers hold goes through, both ways, in order. */
static void
test_bulk_echo (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  g_autoptr (GByteArray) answer = NULL;
  const gsize size_bytes = 24 * 1024 * 1024;
  guint32 *words = g_malloc (size_bytes);
  g_autoptr (GBytes) payload = NULL;

  for (guint i = 0; i < size_bytes / 4; i++)
    words[i] = i;
  payload = g_bytes_new_take (words, size_bytes);
  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  g_assert_true (hexwire_endpoint_send (client, NULL, payload, NULL));
  wait_until (hexwire_endpoint_get_traffic (client)->counters.bytes_in == size_bytes);
  answer = wire_collect (client, HEXWIRE_MESSAGE_RECEIVED);
  g_assert_cmpmem (answer->data, answer->len, words, size_bytes);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_SENT), ==, 1);
  g_assert_cmpuint (wire_count_bytes (client, HEXWIRE_MESSAGE_SENT), ==, size_bytes);
  wire_close (client);
  wire_close (server);
}

/* Between a server and a client of its. */
static void
check_times (gboolean (*are_right) (HexwireEndpoint *self,
                                    HexwireEndpoint *sender))
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  wait_until (count_peers (server) == 1);
  g_assert_true (are_right (server, client));
  wire_close (client);
  wire_close (server);
}

static void
test_time_of_arrival (void)
{
  check_times (wire_tells_time_of_arrival);
}

static void
test_time_of_sending (void)
{
  check_times (wire_is_sent_before_it_comes);
}

/* Data that waited in the kernel until their connection was accepted keep their time, and yet do
 * not come before the connection. */
static void
test_time_of_connection (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_told = 0;

  wire_open (server);
  /* The first connection has the kernel note times. */
  g_ptr_array_add (clients, connect_plainly (server));
  wait_until (count_peers (server) == 1);
  for (guint i = 0; i < 20; i++)
    {
      GSocketConnection *client = connect_plainly (server);
      g_autoptr (HexwireMessage) opened = NULL;
      g_autoptr (HexwireMessage) received = NULL;
      gint64 sent_us;

      g_ptr_array_add (clients, client);
      hexwire_message_log_clear (hexwire_endpoint_get_log (server));
      g_assert_cmpint (send (get_fd (client), "at once", 7, 0), ==, 7);
      sent_us = g_get_real_time ();
      g_usleep (i % 2 * 20000);
      wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
      opened = g_list_model_get_item (wire_get_rows (server), 0);
      received = g_list_model_get_item (wire_get_rows (server), 1);
      g_assert_cmpint (hexwire_message_get_kind (opened), ==, HEXWIRE_MESSAGE_OPENED);
      g_assert_cmpint (hexwire_message_get_time_us (opened), <=,
                       hexwire_message_get_time_us (received));
      if (hexwire_message_get_time_us (received) < sent_us + 20000)
        n_told++;
    }
  /* It begins to do so a little after it was asked to. */
  g_assert_cmpuint (n_told, >, 10);
  wire_close (server);
}

static void
test_many_clients (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  char buffer[8];

  wire_open (server);
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (clients, connect_plainly (server));
  wait_until (hexwire_endpoint_get_n_connected (server) == 300);

  /* To one. */
  {
    g_autoptr (GBytes) payload = g_bytes_new_static ("one", 3);

    g_assert_true (hexwire_endpoint_send (server, wire_get_peer (server, 7), payload, NULL));
    g_assert_cmpint (recv (get_fd (g_ptr_array_index (clients, 7)), buffer, 8, 0), ==, 3);
    g_assert_cmpint (recv (get_fd (g_ptr_array_index (clients, 8)), buffer, 8, MSG_DONTWAIT), ==,
                     -1);
  }
  /* To all. */
  g_assert_true (wire_send (server, "all", NULL));
  for (guint i = 0; i < 300; i++)
    g_assert_cmpint (recv (get_fd (g_ptr_array_index (clients, i)), buffer, 8, 0), ==, 3);

  /* They go; the list keeps them. */
  g_ptr_array_set_size (clients, 0);
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  g_assert_cmpuint (count_peers (server), ==, 300);
  g_assert_false (wire_send (server, "nobody", NULL));
  wire_close (server);
}

static void
test_left_peers_are_bounded (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);

  wire_open (server);
  for (guint i = 0; i < 2100; i++)
    {
      GSocketConnection *connection = connect_plainly (server);

      g_object_unref (connection);
      if (i % 100 == 99)
        wait_until (wire_count (server, HEXWIRE_MESSAGE_CLOSED) == i + 1);
    }
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 0);
  g_assert_cmpuint (count_peers (server), ==, 1100);
  /* The oldest are those that were forgotten. */
  g_assert_cmpuint (hexwire_peer_get_id (wire_get_peer (server, 0)), ==, 1001);
  wire_close (server);
}

/* Those who left go from the list when the user says so, and nobody and nothing else does. */
static void
test_forget_left_peers (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  GSocketConnection *connections[6];
  guint n_rows;

  wire_open (server);
  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      connections[i] = connect_plainly (server);
      wait_until (count_peers (server) == i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (connections); i += 2)
    g_clear_object (&connections[i]);
  wait_until (hexwire_endpoint_get_n_connected (server) == 3);
  n_rows = g_list_model_get_n_items (wire_get_rows (server));
  hexwire_endpoint_forget_left_peers (server);
  g_assert_cmpuint (count_peers (server), ==, 3);
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (hexwire_peer_get_id (wire_get_peer (server, i)), ==, 2 * i + 2);
  g_assert_cmpuint (g_list_model_get_n_items (wire_get_rows (server)), ==, n_rows);
  hexwire_endpoint_forget_left_peers (server);
  g_assert_cmpuint (count_peers (server), ==, 3);
  for (guint i = 1; i < G_N_ELEMENTS (connections); i += 2)
    g_object_unref (connections[i]);
  wire_close (server);
}

static void
test_reset (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  wire_open (server);
  connection = connect_plainly (server);
  g_assert_cmpint (send (get_fd (connection), "half a mess", 11, 0), ==, 11);
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  setsockopt (get_fd (connection), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_until (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Reset by peer · 11 B in"));
  wire_close (server);
}

/* Who has reset the connection before it was accepted did not end it in order. */
static void
test_reset_before_accepted (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  wire_open (server);
  /* The main loop, and so the server, stands still meanwhile. */
  connection = connect_plainly (server);
  setsockopt (get_fd (connection), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_until (wire_count (server, HEXWIRE_MESSAGE_CLOSED) == 1);
  g_assert_cmpint (wire_get_ending (server), ==, HEXWIRE_ENDING_RESET);
  wire_close (server);
}

/* What was sent before a reset is not lost because the answer to it fails first. */
static void
test_data_before_a_reset (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *data = g_malloc0 (200000);
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  gssize n_sent;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  /* The main loop, and so the server, stands still meanwhile. */
  n_sent = send (get_fd (connection), data, 200000, MSG_DONTWAIT);
  g_assert_cmpint (n_sent, >, 65536);
  setsockopt (get_fd (connection), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  /* More than the one read whose echo failed; the kernel does not keep all of it. */
  g_assert_cmpuint (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED), >, 65536);
  wire_close (server);
}

static void
test_half_close (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  char buffer[8];

  g_object_set (server, "keep-half-closed", TRUE, NULL);
  wire_open (server);
  connection = connect_plainly (server);
  shutdown (get_fd (connection), SHUT_WR);
  wait_until (count_peers (server) == 1
              && hexwire_peer_get_state (wire_get_peer (server, 0)) == HEXWIRE_PEER_HALF_CLOSED);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_NOTE, "half-closed"));

  /* The other direction still works, and a half-closed peer that goes is noticed. */
  g_assert_true (wire_send (server, "still", NULL));
  g_assert_cmpint (recv (get_fd (connection), buffer, 8, 0), ==, 5);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_assert_true (wire_send (server, "into the void", NULL));
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Reset by peer"));
  g_assert_cmpint (wire_get_ending (server), ==, HEXWIRE_ENDING_RESET);
  wire_close (server);
}

static void
test_finish_sending (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  char buffer[8];

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (count_peers (server) == 1);
  g_assert_true (wire_send (server, "last", NULL));
  g_assert_cmpuint (hexwire_endpoint_count_recipients (server), ==, 1);
  hexwire_stream_peer_finish_sending (HEXWIRE_STREAM_PEER (wire_get_peer (server, 0)));
  g_assert_cmpuint (hexwire_endpoint_count_recipients (server), ==, 0);
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 1);
  g_assert_cmpint (recv (get_fd (connection), buffer, 8, 0), ==, 4);
  g_assert_cmpint (recv (get_fd (connection), buffer, 8, 0), ==, 0);

  /* The other direction still works. */
  g_assert_cmpint (send (get_fd (connection), "still", 5, 0), ==, 5);
  wait_until (wire_count_bytes (server, HEXWIRE_MESSAGE_RECEIVED) == 5);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  g_assert_cmpint (wire_get_ending (server), ==, HEXWIRE_ENDING_HERE);
  wire_close (server);
}

/* A peer that finishes sending before it has read the echo still gets all of it. */
static void
test_echo_after_half_close (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *buffer = g_malloc0 (1024 * 1024);
  gsize n_sent = 0;
  gsize n_read = 0;
  gssize n;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  connection = connect_plainly (server);
  do
    {
      n = send (get_fd (connection), buffer, 65536, MSG_DONTWAIT);
      n_sent += (gsize) MAX (n, 0);
      g_main_context_iteration (NULL, FALSE);
    }
  while (n_sent < 16 * 1024 * 1024 && (n > 0 || errno == EAGAIN) && n_sent < 3000000);
  shutdown (get_fd (connection), SHUT_WR);
  while (n_read < n_sent)
    {
      n = recv (get_fd (connection), buffer, 1024 * 1024, MSG_DONTWAIT);
      n_read += (gsize) MAX (n, 0);
      g_assert_true (n > 0 || (n < 0 && errno == EAGAIN));
      g_main_context_iteration (NULL, FALSE);
    }
  wait_until (hexwire_endpoint_get_n_connected (server) == 0);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Closed by peer"));
  wire_close (server);
}

/* Closing here with unread data must not reset the connection. */
static void
test_close_is_polite (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  char buffer[8];

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  g_assert_true (wire_send (server, "bye", NULL));
  g_assert_cmpint (send (get_fd (connection), "unread", 6, 0), ==, 6);
  hexwire_endpoint_close (server);
  g_assert_cmpint (recv (get_fd (connection), buffer, 8, 0), ==, 3);
  g_assert_cmpint (recv (get_fd (connection), buffer, 8, 0), ==, 0);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_until (!hexwire_endpoint_is_active (server));
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Closed here · 6 B in, 3 B out"));
}

/* A peer that ignores our end is left after a while. */
static void
test_close_does_not_wait_for_ever (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  wire_close (server);
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "Closed here"));
}

/* Nor is one that goes on sending waited for. */
static void
test_close_ends_a_flood (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (server)->counters;
  g_autofree char *block = g_malloc0 (65536);

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  hexwire_endpoint_close (server);
  while (hexwire_endpoint_is_active (server))
    {
      send (get_fd (connection), block, 65536, MSG_DONTWAIT | MSG_NOSIGNAL);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (counters->bytes_in, <, 9 * 1024 * 1024);
}

/* When there are no more descriptors, accepting stops, without a turn of the main loop wasted, and
 * goes on when one is free. */
static void
test_no_more_descriptors (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (g_object_unref);
  struct rlimit limit, usual;
  guint n_connected;
  gint64 cpu_us;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &usual), ==, 0);
  limit = (struct rlimit) { .rlim_cur = 160, .rlim_max = usual.rlim_max };
  wire_open (server);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  while (!wire_says (server, HEXWIRE_MESSAGE_ERROR, "The limit of 160 open files is reached"))
    {
      g_assert_cmpuint (clients->len, <, 60);
      g_ptr_array_add (clients, connect_plainly (server));
      g_main_context_iteration (NULL, FALSE);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_nonnull (strstr (hexwire_endpoint_get_warning (server), "accepting has stopped"));
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (clients, connect_plainly (server));
  n_connected = hexwire_endpoint_get_n_connected (server);

  cpu_us = clock () * G_USEC_PER_SEC / CLOCKS_PER_SEC;
  for (guint i = 0; i < 4; i++)
    g_main_context_iteration (NULL, TRUE);
  cpu_us = clock () * G_USEC_PER_SEC / CLOCKS_PER_SEC - cpu_us;
  g_assert_cmpint (cpu_us, <, 100 * 1000);
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, n_connected);

  g_ptr_array_remove_range (clients, 0, 1);
  wait_until (wire_says (server, HEXWIRE_MESSAGE_NOTE, "Accepting again"));
  wait_until (hexwire_endpoint_get_n_connected (server) >= n_connected);
  /* Those that waited are served at last. */
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &usual), ==, 0);
  wait_until (hexwire_endpoint_get_n_connected (server) == clients->len);
  g_assert_null (hexwire_endpoint_get_warning (server));
  g_ptr_array_set_size (clients, 0);
  wire_close (server);
}

static void
test_unsent_bytes_are_told (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (64 * 1024 * 1024), 64 * 1024 * 1024);
  HexwireStreamPeer *peer;
  gsize n_waiting_bytes;

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  g_assert_true (hexwire_endpoint_send (server, NULL, payload, NULL));
  peer = HEXWIRE_STREAM_PEER (wire_get_peer (server, 0));
  n_waiting_bytes = hexwire_stream_peer_get_n_waiting_bytes (peer);
  g_assert_cmpuint (n_waiting_bytes, >, 0);
  hexwire_peer_disconnect (HEXWIRE_PEER (peer));
  g_assert_true (wire_says (server, HEXWIRE_MESSAGE_CLOSED, "were never sent"));
  /* What the log shows as sent is what the kernel took, and no byte more. */
  g_assert_cmpuint (wire_count_bytes (server, HEXWIRE_MESSAGE_SENT), ==,
                    g_bytes_get_size (payload) - n_waiting_bytes);
  wire_close (server);
}

static void
test_queue_is_bounded (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (100000000), 100000000);
  g_autoptr (GError) error = NULL;

  wire_open (server);
  connection = connect_plainly (server);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  for (guint i = 0; i < 10 && error == NULL; i++)
    hexwire_endpoint_send (server, NULL, payload, &error);
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL);
  g_object_run_dispose (G_OBJECT (connection));
  wire_close (server);
}

static void
test_both_families (void)
{
  g_autoptr (HexwireEndpoint) server = hexwire_endpoint_new (HEXWIRE_ENDPOINT_TCP_SERVER);
  static const char *const hosts[] = { "127.0.0.1", "::1", "localhost" };

  g_object_set (server, "port", 0, NULL);
  wire_open (server);
  g_assert_cmpint (hexwire_endpoint_get_state (server), ==, HEXWIRE_ENDPOINT_OPEN);
  g_assert_cmpuint (g_strv_length ((char **) hexwire_endpoint_get_local_addresses (server)), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (HexwireEndpoint) client
        = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));

      g_object_set (client, "host", hosts[i], NULL);
      wire_open (client);
      g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
      wait_until (hexwire_endpoint_get_n_connected (server) == 1);
      g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (server, i)), ==,
                       hexwire_endpoint_get_local_addresses (client)[0]);
      wire_close (client);
      wait_until (hexwire_endpoint_get_n_connected (server) == 0);
    }
  wire_close (server);
}

static void
test_port_in_use (void)
{
  g_autoptr (HexwireEndpoint) first = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) second = NULL;
  g_autofree char *said = NULL;

  wire_open (first);
  second = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, wire_get_port (first));
  wire_open (second);
  g_assert_cmpint (hexwire_endpoint_get_state (second), ==, HEXWIRE_ENDPOINT_FAILED);
  said = g_strdup_printf ("Port %u is already in use", wire_get_port (first));
  g_assert_nonnull (strstr (hexwire_endpoint_get_error (second), said));
  g_assert_true (wire_says (second, HEXWIRE_MESSAGE_ERROR, said));

  /* And works as soon as the port is free. */
  wire_close (first);
  wire_open (second);
  g_assert_cmpint (hexwire_endpoint_get_state (second), ==, HEXWIRE_ENDPOINT_OPEN);
  g_assert_null (hexwire_endpoint_get_error (second));
  wire_close (second);
}

static void
assert_fails (HexwireEndpointKind  kind,
              const char          *host,
              guint                port,
              const char          *words)
{
  g_autoptr (HexwireEndpoint) endpoint = hexwire_endpoint_new (kind);

  g_object_set (endpoint, "host", host, "port", port, NULL);
  wire_open (endpoint);
  g_assert_cmpint (hexwire_endpoint_get_state (endpoint), ==, HEXWIRE_ENDPOINT_FAILED);
  if (strstr (hexwire_endpoint_get_error (endpoint), words) == NULL)
    g_error ("“%s” does not say “%s”", hexwire_endpoint_get_error (endpoint), words);
}

static void
test_failures (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  guint port;

  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "192.0.2.1", 0, "not an address of this machine");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "nowhere.invalid", 0, "Cannot find “nowhere.invalid”");
  assert_fails (HEXWIRE_ENDPOINT_TCP_CLIENT, "nowhere.invalid", 7, "Cannot find “nowhere.invalid”");
  assert_fails (HEXWIRE_ENDPOINT_TCP_CLIENT, "127.0.0.1", 0, "Port 0 cannot be connected to");
  assert_fails (HEXWIRE_ENDPOINT_TCP_CLIENT, "", 7, "address to connect to is missing");
  assert_fails (HEXWIRE_ENDPOINT_TCP_CLIENT, "<broadcast>", 7, "TCP connects to one");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "224.0.0.1", 0, "224.0.0.1 stands for many machines");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "255.255.255.255", 0, "TCP listens at an address of");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "/proc/x", 0, "no sockets can be made in /proc");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "/etc/passwd/x", 0, "/etc/passwd is not a folder");
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, "/nowhere/x", 0, "The folder of /nowhere/x does not");

  /* A port that was free a moment ago. */
  wire_open (server);
  port = wire_get_port (server);
  wire_close (server);
  assert_fails (HEXWIRE_ENDPOINT_TCP_CLIENT, "127.0.0.1", port, "Connection refused");
}

/* A path is bytes, what is told of it is text. */
static void
test_bytes_in_a_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hexwire-XXXXXX", NULL);
  g_autofree char *path = g_strconcat (folder, "/\xff", NULL);
  g_autofree char *host = g_strconcat (folder, "/\\xff/x", NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_fails (HEXWIRE_ENDPOINT_TCP_SERVER, host, 0, "/\\xff is not a folder");
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_cmpint (rmdir (folder), ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (HexwireEndpoint) client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, 7);

  /* Nobody answers for this address, which is for documentation only (RFC 5737); it is looked up
   * and given up before a packet leaves. */
  g_object_set (client, "host", "localhost", NULL);
  hexwire_endpoint_open (client);
  hexwire_endpoint_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPENING);
  hexwire_endpoint_close (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_CLOSED);
  wait_until (G_OBJECT (client)->ref_count == 1);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_CLOSED);
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_ERROR), ==, 0);
}

/* Given up while it opens, and opened again at once: the first attempt must not speak any more. */
static void
test_reopen_while_opening (void)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;

  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  hexwire_endpoint_open (client);
  hexwire_endpoint_close (client);
  wire_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  wait_until (G_OBJECT (client)->ref_count == 1);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (client)), ==, 1);
  wire_close (client);
  wire_close (server);
}

/* Nothing stays alive when an endpoint with open connections is dropped. */
static void
test_dropped_while_open (void)
{
  HexwireEndpoint *server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  HexwireEndpoint *client;

  wire_open (server);
  client = wire_new (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  wire_open (client);
  wait_until (hexwire_endpoint_get_n_connected (server) == 1);
  g_assert_true (wire_send (client, "x", NULL));
  g_assert_finalize_object (client);
  g_assert_finalize_object (server);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tcp/both-families", test_both_families);
  g_test_add_func ("/tcp/bulk-echo", test_bulk_echo);
  g_test_add_func ("/tcp/bytes-in-a-path", test_bytes_in_a_path);
  g_test_add_func ("/tcp/cancel", test_cancel);
  g_test_add_func ("/tcp/close-does-not-wait-for-ever", test_close_does_not_wait_for_ever);
  g_test_add_func ("/tcp/close-ends-a-flood", test_close_ends_a_flood);
  g_test_add_func ("/tcp/close-is-polite", test_close_is_polite);
  g_test_add_func ("/tcp/data-before-a-reset", test_data_before_a_reset);
  g_test_add_func ("/tcp/dropped-while-open", test_dropped_while_open);
  g_test_add_func ("/tcp/echo", test_echo);
  g_test_add_func ("/tcp/echo-after-half-close", test_echo_after_half_close);
  g_test_add_func ("/tcp/failures", test_failures);
  g_test_add_func ("/tcp/finish-sending", test_finish_sending);
  g_test_add_func ("/tcp/forget-left-peers", test_forget_left_peers);
  g_test_add_func ("/tcp/half-close", test_half_close);
  g_test_add_func ("/tcp/left-peers-are-bounded", test_left_peers_are_bounded);
  g_test_add_func ("/tcp/many-clients", test_many_clients);
  g_test_add_func ("/tcp/no-more-descriptors", test_no_more_descriptors);
  g_test_add_func ("/tcp/owner", test_owner);
  g_test_add_func ("/tcp/port-in-use", test_port_in_use);
  g_test_add_func ("/tcp/queue-is-bounded", test_queue_is_bounded);
  g_test_add_func ("/tcp/reopen-while-opening", test_reopen_while_opening);
  g_test_add_func ("/tcp/reset", test_reset);
  g_test_add_func ("/tcp/reset-before-accepted", test_reset_before_accepted);
  g_test_add_func ("/tcp/time-of-arrival", test_time_of_arrival);
  g_test_add_func ("/tcp/time-of-connection", test_time_of_connection);
  g_test_add_func ("/tcp/time-of-sending", test_time_of_sending);
  g_test_add_func ("/tcp/unsent-bytes-are-told", test_unsent_bytes_are_told);

  return g_test_run ();
}
