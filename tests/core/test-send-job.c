/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"
#include "net/send-file.h"
#include "net/send-job.h"
#include "net/send-pieces.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

#define MS_NS 1000000

/* A plain socket on loopback, with small buffers so that it is full soon. */
static int
plain_socket (int      type,
              guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK) } };
  socklen_t size = sizeof address;
  const int buffer_bytes = 65536;
  int fd = socket (AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  g_assert_cmpint (fd, >=, 0);
  if (type == SOCK_STREAM)
    setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, size), ==, 0);
  if (type == SOCK_STREAM)
    g_assert_cmpint (listen (fd, 10), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &size), ==, 0);
  *port = ntohs (address.sin_port);
  return fd;
}

/* Reads what is there: the bytes of a stream, or datagrams each after its length in one byte. */
static void
drain (int         fd,
       GByteArray *bytes,
       gboolean    with_lengths)
{
  static guint8 buffer[65536];
  gssize n;

  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    {
      guint8 length = (guint8) n;

      if (with_lengths)
        g_byte_array_append (bytes, &length, 1);
      g_byte_array_append (bytes, buffer, (guint) n);
    }
}

static HexwireEndpoint *
open_client (HexwireEndpointKind kind,
             guint16             port)
{
  HexwireEndpoint *client = wire_new (kind, port);

  wire_open (client);
  g_assert_cmpint (hexwire_endpoint_get_state (client), ==, HEXWIRE_ENDPOINT_OPEN);
  return client;
}

static void
close_client (HexwireEndpoint *client)
{
  wire_close (client);
  g_assert_finalize_object (client);
}

static HexwireSendSource *
new_text_source (const char *text)
{
  g_autoptr (HexwireMacroText) parsed
    = hexwire_macro_text_parse (HEXWIRE_NOTATION_ESCAPED, text, NULL, NULL);

  g_assert_nonnull (parsed);
  return hexwire_send_source_new_text (parsed, 0);
}

static void
run_to_end (HexwireSendJob *job)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hexwire_send_job_start (job, &error));
  g_assert_no_error (error);
  wait_until (!hexwire_send_job_is_running (job));
}

static void
test_repeat_datagrams (void)
{
  guint16 port;
  int fd = plain_socket (SOCK_DGRAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  HexwireSendPlan plan = { .interval_ns = MS_NS / 10, .n_messages = 100 };
  g_autoptr (HexwireSendSource) source = new_text_source ("n${counter:u8}");
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);
  g_autoptr (GByteArray) received = g_byte_array_new ();
  HexwireSendProgress progress;

  run_to_end (job);
  drain (fd, received, TRUE);
  g_assert_cmpuint (received->len, ==, 300);
  for (guint8 i = 0; i < 100; i++)
    g_assert_cmpmem (received->data + 3 * i, 3, ((guint8[]) { 2, 'n', i }), 3);
  hexwire_send_job_get_progress (job, &progress);
  g_assert_cmpuint (progress.n_sent, ==, 100);
  g_assert_cmpuint (progress.n_sent_bytes, ==, 200);
  g_assert_cmpuint (progress.n_held_back, ==, 0);
  g_assert_cmpint (progress.elapsed_ns, >=, 99 * MS_NS / 10);
  g_assert_cmpuint (hexwire_send_job_get_n_used (job), ==, 100);
  g_assert_null (hexwire_send_job_get_problem (job));
  g_assert_cmpuint (wire_count (client, HEXWIRE_MESSAGE_SENT), ==, 100);

  g_assert_finalize_object (job);
  close (fd);
  close_client (client);
}

/* No message is sent before its time, and the last is not sent after those that are stopped. */
static void
test_stop (void)
{
  guint16 port;
  int fd = plain_socket (SOCK_DGRAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  HexwireSendPlan plan = { .interval_ns = MS_NS };
  g_autoptr (HexwireSendSource) source = new_text_source ("x");
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);
  g_autoptr (GByteArray) received = g_byte_array_new ();
  HexwireSendProgress progress;
  gint64 until_us = g_get_monotonic_time () + 20000;

  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_SENT) >= 10);
  hexwire_send_job_stop (job);
  g_assert_false (hexwire_send_job_is_running (job));
  hexwire_send_job_get_progress (job, &progress);
  wait_until (g_get_monotonic_time () > until_us);
  drain (fd, received, FALSE);
  g_assert_cmpuint (received->len, ==, progress.n_sent);
  g_assert_cmpuint (progress.n_sent, <=, (guint64) (progress.elapsed_ns / MS_NS) + 1);

  g_assert_finalize_object (job);
  close (fd);
  close_client (client);
}

