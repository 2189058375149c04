/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireNetError:
 * @HEXWIRE_NET_ERROR_PORT: the port is not one, or cannot be used for this
 * @HEXWIRE_NET_ERROR_ADDRESS: the address is not one, or cannot be used for this
 * @HEXWIRE_NET_ERROR_BIND: a local address could not be taken
 * @HEXWIRE_NET_ERROR_CONNECT: the other side could not be connected to
 * @HEXWIRE_NET_ERROR_NOT_OPEN: there is no open socket or connected peer for this
 * @HEXWIRE_NET_ERROR_QUEUE_FULL: the peer does not read and too much waits for it already
 * @HEXWIRE_NET_ERROR_FILE: a file that was to be sent could not be read
 * @HEXWIRE_NET_ERROR_SEND: the kernel did not take what was to be sent
 * @HEXWIRE_NET_ERROR_REPLY: what is to be answered by itself cannot be read
 * @HEXWIRE_NET_ERROR_SEQUENCE: a text is no sequence, or a step of one cannot be done
 * @HEXWIRE_NET_ERROR_SESSION: a text is no session, or one of a newer version
 *
 * Why something on the network failed. Messages are whole sentences for the user.
 */
typedef enum
{
  HEXWIRE_NET_ERROR_PORT,
  HEXWIRE_NET_ERROR_ADDRESS,
  HEXWIRE_NET_ERROR_BIND,
  HEXWIRE_NET_ERROR_CONNECT,
  HEXWIRE_NET_ERROR_NOT_OPEN,
  HEXWIRE_NET_ERROR_QUEUE_FULL,
  HEXWIRE_NET_ERROR_FILE,
  HEXWIRE_NET_ERROR_SEND,
  HEXWIRE_NET_ERROR_REPLY,
  HEXWIRE_NET_ERROR_SEQUENCE,
  HEXWIRE_NET_ERROR_SESSION,
} HexwireNetError;

#define HEXWIRE_NET_ERROR (hexwire_net_error_quark ())
GQuark hexwire_net_error_quark (void);

/** hexwire_net_error_set_address: notes in @error which address somebody else has. */
void hexwire_net_error_set_address (GError         *error,
                                    GSocketAddress *address,
                                    GSocketType     type);

/**
 * hexwire_net_error_get_address:
 * @error: any error
 * @type: (out): stream or datagram
 *
 * Returns: (transfer none) (nullable): the address that somebody else has, where that is the reason
 */
GSocketAddress *hexwire_net_error_get_address (const GError *error,
                                               GSocketType  *type);

/**
 * hexwire_net_error_new_connect:
 * @cause: what GIO said
 * @waited_s: how long an answer was waited for, where there was none, in seconds
 *
 * Returns: (transfer full): %HEXWIRE_NET_ERROR_CONNECT, or %HEXWIRE_NET_ERROR_ADDRESS for a name
 *   that is not known, in plain words
 */
GError *hexwire_net_error_new_connect (const GError *cause,
                                       const char   *host,
                                       guint16       port,
                                       guint         waited_s);

/**
 * hexwire_net_error_new_connect_unix:
 * @error_number: the `errno` of connect(2) or sendto(2)
 * @name: the path, or @ and the abstract name
 *
 * Returns: (transfer full): %HEXWIRE_NET_ERROR_CONNECT, in plain words
 */
GError *hexwire_net_error_new_connect_unix (int         error_number,
                                            const char *name);

/** hexwire_net_error_new_resolve: (transfer full): %HEXWIRE_NET_ERROR_ADDRESS: an unknown name. */
GError *hexwire_net_error_new_resolve (const GError *cause,
                                       const char   *host);

/**
 * hexwire_errno_to_words:
 *
 * Returns: what the `errno` of a socket says, in words that tell the ways apart in which the other
 *   side cannot be reached; to be read behind a colon
 */
const char *hexwire_errno_to_words (int error_number);

/**
 * hexwire_net_error_new_send:
 * @error_number: the `errno` of send(2)
 * @size_bytes: how much was to be sent
 * @max_bytes: how much would fit into a packet, 0 where that is not known
 * @limit_bytes: how much a whole datagram can hold, 0 where that is not known
 *
 * Returns: (transfer full): %HEXWIRE_NET_ERROR_SEND, in plain words
 */
GError *hexwire_net_error_new_send (int   error_number,
                                    gsize size_bytes,
                                    guint max_bytes,
                                    gsize limit_bytes);

/** hexwire_net_error_new_not_open: (transfer full): %HEXWIRE_NET_ERROR_NOT_OPEN: it is closed. */
GError *hexwire_net_error_new_not_open (void);

/** hexwire_net_error_new_nobody: (transfer full): %HEXWIRE_NET_ERROR_NOT_OPEN: nobody is there. */
GError *hexwire_net_error_new_nobody (gboolean is_stream);

G_END_DECLS
