/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tcp-load.h"

#include <sys/mman.h>

/* How fast one sender's bytes get into the log of a TCP server, against two loops that call recv():
 * one forgets what it got, with a buffer that never leaves the cache, and one keeps as much of it
 * as the log does, which shows what keeping costs by itself. An empty log takes memory from the
 * system, a full one goes round in what it has: both are measured. */

#define N_ROUNDS 7
#define FILL_BYTES ((guint64) HEXWIRE_MESSAGE_LOG_MAX_BYTES)
#define BULK_BYTES (G_GUINT64_CONSTANT (1024) * 1024 * 1024)

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
  static guint8 buffer[TCP_LOAD_BUFFER_BYTES];
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
          bench_series_add (&forgetting[i],
                            tcp_load_measure_plain (sizes_bytes[i], TCP_LOAD_BULK_BLOCK_BYTES,
                                                    buffer, sizeof buffer));
          bench_series_add (&keeping[i],
                            tcp_load_measure_plain (sizes_bytes[i], TCP_LOAD_BULK_BLOCK_BYTES,
                                                    memory, FILL_BYTES));
          bench_series_add (&hexwire[i], tcp_load_measure_hexwire (server, sizes_bytes[i],
                                                                   TCP_LOAD_BULK_BLOCK_BYTES));
        }
      wire_close (server);
      g_aligned_free (memory);
    }
  compare ("empty log", &hexwire[0], &forgetting[0], &keeping[0]);
  compare ("full log", &hexwire[1], &forgetting[1], &keeping[1]);
  return EXIT_SUCCESS;
}
