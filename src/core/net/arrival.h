/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <netinet/in.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/** HEXWIRE_ARRIVAL_CONTROL_BYTES: room for it among the control messages of recvmsg(2). */
#define HEXWIRE_ARRIVAL_CONTROL_BYTES \
  (CMSG_SPACE (sizeof (struct in6_pktinfo)) + CMSG_SPACE (sizeof (struct in_pktinfo)))

/**
 * HexwireArrival:
 * @address: where a datagram was sent to; IPv4 is mapped into IPv6; all 0 where it is not known
 * @interface: the system's number of the interface that it came in by; 0 where it is not known
 * @is_shared: whether @address is a group or a broadcast address, and others may have got it too
 *
 * Where a datagram came in. A socket that is bound to an address of this machine knows that
 * beforehand, and does not ask.
 */
typedef struct
{
  guint32 address[4];
  guint32 interface;
  guint32 is_shared;
} HexwireArrival;

/**
 * hexwire_arrival_enable:
 * @fd: a datagram socket, bound
 *
 * Has the kernel tell it, if @fd is bound to more than one address.
 *
 * Returns: whether the kernel does
 */
gboolean hexwire_arrival_enable (int fd);

/** hexwire_arrival_read: reads it from what recvmsg(2) filled in. */
void hexwire_arrival_read (struct msghdr  *header,
                           HexwireArrival *self);

/**
 * hexwire_arrival_write:
 * @family: that of the socket to send with
 * @control: (out caller-allocates): %HEXWIRE_ARRIVAL_CONTROL_BYTES, aligned for a `struct cmsghdr`
 *
 * Makes the control message of sendmsg(2) with which a datagram leaves from where this one came in;
 * in the zone of a link also by its interface.
 *
 * Returns: its size in bytes; 0 where nothing is known, or nothing can be sent from there because
 *   it is not the address of one machine
 */
gsize hexwire_arrival_write (const HexwireArrival *self,
                             int                   family,
                             gpointer              control);

gboolean hexwire_arrival_is_known (const HexwireArrival *self);

guint    hexwire_arrival_hash  (const HexwireArrival *self);
gboolean hexwire_arrival_equal (const HexwireArrival *a,
                                const HexwireArrival *b);

/**
 * hexwire_arrival_dup_address:
 * @port: the port of the socket that received it
 *
 * Returns: (transfer full): where it was sent to, `239.1.1.1:5000`
 */
char *hexwire_arrival_dup_address (const HexwireArrival *self,
                                   guint16               port);

/** hexwire_arrival_dup_text: (transfer full): for people, "239.1.1.1 on eth0". */
char *hexwire_arrival_dup_text (const HexwireArrival *self);

G_END_DECLS
