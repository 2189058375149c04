/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"
#include "net/send-job.h"
#include "net/udp-reach.h"

#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "wire.h"

typedef struct
{
  HexwireEndpoint *server;
  HexwireEndpoint *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  wire_open (fixture->server);
  g_assert_cmpint (hexwire_endpoint_get_state (fixture->server), ==, HEXWIRE_ENDPOINT_OPEN);
  fixture->client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (fixture->server));
  wire_open (fixture->client);
  g_assert_cmpint (hexwire_endpoint_get_state (fixture->client), ==, HEXWIRE_ENDPOINT_OPEN);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  wire_close (fixture->client);
  wire_close (fixture->server);
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->server);
}

static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GByteArray) answer = NULL;

  g_object_set (fixture->server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  g_assert_true (wire_send (fixture->client, "Hello, world", NULL));
  wait_until (wire_count (fixture->client, HEXWIRE_MESSAGE_RECEIVED) == 1);
  answer = wire_collect (fixture->client, HEXWIRE_MESSAGE_RECEIVED);
  g_assert_cmpmem (answer->data, answer->len, "Hello, world", 12);
  g_assert_cmpstr (hexwire_peer_get_address (wire_get_peer (fixture->server, 0)), ==,
                   hexwire_endpoint_get_local_addresses (fixture->client)[0]);
}

static void
test_answer_by_hand (Fixture       *fixture,
                     gconstpointer  data)
{
  g_assert_true (wire_send (fixture->client, "question", NULL));
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  g_assert_true (wire_send (fixture->server, "answer", NULL));
  wait_until (wire_count_bytes (fixture->client, HEXWIRE_MESSAGE_RECEIVED) == 6);
}

static void
test_sizes (Fixture       *fixture,
            gconstpointer  data)
{
  static const gsize sizes[] = { 0, 1, 1472, 9000, 65507 };
  g_autofree guint8 *payload = g_malloc0 (65508);
  g_autoptr (GBytes) too_long = g_bytes_new (payload, 65508);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (payload, sizes[i]);
      g_autoptr (HexwireMessage) message = NULL;

      g_assert_true (hexwire_endpoint_send (fixture->client, NULL, bytes, NULL));
      wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == i + 1);
      message = g_list_model_get_item (wire_get_rows (fixture->server), i + 1);
      g_assert_cmpuint (hexwire_message_get_size_bytes (message), ==, sizes[i]);
    }
  g_assert_false (hexwire_endpoint_send (fixture->client, NULL, too_long, &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND);
  g_assert_true (wire_says (fixture->client, HEXWIRE_MESSAGE_ERROR, "65508 bytes are too long"));
}

/* What is told as the limit goes, and one byte more does not. */
static void
test_limits (gconstpointer host)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autoptr (HexwireEndpoint) client = NULL;
  g_autofree guint8 *payload = g_malloc0 (G_MAXUINT16 * 16);
  g_autoptr (GBytes) too_long = g_bytes_new (payload, G_MAXUINT16 * 16);
  g_autoptr (GBytes) longest = NULL;
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GError) error = NULL;
  gsize limit_bytes;

  g_object_set (server, "host", host, NULL);
  wire_open (server);
  if (hexwire_endpoint_get_state (server) != HEXWIRE_ENDPOINT_OPEN)
    {
      g_test_skip ("no IPv6");
      return;
    }
  client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT,
                     hexwire_endpoint_is_unix (server) ? 0 : wire_get_port (server));
  g_object_set (client, "host", host, NULL);
  wire_open (client);
  g_assert_false (hexwire_endpoint_send (client, NULL, too_long, &error));
  limit_bytes = g_ascii_strtoull (strrchr (error->message, ' '), NULL, 10);
  g_test_message ("%s", error->message);
  longest = g_bytes_new (payload, limit_bytes);
  longer = g_bytes_new (payload, limit_bytes + 1);
  g_assert_true (hexwire_endpoint_send (client, NULL, longest, NULL));
  g_assert_false (hexwire_endpoint_send (client, NULL, longer, NULL));
  wait_until (wire_count (server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wire_close (client);
  wire_close (server);
}

static void
test_time_of_arrival (Fixture       *fixture,
                      gconstpointer  data)
{
  g_assert_true (wire_tells_time_of_arrival (fixture->server, fixture->client));
}

static void
test_time_of_sending (Fixture       *fixture,
                      gconstpointer  data)
{
  g_assert_true (wire_is_sent_before_it_comes (fixture->server, fixture->client));
}

static void
test_nobody_listens (Fixture       *fixture,
                     gconstpointer  data)
{
  wire_close (fixture->server);
  g_assert_true (wire_send (fixture->client, "lost", NULL));
  wait_until (wire_says (fixture->client, HEXWIRE_MESSAGE_ERROR, "Port unreachable"));

  /* The next one is not eaten by the answer to the one before. */
  wire_open (fixture->server);
  g_assert_cmpint (hexwire_endpoint_get_state (fixture->client), ==, HEXWIRE_ENDPOINT_OPEN);
}

static void
test_datagrams_stay_apart (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (HexwireEndpoint) other
    = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (fixture->server));

  wire_open (other);
  for (guint i = 0; i < 100; i++)
    {
      wire_send (fixture->client, "aaaa", NULL);
      wire_send (other, "bb", NULL);
    }
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 200);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (fixture->server)), ==, 2);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (HexwireMessage) message
        = g_list_model_get_item (wire_get_rows (fixture->server), i + 1);
      gboolean is_other = g_str_equal (hexwire_message_get_peer (message),
                                       hexwire_endpoint_get_local_addresses (other)[0]);

      g_assert_cmpuint (hexwire_message_get_size_bytes (message), ==, is_other ? 2 : 4);
    }
  wire_close (other);
}

