/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"

#include <sys/epoll.h>

/* Clients of an echoing TCP server, and a plain epoll program as one. Each server and each server's
 * clients are processes of their own that sleep while the others have their turn. */

#define ECHO_ROUNDS 7
#define ECHO_ROUND_S 0.2
#define ECHO_N_MANY 10000
#define ECHO_N_ACTIVE 64
#define ECHO_MESSAGE_BYTES 64
#define ECHO_BATCH_SIZE 64
#define ECHO_RESERVED_DESCRIPTORS 128

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

static inline guint
raise_descriptor_limit (void)
{
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  return (guint) MIN (limit.rlim_cur, G_MAXUINT);
}

static inline void
plain_add (int epoll_fd,
           int fd)
{
  struct epoll_event event = { .events = EPOLLIN, .data = { .fd = fd } };

  if (epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
    g_error ("epoll_ctl: %s", g_strerror (errno));
}

static inline void
serve_plain (int      pipe_fd,
             gpointer user_data)
{
  static guint8 buffer[65536];
  guint16 port;
  int listener = bench_bind (SOCK_STREAM, &port);
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event events[ECHO_BATCH_SIZE];

  plain_add (epoll_fd, listener);
  bench_write (pipe_fd, &port, sizeof port);
  for (;;)
    {
      int n_events = epoll_wait (epoll_fd, events, ECHO_BATCH_SIZE, -1);

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
static inline double
measure_round_trips (const int *fds,
                     guint      n_active)
{
  guint8 message[ECHO_MESSAGE_BYTES] = { 0 };
  struct epoll_event events[ECHO_BATCH_SIZE];
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
      int n_events = epoll_wait (epoll_fd, events, ECHO_BATCH_SIZE, -1);

      for (int i = 0; i < n_events; i++)
        {
          bench_read (events[i].data.fd, message, sizeof message);
          n_done++;
          if (bench_now_s () - begin_s < ECHO_ROUND_S)
            bench_write (events[i].data.fd, message, sizeof message);
          else
            n_waiting--;
        }
    }
  duration_s = bench_now_s () - begin_s;
  close (epoll_fd);
  return (double) n_done / duration_s;
}

static inline void
run_clients (int      pipe_fd,
             gpointer user_data)
{
  const Case *self = user_data;
  int *fds = g_new (int, ECHO_N_MANY);
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

static inline void
case_start (Case *self)
{
  self->server_pipe = bench_fork (self->serve, NULL, &self->server_pid);
  bench_read (self->server_pipe, &self->port, sizeof self->port);
  self->client_pipe = bench_fork (run_clients, self, &self->client_pid);
}

static inline void
case_stop (Case *self)
{
  kill (self->client_pid, SIGKILL);
  kill (self->server_pid, SIGKILL);
  bench_reap (self->client_pipe, self->client_pid);
  bench_reap (self->server_pipe, self->server_pid);
}

static inline double
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

/* The memory of the server's process. */
static inline gint64
case_get_memory_bytes (const Case *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", (int) self->server_pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  words = g_strsplit (text, " ", 3);
  return g_ascii_strtoll (words[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}
