/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireLogSink:
 * @text: what waits to be written; writers append to it
 * @stream: where it goes
 * @cancellable: (nullable): to stop it
 * @n_written_bytes: what has gone to @stream
 * @error: (nullable): the first failure; nothing is written after it
 *
 * Collects what a writer writes, bytes or text, and passes it on in large pieces. After a failure
 * it swallows everything, so that a writer needs to look at @error only from time to time.
 */
typedef struct
{
  GString *text;
  GOutputStream *stream;
  GCancellable *cancellable;
  guint64 n_written_bytes;
  GError *error;
} HexwireLogSink;

/** HEXWIRE_LOG_SINK_SIZE_BYTES: how much waits, at most, before it is written. */
#define HEXWIRE_LOG_SINK_SIZE_BYTES ((gsize) 256 * 1024)

void hexwire_log_sink_init  (HexwireLogSink *self,
                             GOutputStream  *stream,
                             GCancellable   *cancellable);
void hexwire_log_sink_clear (HexwireLogSink *self);

/**
 * hexwire_log_sink_flush:
 *
 * Writes what waits.
 *
 * Returns: whether all went well so far
 */
gboolean hexwire_log_sink_flush (HexwireLogSink *self);

/**
 * hexwire_log_sink_flush_if_full:
 *
 * Writes what waits, if that is much. To be called between the pieces of what may be large.
 *
 * Returns: whether all went well so far
 */
gboolean hexwire_log_sink_flush_if_full (HexwireLogSink *self);

G_END_DECLS
