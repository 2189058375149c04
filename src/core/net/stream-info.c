/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-info.h"

/* A file of its own: this header and netinet/tcp.h, which GIO's includes, exclude each other. */
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#ifndef SOL_TCP
#define SOL_TCP 6
#endif

static gsize
count_queued (int           fd,
              unsigned long request)
{
  int n_bytes = 0;

  return ioctl (fd, request, &n_bytes) == 0 && n_bytes > 0 ? (gsize) n_bytes : 0;
}

/* What came with Linux 5.4 and 6.2, and so is not in every header. */
#define PEER_WINDOW_OFFSET 228
#define RECEIVE_WINDOW_OFFSET 232

/* As long as the kernel may fill in; what an older one does not know is not there. */
typedef union
{
  struct tcp_info info;
  guint32 words[128];
} Buffer;

static guint32
get_word (const Buffer *buffer,
          gsize         size_bytes,
          gsize         offset)
{
  return offset + sizeof (guint32) <= size_bytes ? buffer->words[offset / sizeof (guint32)] : 0;
}

static void
read_tcp (HexwireStreamInfo     *self,
          const struct tcp_info *info)
{
  self->has_tcp = TRUE;
  self->rtt_us = info->tcpi_rtt;
  self->rtt_deviation_us = info->tcpi_rttvar;
  self->n_retransmitted = info->tcpi_total_retrans;
  self->n_unacked_segments = info->tcpi_unacked;
  self->send_window_segments = info->tcpi_snd_cwnd;
  self->send_mss_bytes = info->tcpi_snd_mss;
  self->receive_mss_bytes = info->tcpi_rcv_mss;
  self->mtu_bytes = info->tcpi_pmtu;
}

void
hexwire_stream_info_read (HexwireStreamInfo *self,
                          int                fd)
{
  Buffer buffer = { 0 };
  socklen_t size = sizeof buffer;

  *self = (HexwireStreamInfo) { .n_unread_bytes = count_queued (fd, SIOCINQ),
                                .n_unconfirmed_bytes = count_queued (fd, SIOCOUTQ) };
  if (getsockopt (fd, SOL_TCP, TCP_INFO, &buffer, &size) != 0)
    return;
  read_tcp (self, &buffer.info);
  self->peer_window_bytes = get_word (&buffer, size, PEER_WINDOW_OFFSET);
  self->has_receive_window = size >= RECEIVE_WINDOW_OFFSET + sizeof (guint32);
  self->receive_window_bytes = get_word (&buffer, size, RECEIVE_WINDOW_OFFSET);
}
