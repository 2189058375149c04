/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include <sys/epoll.h>

/* Round trips per second through an echoing TCP server, with few and with very many open
 * connections, against a plain epoll program. Each server and each server's clients are processes
 * of their own that sleep while the others have their turn. */

#define N_ROUNDS 7
#define ROUND_S 0.2
#define N_MANY 10000
#define N_ACTIVE 64
#define MESSAGE_SIZE_BYTES 64
#define BATCH_SIZE 64
#define RESERVED_DESCRIPTORS 128

typedef struct
{
  const char *name;
  BenchFunc serve;
  guint16 port;
  int server_pipe;
  int client_pipe;
  pid_t server_pid;
  pid_t client_pid;
} Case;

/* What the clients of a case are told to do: to have @n_open connections, and to use @n_active. */
typedef struct
{
  guint n_open;
  guint n_active;
} Order;

static guint
raise_descriptor_limit (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  return (guint) MIN (limit.rlim_cur, G_MAXUINT);
}

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

static void
plain_add (int epoll_fd,
           int fd)
{
  struct epoll_event event = { .events = EPOLLIN, .data = { .fd = fd } };

  if (epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
    g_error ("epoll_ctl: %s", g_strerror (errno));
}

static void
serve_plain (int      pipe_fd,
             gpointer user_data)
{
  static guint8 buffer[65536];
  guint16 port;
  int listener = bench_bind (SOCK_STREAM, &port);
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event events[BATCH_SIZE];

  plain_add (epoll_fd, listener);
  bench_write (pipe_fd, &port, sizeof port);
  for (;;)
    {
      int n_events = epoll_wait (epoll_fd, events, BATCH_SIZE, -1);

      for (int i = 0; i < n_events; i++)
        {
          int fd = events[i].data.fd;
          gssize n;

          if (fd == listener)
            plain_add (epoll_fd, accept (listener, NULL, NULL));
          else if ((n = recv (fd, buffer, sizeof buffer, MSG_DONTWAIT)) <= 0
                   || send (fd, buffer, (gsize) n, MSG_NOSIGNAL | MSG_DONTWAIT) != n)
            close (fd);
        }
    }
}

/* Each connection sends its next message when it has the answer to the last one. */
static double
measure_round_trips (const int *fds,
                     guint      n_active)
{
  guint8 message[MESSAGE_SIZE_BYTES] = { 0 };
  struct epoll_event events[BATCH_SIZE];
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  double begin_s = bench_now_s ();
  double duration_s = 0;
  guint64 n_done = 0;
  guint n_waiting = n_active;

  for (guint i = 0; i < n_active; i++)
    {
      plain_add (epoll_fd, fds[i]);
      bench_write (fds[i], message, sizeof message);
    }
  while (n_waiting > 0)
    {
      int n_events = epoll_wait (epoll_fd, events, BATCH_SIZE, -1);

      for (int i = 0; i < n_events; i++)
        {
          bench_read (events[i].data.fd, message, sizeof message);
          n_done++;
          if (bench_now_s () - begin_s < ROUND_S)
            bench_write (events[i].data.fd, message, sizeof message);
          else
            n_waiting--;
        }
    }
  duration_s = bench_now_s () - begin_s;
  close (epoll_fd);
  return (double) n_done / duration_s;
}

static void
run_clients (int      pipe_fd,
             gpointer user_data)
{
  const Case *self = user_data;
  int *fds = g_new (int, N_MANY);
  guint n_open = 0;
  Order order;

  while (recv (pipe_fd, &order, sizeof order, MSG_WAITALL) == sizeof order)
    {
      double rate_hz = 0;

      while (n_open < order.n_open)
        fds[n_open++] = bench_connect (SOCK_STREAM, self->port);
      if (order.n_active > 0)
        rate_hz = measure_round_trips (fds, order.n_active);
      bench_write (pipe_fd, &rate_hz, sizeof rate_hz);
    }
}

static void
case_start (Case *self)
{
  self->server_pipe = bench_fork (self->serve, NULL, &self->server_pid);
  bench_read (self->server_pipe, &self->port, sizeof self->port);
  self->client_pipe = bench_fork (run_clients, self, &self->client_pid);
}

static void
case_stop (Case *self)
{
  kill (self->client_pid, SIGKILL);
  kill (self->server_pid, SIGKILL);
  bench_reap (self->client_pipe, self->client_pid);
  bench_reap (self->server_pipe, self->server_pid);
}

static double
case_order (Case *self,
            guint n_open,
            guint n_active)
{
  Order order = { .n_open = n_open, .n_active = n_active };
  double rate_hz;

  bench_write (self->client_pipe, &order, sizeof order);
  bench_read (self->client_pipe, &rate_hz, sizeof rate_hz);
  return rate_hz;
}

/* @cases: Hexwire and the plain program with few connections, then both with @n_many. */
static void
compare (Case  *cases,
         guint  n_many,
         guint  n_active)
{
  BenchSeries series[4] = { 0 };
  double rates_hz[4];

  for (guint round = 0; round < N_ROUNDS; round++)
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
  guint n_many = MIN (N_MANY, limit - RESERVED_DESCRIPTORS);
  double begin_s;

  bench_init ();
  if (n_many < N_MANY)
    g_print ("echo: only %u connections, because no more than %u open files are allowed\n", n_many,
             limit);

  for (guint i = 0; i < 4; i++)
    case_start (&cases[i]);
  for (guint i = 2; i < 4; i++)
    {
      begin_s = bench_now_s ();
      case_order (&cases[i], n_many, 0);
      g_print ("echo: %s: %u connections made in %.2f s\n", cases[i].name, n_many,
               bench_now_s () - begin_s);
    }
  compare (cases, n_many, 1);
  compare (cases, n_many, N_ACTIVE);
  for (guint i = 0; i < 4; i++)
    case_stop (&cases[i]);
  return EXIT_SUCCESS;
}
