/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

#include "net/arrival.h"
#include "net/poller.h"
#include "net/process.h"
#include "net/socket-error.h"

G_BEGIN_DECLS

/**
 * HexwireDatagram:
 * @data: the payload; valid during the call
 * @size_bytes: its size; 0 is a datagram like any other
 * @is_cut: whether the datagram was longer than the buffer
 * @sender: who sent it; a #HexwireUnixAddress where that is what it is
 * @arrival: where it came in, as far as that is not the address that the socket is bound to
 * @process: (nullable): whose it is, where the system tells: with UNIX sockets
 * @time_us: when it arrived, in microseconds since 1970 (UTC)
 */
typedef struct
{
  const guint8 *data;
  gsize size_bytes;
  gboolean is_cut;
  const struct sockaddr *sender;
  socklen_t sender_size;
  HexwireArrival arrival;
  const HexwireProcess *process;
  gint64 time_us;
} HexwireDatagram;

/**
 * HexwireDatagramRoute:
 * @remote: (nullable): where to; %NULL for the address that the socket is connected to
 * @remote_size: its size
 * @arrival: (nullable): what to leave from: where something from @remote came in
 *
 * The way of what is sent.
 */
typedef struct
{
  const struct sockaddr *remote;
  socklen_t remote_size;
  const HexwireArrival *arrival;
} HexwireDatagramRoute;

/**
 * HexwireDatagramSocket:
 *
 * A UDP or UNIX socket that reads in batches, and hands every datagram over by itself.
 */
typedef struct _HexwireDatagramSocket HexwireDatagramSocket;

/**
 * HexwireDatagramFuncs:
 * @received: a datagram came
 * @failed: the socket reports what became of a datagram that was sent, such as that its port could
 *   not be reached; the socket stays usable
 *
 * Both may free the socket.
 */
typedef struct
{
  void (*received) (HexwireDatagramSocket *self,
                    const HexwireDatagram *datagram,
                    gpointer               user_data);
  void (*failed)   (HexwireDatagramSocket    *self,
                    const HexwireSocketError *error,
                    gpointer                  user_data);
} HexwireDatagramFuncs;

/**
 * HexwireDatagramResult:
 * @n_sent: how many datagrams the kernel took
 * @time_us: when it was handed the first of them, in microseconds since 1970 (UTC)
 * @max_bytes: where one was too long, how much could have been sent, 0 where that is not known
 *
 * What became of what was sent. No answer can have come before @time_us.
 */
typedef struct
{
  guint n_sent;
  gint64 time_us;
  guint max_bytes;
} HexwireDatagramResult;

/**
 * hexwire_datagram_socket_new:
 * @socket: a non-blocking datagram socket; closed with this
 *
 * Returns: (transfer full): reads nothing before hexwire_datagram_socket_start()
 */
HexwireDatagramSocket *hexwire_datagram_socket_new (GSocket *socket);

/** hexwire_datagram_socket_free: closes the socket. */
void hexwire_datagram_socket_free (HexwireDatagramSocket *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireDatagramSocket, hexwire_datagram_socket_free)

void hexwire_datagram_socket_start (HexwireDatagramSocket      *self,
                                    HexwirePoller              *poller,
                                    const HexwireDatagramFuncs *funcs,
                                    gpointer                    user_data);

/**
 * hexwire_datagram_socket_send:
 * @result: (out): more about it
 *
 * What came back for an earlier datagram is told to its peer, and does not keep this one.
 *
 * Returns: 0, or an `errno`
 */
int hexwire_datagram_socket_send (HexwireDatagramSocket      *self,
                                  const HexwireDatagramRoute *route,
                                  const void                 *data,
                                  gsize                       size_bytes,
                                  HexwireDatagramResult      *result);

/** hexwire_datagram_socket_get_limit_bytes: what one datagram to @remote can hold at most. */
gsize hexwire_datagram_socket_get_limit_bytes (HexwireDatagramSocket *self,
                                               const struct sockaddr *remote);

/**
 * hexwire_datagram_socket_send_many:
 * @payloads: (array length=n_payloads): a datagram each
 * @result: (out): more about it
 *
 * Sends several datagrams to one address, with as few system calls as that takes; else as
 * hexwire_datagram_socket_send().
 *
 * Returns: 0, or the `errno` for which the next one was not taken
 */
int hexwire_datagram_socket_send_many (HexwireDatagramSocket      *self,
                                       const HexwireDatagramRoute *route,
                                       GBytes *const              *payloads,
                                       guint                       n_payloads,
                                       HexwireDatagramResult      *result);

/**
 * hexwire_datagram_socket_can_reach:
 * @remote: (inout): an address; where the socket takes both families, IPv4 is mapped into IPv6, as
 *   it is in what comes from there
 * @remote_size: (inout): its size
 *
 * Returns: whether datagrams can be sent to @remote, whoever it is, and received from there: the
 *   socket is of that family and connected to nobody
 */
gboolean hexwire_datagram_socket_can_reach (HexwireDatagramSocket   *self,
                                            struct sockaddr_storage *remote,
                                            socklen_t               *remote_size);

/**
 * hexwire_datagram_socket_dup_local_address:
 *
 * Returns: (transfer full) (nullable): what the socket is bound to, as people write it
 */
char *hexwire_datagram_socket_dup_local_address (HexwireDatagramSocket *self);

/**
 * hexwire_datagram_socket_is_own:
 * @sender: where a datagram came from
 *
 * Returns: whether it was this socket, or another of this machine at its port, that sent it: what
 *   was sent to a broadcast address or to ourselves comes back
 */
gboolean hexwire_datagram_socket_is_own (HexwireDatagramSocket *self,
                                         const struct sockaddr *sender);

/**
 * hexwire_datagram_socket_get_n_dropped:
 *
 * How many datagrams the kernel dropped because we did not read them in time: its own exact count
 * (Linux, SO_MEMINFO).
 */
guint32 hexwire_datagram_socket_get_n_dropped (HexwireDatagramSocket *self);

G_END_DECLS
