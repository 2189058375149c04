/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/** HEXWIRE_UNIX_NAME_MAX_BYTES: the longest path, and the longest abstract name without its @. */
#define HEXWIRE_UNIX_NAME_MAX_BYTES 107

/**
 * HexwireUnixAddress:
 * @family: AF_UNIX
 * @name: a path; or a NUL and an abstract name; or nothing, for a socket without a name
 * @size_bytes: of @name, without the NUL that ends a path
 * @pid: for a socket without a name, whose it is, where that is known; else 0
 *
 * The address of a UNIX socket, which fits into a `struct sockaddr_storage` and begins as a `struct
 * sockaddr_un` does, and knows its length, which abstract names need. All bytes are set, so that
 * equal addresses have equal bytes.
 */
typedef struct
{
  sa_family_t family;
  char name[108];
  guint16 size_bytes;
  gint32 pid;
} HexwireUnixAddress;

/**
 * hexwire_unix_address_is_typed:
 * @text: what somebody typed as an address
 *
 * Whether it is the address of a UNIX socket whatever the family that is chosen: it begins with
 * `unix:`, `/` or `@`, which no host does.
 */
gboolean hexwire_unix_address_is_typed (const char *text);

/**
 * hexwire_unix_address_parse:
 * @text: `/run/x.sock`, `~/x.sock`, `x.sock`, or `@name` for an abstract name; `unix:` may precede
 *   each of them. A `\xNN` is the byte NN.
 * @folder: (nullable): what a relative path begins at; %NULL for nothing: it is an error
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the address, %NULL with %HEXWIRE_NET_ERROR_ADDRESS where
 *   there is no name or it is too long, which it tells
 */
GSocketAddress *hexwire_unix_address_parse (const char  *text,
                                            const char  *folder,
                                            GError     **error);

/** hexwire_unix_address_init: takes over GIO's form of a UNIX address. */
void hexwire_unix_address_init (HexwireUnixAddress *self,
                                GSocketAddress     *address);

/**
 * hexwire_unix_address_init_native:
 * @address: what the kernel filled in; may be @self
 * @size_bytes: how much of it; a socket without a name has hardly any
 */
void hexwire_unix_address_init_native (HexwireUnixAddress    *self,
                                       const struct sockaddr *address,
                                       socklen_t              size_bytes);

/** hexwire_unix_address_get_native_size: how much of it to hand to bind(2) or sendto(2). */
socklen_t hexwire_unix_address_get_native_size (const HexwireUnixAddress *self);

/** hexwire_unix_address_is_path: whether it is one, and so a file that somebody has to remove. */
gboolean hexwire_unix_address_is_path (const HexwireUnixAddress *self);

/**
 * hexwire_unix_address_to_text:
 *
 * Returns: (transfer full): the path; or `@` and the abstract name; or, for a socket without a
 *   name, program and number of its process, `python3[4711]`, and `?` where it is not known. Bytes
 *   that cannot be shown are written as `\xNN`.
 */
char *hexwire_unix_address_to_text (const HexwireUnixAddress *self);

/** hexwire_unix_path_to_text: (transfer full): as hexwire_unix_address_to_text(), of a path. */
char *hexwire_unix_path_to_text (const char *path);

G_END_DECLS
