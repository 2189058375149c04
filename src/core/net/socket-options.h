/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/allow-list.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SOCKET_OPTIONS (hexwire_socket_options_get_type ())

/** HEXWIRE_CONNECT_TIMEOUT_S: how long an answer is waited for, unless said otherwise. */
#define HEXWIRE_CONNECT_TIMEOUT_S 10

/**
 * HexwireSocketOptions:
 *
 * How an endpoint's sockets behave. What the kernel can change on an open socket is changed at
 * once; the rest (see hexwire_socket_options_counts_at_once()) counts from the next start.
 *
 * Properties, with 0 for the system's own choice where nothing else is said:
 * - `reuse-address`, `no-delay`, `keep-alive`, `reset-on-close` (a close resets the connection),
 *   `dual-stack` (one socket for IPv4 and IPv6 instead of two), `multicast-loop`, `reconnect`:
 *   booleans.
 * - `keep-alive-idle-s`, `keep-alive-interval-s`, `keep-alive-count`, `send-buffer-bytes`,
 *   `receive-buffer-bytes`, `ttl`, `multicast-ttl` (1 by itself), `dscp`, `connect-timeout-s`,
 *   `source-port`: unsigned integers.
 * - `source-address`, `multicast-interface`, `allow-list`: strings, empty for any. The allow list
 *   must be one that hexwire_allow_list_parse() takes.
 * - `granted-send-buffer-bytes`, `granted-receive-buffer-bytes`: what the kernel gave to the socket
 *   that was opened last, 0 before; read-only.
 *
 * The signal `refused` (string) tells that the system refuses one of them, and `limited` (string),
 * once for each size, that a buffer is smaller than it was asked for.
 */
G_DECLARE_FINAL_TYPE (HexwireSocketOptions, hexwire_socket_options, HEXWIRE, SOCKET_OPTIONS,
                      GObject)

HexwireSocketOptions *hexwire_socket_options_new (void);

/**
 * hexwire_socket_options_check_text:
 * @property: one that is a string
 * @text: what it is to be
 * @error: return location for a #HexwireNetError
 *
 * Returns: %TRUE, or %FALSE with what is wrong with @text
 */
gboolean hexwire_socket_options_check_text (const char  *property,
                                            const char  *text,
                                            GError     **error);

/** hexwire_socket_options_counts_at_once: whether @property changes sockets that are open. */
gboolean hexwire_socket_options_counts_at_once (const char *property);

/**
 * hexwire_socket_options_apply:
 * @socket: a new socket, not yet bound or connected
 *
 * Sets the options on @socket, and again whatever of them changes until it closes.
 */
void hexwire_socket_options_apply (HexwireSocketOptions *self,
                                   GSocket              *socket);

/**
 * hexwire_socket_options_follow:
 * @socket: a socket that was accepted, and has its options from the one that listens
 *
 * As hexwire_socket_options_apply(), but sets nothing before something changes.
 */
void hexwire_socket_options_follow (HexwireSocketOptions *self,
                                    GSocket              *socket);

/** hexwire_socket_options_has_source: whether connections come from a chosen address or port. */
gboolean hexwire_socket_options_has_source (HexwireSocketOptions *self);

/**
 * hexwire_socket_options_get_source:
 * @remote: what is connected to, whose family the source must have
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the source address and port, or %NULL with
 *   %HEXWIRE_NET_ERROR_ADDRESS
 */
GSocketAddress *hexwire_socket_options_get_source (HexwireSocketOptions  *self,
                                                   GSocketAddress        *remote,
                                                   GError               **error);

/** hexwire_socket_options_get_allow_list: (transfer none): valid until it changes. */
const HexwireAllowList *hexwire_socket_options_get_allow_list (HexwireSocketOptions *self);

/** hexwire_socket_options_get_boolean: a boolean property. */
gboolean hexwire_socket_options_get_boolean (HexwireSocketOptions *self,
                                             const char           *property);

/** hexwire_socket_options_get_uint: a property that is a number. */
guint hexwire_socket_options_get_uint (HexwireSocketOptions *self,
                                       const char           *property);

G_END_DECLS
