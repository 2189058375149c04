/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include <poll.h>
#include <time.h>

/* Whether a UDP server gets every datagram into its log, and what one costs, against a loop that
 * calls recvmmsg() and forgets what it got: at a steady rate, and as fast as the sender can. */

#define N_ROUNDS 2
#define LIMIT_S 170
#define RATE_HZ 100000
#define DURATION_S 10
#define BURST_INTERVAL_NS 1000000
#define BATCH_SIZE 64
#define DATAGRAM_SIZE_BYTES 64
#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

/* The kernel's own counters of a socket: SO_MEMINFO's ninth are the dropped datagrams. */
#define MEMINFO_DROPS 8
#define MEMINFO_N_VARS 9

/* Nothing more comes when nothing came for so long after the sender was done. */
#define QUIET_S 0.2

typedef struct
{
  guint16 port;
  guint rate_hz;    /* 0: as fast as it goes */
} Load;

typedef struct
{
  guint64 n_sent;
  guint64 n_received;
  guint64 n_dropped;
  BenchSeries us_per_datagram;
} Tally;

static void
send_batch (int   fd,
            guint n)
{
  static guint8 payload[DATAGRAM_SIZE_BYTES];
  struct iovec vector = { .iov_base = payload, .iov_len = sizeof payload };
  struct mmsghdr messages[BATCH_SIZE] = { 0 };

  for (guint i = 0; i < n; i++)
    messages[i].msg_hdr = (struct msghdr) { .msg_iov = &vector, .msg_iovlen = 1 };
  for (guint n_done = 0; n_done < n;)
    {
      int n_now = sendmmsg (fd, messages + n_done, n - n_done, 0);

      if (n_now < 0)
        g_error ("sendmmsg: %s", g_strerror (errno));
      n_done += (guint) n_now;
    }
}

/* On an absolute schedule: what was late is made up for. */
static void
sleep_until (struct timespec *due)
{
  due->tv_nsec += BURST_INTERVAL_NS;
  if (due->tv_nsec >= 1000000000)
    {
      due->tv_nsec -= 1000000000;
      due->tv_sec++;
    }
  clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, due, NULL);
}

static void
send_load (int      pipe_fd,
           gpointer user_data)
{
  const Load *load = user_data;
  int fd = bench_connect (SOCK_DGRAM, load->port);
  guint burst = load->rate_hz > 0 ? load->rate_hz / (1000000000 / BURST_INTERVAL_NS) : BATCH_SIZE;
  double end_s = bench_now_s () + DURATION_S;
  guint64 n_sent = 0;
  struct timespec due;

  clock_gettime (CLOCK_MONOTONIC, &due);
  while (bench_now_s () < end_s)
    {
      for (guint n = 0; n < burst; n += BATCH_SIZE)
        send_batch (fd, MIN (burst - n, BATCH_SIZE));
      n_sent += burst;
      if (load->rate_hz > 0)
        sleep_until (&due);
    }
  bench_write (pipe_fd, &n_sent, sizeof n_sent);
}

static guint64
count_dropped (int fd)
{
  guint32 meminfo[MEMINFO_N_VARS] = { 0 };
  socklen_t size = sizeof meminfo;

  getsockopt (fd, SOL_SOCKET, SO_MEMINFO, meminfo, &size);
  return meminfo[MEMINFO_DROPS];
}

static gboolean
is_sender_done (int pipe_fd)
{
  char done;

  return recv (pipe_fd, &done, 1, MSG_DONTWAIT | MSG_PEEK) == 1;
}

static void
add_to_tally (Tally  *tally,
              int     pipe_fd,
              guint64 n_received,
              guint64 n_dropped,
              double  cpu_s)
{
  guint64 n_sent;

  bench_read (pipe_fd, &n_sent, sizeof n_sent);
  tally->n_sent += n_sent;
  tally->n_received += n_received;
  tally->n_dropped += n_dropped;
  bench_series_add (&tally->us_per_datagram, cpu_s * 1e6 / (double) MAX (n_received, 1));
}

