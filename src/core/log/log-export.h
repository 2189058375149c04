/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-snapshot.h"
#include "log/log-writer.h"

G_BEGIN_DECLS

/**
 * HexwireLogExportProgress:
 * @n_done: how many rows are written
 * @n_total: how many there are
 */
typedef void (*HexwireLogExportProgress) (guint64  n_done,
                                          guint64  n_total,
                                          gpointer user_data);

/**
 * hexwire_log_export_async:
 * @snapshot: (transfer none): the rows
 * @decode: (nullable): what the payloads are taken for; see hexwire_log_writer_new()
 * @file: where to; what is there is replaced
 * @cancellable: (nullable): to stop it
 * @progress: (nullable): called in the caller's main context, at most every 100 ms, and not after
 *   @callback
 * @progress_data: for @progress
 * @callback: called when all is done; calls hexwire_log_export_finish()
 *
 * Writes rows to a file, in a thread of its own. They go to a file beside @file, which takes its
 * place at the end: a failure leaves @file as it was, and nothing else behind.
 */
void hexwire_log_export_async (HexwireLogSnapshot       *snapshot,
                               HexwireLogFormat          format,
                               const HexwireFormat      *decode,
                               GFile                    *file,
                               GCancellable             *cancellable,
                               HexwireLogExportProgress  progress,
                               gpointer                  progress_data,
                               GAsyncReadyCallback       callback,
                               gpointer                  user_data);

/**
 * hexwire_log_export_finish:
 * @n_written_bytes: (out) (optional): the size of the file
 * @n_missing_rows: (out) (optional): how many rows the log had dropped before the snapshot
 * @error: return location for a #GIOErrorEnum, with a text for the user
 *
 * Returns: whether the whole file was written
 */
gboolean hexwire_log_export_finish (GAsyncResult  *result,
                                    guint64       *n_written_bytes,
                                    guint64       *n_missing_rows,
                                    GError       **error);

G_END_DECLS
