/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"

G_BEGIN_DECLS

/**
 * HexwireStreamInput:
 * @opened_us: when the connection was there, in microseconds since 1970 (UTC)
 *
 * The way in from a connection: what comes goes into the log, with the time of its arrival.
 *
 * Nobody tells when a connection was made, but it was there when its first data came, which may
 * have waited for us.
 */
typedef struct
{
  gint64 opened_us;

  /*< private >*/
  HexwirePeer *peer;
  int fd;
  gboolean is_unix;
} HexwireStreamInput;

/**
 * hexwire_stream_input_init:
 * @peer: whose input it is, attached; it owns @self
 * @fd: a non-blocking stream socket
 */
void hexwire_stream_input_init (HexwireStreamInput *self,
                                HexwirePeer        *peer,
                                int                 fd,
                                gboolean            is_unix);

/**
 * hexwire_stream_input_read:
 * @data: (out) (transfer none): what came; valid until the next addition to the log
 * @time_us: (out): when it came, in microseconds since 1970 (UTC)
 *
 * Reads once, into the log, and counts it.
 *
 * Returns: what recvmsg(2) did: how many bytes, 0 at the end, -1 with an `errno`
 */
gssize hexwire_stream_input_read (HexwireStreamInput  *self,
                                  const guint8       **data,
                                  gint64              *time_us);

G_END_DECLS
