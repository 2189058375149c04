/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"

/* One TCP connection that delivers as fast as it can, to a plain loop and to a server of ours. */

#define TCP_LOAD_BULK_BLOCK_BYTES (256 * 1024)
#define TCP_LOAD_BUFFER_BYTES (64 * 1024)

typedef struct
{
  guint16 port;
  guint64 size_bytes;
  gsize block_bytes;    /* of one send() */
} TcpLoad;

/* Sends, and tells how long it took until the receiver, done with all of it, closed. */
static inline void
tcp_load_send (int      pipe_fd,
               gpointer user_data)
{
  static guint8 block[TCP_LOAD_BULK_BLOCK_BYTES];
  const TcpLoad *load = user_data;
  int fd = bench_connect (SOCK_STREAM, load->port);
  double begin_s = bench_now_s ();
  double duration_s;

  for (guint64 left = load->size_bytes; left > 0;)
    {
      gssize n = send (fd, block, MIN (left, load->block_bytes), 0);

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

static inline double
tcp_load_finish (int     pipe_fd,
                 pid_t   pid,
                 guint64 size_bytes)
{
  double duration_s;

  bench_read (pipe_fd, &duration_s, sizeof duration_s);
  bench_reap (pipe_fd, pid);
  return (double) size_bytes / duration_s / 1e9;
}

/* The GB/s of a loop that calls recv(). @memory: where to put the bytes, over and over; a multiple
 * of a read's size */
static inline double
tcp_load_measure_plain (guint64 size_bytes,
                        gsize   block_bytes,
                        guint8 *memory,
                        gsize   memory_bytes)
{
  TcpLoad load = { .size_bytes = size_bytes, .block_bytes = block_bytes };
  int listener = bench_bind (SOCK_STREAM, &load.port);
  guint64 n_bytes = 0;
  pid_t pid;
  int pipe_fd = bench_fork (tcp_load_send, &load, &pid);
  int fd = accept (listener, NULL, NULL);
  gsize offset = 0;
  gssize n;

  while ((n = recv (fd, memory + offset, MIN (TCP_LOAD_BUFFER_BYTES, memory_bytes - offset), 0))
         > 0)
    {
      n_bytes += (guint64) n;
      offset = (offset + (gsize) n) % memory_bytes;
    }
  g_assert (n_bytes == size_bytes);
  close (fd);
  close (listener);
  return tcp_load_finish (pipe_fd, pid, size_bytes);
}

/* The GB/s into the log of a TCP server. */
static inline double
tcp_load_measure_hexwire (HexwireEndpoint *server,
                          guint64          size_bytes,
                          gsize            block_bytes)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (server)->counters;
  guint64 target = counters->bytes_in + size_bytes;
  TcpLoad load = { .port = wire_get_port (server),
                   .size_bytes = size_bytes,
                   .block_bytes = block_bytes };
  pid_t pid;
  int pipe_fd = bench_fork (tcp_load_send, &load, &pid);

  while (counters->bytes_in < target || hexwire_endpoint_get_n_connected (server) > 0)
    g_main_context_iteration (NULL, TRUE);
  return tcp_load_finish (pipe_fd, pid, size_bytes);
}
