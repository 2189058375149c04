/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/peer.h"
#include "net/write-queue.h"

G_BEGIN_DECLS

/**
 * HexwireStreamOutput:
 * @peer: (transfer none): whose it is; its log and counters hear of what the kernel has taken
 * @fd: a non-blocking stream socket
 * @queue: what the kernel did not take yet
 * @is_finishing: whether nothing follows what is in the queue
 * @is_finished: whether the kernel was told so
 *
 * The way out of a connection.
 */
typedef struct
{
  HexwirePeer *peer;
  int fd;
  HexwireWriteQueue queue;
  gboolean is_finishing;
  gboolean is_finished;
} HexwireStreamOutput;

/** hexwire_stream_output_init: @fd is yet to be set. */
void hexwire_stream_output_init (HexwireStreamOutput *self,
                                 HexwirePeer         *peer);

/**
 * hexwire_stream_output_push:
 * @payload: what to send
 *
 * Has @payload wait; hexwire_stream_output_flush() sends it.
 *
 * Returns: %TRUE, or %FALSE with a #HexwireNetError where it may not wait
 */
gboolean hexwire_stream_output_push (HexwireStreamOutput  *self,
                                     GBytes               *payload,
                                     GError              **error);

/**
 * hexwire_stream_output_echo:
 *
 * Sends what need not be kept: what the kernel does not take is copied into the queue.
 *
 * Returns: 0, or an `errno`
 */
int hexwire_stream_output_echo (HexwireStreamOutput *self,
                                const guint8        *data,
                                gsize                size_bytes);

/** hexwire_stream_output_finish: takes nothing more; the next flush tells the peer. */
void hexwire_stream_output_finish (HexwireStreamOutput *self);

/**
 * hexwire_stream_output_flush:
 *
 * Sends what waits, as far as the kernel takes it.
 *
 * Returns: 0, or an `errno`
 */
int hexwire_stream_output_flush (HexwireStreamOutput *self);

/** hexwire_stream_output_clear: gives up on what waits, and returns how many bytes that were. */
gsize hexwire_stream_output_clear (HexwireStreamOutput *self);

/** hexwire_stream_output_discard: frees what waits, and tells nobody. */
void hexwire_stream_output_discard (HexwireStreamOutput *self);

G_END_DECLS
