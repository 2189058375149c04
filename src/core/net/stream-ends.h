/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-peer.h"
#include "net/process.h"

G_BEGIN_DECLS

/**
 * HexwireStreamEnds:
 * @description: how the log knows the peer
 * @process: who it is, where the system tells, as with UNIX sockets
 *
 * Who is at both ends of a connection.
 */
typedef struct
{
  HexwireLogPeer description;
  HexwireProcess process;

  /*< private >*/
  char *remote;
  char *local;
} HexwireStreamEnds;

/** hexwire_stream_ends_init: @opened_here: whether we connected to the peer, or it to us. */
void hexwire_stream_ends_init (HexwireStreamEnds *self,
                               GSocketConnection *connection,
                               gboolean           opened_here);

void hexwire_stream_ends_clear (HexwireStreamEnds *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HexwireStreamEnds, hexwire_stream_ends_clear)

/**
 * hexwire_stream_ends_dup_text:
 * @owner: (nullable): the peer's program, as hexwire_process_dup_text() says it
 *
 * Returns: (transfer full): that they are connected, with what is worth telling of the ends
 */
char *hexwire_stream_ends_dup_text (const HexwireStreamEnds *self,
                                    const char              *owner);

G_END_DECLS