static void
test_forgotten_peer_comes_back (Fixture       *fixture,
                                gconstpointer  data)
{
  wire_send (fixture->client, "1", NULL);
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  hexwire_peer_disconnect (wire_get_peer (fixture->server, 0));
  g_assert_cmpint (hexwire_peer_get_state (wire_get_peer (fixture->server, 0)), ==,
                   HEXWIRE_PEER_LEFT);
  wire_send (fixture->client, "2", NULL);
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 2);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (fixture->server)), ==, 2);
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (fixture->server), ==, 1);
}

static void
test_port_is_not_shared (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (HexwireEndpoint) second
    = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, wire_get_port (fixture->server));

  wire_open (second);
  g_assert_cmpint (hexwire_endpoint_get_state (second), ==, HEXWIRE_ENDPOINT_FAILED);
  g_assert_nonnull (strstr (hexwire_endpoint_get_error (second), "already in use"));
}

/* What the kernel drops while nobody reads is counted, to the last one. */
static void
test_dropped_are_counted (Fixture       *fixture,
                          gconstpointer  data)
{
  const guint n_sent = 200000;
  guint n_received;

  /* The main loop, and so the server, stands still meanwhile. */
  for (guint i = 0; i < n_sent; i++)
    wire_send (fixture->client, "0123456789abcdef", NULL);
  wait_until (hexwire_endpoint_get_traffic (fixture->server)->counters.messages_in
                + hexwire_endpoint_count_dropped (fixture->server)
              == n_sent);
  n_received = wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED);
  g_assert_cmpuint (n_received + hexwire_endpoint_count_dropped (fixture->server), ==, n_sent);
  g_assert_cmpuint (hexwire_endpoint_count_dropped (fixture->server), >, 0);
}

/* Sends a datagram from an address of the host that nobody else has. */
static void
send_as (HexwireEndpoint *server,
         guint            n)
{
  static const char payload[64] = "x";
  struct sockaddr_in sender = { .sin_family = AF_INET,
                                .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK + 1 + n) } };
  struct sockaddr_in receiver = { .sin_family = AF_INET,
                                  .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK) },
                                  .sin_port = htons (wire_get_port (server)) };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &sender, sizeof sender), ==, 0);
  g_assert_cmpint (
    sendto (fd, payload, sizeof payload, 0, (struct sockaddr *) &receiver, sizeof receiver), ==,
    sizeof payload);
  close (fd);
}

static void
test_peers_are_bounded (Fixture       *fixture,
                        gconstpointer  data)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (fixture->server)->counters;
  const guint n_senders = 10100;

  for (guint i = 0; i < n_senders; i++)
    {
      send_as (fixture->server, i);
      if (i % 50 == 49)
        wait_until (counters->messages_in == i + 1);
    }
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (fixture->server), ==, 7600);
  g_assert_cmpuint (g_list_model_get_n_items (hexwire_endpoint_get_peers (fixture->server)), <,
                    7600 + 2000);
  g_assert_true (wire_says (fixture->server, HEXWIRE_MESSAGE_NOTE,
                            "The 2500 quietest of 10000 peers were forgotten"));
}