static gboolean
is_readable (int fd)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

  return poll (&poll_fd, 1, 0) == 1;
}

static int
accept_plain (int listener)
{
  int fd;

  wait_until (is_readable (listener));
  fd = accept4 (listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

/* What a peer that does not read does not get is left out, or waits. */
static void
test_full_socket (gconstpointer data)
{
  gboolean waits = GPOINTER_TO_INT (data);
  guint16 port;
  int listener = plain_socket (SOCK_STREAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, port);
  int fd = accept_plain (listener);
  HexwireSendPlan plan = { .interval_ns = MS_NS / 100, .n_messages = 200, .waits = waits };
  g_autofree char *text = g_strnfill (65535, 'x');
  g_autofree char *line = g_strconcat (text, "${counter:u8}", NULL);
  g_autoptr (HexwireSendSource) source = new_text_source (line);
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);
  g_autoptr (GByteArray) received = g_byte_array_new ();
  HexwireSendProgress progress;

  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until ((hexwire_send_job_get_progress (job, &progress), progress.n_held_back > 0));
  g_assert_cmpuint (progress.n_sent, <, 200);
  while (hexwire_send_job_is_running (job))
    {
      g_main_context_iteration (NULL, FALSE);
      drain (fd, received, FALSE);
    }
  hexwire_send_job_get_progress (job, &progress);
  wait_until ((drain (fd, received, FALSE), received->len == progress.n_sent_bytes));
  g_assert_cmpuint (progress.n_sent + (waits ? 0 : progress.n_held_back), ==, 200);
  g_assert_cmpuint (progress.n_sent_bytes, ==, progress.n_sent * 65536);
  /* The counter has no gaps: what was left out was never numbered. */
  for (guint i = 0; i < progress.n_sent; i++)
    g_assert_cmpuint (received->data[65536 * i + 65535], ==, i % 256);

  g_assert_finalize_object (job);
  close (fd);
  close_client (client);
  close (listener);
}

static void
test_peer_vanishes (void)
{
  guint16 port;
  int listener = plain_socket (SOCK_STREAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, port);
  int fd = accept_plain (listener);
  HexwireSendPlan plan = { .interval_ns = MS_NS };
  g_autoptr (HexwireSendSource) source = new_text_source ("x");
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);

  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_SENT) >= 5);
  close (fd);
  wait_until (!hexwire_send_job_is_running (job));
  g_assert_nonnull (strstr (hexwire_send_job_get_problem (job), "Nobody is left"));

  g_assert_finalize_object (job);
  wait_until (!hexwire_endpoint_is_active (client));
  g_assert_finalize_object (client);
  close (listener);
}

static void
assert_nobody (HexwireEndpoint *endpoint,
               const char      *text)
{
  HexwireSendPlan plan = { .interval_ns = MS_NS };
  g_autoptr (HexwireSendSource) source = new_text_source ("x");
  g_autoptr (GError) error = NULL;
  HexwireSendJob *job = hexwire_send_job_new (endpoint, NULL, source, &plan);

  g_assert_false (hexwire_send_job_start (job, &error));
  g_assert_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN);
  g_assert_cmpstr (error->message, ==, text);
  g_assert_finalize_object (job);
}

