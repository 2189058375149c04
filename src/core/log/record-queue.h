/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-reader.h"
#include "log/record-file.h"

G_BEGIN_DECLS

/**
 * HexwireRecordQueue:
 *
 * What waits for a recording's thread, and that thread, which ends by itself: when the queue was
 * closed and is empty, or when the file fails.
 */
typedef struct _HexwireRecordQueue HexwireRecordQueue;

/**
 * HexwireRecordStatus:
 * @n_rows: how many rows are in the files
 * @n_bytes: the size of all files
 * @n_lost: how many rows that were pushed are not in the file, and do not wait for it: those that
 *   found no room, and after a failure all that it did not keep or get
 * @is_finished: whether the thread has ended
 * @error: (nullable) (transfer full): why it did
 */
typedef struct
{
  guint64 n_rows;
  guint64 n_bytes;
  guint64 n_lost;
  gboolean is_finished;
  char *error;
} HexwireRecordStatus;

/**
 * hexwire_record_queue_new:
 * @file: (transfer full): what the thread writes to
 * @max_bytes: how much waits at most
 * @changed: called in the thread when the status has changed: at once at the end, seldom before
 * @destroy: frees @user_data, in any thread
 */
HexwireRecordQueue *hexwire_record_queue_new   (HexwireRecordFile  *file,
                                                gsize               max_bytes,
                                                GFunc               changed,
                                                gpointer            user_data,
                                                GDestroyNotify      destroy);
HexwireRecordQueue *hexwire_record_queue_ref   (HexwireRecordQueue *self);
void                hexwire_record_queue_unref (HexwireRecordQueue *self);

/** hexwire_record_queue_set_max_bytes: how much waits at most. */
void hexwire_record_queue_set_max_bytes (HexwireRecordQueue *self,
                                         gsize               max_bytes);

/**
 * hexwire_record_queue_push:
 * @chunk: holds the rows; a reference is kept
 * @first: the first one, by its place in @chunk
 * @n_entries: how many
 * @peers: (element-type HexwireLogPeer): all peers of the log
 */
void hexwire_record_queue_push (HexwireRecordQueue *self,
                                HexwireLogChunk    *chunk,
                                guint               first,
                                guint               n_entries,
                                const GPtrArray    *peers);

/** hexwire_record_queue_close: nothing more is pushed. */
void hexwire_record_queue_close (HexwireRecordQueue *self);

/** hexwire_record_queue_wait: whether the thread has ended, after @timeout_ms at the latest. */
gboolean hexwire_record_queue_wait (HexwireRecordQueue *self,
                                    guint               timeout_ms);

/** hexwire_record_queue_get_status: how it stands. */
void hexwire_record_queue_get_status (HexwireRecordQueue  *self,
                                      HexwireRecordStatus *status);

G_END_DECLS