/* Neither the list nor the log keeps an address for every one who ever sent. */
static void
test_senders_are_forgotten (Fixture       *fixture,
                            gconstpointer  data)
{
  HexwireMessageLog *log = hexwire_endpoint_get_log (fixture->server);
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (fixture->server)->counters;
  const guint n_senders = 200000;

  hexwire_message_log_set_limits (log, 4 * 1024 * 1024, G_MAXUINT);
  for (guint i = 0; i < n_senders; i++)
    {
      send_as (fixture->server, i);
      if (i % 50 == 49)
        wait_until (counters->messages_in == i + 1);
    }
  /* Those that are known, those that left last, and those of whom there are messages. */
  g_assert_cmpuint (hexwire_message_log_get_n_peers (log), <,
                    10000 + 2000 + 3 * HEXWIRE_LOG_CHUNK_SIZE_BYTES / 64);
  g_assert_cmpuint (hexwire_message_log_get_memory_bytes (log), <, 24 * 1024 * 1024);
}

static HexwireEndpoint *
open_wildcard_server (gboolean is_dual)
{
  HexwireEndpoint *server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);

  g_object_set (server, "host", is_dual ? "" : "0.0.0.0", "reply", HEXWIRE_REPLY_ECHO, NULL);
  g_object_set (hexwire_endpoint_get_options (server), "dual-stack", is_dual, NULL);
  wire_open (server);
  return server;
}

/* A socket that sends "x" to @host at the port of @server, and takes answers from @host alone where
 * it is connected. */
static int
send_from_plain (HexwireEndpoint *server,
                 guint32          host,
                 gboolean         is_connected)
{
  struct sockaddr_in receiver = { .sin_family = AF_INET,
                                  .sin_addr = { .s_addr = htonl (host) },
                                  .sin_port = htons (wire_get_port (server)) };
  const int on = 1;
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  setsockopt (fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on);
  if (is_connected)
    g_assert_cmpint (connect (fd, (struct sockaddr *) &receiver, sizeof receiver), ==, 0);
  g_assert_cmpint (
    sendto (fd, "x", 1, 0, is_connected ? NULL : (struct sockaddr *) &receiver,
            is_connected ? 0 : sizeof receiver), ==, 1);
  return fd;
}

static void
wait_for_datagrams (int   fd,
                    guint n_wanted)
{
  char bytes[16];
  guint n = 0;

  wait_until ((n += recv (fd, bytes, sizeof bytes, 0) >= 0 ? 1 : 0) == n_wanted);
}

/* Whoever sends to one of several addresses takes answers from that one alone. */
static void
test_answers_from_where_it_came (gconstpointer data)
{
  HexwireEndpoint *server = open_wildcard_server (GPOINTER_TO_INT (data));
  GBytes *payloads[2];
  guint n_sent;
  int fds[2];

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = send_from_plain (server, INADDR_LOOPBACK + 1 + i, TRUE);
      wait_for_datagrams (fds[i], 1);
      payloads[i] = g_bytes_new_static ("many", 4);
    }
  g_assert_true (hexwire_peer_send (wire_get_peer (server, 0), payloads[0], NULL));
  g_assert_true (hexwire_peer_send_many (wire_get_peer (server, 0), payloads, 2, &n_sent, NULL));
  g_assert_cmpuint (n_sent, ==, 2);
  wait_for_datagrams (fds[0], 3);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_bytes_unref (payloads[i]);
      close (fds[i]);
    }
  wire_close (server);
  g_assert_finalize_object (server);
}

/* Nothing can be sent from an address of all. */
static void
test_answers_to_a_broadcast (gconstpointer data)
{
  HexwireEndpoint *server = open_wildcard_server (GPOINTER_TO_INT (data));
  int fd = send_from_plain (server, 0x7fffffff, FALSE);

  wait_for_datagrams (fd, 1);
  g_assert_cmpuint (wire_count (server, HEXWIRE_MESSAGE_ERROR), ==, 0);
  close (fd);
  wire_close (server);
  g_assert_finalize_object (server);
}

static void
reached_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static HexwirePeer *
reach (HexwireEndpoint  *endpoint,
       const char       *address,
       GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hexwire_udp_reach_async (HEXWIRE_UDP_ENDPOINT (endpoint), address, NULL, reached_cb, &result);
  wait_until (result != NULL);
  return hexwire_udp_reach_finish (result, error);
}

