/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireWriteQueue:
 * @size_bytes: how many bytes wait
 * @sent_us: when the kernel was last handed what it took, in microseconds since 1970 (UTC)
 *
 * The messages of a stream that the kernel has not taken yet, in order.
 */
typedef struct
{
  GQueue messages;
  gsize size_bytes;
  gint64 sent_us;
} HexwireWriteQueue;

/** HexwireSentFunc: @data, a whole message, is with the kernel; @origin is why it was sent. */
typedef void (*HexwireSentFunc) (const guint8 *data,
                                 gsize         size_bytes,
                                 guint         origin,
                                 gpointer      user_data);

/**
 * hexwire_write_queue_push:
 * @origin: a #HexwireOrigin: why it is sent
 * @n_sent: how many bytes of @message the kernel has already
 */
void hexwire_write_queue_push (HexwireWriteQueue *self,
                               GBytes            *message,
                               guint              origin,
                               gsize              n_sent);

/**
 * hexwire_write_queue_flush:
 * @fd: a non-blocking stream socket
 * @sent: called for every message that is done
 *
 * Hands messages to the kernel, up to 64 in a call, until it takes no more.
 *
 * Returns: 0, or an `errno` other than that for "try again"
 */
int hexwire_write_queue_flush (HexwireWriteQueue *self,
                               int                fd,
                               HexwireSentFunc    sent,
                               gpointer           user_data);

/**
 * hexwire_write_queue_clear:
 * @sent: called for the part of the first message that the kernel has taken, if any
 *
 * Gives up on what waits.
 *
 * Returns: how many bytes were given up
 */
gsize hexwire_write_queue_clear (HexwireWriteQueue *self,
                                 HexwireSentFunc    sent,
                                 gpointer           user_data);

G_END_DECLS
