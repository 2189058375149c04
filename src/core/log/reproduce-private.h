/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/reproduce.h"

G_BEGIN_DECLS

/* What the files of hexwire_reproduce() share: reproduce.c finds out who does what, and the others
 * write it down. */

/**
 * HexwirePlace:
 * @host: (nullable): an address in digits, perhaps with a zone; %NULL for a UNIX socket
 * @port: its port, in decimal
 * @path: (nullable): a UNIX socket's path; @is_abstract tells that it is no path but a name
 * @is_ipv6: what @host is
 *
 * An address, taken apart.
 */
typedef struct
{
  char *host;
  char *port;
  char *path;
  gboolean is_abstract;
  gboolean is_ipv6;
} HexwirePlace;

/**
 * HexwirePlan:
 * @listens: whether to wait for a connection at @target
 * @is_stream: whether it is TCP or its like
 * @is_broadcast: whether @target may be a broadcast address
 * @target: where to send to, or to listen
 * @source: where to send from; unset where that does not matter
 * @data: (array length=size_bytes): what is sent
 *
 * How a message is sent once more.
 */
typedef struct
{
  gboolean listens;
  gboolean is_stream;
  gboolean is_broadcast;
  HexwirePlace target;
  HexwirePlace source;
  const guint8 *data;
  gsize size_bytes;
} HexwirePlan;

char *hexwire_reproduce_python (const HexwirePlan  *plan,
                                GError            **error);
char *hexwire_reproduce_ncat   (const HexwirePlan  *plan,
                                GError            **error);
char *hexwire_reproduce_socat  (const HexwirePlan  *plan,
                                GError            **error);

G_END_DECLS
