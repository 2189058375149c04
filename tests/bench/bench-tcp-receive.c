/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include <sys/mman.h>

/* How fast one sender's bytes get into the log of a TCP server, against two loops that call recv():
 * one forgets what it got, with a buffer that never leaves the cache, and one keeps as much of it
 * as the log does, which shows what keeping costs by itself. An empty log takes memory from the
 * system, a full one goes round in what it has: both are measured. */

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

/* @memory: where to put the bytes, over and over; a multiple of a read's size */
static double
measure_plain (guint64 size_bytes,
               guint8 *memory,
               gsize   memory_bytes)
{
  Load load = { .size_bytes = size_bytes };
  int listener = bench_bind (SOCK_STREAM, &load.port);
  guint64 n_bytes = 0;
  pid_t pid;
  int pipe_fd = bench_fork (send_load, &load, &pid);
  int fd = accept (listener, NULL, NULL);
  gsize offset = 0;
  gssize n;

  while ((n = recv (fd, memory + offset, MIN (BUFFER_SIZE_BYTES, memory_bytes - offset), 0)) > 0)
    {
      n_bytes += (guint64) n;
      offset = (offset + (gsize) n) % memory_bytes;
    }
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

/* Fresh memory, in large pages as the log's. */
static guint8 *
take_memory (void)
{
  guint8 *memory = g_aligned_alloc (1, FILL_BYTES, HEXWIRE_LOG_CHUNK_SIZE_BYTES);

  madvise (memory, FILL_BYTES, MADV_HUGEPAGE);
  return memory;
}

static void
compare (const char  *what,
         BenchSeries *hexwire,
         BenchSeries *forgetting,
         BenchSeries *keeping)
{
  double ours = bench_series_get_median (hexwire);
  double forgets = bench_series_get_median (forgetting);
  double keeps = bench_series_get_median (keeping);

  g_print ("tcp-receive, %s: Hexwire %.2f GB/s, plain recv() %.2f GB/s, ratio %.2f (aim 0.8); "
           "plain recv() that keeps as much %.2f GB/s, ratio %.2f\n",
           what, ours, forgets, ours / forgets, keeps, ours / keeps);
}

int
main (void)
{
  static guint8 buffer[BUFFER_SIZE_BYTES];
  BenchSeries hexwire[2] = { 0 };
  BenchSeries forgetting[2] = { 0 };
  BenchSeries keeping[2] = { 0 };
  const guint64 sizes_bytes[2] = { FILL_BYTES, BULK_BYTES };

  bench_init ();
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
      guint8 *memory = take_memory ();

      wire_open (server);
      for (guint i = 0; i < 2; i++)
        {
          bench_series_add (&forgetting[i], measure_plain (sizes_bytes[i], buffer, sizeof buffer));
          bench_series_add (&keeping[i], measure_plain (sizes_bytes[i], memory, FILL_BYTES));
          bench_series_add (&hexwire[i], measure_hexwire (server, sizes_bytes[i]));
        }
      wire_close (server);
      g_aligned_free (memory);
    }
  compare ("empty log", &hexwire[0], &forgetting[0], &keeping[0]);
  compare ("full log", &hexwire[1], &forgetting[1], &keeping[1]);
  return EXIT_SUCCESS;
}
