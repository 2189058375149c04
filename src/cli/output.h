/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** HEXWIRE_OUTPUT_STUCK_MS: how long one that takes nothing is waited for after a signal. */
#define HEXWIRE_OUTPUT_STUCK_MS 1000

/**
 * HexwireOutput:
 *
 * Standard output, or stderr, that is not waited for: what it does not take at once waits in memory
 * and goes out from the main loop. The descriptor stays as it is, for a terminal is shared with
 * others.
 */
typedef struct _HexwireOutput HexwireOutput;

HexwireOutput *hexwire_output_new  (int            fd);
void           hexwire_output_free (HexwireOutput *self);

/** hexwire_output_get_stream: (transfer none): a stream in memory; hexwire_output_flush() takes
 * what is in it. */
GOutputStream *hexwire_output_get_stream (HexwireOutput *self);

/**
 * hexwire_output_flush:
 *
 * Writes what can be written now; the rest follows from the main loop.
 *
 * Returns: how many bytes wait; 0 also where writing has failed
 */
gsize hexwire_output_flush (HexwireOutput *self);

/** hexwire_output_get_n_waiting_bytes: how many bytes of the stream are not written. */
gsize hexwire_output_get_n_waiting_bytes (HexwireOutput *self);

/**
 * hexwire_output_wait:
 * @n_interrupts: how many signals of hexwire_interrupt_get_n() are no reason to stop waiting
 * @timeout_ms: how long the output may take nothing, -1 for ever
 *
 * Blocks until everything is written, or writing has failed.
 *
 * Returns: whether nothing waits any more
 */
gboolean hexwire_output_wait (HexwireOutput *self,
                              guint          n_interrupts,
                              int            timeout_ms);

/** hexwire_output_count_waiting_lines: how many lines of text wait, the one begun included. */
guint64 hexwire_output_count_waiting_lines (HexwireOutput *self);

/** hexwire_output_get_error: 0, or the `errno` with which writing failed. */
int hexwire_output_get_error (HexwireOutput *self);

G_END_DECLS
