/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-input.h"

#include "net/kernel-time.h"
#include "net/responder.h"

#include <sys/ioctl.h>
#include <sys/socket.h>

/* Larger reads are slower. */
#define READ_SIZE_BYTES (64 * 1024)

/* How long the kernel may need, after it noted the time of some data, to let us read them. */
#define MAX_DELIVERY_US 10000

/* To look where nothing waits would take the error that waits instead: that of a reset. */
static gboolean
has_data (HexwireStreamInput *self)
{
  int n_bytes = 0;

  return ioctl (self->fd, FIONREAD, &n_bytes) == 0 && n_bytes > 0;
}

static gint64
find_opened_us (HexwireStreamInput *self)
{
  gint64 now_us = g_get_real_time ();
  _Alignas (struct cmsghdr) guint8 control[HEXWIRE_KERNEL_TIME_CONTROL_BYTES];
  guint8 byte;
  struct iovec vector = { .iov_base = &byte, .iov_len = 1 };
  struct msghdr header = { .msg_iov = &vector,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control };

  if (self->is_unix || !has_data (self)
      || recvmsg (self->fd, &header, MSG_PEEK | MSG_DONTWAIT) <= 0)
    return now_us;
  return MIN (now_us, hexwire_kernel_time_get_us (&header));
}

void
hexwire_stream_input_init (HexwireStreamInput *self,
                           HexwirePeer        *peer,
                           int                 fd,
                           gboolean            is_unix)
{
  self->peer = peer;
  self->fd = fd;
  self->is_unix = is_unix;
  hexwire_kernel_time_enable (fd);
  self->opened_us = find_opened_us (self);
}

/* What was on its way to us while we noted the time of the connection came after that. */
static gint64
get_arrival_us (HexwireStreamInput *self,
                struct msghdr      *header)
{
  gint64 time_us = hexwire_kernel_time_get_us (header);
  gboolean is_first = hexwire_peer_get_counters (self->peer)->messages_in == 0;

  if (is_first && time_us < self->opened_us && self->opened_us - time_us < MAX_DELIVERY_US)
    return self->opened_us;
  return time_us;
}

gssize
hexwire_stream_input_read (HexwireStreamInput  *self,
                           const guint8       **data,
                           gint64              *time_us)
{
  HexwireTraffic *traffic = hexwire_peer_get_traffic (self->peer);
  HexwireMessageLog *log = traffic->log;
  guint8 *room = hexwire_message_log_reserve (log, READ_SIZE_BYTES);
  _Alignas (struct cmsghdr) guint8 control[HEXWIRE_KERNEL_TIME_CONTROL_BYTES];
  struct iovec vector = { .iov_base = room, .iov_len = READ_SIZE_BYTES };
  struct msghdr header = { .msg_iov = &vector,
                           .msg_iovlen = 1 };
  gssize n;

  /* A UNIX stream tells no times, and without room for them nobody can hand files to us. */
  if (!self->is_unix)
    {
      header.msg_control = control;
      header.msg_controllen = sizeof control;
    }
  n = recvmsg (self->fd, &header, MSG_DONTWAIT);
  if (n > 0)
    {
      *time_us = get_arrival_us (self, &header);
      if (traffic->reply == HEXWIRE_REPLY_DISCARD)
        hexwire_responder_discarded (traffic->responder, self->peer, (gsize) n);
      else
        hexwire_message_log_commit (log, HEXWIRE_MESSAGE_RECEIVED, hexwire_peer_get_id (self->peer),
                                    *time_us, (gsize) n);
      hexwire_peer_count (self->peer, HEXWIRE_MESSAGE_RECEIVED, (gsize) n);
    }
  *data = room;
  return n;
}
