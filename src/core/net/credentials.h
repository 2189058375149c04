/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/socket.h>

#include "net/process.h"

G_BEGIN_DECLS

/**
 * HEXWIRE_CREDENTIALS_CONTROL_BYTES: the room that a datagram's control data needs for who sent it.
 */
#define HEXWIRE_CREDENTIALS_CONTROL_BYTES CMSG_SPACE (3 * sizeof (gint32))

/**
 * hexwire_credentials_take:
 * @header: what recvmsg(2) filled in for a UNIX socket with SO_PASSCRED
 * @process: (out): who sent it; the user alone where the process is out of sight, as in a container
 *
 * Reads who sent a datagram. Files that came with it are closed.
 */
void hexwire_credentials_take (struct msghdr  *header,
                               HexwireProcess *process);

/**
 * hexwire_credentials_of_peer:
 * @fd: a connected UNIX stream socket
 * @process: (out): who connected to it, or listened where it connected to
 */
void hexwire_credentials_of_peer (int             fd,
                                  HexwireProcess *process);

G_END_DECLS
