/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "echo-load.h"

/* Round trips per second through an echoing TCP server, with few and with very many open
 * connections, against a plain epoll program; and what an idle connection costs in memory. */

static void
serve_hexwire (int      pipe_fd,
               gpointer user_data)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_TCP_SERVER, 0);
  guint16 port;

  g_object_set (server, "reply", HEXWIRE_REPLY_ECHO, NULL);
  wire_open (server);
  port = wire_get_port (server);
  bench_write (pipe_fd, &port, sizeof port);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* @cases: Hexwire and the plain program with few connections, then both with @n_many. */
static void
compare (Case  *cases,
         guint  n_many,
         guint  n_active)
{
  BenchSeries series[4] = { 0 };
  double rates_hz[4];

  for (guint round = 0; round < ECHO_ROUNDS; round++)
    for (guint i = 0; i < 4; i++)
      bench_series_add (&series[i], case_order (&cases[i], n_active, n_active));
  for (guint i = 0; i < 4; i++)
    rates_hz[i] = bench_series_get_median (&series[i]);

  for (guint i = 0; i < 2; i++)
    g_print ("echo, %u active: %s: %.0f round trips/s with %u open, %.0f with %u open, "
             "ratio %.2f%s\n",
             n_active, cases[i].name, rates_hz[i], n_active, rates_hz[i + 2], n_many,
             rates_hz[i + 2] / rates_hz[i], i == 0 ? " (aim 0.8)" : "");
  g_print ("echo, %u active: Hexwire against plain epoll: ratio %.2f with %u open, "
           "%.2f with %u open\n",
           n_active, rates_hz[0] / rates_hz[1], n_active, rates_hz[2] / rates_hz[3], n_many);
}

int
main (void)
{
  Case cases[4] = { { .name = "Hexwire", .serve = serve_hexwire },
                    { .name = "plain epoll", .serve = serve_plain },
                    { .name = "Hexwire", .serve = serve_hexwire },
                    { .name = "plain epoll", .serve = serve_plain } };
  guint limit = raise_descriptor_limit ();
  guint n_many = MIN (ECHO_N_MANY, limit - ECHO_RESERVED_DESCRIPTORS);
  double begin_s;

  bench_init ();
  if (n_many < ECHO_N_MANY)
    g_print ("echo: only %u connections, because no more than %u open files are allowed\n", n_many,
             limit);

  for (guint i = 0; i < 4; i++)
    case_start (&cases[i]);
  for (guint i = 2; i < 4; i++)
    {
      gint64 memory_bytes = case_get_memory_bytes (&cases[i]);

      begin_s = bench_now_s ();
      case_order (&cases[i], n_many, 0);
      g_print ("echo: %s: %u connections made in %.2f s\n", cases[i].name, n_many,
               bench_now_s () - begin_s);
      /* A turn of each, so that the last one is accepted. */
      case_order (&cases[i], n_many, n_many);
      memory_bytes = case_get_memory_bytes (&cases[i]) - memory_bytes;
      g_print ("echo: %s: %.1f kB of memory for a connection, without the kernel's%s\n",
               cases[i].name, (double) memory_bytes / n_many / 1000,
               i == 2 ? " (aim 8)" : "");
    }
  compare (cases, n_many, 1);
  compare (cases, n_many, ECHO_N_ACTIVE);
  for (guint i = 0; i < 4; i++)
    case_stop (&cases[i]);
  return EXIT_SUCCESS;
}
