/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "net/send-job.h"
#include "net/send-schedule.h"

#include <sys/timerfd.h>

/* How far from its moment each message of a steady repetition leaves, against a plain loop of
 * timerfd and send(): the kernel's time stamps of what arrives on loopback tell. */

#define N_ROUNDS 3
#define DURATION_S 2
#define NS_PER_S 1000000000
#define SIZE_BYTES 64

typedef struct
{
  GArray *times_ns;     /* of gint64: when each came, on the clock of the day */
  BenchSeries p50_us;
  BenchSeries p99_us;
} Tally;

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return (difference > 0) - (difference < 0);
}

/* The schedule's beginning is not known to who receives: the message that was least late is taken
 * for one that was in time. */
static void
add_to_tally (Tally  *tally,
              gint64  interval_ns)
{
  g_autoptr (GArray) errors_ns = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 least_ns = G_MAXINT64;
  guint n = tally->times_ns->len;

  g_assert (n > 0);
  for (guint i = 0; i < n; i++)
    {
      gint64 late_ns = g_array_index (tally->times_ns, gint64, i) - (gint64) i * interval_ns;

      least_ns = MIN (least_ns, late_ns);
      g_array_append_val (errors_ns, late_ns);
    }
  g_array_sort (errors_ns, compare_times);
  bench_series_add (&tally->p50_us,
                    (double) (g_array_index (errors_ns, gint64, n / 2) - least_ns) / 1000);
  bench_series_add (&tally->p99_us,
                    (double) (g_array_index (errors_ns, gint64, n * 99 / 100) - least_ns) / 1000);
  g_array_set_size (tally->times_ns, 0);
}

static void
receive_all (int    fd,
             Tally *tally)
{
  guint8 payload[SIZE_BYTES];
  _Alignas (struct cmsghdr) guint8 control[256];

  while (TRUE)
    {
      struct iovec vector = { payload, sizeof payload };
      struct msghdr header = { .msg_iov = &vector,
                               .msg_iovlen = 1,
                               .msg_control = control,
                               .msg_controllen = sizeof control };

      if (recvmsg (fd, &header, MSG_DONTWAIT) < 0)
        return;
      for (struct cmsghdr *c = CMSG_FIRSTHDR (&header); c != NULL; c = CMSG_NXTHDR (&header, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS)
          {
            struct timespec time;
            gint64 time_ns;

            memcpy (&time, CMSG_DATA (c), sizeof time);
            time_ns = (gint64) time.tv_sec * NS_PER_S + time.tv_nsec;
            g_array_append_val (tally->times_ns, time_ns);
          }
    }
}

static void
measure_plain (guint16 port,
               gint64  interval_ns,
               guint   n)
{
  static guint8 payload[SIZE_BYTES];
  int fd = bench_connect (SOCK_DGRAM, port);
  int timer_fd = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC);
  gint64 start_ns = hexwire_send_schedule_now_ns () + interval_ns;
  struct itimerspec spec
    = { .it_interval = { .tv_nsec = interval_ns },
        .it_value = { .tv_sec = start_ns / NS_PER_S, .tv_nsec = start_ns % NS_PER_S } };

  timerfd_settime (timer_fd, TFD_TIMER_ABSTIME, &spec, NULL);
  for (guint n_sent = 0; n_sent < n;)
    {
      guint64 n_due = 0;

      if (read (timer_fd, &n_due, sizeof n_due) != sizeof n_due)
        g_error ("read: %s", g_strerror (errno));
      for (; n_due > 0 && n_sent < n; n_due--, n_sent++)
        if (send (fd, payload, sizeof payload, 0) < 0)
          g_error ("send: %s", g_strerror (errno));
    }
  close (timer_fd);
  close (fd);
}

static void
measure_hexwire (guint16 port,
                 gint64  interval_ns,
                 guint   n)
{
  static const guint8 payload[SIZE_BYTES];
  g_autoptr (HexwireEndpoint) client = wire_new (HEXWIRE_ENDPOINT_UDP_CLIENT, port);
  g_autoptr (GBytes) bytes = g_bytes_new_static (payload, sizeof payload);
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_bytes (bytes);
  HexwireSendPlan plan = { .interval_ns = interval_ns, .n_messages = n };
  g_autoptr (HexwireSendJob) job = NULL;

  wire_open (client);
  job = hexwire_send_job_new (client, NULL, source, &plan);
  if (!hexwire_send_job_start (job, NULL))
    g_error ("Cannot start");
  while (hexwire_send_job_is_running (job))
    g_main_context_iteration (NULL, TRUE);
  wire_close (client);
}

static void
compare (int     fd,
         guint16 port,
         guint   rate_hz)
{
  Tally plain = { .times_ns = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  Tally hexwire = { .times_ns = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  gint64 interval_ns = NS_PER_S / rate_hz;
  guint n = rate_hz * DURATION_S;
  double p50_us, p99_us, plain_p50_us, plain_p99_us;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      measure_plain (port, interval_ns, n);
      receive_all (fd, &plain);
      g_assert (plain.times_ns->len == n);
      add_to_tally (&plain, interval_ns);
      measure_hexwire (port, interval_ns, n);
      receive_all (fd, &hexwire);
      g_assert (hexwire.times_ns->len == n);
      add_to_tally (&hexwire, interval_ns);
    }
  p50_us = bench_series_get_median (&hexwire.p50_us);
  p99_us = bench_series_get_median (&hexwire.p99_us);
  plain_p50_us = bench_series_get_median (&plain.p50_us);
  plain_p99_us = bench_series_get_median (&plain.p99_us);
  g_print ("repeat, %u Hz: late by p50 %.1f us, p99 %.1f us; plain timerfd loop p50 %.1f us, "
           "p99 %.1f us; ratios %.2f and %.2f\n",
           rate_hz, p50_us, p99_us, plain_p50_us, plain_p99_us, p50_us / plain_p50_us,
           p99_us / plain_p99_us);
  g_array_unref (plain.times_ns);
  g_array_unref (hexwire.times_ns);
}

int
main (void)
{
  const int buffer_bytes = 64 * 1024 * 1024;
  const int on = 1;
  guint16 port;
  int fd;

  bench_init ();
  fd = bench_bind (SOCK_DGRAM, &port);
  if (setsockopt (fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer_bytes, sizeof buffer_bytes) != 0)
    {
      g_print ("repeat: skipped, because the receive buffer cannot hold a round: %s\n",
               g_strerror (errno));
      return EXIT_SUCCESS;
    }
  setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  compare (fd, port, 1000);
  compare (fd, port, 10000);
  return EXIT_SUCCESS;
}