static void
test_nobody (void)
{
  static const struct
  {
    HexwireEndpointKind kind;
    const char *text;         /* (nullable): when it is open */
  } rows[] = {
    { HEXWIRE_ENDPOINT_TCP_SERVER, "Not sent: nobody is connected" },
    { HEXWIRE_ENDPOINT_UDP_SERVER, "Not sent: nobody was heard yet" },
    { HEXWIRE_ENDPOINT_TCP_CLIENT, NULL },
    { HEXWIRE_ENDPOINT_UDP_CLIENT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HexwireEndpoint *endpoint = wire_new (rows[i].kind, 0);

      assert_nobody (endpoint, "Not sent: there is no connection");
      if (rows[i].text != NULL)
        {
          wire_open (endpoint);
          assert_nobody (endpoint, rows[i].text);
          wire_close (endpoint);
        }
      g_assert_finalize_object (endpoint);
    }
}

/* To one of two, to both, and to one who comes later; each with its own address in it. */
static void
test_targets (void)
{
  HexwireEndpoint *server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  HexwireEndpoint *clients[3];
  HexwireSendPlan once = { .n_messages = 1 };
  HexwireSendPlan for_ever = { .interval_ns = MS_NS, .takes_new_peers = TRUE };
  g_autoptr (HexwireSendSource) source = new_text_source ("${peer.port:u16};");
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  HexwireSendJob *job;

  wire_open (server);
  for (guint i = 0; i < 2; i++)
    {
      clients[i] = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
      wait_until (hexwire_endpoint_get_n_connected (server) == i + 1);
    }
  g_ptr_array_add (first, wire_get_peer (server, 0));
  job = hexwire_send_job_new (server, first, source, &once);
  run_to_end (job);
  g_assert_finalize_object (job);
  wait_until (wire_count_bytes (clients[0], HEXWIRE_MESSAGE_RECEIVED) == 3);
  g_assert_cmpuint (wire_count_bytes (clients[1], HEXWIRE_MESSAGE_RECEIVED), ==, 0);

  job = hexwire_send_job_new (server, NULL, source, &for_ever);
  g_assert_true (hexwire_send_job_start (job, NULL));
  clients[2] = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, wire_get_port (server));
  for (guint i = 0; i < 3; i++)
    {
      guint16 port = g_htons (wire_get_port (clients[i]));
      g_autoptr (GByteArray) bytes = NULL;

      wait_until (wire_count_bytes (clients[i], HEXWIRE_MESSAGE_RECEIVED) >= 30);
      bytes = wire_collect (clients[i], HEXWIRE_MESSAGE_RECEIVED);
      g_assert_cmpmem (bytes->data + 27, 2, &port, 2);
    }
  hexwire_send_job_stop (job);
  g_assert_finalize_object (job);
  for (guint i = 0; i < 3; i++)
    close_client (clients[i]);
  close_client (server);
}

static const struct
{
  HexwireSendCut cut;
  gsize size_bytes;
  gsize places[4];
  guint n_places;
  const char *received;     /* lengths as digits */
} cuts[] = {
  { HEXWIRE_SEND_CUT_AT, 2, { 0 }, 0, "2ab6cdefgh" },
  { HEXWIRE_SEND_CUT_AT, 8, { 0 }, 0, "8abcdefgh" },
  { HEXWIRE_SEND_CUT_AT, 100, { 0 }, 0, "8abcdefgh" },
  { HEXWIRE_SEND_CUT_EVERY, 1, { 0 }, 0, "1a1b1c1d1e1f1g1h" },
  { HEXWIRE_SEND_CUT_EVERY, 3, { 0 }, 0, "3abc3def2gh" },
  { HEXWIRE_SEND_CUT_EVERY, 4, { 0 }, 0, "4abcd4efgh" },
  { HEXWIRE_SEND_CUT_PLACES, 0, { 2, 6 }, 2, "2ab4cdef2gh" },
  { HEXWIRE_SEND_CUT_PLACES, 0, { 0, 2, 2, 8 }, 4, "2ab6cdefgh" },
  { HEXWIRE_SEND_CUT_PLACES, 0, { 0 }, 0, "8abcdefgh" },
};

static void
test_pieces (void)
{
  guint16 port;
  int fd = plain_socket (SOCK_DGRAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  HexwireSendPlan plan = { .interval_ns = MS_NS / 10, .waits = TRUE, .is_apart = TRUE };
  g_autoptr (HexwireSendSource) message = new_text_source ("abcdefgh");

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gsize));
      g_autoptr (HexwireSendSource) pieces = NULL;
      g_autoptr (GByteArray) received = g_byte_array_new ();
      HexwireSendJob *job;

      g_array_append_vals (places, cuts[i].places, cuts[i].n_places);
      pieces = hexwire_send_pieces_new (message, cuts[i].cut, cuts[i].size_bytes, places);
      job = hexwire_send_job_new (client, NULL, pieces, &plan);
      run_to_end (job);
      drain (fd, received, TRUE);
      for (guint at = 0; at < received->len; at += received->data[at] - (guint) '0' + 1)
        received->data[at] += (guint8) '0';
      g_assert_cmpmem (received->data, received->len, cuts[i].received, strlen (cuts[i].received));
      g_assert_finalize_object (job);
    }
  close (fd);
  close_client (client);
}

/* On a stream, each piece is a read of its own for who reads as soon as something comes. */
static void
test_pieces_apart (void)
{
  guint16 port;
  int listener = plain_socket (SOCK_STREAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, port);
  int fd = accept_plain (listener);
  HexwireSendPlan plan = { .interval_ns = 20 * MS_NS, .waits = TRUE, .is_apart = TRUE };
  g_autoptr (HexwireSendSource) message = new_text_source ("abc");
  g_autoptr (HexwireSendSource) pieces
    = hexwire_send_pieces_new (message, HEXWIRE_SEND_CUT_EVERY, 1, NULL);
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, pieces, &plan);
  guint8 buffer[10];

  g_assert_true (hexwire_send_job_start (job, NULL));
  for (guint i = 0; i < 3; i++)
    {
      gssize n;

      wait_until (is_readable (fd));
      n = recv (fd, buffer, sizeof buffer, 0);
      g_assert_cmpmem (buffer, n, &"abc"[i], 1);
    }
  wait_until (!hexwire_send_job_is_running (job));

  g_assert_finalize_object (job);
  close (fd);
  close_client (client);
  close (listener);
}

