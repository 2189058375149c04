/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * HexwireSocketError:
 * @error_number: an `errno`
 * @is_icmp: whether a machine on the way told it; @type and @code are ICMP's then, or ICMPv6's
 * @destination: (nullable): where the datagram was sent that met with the error; %NULL where the
 *   socket alone reports it
 * @teller: (nullable): which machine told it, where that is known
 * @mtu_bytes: the largest packet that the way takes, where @error_number is `EMSGSIZE`; else 0
 *
 * What became of a datagram after it was sent.
 */
typedef struct
{
  int error_number;
  gboolean is_icmp;
  guint8 type;
  guint8 code;
  const struct sockaddr *destination;
  const struct sockaddr *teller;
  guint32 mtu_bytes;
} HexwireSocketError;

/** HexwireSocketErrorFunc: @error is valid during the call. */
typedef void (*HexwireSocketErrorFunc) (const HexwireSocketError *error,
                                        gpointer                  user_data);

/**
 * hexwire_socket_error_enable:
 * @fd: an IPv4 or IPv6 datagram socket
 *
 * Has the kernel keep what comes back for every datagram, to whomever it went. From then on the
 * socket is readable (%G_IO_ERR) until hexwire_socket_error_drain() has taken it.
 */
void hexwire_socket_error_enable (int fd);

/**
 * hexwire_socket_error_drain:
 * @func: called for each error
 *
 * Takes the errors that the kernel has kept, up to 64.
 *
 * Returns: how many there were
 */
guint hexwire_socket_error_drain (int                     fd,
                                  HexwireSocketErrorFunc  func,
                                  gpointer                user_data);

/**
 * hexwire_socket_error_get_max_bytes:
 *
 * Returns: the largest payload of a UDP datagram that the way takes in one packet, 0 where that is
 *   not known
 */
guint hexwire_socket_error_get_max_bytes (const HexwireSocketError *self);

/**
 * hexwire_socket_error_to_text:
 * @peer: (nullable): an address that is told beside the text; a destination that is the same is
 *   left out
 *
 * Returns: (transfer full): the error as a person reads it, with the addresses
 */
char *hexwire_socket_error_to_text (const HexwireSocketError *self,
                                    const char               *peer);

G_END_DECLS
