/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"
#include "net/socket-options.h"

#include <sys/socket.h>

G_BEGIN_DECLS

/**
 * HexwireGate:
 *
 * Lets in who is on a server's allow list, and tells in the log who is not. Of a flood it tells
 * some, and how many more there were.
 */
typedef struct _HexwireGate HexwireGate;

/**
 * hexwire_gate_new:
 * @transport: what those use who come
 *
 * Returns: (transfer full): a gate for the list of @options, as it is when somebody comes
 */
HexwireGate *hexwire_gate_new (HexwireSocketOptions *options,
                               HexwireMessageLog    *log,
                               HexwireTransport      transport);

void hexwire_gate_free (HexwireGate *self);

/**
 * hexwire_gate_admits:
 * @address: who comes, an IPv4 or IPv6 address
 *
 * Returns: whether @address may come; if not, the log may have got a row about it
 */
gboolean hexwire_gate_admits (HexwireGate           *self,
                              const struct sockaddr *address);

G_END_DECLS