/* A typed address: of somebody new, then of somebody known; from a server and from a client. */
static void
test_reach (Fixture       *fixture,
            gconstpointer  data)
{
  HexwireEndpoint *other = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  HexwireEndpoint *from[] = { fixture->server, fixture->client };
  g_autoptr (GBytes) payload = g_bytes_new_static ("ahoy", 4);
  g_autofree char *address = NULL;

  wire_open (other);
  address = g_strdup_printf ("localhost:%u", wire_get_port (other));
  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autoptr (HexwirePeer) peer = NULL;
      g_autoptr (HexwirePeer) again = NULL;

      g_object_set (from[i], "family", HEXWIRE_FAMILY_IPV4, NULL);
      peer = reach (from[i], address, NULL);
      again = reach (from[i], address, NULL);
      g_assert_nonnull (peer);
      g_assert_true (peer == again);
      g_assert_true (hexwire_endpoint_send (from[i], peer, payload, NULL));
      wait_until (wire_count (other, HEXWIRE_MESSAGE_RECEIVED) == i + 1);
    }
  /* Both can be answered. */
  g_assert_true (wire_send (other, "answer", NULL));
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wait_until (wire_count (fixture->client, HEXWIRE_MESSAGE_RECEIVED) == 1);
  wire_close (other);
  g_assert_finalize_object (other);
}

/* A socket of both families reaches IPv4 from its own port, and knows who answers. */
static void
test_reach_dual_stack (Fixture       *fixture,
                       gconstpointer  data)
{
  HexwireEndpoint *dual = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", wire_get_port (fixture->server));
  g_autoptr (GBytes) payload = g_bytes_new_static ("ahoy", 4);
  g_autoptr (HexwirePeer) peer = NULL;
  g_autoptr (HexwirePeer) again = NULL;

  g_object_set (dual, "host", "", NULL);
  g_object_set (hexwire_endpoint_get_options (dual), "dual-stack", TRUE, NULL);
  wire_open (dual);
  peer = reach (dual, address, NULL);
  again = reach (dual, address, NULL);
  g_assert_nonnull (peer);
  g_assert_true (peer == again);
  g_assert_true (hexwire_endpoint_send (dual, peer, payload, NULL));
  wait_until (wire_count (fixture->server, HEXWIRE_MESSAGE_RECEIVED) == 1);
  g_assert_true (wire_send (fixture->server, "answer", NULL));
  wait_until (hexwire_peer_get_counters (peer)->messages_in == 1);
  wire_close (dual);
  g_assert_finalize_object (dual);
}

static void
test_reach_nobody (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *address;
    HexwireNetError code;
  } rows[] = {
    { "", HEXWIRE_NET_ERROR_ADDRESS },          { "127.0.0.1", HEXWIRE_NET_ERROR_ADDRESS },
    { ":5", HEXWIRE_NET_ERROR_ADDRESS },        { "::1:5", HEXWIRE_NET_ERROR_ADDRESS },
    { "127.0.0.1:", HEXWIRE_NET_ERROR_PORT },   { "127.0.0.1:0", HEXWIRE_NET_ERROR_PORT },
    { "[::1]:99999", HEXWIRE_NET_ERROR_PORT },  { "no-host.invalid:5", HEXWIRE_NET_ERROR_ADDRESS },
    { "/run/x.sock:5", HEXWIRE_NET_ERROR_ADDRESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].address);
      g_assert_null (reach (fixture->server, rows[i].address, &error));
      g_assert_error (error, HEXWIRE_NET_ERROR, (int) rows[i].code);
    }
}

/* A socket that has sent to two of our addresses, and so is two peers. */
static int
send_as_two_peers (HexwireEndpoint *server)
{
  int fd = send_from_plain (server, INADDR_LOOPBACK, FALSE);
  struct sockaddr_in receiver = { .sin_family = AF_INET,
                                  .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK + 1) },
                                  .sin_port = htons (wire_get_port (server)) };

  g_assert_cmpint (sendto (fd, "y", 1, 0, (struct sockaddr *) &receiver, sizeof receiver), ==, 1);
  wait_until (hexwire_endpoint_get_n_connected (server) == 2);
  return fd;
}

/* Whoever sends to two of our addresses is two peers; each of them stands for the address. */
static void
test_reach_of_several (Fixture       *fixture,
                       gconstpointer  data)
{
  HexwireEndpoint *server = open_wildcard_server (FALSE);
  int fd = send_as_two_peers (server);

  for (guint n_left = 2; n_left > 0; n_left--)
    {
      g_autoptr (HexwirePeer) peer
        = reach (server, hexwire_peer_get_address (wire_get_peer (server, 0)), NULL);

      g_assert_nonnull (hexwire_peer_get_arrival (peer));
      g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, n_left);
      hexwire_peer_disconnect (peer);
    }
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (server), ==, 0);
  close (fd);
  wire_close (server);
  g_assert_finalize_object (server);
}

