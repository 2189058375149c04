/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/frame-rule.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireFrameIndex:
 *
 * The frames of all streams in a log under one rule, in the order in which they ended. It is filled
 * by scanning the log's rows, and takes 24 bytes for a frame; the bytes stay in the log.
 *
 * Datagrams, what was sent, and rows that are no data are frames of their own: a rule says where
 * messages end that others sent, and each of ours keeps what it was sent by. In a capture nobody
 * knows what was sent as one, and the rule holds for both directions. A stream ends where its
 * peer's %HEXWIRE_MESSAGE_CLOSED row stands; what is left of it is a frame before that row, flagged
 * %HEXWIRE_RECORD_UNFINISHED unless silence alone ends frames. A %HEXWIRE_MESSAGE_ERROR row does
 * not end one: the peer may go on.
 *
 * Where the log dropped rows of a stream before they were scanned, framing begins anew with the
 * next one, and the beginning of a frame that was lost with them is forgotten.
 */
typedef struct _HexwireFrameIndex HexwireFrameIndex;

/**
 * HexwireUnfinishedFrame:
 * @frame: what is there of it, to be read as any frame
 * @peer_id: whose stream it is
 * @kind: %HEXWIRE_MESSAGE_RECEIVED or %HEXWIRE_MESSAGE_SENT
 * @n_expected_bytes: how many bytes it will have; 0 where that is not known
 *
 * The end of a stream, behind its last frame.
 */
typedef struct
{
  HexwireFrame frame;
  guint32 peer_id;
  HexwireMessageKind kind;
  gsize n_expected_bytes;
} HexwireUnfinishedFrame;

/** hexwire_frame_index_new: (transfer full): an index without frames; holds references on both. */
HexwireFrameIndex *hexwire_frame_index_new  (HexwireMessageLog *log,
                                             HexwireFrameRule  *rule);
void               hexwire_frame_index_free (HexwireFrameIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFrameIndex, hexwire_frame_index_free)

/** hexwire_frame_index_get_rule: (transfer none): how the streams are cut. */
HexwireFrameRule *hexwire_frame_index_get_rule (const HexwireFrameIndex *self);

/**
 * hexwire_frame_index_scan:
 * @end_row: the number behind the last row to look at
 * @deadline_us: when to give way, on the clock of g_get_monotonic_time(); within a row if need be
 *
 * Goes on where the last scan stopped. However late it is, it gets a little further.
 *
 * Returns: whether it came to @end_row, or to the end of the log
 */
gboolean hexwire_frame_index_scan (HexwireFrameIndex *self,
                                   guint64            end_row,
                                   gint64             deadline_us);

/**
 * hexwire_frame_index_flush_idle:
 * @now_us: a time up to which every read is in the log and scanned, in microseconds since 1970
 *   (UTC); what the kernel still holds may be older than the present
 *
 * Ends the frames that a silence has ended by then, so that the last one needs not wait for a next
 * read. Does nothing but for %HEXWIRE_FRAME_IDLE_GAP.
 *
 * Returns: how many frames came
 */
guint hexwire_frame_index_flush_idle (HexwireFrameIndex *self,
                                      gint64             now_us);

/** hexwire_frame_index_finish: ends every stream where it is, as if its peer had left. */
void hexwire_frame_index_finish (HexwireFrameIndex *self);

guint64 hexwire_frame_index_get_n_frames (const HexwireFrameIndex *self);

/**
 * hexwire_frame_index_get_frame:
 * @index: from 0, the oldest that was not dropped
 *
 * Returns: (transfer none): the frame; valid until some are dropped
 */
const HexwireFrame *hexwire_frame_index_get_frame (const HexwireFrameIndex *self,
                                                   guint64                  index);

/**
 * hexwire_frame_index_drop_before:
 * @row: the first row that is still in the log
 *
 * Drops frames from the front, up to the first whose last byte is still there. A frame may begin
 * before @row, or stand out of turn behind that one: such a frame is there and cannot be read.
 *
 * Returns: how many were dropped
 */
guint64 hexwire_frame_index_drop_before (HexwireFrameIndex *self,
                                         guint64            row);

/** hexwire_frame_index_drop_oldest: drops the first @n_frames, or all, to bound the memory. */
void hexwire_frame_index_drop_oldest (HexwireFrameIndex *self,
                                      guint64            n_frames);

/** hexwire_frame_index_get_next_row: the first row of the log that is not scanned as a whole. */
guint64 hexwire_frame_index_get_next_row (const HexwireFrameIndex *self);

/** hexwire_frame_index_get_n_skipped_rows: how many the log dropped before they were scanned. */
guint64 hexwire_frame_index_get_n_skipped_rows (const HexwireFrameIndex *self);

/** hexwire_frame_index_count_unfinished: how many streams have an unfinished frame. */
guint hexwire_frame_index_count_unfinished (const HexwireFrameIndex *self);

/**
 * hexwire_frame_index_get_unfinished:
 * @unfinished: (out caller-allocates): of the stream with the newest data
 *
 * Returns: whether a stream has an unfinished frame
 */
gboolean hexwire_frame_index_get_unfinished (const HexwireFrameIndex *self,
                                             HexwireUnfinishedFrame  *unfinished);

/**
 * hexwire_frame_index_is_unfinished:
 * @row: a row of the log
 * @offset_bytes: a byte of it
 *
 * Returns: whether the byte is in the unfinished frame of its stream
 */
gboolean hexwire_frame_index_is_unfinished (const HexwireFrameIndex *self,
                                            guint64                  row,
                                            guint32                  offset_bytes);

/**
 * hexwire_unfinished_frame_dup_text:
 *
 * Returns: (transfer full): how much is there, as in "7 of 16 bytes", for a person to read
 */
char *hexwire_unfinished_frame_dup_text (const HexwireUnfinishedFrame *self);

G_END_DECLS
