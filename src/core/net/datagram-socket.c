/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/datagram-socket.h"

#include "net/address.h"
#include "net/credentials.h"
#include "net/kernel-time.h"
#include "net/unix-address.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>

#define BATCH_SIZE 64
#define MAX_SIZE_BYTES 65536

/* A UNIX datagram may be as large as the sender's buffer, whose usual limit is 212,992 bytes. */
#define MAX_UNIX_SIZE_BYTES (256 * 1024)

#define CONTROL_BYTES \
  (HEXWIRE_KERNEL_TIME_CONTROL_BYTES + HEXWIRE_ARRIVAL_CONTROL_BYTES \
   + HEXWIRE_CREDENTIALS_CONTROL_BYTES)
/* How often a send is tried that fails with what came back for others. */
#define MAX_TRIES 3

/* Of linux/sock_diag.h, which is not there on every system that has SO_MEMINFO. */
#define MEMINFO_DROPS 8
#define MEMINFO_N_VARS 9

/* What Linux keeps of the buffer that a datagram of a UNIX socket must fit into. */
#define UNIX_OVERHEAD_BYTES 32

/* What recvmmsg(2) fills in, beside the payloads. */
typedef struct
{
  struct mmsghdr messages[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];
  struct sockaddr_storage senders[BATCH_SIZE];
  _Alignas (struct cmsghdr) guint8 controls[BATCH_SIZE][CONTROL_BYTES];
} Batch;

struct _HexwireDatagramSocket
{
  GSocket *socket;
  int fd;
  HexwireWatch *watch;
  const HexwireDatagramFuncs *funcs;
  gpointer user_data;
  gboolean tells_arrival;
  gboolean is_unix;
  guint max_bytes;          /* of the datagram that was too long last */
  gsize max_size_bytes;     /* of those that can be received */
  guint8 *buffers;          /* BATCH_SIZE times max_size_bytes; only touched pages are real */
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
  self->tells_arrival = hexwire_arrival_enable (self->fd);
  hexwire_socket_error_enable (self->fd);
  self->is_unix = g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX;
  self->max_size_bytes = self->is_unix ? MAX_UNIX_SIZE_BYTES : MAX_SIZE_BYTES;
  self->buffers = g_malloc (BATCH_SIZE * self->max_size_bytes);
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
      batch->vectors[i].iov_base = self->buffers + i * self->max_size_bytes;
      batch->vectors[i].iov_len = self->max_size_bytes;
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
  HexwireProcess process;

  if (self->tells_arrival)
    hexwire_arrival_read (header, &datagram.arrival);
  if (self->is_unix)
    {
      HexwireUnixAddress *sender = (HexwireUnixAddress *) &batch->senders[i];

      hexwire_credentials_take (header, &process);
      hexwire_unix_address_init_native (sender, datagram.sender, datagram.sender_size);
      /* Senders without a name are told apart by whose they are. */
      sender->pid = sender->size_bytes == 0 ? (gint32) process.pid : 0;
      datagram.sender_size = sizeof *sender;
      datagram.process = &process;
    }
  self->funcs->received (self, &datagram, self->user_data);
}

