/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

/* How fast one sender's bytes get into the log of a TCP server, against a loop that calls recv()
 * and forgets what it got. An empty log takes memory from the system, a full one goes round in what
 * it has: both are measured. */

#define N_ROUNDS 7
#define BLOCK_SIZE_BYTES (256 * 1024)
#define BUFFER_SIZE_BYTES (64 * 1024)
#define FILL_BYTES ((guint64) HEXWIRE_MESSAGE_LOG_MAX_BYTES)
#define BULK_BYTES (G_GUINT64_CONSTANT (1024) * 1024 * 1024)

typedef struct
{
  guint16 port;
  guint64 size_bytes;
} Load;

/* Sends, and tells how long it took until the receiver, done with all of it, closed. */
static void
send_load (int      pipe_fd,
           gpointer user_data)
{
  static guint8 block[BLOCK_SIZE_BYTES];
  const Load *load = user_data;
  int fd = bench_connect (SOCK_STREAM, load->port);
  double begin_s = bench_now_s ();
  double duration_s;

  for (guint64 left = load->size_bytes; left > 0;)
    {
      gssize n = send (fd, block, MIN (left, sizeof block), 0);

      if (n < 0)
        g_error ("send: %s", g_strerror (errno));
      left -= (guint64) n;
    }
  shutdown (fd, SHUT_WR);
  if (recv (fd, block, 1, 0) != 0)
    g_error ("The receiver did not close");
  duration_s = bench_now_s () - begin_s;
  bench_write (pipe_fd, &duration_s, sizeof duration_s);
}

static double
finish_load (int     pipe_fd,
             pid_t   pid,
             guint64 size_bytes)
{
  double duration_s;

  bench_read (pipe_fd, &duration_s, sizeof duration_s);
  bench_reap (pipe_fd, pid);
  return (double) size_bytes / duration_s / 1e9;
}

static double
measure_plain (guint64 size_bytes)
{
  static guint8 buffer[BUFFER_SIZE_BYTES];
  Load load = { .size_bytes = size_bytes };
  int listener = bench_bind (SOCK_STREAM, &load.port);
  guint64 n_bytes = 0;
  pid_t pid;
  int pipe_fd = bench_fork (send_load, &load, &pid);
  int fd = accept (listener, NULL, NULL);
  gssize n;

  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    n_bytes += (guint64) n;
  g_assert (n_bytes == size_bytes);
  close (fd);
  close (listener);
  return finish_load (pipe_fd, pid, size_bytes);
}

static double
measure_hexwire (HexwireEndpoint *server,
                 guint64          size_bytes)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (server)->counters;
  guint64 target = counters->bytes_in + size_bytes;
  Load load = { .port = wire_get_port (server), .size_bytes = size_bytes };
  pid_t pid;
  int pipe_fd = bench_fork (send_load, &load, &pid);

  while (counters->bytes_in < target || hexwire_endpoint_get_n_connected (server) > 0)
    g_main_context_iteration (NULL, TRUE);
  return finish_load (pipe_fd, pid, size_bytes);
}

static void
print_ratio (const char  *what,
             BenchSeries *hexwire,
             BenchSeries *plain)
{
  double ours = bench_series_get_median (hexwire);
  double theirs = bench_series_get_median (plain);

  g_print ("%s: Hexwire %.2f GB/s, plain recv() %.2f GB/s, ratio %.2f\n", what, ours, theirs,
           ours / theirs);
}

int
main (void)
{
  BenchSeries plain = { 0 };
  BenchSeries plain_short = { 0 };
  BenchSeries filling = { 0 };
  BenchSeries full = { 0 };

  bench_init ();
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);

      wire_open (server);
      bench_series_add (&plain_short, measure_plain (FILL_BYTES));
      bench_series_add (&filling, measure_hexwire (server, FILL_BYTES));
      bench_series_add (&plain, measure_plain (BULK_BYTES));
      bench_series_add (&full, measure_hexwire (server, BULK_BYTES));
      wire_close (server);
    }
  print_ratio ("tcp-receive, empty log", &filling, &plain_short);
  print_ratio ("tcp-receive, full log (aim 0.8)", &full, &plain);
  return EXIT_SUCCESS;
}
