/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HEXWIRE_UNIX_DEFAULT_MODE: who may connect to a path, unless told otherwise: its owner. */
#define HEXWIRE_UNIX_DEFAULT_MODE 0600

/**
 * HexwireUnixFile:
 *
 * The file in the file system that a socket with a path is. The kernel leaves it behind when the
 * socket is closed.
 */
typedef struct _HexwireUnixFile HexwireUnixFile;

/**
 * hexwire_unix_file_remove:
 *
 * Removes the file, unless it is not ours any more: another one stands at its path now.
 */
void hexwire_unix_file_remove (HexwireUnixFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireUnixFile, hexwire_unix_file_remove)

/**
 * hexwire_unix_file_end:
 *
 * Removes all files that are still ours: for the end of the program, when sockets may be open yet.
 */
void hexwire_unix_file_end (void);

/**
 * hexwire_unix_socket_bind:
 * @address: a UNIX address
 * @type: stream or datagram
 * @mode: the permissions of a path, from 0 to 0777; never are there more, not for a moment
 * @file: (out) (nullable): the file at a path, %NULL for an abstract name
 * @note: (out) (nullable): something that the user should know
 * @error: return location for a #HexwireNetError
 *
 * Makes a non-blocking socket at @address. Where its path exists already, it is found out who is
 * there: a socket that nobody has open any more is replaced, which @note tells; what is in use, or
 * is no socket, is left as it is. A datagram socket tells who sent a datagram (SO_PASSCRED).
 *
 * Returns: (transfer full) (nullable) (element-type GSocket): the one socket, or %NULL with
 *   %HEXWIRE_NET_ERROR_BIND
 */
GPtrArray *hexwire_unix_socket_bind (GSocketAddress   *address,
                                     GSocketType       type,
                                     guint             mode,
                                     HexwireUnixFile **file,
                                     char            **note,
                                     GError          **error);

/**
 * hexwire_unix_socket_new_sender:
 * @error: return location for a #HexwireNetError
 *
 * Makes a non-blocking datagram socket that sends, with an abstract name that the kernel chose, so
 * that it can be answered.
 *
 * Returns: (transfer full) (nullable): the socket, or %NULL with %HEXWIRE_NET_ERROR_BIND
 */
GSocket *hexwire_unix_socket_new_sender (GError **error);

/**
 * hexwire_unix_socket_probe:
 * @address: a UNIX address
 * @type: stream or datagram
 *
 * Connects to @address, and ends the connection at once.
 *
 * Returns: 0 where somebody is there; else connect(2)'s `errno`: ECONNREFUSED where nobody is,
 *   ENOENT where there is nothing, EPROTOTYPE where the socket is of another type
 */
int hexwire_unix_socket_probe (GSocketAddress *address,
                               GSocketType     type);

G_END_DECLS