static HexwirePeer *
find_recipient (HexwireEndpoint *server)
{
  for (guint i = 0; i < 2; i++)
    if (hexwire_endpoint_is_recipient (server, wire_get_peer (server, i)))
      return wire_get_peer (server, i);
  return NULL;
}

/* Of two peers of one address, one gets what is sent to all: when he leaves, the other does. */
static void
test_heir (Fixture       *fixture,
           gconstpointer  data)
{
  HexwireEndpoint *server = open_wildcard_server (FALSE);
  int fd = send_as_two_peers (server);
  const HexwireSendPlan plan = { .interval_ns = 1000000, .n_messages = 100 };
  g_autoptr (GBytes) payload = g_bytes_new_static ("x", 1);
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_bytes (payload);
  g_autoptr (HexwireSendJob) job = NULL;
  HexwireSendProgress progress;

  job = hexwire_send_job_new (server, NULL, source, &plan);
  g_assert_true (hexwire_send_job_start (job, NULL));
  hexwire_peer_disconnect (find_recipient (server));
  wait_until (!hexwire_send_job_is_running (job));
  g_assert_null (hexwire_send_job_get_problem (job));
  hexwire_send_job_get_progress (job, &progress);
  g_assert_cmpuint (progress.n_sent, ==, plan.n_messages);
  g_clear_object (&job);
  close (fd);
  wire_close (server);
  g_assert_finalize_object (server);
}

/* Whom a client sends to is never forgotten, however many others answer. */
static void
test_target_is_kept (Fixture       *fixture,
                     gconstpointer  data)
{
  HexwireEndpoint *client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, wire_get_port (fixture->server));
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (client)->counters;
  HexwirePeer *target;

  g_object_set (client, "host", "239.1.1.9", NULL);
  g_object_set (hexwire_endpoint_get_options (client), "multicast-interface", "lo", NULL);
  wire_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  target = g_object_ref (wire_get_peer (client, 0));
  for (guint i = 0; i < 10000; i++)
    {
      send_as (client, i);
      if (i % 50 == 49)
        wait_until (counters->messages_in == i + 1);
    }
  g_assert_cmpuint (hexwire_endpoint_get_n_connected (client), ==, 7501);
  g_assert_cmpint (hexwire_peer_get_state (target), ==, HEXWIRE_PEER_CONNECTED);
  g_object_unref (target);
  wire_close (client);
  g_assert_finalize_object (client);
}

#define add(path, func) g_test_add ("/udp/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *name = g_strdup_printf ("@hexwire-test-limits-%d", (int) getpid ());

  g_test_init (&argc, &argv, NULL);

  add ("answer-by-hand", test_answer_by_hand);
  add ("datagrams-stay-apart", test_datagrams_stay_apart);
  add ("dropped-are-counted", test_dropped_are_counted);
  add ("echo", test_echo);
  add ("forgotten-peer-comes-back", test_forgotten_peer_comes_back);
  add ("heir", test_heir);
  add ("nobody-listens", test_nobody_listens);
  add ("peers-are-bounded", test_peers_are_bounded);
  add ("port-is-not-shared", test_port_is_not_shared);
  add ("reach", test_reach);
  add ("reach-dual-stack", test_reach_dual_stack);
  add ("reach-nobody", test_reach_nobody);
  add ("reach-of-several", test_reach_of_several);
  add ("senders-are-forgotten", test_senders_are_forgotten);
  add ("sizes", test_sizes);
  add ("target-is-kept", test_target_is_kept);
  add ("time-of-arrival", test_time_of_arrival);
  add ("time-of-sending", test_time_of_sending);
  g_test_add_data_func ("/udp/answers-from-where-it-came/ipv4", GINT_TO_POINTER (FALSE),
                        test_answers_from_where_it_came);
  g_test_add_data_func ("/udp/answers-from-where-it-came/dual", GINT_TO_POINTER (TRUE),
                        test_answers_from_where_it_came);
  g_test_add_data_func ("/udp/answers-to-a-broadcast/ipv4", GINT_TO_POINTER (FALSE),
                        test_answers_to_a_broadcast);
  g_test_add_data_func ("/udp/answers-to-a-broadcast/dual", GINT_TO_POINTER (TRUE),
                        test_answers_to_a_broadcast);

  g_test_add_data_func ("/udp/limits/ipv4", "127.0.0.1", test_limits);
  g_test_add_data_func ("/udp/limits/ipv6", "::1", test_limits);
  g_test_add_data_func ("/udp/limits/unix", name, test_limits);
  return g_test_run ();
}
