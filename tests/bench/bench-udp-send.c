/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "net/send-job.h"

/* How fast a UDP client sends, with every datagram in its log, against a loop that calls
 * sendmmsg() and forgets what it sent. Nobody reads what arrives: the kernel drops it. */

#define N_ROUNDS 5
#define N_DATAGRAMS 500000
#define BATCH_SIZE 64
#define SIZE_BYTES 64

static const guint8 payload[SIZE_BYTES];

static double
measure_plain (guint16 port)
{
  int fd = bench_connect (SOCK_DGRAM, port);
  struct iovec vector = { .iov_base = (gpointer) payload, .iov_len = sizeof payload };
  struct mmsghdr messages[BATCH_SIZE] = { 0 };
  double start_s;

  for (guint i = 0; i < BATCH_SIZE; i++)
    messages[i].msg_hdr = (struct msghdr) { .msg_iov = &vector, .msg_iovlen = 1 };
  start_s = bench_now_s ();
  for (guint n_sent = 0; n_sent < N_DATAGRAMS;)
    {
      int n = sendmmsg (fd, messages, MIN (BATCH_SIZE, N_DATAGRAMS - n_sent), 0);

      if (n < 0)
        g_error ("sendmmsg: %s", g_strerror (errno));
      n_sent += (guint) n;
    }
  start_s = bench_now_s () - start_s;
  close (fd);
  return N_DATAGRAMS / start_s;
}

static double
measure_hexwire (guint16 port)
{
  g_autoptr (HexwireEndpoint) client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload, sizeof payload);
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_bytes (bytes);
  HexwireSendPlan plan = { .n_messages = N_DATAGRAMS };
  g_autoptr (HexwireSendJob) job = NULL;
  double start_s;

  wire_open (client);
  job = hexwire_send_job_new (client, NULL, source, &plan);
  start_s = bench_now_s ();
  if (!hexwire_send_job_start (job, NULL))
    g_error ("Cannot start");
  while (hexwire_send_job_is_running (job))
    g_main_context_iteration (NULL, TRUE);
  start_s = bench_now_s () - start_s;
  g_assert (hexwire_endpoint_get_traffic (client)->counters.messages_out == N_DATAGRAMS);
  wire_close (client);
  return N_DATAGRAMS / start_s;
}

int
main (void)
{
  BenchSeries plain = { .n = 0 };
  BenchSeries hexwire = { .n = 0 };
  guint16 port;
  int fd;

  bench_init ();
  fd = bench_bind (SOCK_DGRAM, &port);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bench_series_add (&plain, measure_plain (port));
      bench_series_add (&hexwire, measure_hexwire (port));
    }
  g_print ("udp-send, flat out: %.0f datagrams/s, plain sendmmsg() %.0f; ratio %.2f (aim 0.7)\n",
           bench_series_get_median (&hexwire), bench_series_get_median (&plain),
           bench_series_get_median (&hexwire) / bench_series_get_median (&plain));
  close (fd);
  return EXIT_SUCCESS;
}
