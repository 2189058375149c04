/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/datagram-socket.h"

#include "net/address.h"
#include "net/kernel-time.h"

#include <errno.h>

#define BATCH_SIZE 64
#define MAX_SIZE_BYTES 65536

/* Of linux/sock_diag.h, which is not there on every system that has SO_MEMINFO. */
#define MEMINFO_DROPS 8
#define MEMINFO_N_VARS 9

/* What recvmmsg(2) fills in, beside the payloads. */
typedef struct
{
  struct mmsghdr messages[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];
  struct sockaddr_storage senders[BATCH_SIZE];
  _Alignas (struct cmsghdr) guint8 controls[BATCH_SIZE][HEXWIRE_KERNEL_TIME_CONTROL_BYTES];
} Batch;

struct _HexwireDatagramSocket
{
  GSocket *socket;
  int fd;
  HexwireWatch *watch;
  const HexwireDatagramFuncs *funcs;
  gpointer user_data;
  guint8 *buffers;          /* BATCH_SIZE times MAX_SIZE_BYTES; only touched pages are real */
  gboolean is_in_batch;     /* datagrams are being handed over: free() leaves the memory to that */
  gboolean is_freed;
};

HexwireDatagramSocket *
hexwire_datagram_socket_new (GSocket *socket)
{
  HexwireDatagramSocket *self = g_new0 (HexwireDatagramSocket, 1);

  self->socket = g_object_ref (socket);
  self->fd = g_socket_get_fd (socket);
  hexwire_kernel_time_enable (self->fd);
  self->buffers = g_malloc (BATCH_SIZE * MAX_SIZE_BYTES);
  return self;
}

void
hexwire_datagram_socket_free (HexwireDatagramSocket *self)
{
  if (!self->is_freed)
    {
      self->is_freed = TRUE;
      g_clear_pointer (&self->watch, hexwire_watch_remove);
      g_socket_close (self->socket, NULL);
      g_clear_object (&self->socket);
    }
  if (self->is_in_batch)
    return;
  g_free (self->buffers);
  g_free (self);
}

static void
prepare_batch (HexwireDatagramSocket *self,
               Batch                 *batch)
{
  for (guint i = 0; i < BATCH_SIZE; i++)
    {
      batch->vectors[i].iov_base = self->buffers + i * MAX_SIZE_BYTES;
      batch->vectors[i].iov_len = MAX_SIZE_BYTES;
      batch->messages[i].msg_hdr
        = (struct msghdr) { .msg_name = &batch->senders[i],
                            .msg_namelen = sizeof batch->senders[i],
                            .msg_iov = &batch->vectors[i],
                            .msg_iovlen = 1,
                            .msg_control = batch->controls[i],
                            .msg_controllen = sizeof batch->controls[i] };
    }
}

static void
hand_over (HexwireDatagramSocket *self,
           Batch                 *batch,
           guint                  i)
{
  struct msghdr *header = &batch->messages[i].msg_hdr;
  HexwireDatagram datagram = { .data = batch->vectors[i].iov_base,
                               .size_bytes = batch->messages[i].msg_len,
                               .is_cut = (header->msg_flags & MSG_TRUNC) != 0,
                               .sender = (const struct sockaddr *) &batch->senders[i],
                               .sender_size = header->msg_namelen,
                               .time_us = hexwire_kernel_time_get_us (header) };

  self->funcs->received (self, &datagram, self->user_data);
}

static void
ready_cb (GIOCondition condition,
          gpointer     user_data)
{
  HexwireDatagramSocket *self = user_data;
  Batch batch;
  int n;

  prepare_batch (self, &batch);
  n = recvmmsg (self->fd, batch.messages, BATCH_SIZE, MSG_DONTWAIT, NULL);
  if (n < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        self->funcs->failed (self, errno, self->user_data);
      return;
    }

  self->is_in_batch = TRUE;
  for (int i = 0; i < n && !self->is_freed; i++)
    hand_over (self, &batch, (guint) i);
  self->is_in_batch = FALSE;
  if (self->is_freed)
    hexwire_datagram_socket_free (self);
}

void
hexwire_datagram_socket_start (HexwireDatagramSocket      *self,
                               HexwirePoller              *poller,
                               const HexwireDatagramFuncs *funcs,
                               gpointer                    user_data)
{
  g_return_if_fail (self->watch == NULL);

  self->funcs = funcs;
  self->user_data = user_data;
  self->watch = hexwire_poller_add (poller, self->fd, G_IO_IN, ready_cb, self);
}

int
hexwire_datagram_socket_send (HexwireDatagramSocket *self,
                              const struct sockaddr *remote,
                              socklen_t              remote_size,
                              const void            *data,
                              gsize                  size_bytes)
{
  gssize n = sendto (self->fd, data, size_bytes, MSG_NOSIGNAL | MSG_DONTWAIT, remote,
                     remote != NULL ? remote_size : 0);

  return n < 0 ? errno : 0;
}

static void
prepare_sending (struct mmsghdr        *messages,
                 struct iovec          *vectors,
                 const struct sockaddr *remote,
                 socklen_t              remote_size,
                 GBytes *const         *payloads,
                 guint                  n)
{
  for (guint i = 0; i < n; i++)
    {
      vectors[i].iov_base = (gpointer) g_bytes_get_data (payloads[i], &vectors[i].iov_len);
      messages[i].msg_hdr = (struct msghdr) { .msg_name = (gpointer) remote,
                                              .msg_namelen = remote != NULL ? remote_size : 0,
                                              .msg_iov = &vectors[i],
                                              .msg_iovlen = 1 };
    }
}

int
hexwire_datagram_socket_send_many (HexwireDatagramSocket *self,
                                   const struct sockaddr *remote,
                                   socklen_t              remote_size,
                                   GBytes *const         *payloads,
                                   guint                  n_payloads,
                                   guint                 *n_sent)
{
  struct mmsghdr messages[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];

  *n_sent = 0;
  while (*n_sent < n_payloads)
    {
      guint n = MIN (n_payloads - *n_sent, BATCH_SIZE);
      int n_taken;

      prepare_sending (messages, vectors, remote, remote_size, payloads + *n_sent, n);
      n_taken = sendmmsg (self->fd, messages, n, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n_taken < 0 && errno != EINTR)
        return errno;
      *n_sent += (guint) MAX (n_taken, 0);
    }
  return 0;
}

gboolean
hexwire_datagram_socket_can_reach (HexwireDatagramSocket *self,
                                   const struct sockaddr *remote)
{
  struct sockaddr_storage peer;
  socklen_t size = sizeof peer;

  return (int) g_socket_get_family (self->socket) == remote->sa_family
         && getpeername (self->fd, (struct sockaddr *) &peer, &size) != 0;
}

char *
hexwire_datagram_socket_dup_local_address (HexwireDatagramSocket *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, NULL);

  return address != NULL ? hexwire_socket_address_to_text (address) : NULL;
}

guint32
hexwire_datagram_socket_get_n_dropped (HexwireDatagramSocket *self)
{
#ifdef SO_MEMINFO
  guint32 meminfo[MEMINFO_N_VARS] = { 0 };
  socklen_t size = sizeof meminfo;

  if (getsockopt (self->fd, SOL_SOCKET, SO_MEMINFO, meminfo, &size) == 0)
    return meminfo[MEMINFO_DROPS];
#endif
  return 0;
}