static int
take_error (int fd)
{
  int error_number = 0;
  socklen_t size = sizeof error_number;

  getsockopt (fd, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}

static void
error_cb (const HexwireSocketError *error,
          gpointer                  user_data)
{
  HexwireDatagramSocket *self = user_data;

  /* What the machine itself did not send was told by the sending. */
  if (!error->is_icmp)
    self->max_bytes = hexwire_socket_error_get_max_bytes (error);
  else if (!self->is_freed)
    self->funcs->failed (self, error, self->user_data);
}

/* A UNIX socket has no queue of errors, and gives a datagram where it is asked for one. */
static guint
drain_errors (HexwireDatagramSocket *self)
{
  return self->is_unix ? 0 : hexwire_socket_error_drain (self->fd, error_cb, self);
}

/* An error that concerns no datagram, or one that there was no memory to tell more of. */
static void
tell_bare_error (HexwireDatagramSocket *self,
                 int                    error_number)
{
  const HexwireSocketError error = { .error_number = error_number };

  if (error_number != 0 && error_number != EAGAIN && error_number != EINTR)
    self->funcs->failed (self, &error, self->user_data);
}

static void
receive_batch (HexwireDatagramSocket *self)
{
  Batch batch;
  int n;

  prepare_batch (self, &batch);
  n = recvmmsg (self->fd, batch.messages, BATCH_SIZE, MSG_DONTWAIT, NULL);
  if (n < 0)
    tell_bare_error (self, errno);
  for (int i = 0; i < n && !self->is_freed; i++)
    hand_over (self, &batch, (guint) i);
}

static void
ready_cb (GIOCondition condition,
          gpointer     user_data)
{
  HexwireDatagramSocket *self = user_data;

  self->is_in_batch = TRUE;
  if ((condition & G_IO_ERR) != 0 && drain_errors (self) == 0)
    tell_bare_error (self, take_error (self->fd));
  if (!self->is_freed && (condition & G_IO_IN) != 0)
    receive_batch (self);
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

/* What a send reports may be what came back for one before; then it was not even tried. */
static gboolean
is_of_another (HexwireDatagramSocket *self,
               int                    error_number)
{
  return drain_errors (self) > 0 || error_number == ECONNREFUSED;
}

/* @control must be as large as hexwire_arrival_write() wants it. */
static struct msghdr
make_header (HexwireDatagramSocket      *self,
             const HexwireDatagramRoute *route,
             gpointer                    control)
{
  gsize control_bytes = 0;

  if (self->tells_arrival && route->arrival != NULL)
    control_bytes = hexwire_arrival_write (route->arrival,
                                           (int) g_socket_get_family (self->socket), control);
  return (struct msghdr) { .msg_name = (gpointer) route->remote,
                           .msg_namelen = route->remote != NULL ? route->remote_size : 0,
                           .msg_iovlen = 1,
                           .msg_control = control_bytes > 0 ? control : NULL,
                           .msg_controllen = control_bytes };
}

int
hexwire_datagram_socket_send (HexwireDatagramSocket      *self,
                              const HexwireDatagramRoute *route,
                              const void                 *data,
                              gsize                       size_bytes,
                              HexwireDatagramResult      *result)
{
  _Alignas (struct cmsghdr) guint8 control[HEXWIRE_ARRIVAL_CONTROL_BYTES];
  struct iovec vector = { .iov_base = (gpointer) data, .iov_len = size_bytes };
  struct msghdr header = make_header (self, route, control);
  int error_number;
  guint n_tries = 0;

  *result = (HexwireDatagramResult) { 0 };
  header.msg_iov = &vector;
  self->max_bytes = 0;
  do
    {
      result->time_us = g_get_real_time ();
      if (sendmsg (self->fd, &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
        {
          result->n_sent = 1;
          return 0;
        }
      error_number = errno;
    }
  while (is_of_another (self, error_number) && ++n_tries < MAX_TRIES);
  result->max_bytes = self->max_bytes;
  return error_number;
}

static void
prepare_sending (struct mmsghdr      *messages,
                 struct iovec        *vectors,
                 const struct msghdr *header,
                 GBytes *const       *payloads,
                 guint                n)
{
  for (guint i = 0; i < n; i++)
    {
      vectors[i].iov_base = (gpointer) g_bytes_get_data (payloads[i], &vectors[i].iov_len);
      messages[i].msg_hdr = *header;
      messages[i].msg_hdr.msg_iov = &vectors[i];
    }
}

int
hexwire_datagram_socket_send_many (HexwireDatagramSocket      *self,
                                   const HexwireDatagramRoute *route,
                                   GBytes *const              *payloads,
                                   guint                       n_payloads,
                                   HexwireDatagramResult      *result)
{
  _Alignas (struct cmsghdr) guint8 control[HEXWIRE_ARRIVAL_CONTROL_BYTES];
  const struct msghdr header = make_header (self, route, control);
  struct mmsghdr messages[BATCH_SIZE];
  struct iovec vectors[BATCH_SIZE];
  guint n_tries = 0;

  *result = (HexwireDatagramResult) { 0 };
  self->max_bytes = 0;
  while (result->n_sent < n_payloads)
    {
      guint n = MIN (n_payloads - result->n_sent, BATCH_SIZE);
      int n_taken, error_number;

      prepare_sending (messages, vectors, &header, payloads + result->n_sent, n);
      if (result->n_sent == 0)
        result->time_us = g_get_real_time ();
      n_taken = sendmmsg (self->fd, messages, n, MSG_NOSIGNAL | MSG_DONTWAIT);
      error_number = n_taken < 0 ? errno : 0;
      result->n_sent += (guint) MAX (n_taken, 0);
      if (n_taken > 0)
        n_tries = 0;
      else if (error_number != EINTR
               && (!is_of_another (self, error_number) || ++n_tries == MAX_TRIES))
        {
          result->max_bytes = self->max_bytes;
          return error_number;
        }
    }
  return 0;
}

/* Whether an address without its port belongs to this machine: only those can be bound to. */
static gboolean
is_local (GInetAddress *address)
{
  g_autoptr (GSocket) probe = g_socket_new (g_inet_address_get_family (address),
                                            G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (address, 0);

  return probe != NULL && !g_inet_address_get_is_multicast (address)
         && g_socket_bind (probe, any_port, FALSE, NULL);
}

gboolean
hexwire_datagram_socket_is_own (HexwireDatagramSocket *self,
                                const struct sockaddr *sender)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (self->socket, NULL);
  g_autoptr (GSocketAddress) remote
    = g_socket_address_new_from_native ((gpointer) sender, sizeof (struct sockaddr_storage));
  GInetAddress *local_address, *remote_address;

  if (!G_IS_INET_SOCKET_ADDRESS (local) || !G_IS_INET_SOCKET_ADDRESS (remote)
      || g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local))
           != g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (remote)))
    return FALSE;
  local_address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local));
  remote_address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  if (g_inet_address_get_is_any (local_address) || g_inet_address_get_is_multicast (local_address))
    return is_local (remote_address);
  return g_inet_address_equal (local_address, remote_address);
}

