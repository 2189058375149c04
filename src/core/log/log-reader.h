/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-chunk.h"
#include "log/log-record.h"

G_BEGIN_DECLS

/**
 * HexwireFrame:
 * @end_row: the log's row that holds the frame's last byte
 * @end_offset_bytes: where in that row's payload the frame ends, behind its last byte
 * @size_bytes: the frame's size; it may begin in earlier rows of the same peer and direction
 * @flags: #HexwireRecordFlags
 * @n_late_rows: where frames are listed in the order in which they ended, how many rows behind
 *   @end_row this was seen: a silence ends a frame, or its peer's end, when others have sent on
 *
 * A place in a log: a message as it was received, or a frame that was cut out of a stream.
 */
typedef struct
{
  guint64 end_row;
  guint32 end_offset_bytes;
  guint32 size_bytes;
  guint32 flags;
  guint32 n_late_rows;
} HexwireFrame;

/**
 * HexwireLogReader:
 * @chunks: (element-type HexwireLogChunk) (transfer none): the oldest first, without gaps
 * @peers: (element-type HexwireLogPeer) (transfer none): the index is the peer's number less one;
 *   %NULL where no row has that number
 *
 * Reads rows and frames where they stand in memory. What it returns is valid until the next call on
 * the reader, and while the chunks are.
 */
typedef struct
{
  const GPtrArray *chunks;
  const GPtrArray *peers;

  /*< private >*/
  GByteArray *scratch;
} HexwireLogReader;

void hexwire_log_reader_init  (HexwireLogReader *self,
                               const GPtrArray  *chunks,
                               const GPtrArray  *peers);
void hexwire_log_reader_clear (HexwireLogReader *self);

/**
 * hexwire_log_reader_find_chunk:
 *
 * Returns: (transfer none) (nullable): the chunk with @row, %NULL where there is none (any more)
 */
HexwireLogChunk *hexwire_log_reader_find_chunk (const HexwireLogReader *self,
                                                guint64                 row);

/**
 * hexwire_log_reader_find_entry:
 *
 * Returns: (transfer none) (nullable): what the log keeps of @row, %NULL where there is none
 */
const HexwireLogEntry *hexwire_log_reader_find_entry (const HexwireLogReader *self,
                                                      guint64                 row);

/** hexwire_log_reader_get_time_us: when @row was, 0 where there is none (any more). */
gint64 hexwire_log_reader_get_time_us (const HexwireLogReader *self,
                                       guint64                 row);

/**
 * hexwire_log_reader_get_row:
 * @frame: (out): the whole of @row
 *
 * Returns: whether there is such a row
 */
gboolean hexwire_log_reader_get_row (const HexwireLogReader *self,
                                     guint64                 row,
                                     HexwireFrame           *frame);

/**
 * hexwire_log_reader_read:
 * @record: (out): the row or frame
 *
 * Where the pieces of a frame stand in several places, they are copied together.
 *
 * Returns: %TRUE, or %FALSE where a part of it was dropped from the log
 */
gboolean hexwire_log_reader_read (HexwireLogReader   *self,
                                  const HexwireFrame *frame,
                                  HexwireLogRecord   *record);

/**
 * hexwire_log_reader_dup_payload:
 *
 * Returns: (transfer full) (nullable): the bytes of a frame, which keep the chunk's memory alive;
 *   %NULL where a part of it was dropped from the log
 */
GBytes *hexwire_log_reader_dup_payload (const HexwireLogReader *self,
                                        const HexwireFrame     *frame);

/**
 * hexwire_log_reader_find_first_row:
 *
 * Returns: the row that holds the first byte of @frame; its last row where the rest was dropped
 */
guint64 hexwire_log_reader_find_first_row (const HexwireLogReader *self,
                                           const HexwireFrame     *frame);

/**
 * hexwire_log_reader_locate:
 * @row: a row of the log
 * @offset_bytes: a byte of it
 * @frame_offset_bytes: (out): where that byte is in @frame
 *
 * Returns: whether it is a byte of @frame
 */
gboolean hexwire_log_reader_locate (const HexwireLogReader *self,
                                    const HexwireFrame     *frame,
                                    guint64                 row,
                                    guint32                 offset_bytes,
                                    gsize                  *frame_offset_bytes);

G_END_DECLS
