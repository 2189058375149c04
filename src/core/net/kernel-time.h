/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/** HEXWIRE_KERNEL_TIME_CONTROL_BYTES: the room that a message's control data needs for its time. */
#define HEXWIRE_KERNEL_TIME_CONTROL_BYTES CMSG_SPACE (2 * sizeof (gint64))

/**
 * hexwire_kernel_time_enable:
 * @fd: a socket
 *
 * Has the kernel note when each message arrived, where it can (SO_TIMESTAMPNS, see socket(7)): a
 * message that waited in the socket's buffer is not taken for a late one.
 */
void hexwire_kernel_time_enable (int fd);

/**
 * hexwire_kernel_time_get_us:
 * @header: what recvmsg(2) filled in, with control data
 *
 * Returns: when the message arrived, in microseconds since 1970 (UTC); the present time where the
 *   kernel did not tell
 */
gint64 hexwire_kernel_time_get_us (struct msghdr *header);

G_END_DECLS