static void
measure_plain (Load  *load,
               Tally *tally)
{
  static guint8 buffers[BATCH_SIZE][65536];
  struct sockaddr_storage senders[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];
  struct mmsghdr messages[BATCH_SIZE];
  const int buffer_bytes = RECEIVE_BUFFER_BYTES;
  int fd = bench_bind (SOCK_DGRAM, &load->port);
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
  guint64 n_received = 0;
  double cpu_s = bench_cpu_s ();
  pid_t pid;
  int pipe_fd;

  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
  pipe_fd = bench_fork (send_load, load, &pid);
  while (poll (&poll_fd, 1, (int) (QUIET_S * 1000)) > 0 || !is_sender_done (pipe_fd))
    {
      int n;

      for (guint i = 0; i < BATCH_SIZE; i++)
        {
          vectors[i] = (struct iovec) { .iov_base = buffers[i], .iov_len = sizeof buffers[i] };
          messages[i].msg_hdr = (struct msghdr) { .msg_name = &senders[i],
                                                  .msg_namelen = sizeof senders[i],
                                                  .msg_iov = &vectors[i],
                                                  .msg_iovlen = 1 };
        }
      n = recvmmsg (fd, messages, BATCH_SIZE, MSG_DONTWAIT, NULL);
      n_received += (guint64) MAX (n, 0);
    }
  add_to_tally (tally, pipe_fd, n_received, count_dropped (fd), bench_cpu_s () - cpu_s);
  bench_reap (pipe_fd, pid);
  close (fd);
}

static void
measure_hexwire (Load  *load,
                 Tally *tally)
{
  g_autoptr (HexwireEndpoint) server = wire_new (HEXWIRE_ENDPOINT_UDP_SERVER, 0);
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (server)->counters;
  double cpu_s = bench_cpu_s ();
  HexwireMessageLog *log = hexwire_endpoint_get_log (server);
  double quiet_since_s = bench_now_s ();
  guint64 n_rows;
  guint64 n_before = 0;
  guint tick = g_timeout_add (20, wait_tick_cb, NULL);
  pid_t pid;
  int pipe_fd;

  wire_open (server);
  hexwire_message_log_publish (log);
  n_rows = hexwire_message_log_get_end_row (log);
  load->port = wire_get_port (server);
  pipe_fd = bench_fork (send_load, load, &pid);
  while (!is_sender_done (pipe_fd) || bench_now_s () - quiet_since_s < QUIET_S)
    {
      g_main_context_iteration (NULL, TRUE);
      if (counters->messages_in > n_before)
        quiet_since_s = bench_now_s ();
      n_before = counters->messages_in;
    }
  cpu_s = bench_cpu_s () - cpu_s;
  hexwire_message_log_publish (log);
  n_rows = hexwire_message_log_get_end_row (log) - n_rows;
  g_assert (n_rows == counters->messages_in);
  add_to_tally (tally, pipe_fd, n_rows, hexwire_endpoint_count_dropped (server), cpu_s);
  bench_reap (pipe_fd, pid);
  g_source_remove (tick);
  wire_close (server);
}

static void
print_tally (const char *what,
             const char *whose,
             Tally      *tally)
{
  g_print ("%s: %s: %" G_GUINT64_FORMAT " sent, %" G_GUINT64_FORMAT " received, %" G_GUINT64_FORMAT
           " dropped, %.2f us of CPU each\n",
           what, whose, tally->n_sent, tally->n_received, tally->n_dropped,
           bench_series_get_median (&tally->us_per_datagram));
}

static double
get_share (const Tally *tally)
{
  return (double) tally->n_received / (double) MAX (tally->n_sent, 1);
}

static void
compare (const char *what,
         guint       rate_hz)
{
  Load load = { .rate_hz = rate_hz };
  Tally hexwire = { 0 };
  Tally plain = { 0 };

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      measure_plain (&load, &plain);
      measure_hexwire (&load, &hexwire);
    }
  print_tally (what, "Hexwire", &hexwire);
  print_tally (what, "plain recvmmsg()", &plain);
  g_print ("%s: received of what was sent, ratio %.4f; speed, ratio %.2f\n", what,
           get_share (&hexwire) / get_share (&plain),
           bench_series_get_median (&plain.us_per_datagram)
             / bench_series_get_median (&hexwire.us_per_datagram));
}

int
main (void)
{
  bench_init ();
  alarm (LIMIT_S);
  compare ("udp-receive, 100 000 datagrams/s (aim 1)", RATE_HZ);
  compare ("udp-receive, flat out (aim 0.7)", 0);
  return EXIT_SUCCESS;
}
