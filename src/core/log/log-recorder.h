/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-writer.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireRecorderState:
 * @HEXWIRE_RECORDER_RECORDING: new rows go to the file
 * @HEXWIRE_RECORDER_STOPPING: what came before the stop is still being written
 * @HEXWIRE_RECORDER_STOPPED: all is written
 * @HEXWIRE_RECORDER_FAILED: the file could not be written any more; `error` says why, and what
 *   comes from then on is counted as lost
 */
typedef enum
{
  HEXWIRE_RECORDER_RECORDING,
  HEXWIRE_RECORDER_STOPPING,
  HEXWIRE_RECORDER_STOPPED,
  HEXWIRE_RECORDER_FAILED,
} HexwireRecorderState;

#define HEXWIRE_TYPE_LOG_RECORDER (hexwire_log_recorder_get_type ())

/**
 * HexwireLogRecorder:
 *
 * Writes the rows of a log to a file as they come, in a thread of its own, whatever the log drops
 * meanwhile. What has come is in the file within a second, and the file ends with a whole row.
 *
 * What the disk does not take waits, up to a bound; what comes beyond it is not recorded, which is
 * counted and noted in the file.
 *
 * Properties, all read-only and notified in the main context that the recorder was made in:
 * - `state`: a #HexwireRecorderState, as int
 * - `error`: (nullable): why it failed, for the user
 * - `n-rows`, `n-bytes`: how many rows are written, and how large the files are together
 * - `n-lost`: how many rows since it began are not in the files; after a failure it goes on, with
 *   the log, until the recorder is stopped
 */
G_DECLARE_FINAL_TYPE (HexwireLogRecorder, hexwire_log_recorder, HEXWIRE, LOG_RECORDER, GObject)

/** HEXWIRE_RECORDER_MAX_WAITING_BYTES: how much waits for the disk at most. */
#define HEXWIRE_RECORDER_MAX_WAITING_BYTES ((gsize) 256 << 20)

/**
 * hexwire_log_recorder_new:
 * @log: its rows from now on are recorded
 * @file: a local file; what is there is overwritten
 * @decode: (nullable): see hexwire_log_writer_new()
 * @max_file_size_bytes: the size from which on the recording goes on in another file,
 *   `name-0001.pcapng` and so on; 0 for any size
 * @error: return location for a #GIOErrorEnum, with a text for the user
 *
 * Begins a recording.
 *
 * Returns: (transfer full) (nullable): the recorder, %NULL where the file cannot be opened
 */
HexwireLogRecorder *hexwire_log_recorder_new (HexwireMessageLog    *log,
                                              GFile                *file,
                                              HexwireLogFormat      format,
                                              const HexwireFormat  *decode,
                                              guint64               max_file_size_bytes,
                                              GError              **error);

/**
 * hexwire_log_recorder_set_max_waiting:
 * @size_bytes: how much may wait for the disk, instead of %HEXWIRE_RECORDER_MAX_WAITING_BYTES
 */
void hexwire_log_recorder_set_max_waiting (HexwireLogRecorder *self,
                                           gsize               size_bytes);

/**
 * hexwire_log_recorder_stop:
 *
 * Ends the recording with what has come so far. What still waits is written in the background; the
 * state tells when that is done. A recorder that is dropped stops, too.
 */
void hexwire_log_recorder_stop (HexwireLogRecorder *self);

/**
 * hexwire_log_recorder_wait:
 * @timeout_ms: how long to wait at most
 *
 * Blocks until a stopped recorder has written everything, for the end of the program.
 *
 * Returns: whether it has, or has failed; %FALSE after @timeout_ms
 */
gboolean hexwire_log_recorder_wait (HexwireLogRecorder *self,
                                    guint               timeout_ms);

HexwireRecorderState hexwire_log_recorder_get_state   (HexwireLogRecorder *self);
const char          *hexwire_log_recorder_get_error   (HexwireLogRecorder *self);
guint64              hexwire_log_recorder_get_n_rows  (HexwireLogRecorder *self);
guint64              hexwire_log_recorder_get_n_bytes (HexwireLogRecorder *self);
guint64              hexwire_log_recorder_get_n_lost  (HexwireLogRecorder *self);

/** hexwire_log_recorder_get_file: (transfer none): the first file. */
GFile *hexwire_log_recorder_get_file (HexwireLogRecorder *self);

G_END_DECLS