static void
map_into_ipv6 (struct sockaddr_storage *address,
               socklen_t               *size)
{
  struct sockaddr_in inet;
  struct sockaddr_in6 mapped = { .sin6_family = AF_INET6 };

  memcpy (&inet, address, sizeof inet);
  mapped.sin6_port = inet.sin_port;
  mapped.sin6_addr.s6_addr[10] = 0xff;
  mapped.sin6_addr.s6_addr[11] = 0xff;
  memcpy (mapped.sin6_addr.s6_addr + 12, &inet.sin_addr, sizeof inet.sin_addr);
  memcpy (address, &mapped, sizeof mapped);
  *size = sizeof mapped;
}

gboolean
hexwire_datagram_socket_can_reach (HexwireDatagramSocket   *self,
                                   struct sockaddr_storage *remote,
                                   socklen_t               *remote_size)
{
  struct sockaddr_storage peer;
  socklen_t size = sizeof peer;
  int family = (int) g_socket_get_family (self->socket);

  if (getpeername (self->fd, (struct sockaddr *) &peer, &size) == 0)
    return FALSE;
  if (family == AF_INET6 && remote->ss_family == AF_INET && g_socket_speaks_ipv4 (self->socket))
    map_into_ipv6 (remote, remote_size);
  return family == remote->ss_family;
}

char *
hexwire_datagram_socket_dup_local_address (HexwireDatagramSocket *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self->socket, NULL);

  return address != NULL ? hexwire_socket_address_to_text (address) : NULL;
}

gsize
hexwire_datagram_socket_get_limit_bytes (HexwireDatagramSocket *self,
                                         const struct sockaddr *remote)
{
  const struct sockaddr_in6 *inet6 = (gconstpointer) remote;
  int buffer_bytes = 0;

  if (remote->sa_family == AF_UNIX)
    {
      g_socket_get_option (self->socket, SOL_SOCKET, SO_SNDBUF, &buffer_bytes, NULL);
      return (gsize) MAX (buffer_bytes - UNIX_OVERHEAD_BYTES, 0);
    }
  /* A length of 16 bits counts the header of UDP, and in IPv4 its own header, too. */
  if (remote->sa_family == AF_INET6 && !IN6_IS_ADDR_V4MAPPED (&inet6->sin6_addr))
    return G_MAXUINT16 - 8;
  return G_MAXUINT16 - 8 - 20;
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
