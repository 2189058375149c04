/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireCaptureProgress:
 * @n_done_bytes: how much of the file is read
 * @n_total_bytes: the file's size, 0 where it is not known
 */
typedef void (*HexwireCaptureProgress) (guint64  n_done_bytes,
                                        guint64  n_total_bytes,
                                        gpointer user_data);

/**
 * hexwire_capture_load_async:
 * @file: a capture, pcapng or pcap; see #HexwireCaptureReader
 * @log: where its rows go; their number and size are bounded by its limits
 * @cancellable: (nullable): to stop it; the rows so far stay
 * @progress: (nullable): called between pieces, at most every 100 ms, and not after @callback
 * @callback: called when all is done; calls hexwire_capture_load_finish()
 *
 * Reads a capture in slices of the main loop; the disk is read in a thread.
 */
void hexwire_capture_load_async (GFile                  *file,
                                 HexwireMessageLog      *log,
                                 GCancellable           *cancellable,
                                 HexwireCaptureProgress  progress,
                                 gpointer                progress_data,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data);

/**
 * hexwire_capture_load_finish:
 * @error: return location for a #GIOErrorEnum, with a text for the user
 *
 * Returns: %TRUE, also where the file is damaged or ends too soon after some packets: then a row of
 *   the log says so; %FALSE where nothing could be read, or it was cancelled
 */
gboolean hexwire_capture_load_finish (GAsyncResult  *result,
                                      GError       **error);

G_END_DECLS
