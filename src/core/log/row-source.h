/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/frame-index.h"
#include "log/log-marks.h"

G_BEGIN_DECLS

/**
 * HexwireRowSource:
 * @log: (transfer full): where the bytes are
 * @frames: (nullable) (transfer full): the frames of its streams; %NULL shows rows as received
 * @first_number: the number of the first row
 * @end_number: the number behind the last row
 * @n_unlisted: frames that were forgotten because there were more than the log may have messages;
 *   their bytes are still in the log
 *
 * The rows of a log before any is left out: as they were received, or cut into frames. Each has a
 * number, which it keeps when older ones are dropped. The fields are to be read alone.
 */
typedef struct
{
  HexwireMessageLog *log;
  HexwireFrameIndex *frames;
  HexwireLogMarks *marks;
  guint64 first_number;
  guint64 end_number;
  guint64 n_unlisted;
} HexwireRowSource;

void hexwire_row_source_init  (HexwireRowSource  *self,
                               HexwireMessageLog *log);
void hexwire_row_source_clear (HexwireRowSource  *self);

/** hexwire_row_source_set_rule: @rule: (nullable): how streams are cut; numbers begin anew. */
void hexwire_row_source_set_rule (HexwireRowSource *self,
                                  HexwireFrameRule *rule);

/**
 * hexwire_row_source_drop:
 *
 * Forgets what the log has dropped, and frames that are too many: a stream of a gigabyte may be cut
 * into a thousand million.
 */
void hexwire_row_source_drop (HexwireRowSource *self);

/** hexwire_row_source_has_too_many: whether hexwire_row_source_drop() would forget frames. */
gboolean hexwire_row_source_has_too_many (const HexwireRowSource *self);

/**
 * hexwire_row_source_scan:
 * @deadline_us: when to give way, on the clock of g_get_monotonic_time()
 *
 * Finds the rows that came.
 *
 * Returns: whether it came to the end
 */
gboolean hexwire_row_source_scan (HexwireRowSource *self,
                                  gint64            deadline_us);

/**
 * hexwire_row_source_end_idle:
 *
 * Finds frames that ended by silence, once every row of the log is scanned. To be called when no
 * socket has anything to read: what the kernel holds came before the present.
 *
 * Returns: whether some did
 */
gboolean hexwire_row_source_end_idle (HexwireRowSource *self);

/** hexwire_row_source_get_frame: %FALSE where there is no row @number. */
gboolean hexwire_row_source_get_frame (const HexwireRowSource *self,
                                       guint64                 number,
                                       HexwireFrame           *frame);

/** hexwire_row_source_find_since: the number of the first row that was there with row @row of the
 * log at the earliest, `end_number` where there is none yet. */
guint64 hexwire_row_source_find_since (const HexwireRowSource *self,
                                       guint64                 row);

/**
 * hexwire_row_source_find:
 * @row: a row of the log
 * @offset_bytes: a byte of it; of an empty row any
 * @number: (out): the number of the row that holds that byte, or else of one behind it;
 *   `end_number` where there is none yet
 *
 * Returns: whether a row holds it
 */
gboolean hexwire_row_source_find (const HexwireRowSource *self,
                                  guint64                 row,
                                  guint32                 offset_bytes,
                                  guint64                *number);

G_END_DECLS
