/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-reader.h"

G_BEGIN_DECLS

/**
 * HexwireLogSnapshot:
 *
 * Rows of a log as they were at one moment, for work in another thread: immutable, and independent
 * of what the log drops or adds meanwhile, for it holds references on the log's memory.
 */
typedef struct _HexwireLogSnapshot HexwireLogSnapshot;

/**
 * hexwire_log_snapshot_new:
 * @chunks: (element-type HexwireLogChunk): the log's chunks; the last is still being filled
 * @peers: (element-type HexwireLogPeer): the log's peers
 * @frames: (element-type HexwireFrame) (nullable) (transfer none): which rows, in their order;
 *   %NULL for every row in @chunks
 *
 * Returns: (transfer full): the snapshot
 */
HexwireLogSnapshot *hexwire_log_snapshot_new   (const GPtrArray    *chunks,
                                                const GPtrArray    *peers,
                                                GArray             *frames);
HexwireLogSnapshot *hexwire_log_snapshot_ref   (HexwireLogSnapshot *self);
void                hexwire_log_snapshot_unref (HexwireLogSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireLogSnapshot, hexwire_log_snapshot_unref)

/** hexwire_log_snapshot_get_n_records: how many rows it holds. */
guint64 hexwire_log_snapshot_get_n_records (const HexwireLogSnapshot *self);

/**
 * hexwire_log_snapshot_init_reader:
 * @reader: (out caller-allocates): a reader of one thread's own, for
 *   hexwire_log_reader_clear() at the end
 */
void hexwire_log_snapshot_init_reader (const HexwireLogSnapshot *self,
                                       HexwireLogReader         *reader);

/**
 * hexwire_log_snapshot_read:
 * @reader: what hexwire_log_snapshot_init_reader() made
 * @index: which row, from 0
 * @record: (out): the row; valid until the next call with @reader
 *
 * Returns: %TRUE, or %FALSE where the row was dropped before the snapshot was taken
 */
gboolean hexwire_log_snapshot_read (const HexwireLogSnapshot *self,
                                    HexwireLogReader         *reader,
                                    guint64                   index,
                                    HexwireLogRecord         *record);

G_END_DECLS