static char *
make_file (gsize size_bytes)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("hexwire-XXXXXX", &path, NULL);
  g_autofree guint32 *data = g_malloc (size_bytes + 4);

  for (gsize i = 0; i * 4 < size_bytes; i++)
    data[i] = (guint32) i * 2654435761u;
  g_assert_cmpint (write (fd, data, size_bytes), ==, (gssize) size_bytes);
  close (fd);
  return path;
}

static void
test_file (void)
{
  static const gsize chunk_sizes[] = { 1000, 65536, 1000000 };
  g_autofree char *path = make_file (3000001);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (path, &content, &size_bytes, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (chunk_sizes); i++)
    {
      guint16 port;
      int listener = plain_socket (SOCK_STREAM, &port);
      HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_TCP_CLIENT, port);
      int fd = accept_plain (listener);
      HexwireSendPlan plan = { 0 };
      g_autoptr (HexwireSendSource) source = hexwire_send_file_new (file, chunk_sizes[i]);
      HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);
      g_autoptr (GByteArray) received = g_byte_array_new ();

      g_assert_true (hexwire_send_job_start (job, NULL));
      wait_until ((drain (fd, received, FALSE), received->len >= size_bytes));
      wait_until (!hexwire_send_job_is_running (job));
      g_assert_cmpmem (received->data, received->len, content, size_bytes);
      g_assert_null (hexwire_send_job_get_problem (job));
      g_assert_cmpuint (hexwire_send_file_get_size_bytes (HEXWIRE_SEND_FILE (source)), ==,
                        size_bytes);
      g_assert_finalize_object (job);
      close (fd);
      close_client (client);
      close (listener);
    }
  g_unlink (path);
}

/* A file that is cut short while it is sent, and one that is gone. */
static void
test_bad_file (void)
{
  g_autofree char *path = make_file (100000);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint16 port;
  int fd = plain_socket (SOCK_DGRAM, &port);
  HexwireEndpoint *client = open_client (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  HexwireSendPlan plan = { .interval_ns = MS_NS, .waits = TRUE };
  g_autoptr (HexwireSendSource) source = hexwire_send_file_new (file, 10);
  g_autoptr (HexwireSendSource) missing = NULL;
  HexwireSendProgress progress;
  HexwireSendJob *job = hexwire_send_job_new (client, NULL, source, &plan);

  /* Cut short while it is sent: what was read before still goes. */
  g_assert_true (hexwire_send_job_start (job, NULL));
  wait_until (wire_count (client, HEXWIRE_MESSAGE_SENT) >= 2);
  g_assert_cmpint (truncate (path, 30), ==, 0);
  wait_until (!hexwire_send_job_is_running (job));
  hexwire_send_job_get_progress (job, &progress);
  g_assert_nonnull (strstr (hexwire_send_job_get_problem (job), "was cut short"));
  g_assert_cmpuint (progress.n_sent_bytes, <, 100000);
  g_assert_finalize_object (job);

  g_unlink (path);
  missing = hexwire_send_file_new (file, 10);
  job = hexwire_send_job_new (client, NULL, missing, &plan);
  run_to_end (job);
  g_assert_nonnull (strstr (hexwire_send_job_get_problem (job), "Cannot read"));
  g_assert_finalize_object (job);
  close (fd);
  close_client (client);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/send-job/bad-file", test_bad_file);
  g_test_add_func ("/send-job/file", test_file);
  g_test_add_data_func ("/send-job/full-socket/leaves-out", GINT_TO_POINTER (FALSE),
                        test_full_socket);
  g_test_add_data_func ("/send-job/full-socket/waits", GINT_TO_POINTER (TRUE), test_full_socket);
  g_test_add_func ("/send-job/nobody", test_nobody);
  g_test_add_func ("/send-job/peer-vanishes", test_peer_vanishes);
  g_test_add_func ("/send-job/pieces", test_pieces);
  g_test_add_func ("/send-job/pieces-apart", test_pieces_apart);
  g_test_add_func ("/send-job/repeat-datagrams", test_repeat_datagrams);
  g_test_add_func ("/send-job/stop", test_stop);
  g_test_add_func ("/send-job/targets", test_targets);
  return g_test_run ();
}
