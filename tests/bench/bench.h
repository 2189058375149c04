/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

/* What the benchmarks share. Every figure is taken beside that of a plain program in the same run,
 * turn by turn, because absolute figures tell more about the machine than about us. */

/* A benchmark that hangs ends after this. */
#define BENCH_LIMIT_S 60

typedef void (*BenchFunc) (int      pipe_fd,
                           gpointer user_data);

/* A figure per round; the median is what counts. */
typedef struct
{
  double values[16];
  guint n;
} BenchSeries;

static inline void
bench_init (void)
{
  setvbuf (stdout, NULL, _IOLBF, 0);
  signal (SIGPIPE, SIG_IGN);
  alarm (BENCH_LIMIT_S);
}

static inline double
bench_now_s (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* The processor time of this process so far. */
static inline double
bench_cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static inline void
bench_series_add (BenchSeries *self,
                  double       value)
{
  g_assert (self->n < G_N_ELEMENTS (self->values));
  self->values[self->n++] = value;
}

static inline int
bench_compare_doubles (const void *a,
                       const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static inline double
bench_series_get_median (BenchSeries *self)
{
  qsort (self->values, self->n, sizeof self->values[0], bench_compare_doubles);
  return self->n % 2 == 1 ? self->values[self->n / 2]
                          : (self->values[self->n / 2 - 1] + self->values[self->n / 2]) / 2;
}

/* Runs @func in a process of its own, that dies with this one. Returns our end of a socket pair
 * whose other end @func gets. */
static inline int
bench_fork (BenchFunc  func,
            gpointer   user_data,
            pid_t     *pid)
{
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fds) != 0)
    g_error ("socketpair: %s", g_strerror (errno));
  *pid = fork ();
  if (*pid < 0)
    g_error ("fork: %s", g_strerror (errno));
  if (*pid == 0)
    {
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      close (fds[0]);
      func (fds[1], user_data);
      _exit (0);
    }
  close (fds[1]);
  return fds[0];
}

static inline void
bench_write (int         fd,
             const void *data,
             gsize       size_bytes)
{
  if (write (fd, data, size_bytes) != (gssize) size_bytes)
    g_error ("write: %s", g_strerror (errno));
}

static inline void
bench_read (int    fd,
            void  *data,
            gsize  size_bytes)
{
  if (recv (fd, data, size_bytes, MSG_WAITALL) != (gssize) size_bytes)
    g_error ("The other process is gone");
}

static inline void
bench_reap (int   pipe_fd,
            pid_t pid)
{
  close (pipe_fd);
  waitpid (pid, NULL, 0);
}

/* A plain socket on a free loopback port. */
static inline int
bench_bind (int      type,
            guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK) } };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, type | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *) &address, size) != 0
      || (type == SOCK_STREAM && listen (fd, 4096) != 0)
      || getsockname (fd, (struct sockaddr *) &address, &size) != 0)
    g_error ("Cannot bind: %s", g_strerror (errno));
  *port = ntohs (address.sin_port);
  return fd;
}

static inline int
bench_connect (int     type,
               guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr = { .s_addr = htonl (INADDR_LOOPBACK) } };
  int fd = socket (AF_INET, type | SOCK_CLOEXEC, 0);

  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("Cannot connect: %s", g_strerror (errno));
  return fd;
}
