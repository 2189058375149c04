/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/byte-pattern.h"
#include "log/log-hits.h"
#include "log/log-reader.h"

G_BEGIN_DECLS

/**
 * HexwireLogScan:
 *
 * Goes once over the rows of a log, where they stand in memory, and finds what a pattern matches:
 * in streams across the borders of reads, also where those of several streams alternate, in
 * datagrams and texts in each by itself. Matches of one stream do not overlap. A regular expression
 * sees reads joined only as far as hexwire_byte_pattern_get_max_overlap_bytes() round a border, and
 * one with `^` or `$` sees each row by itself.
 */
typedef struct _HexwireLogScan HexwireLogScan;

HexwireLogScan *hexwire_log_scan_new  (HexwireBytePattern *pattern);
void            hexwire_log_scan_free (HexwireLogScan     *self);

/** hexwire_log_scan_get_row: where the scan goes on. */
guint64 hexwire_log_scan_get_row (const HexwireLogScan *self);

/** hexwire_log_scan_skip_to: leaves out the rows before @row, where the scan is not yet there. */
void hexwire_log_scan_skip_to (HexwireLogScan *self,
                               guint64         row);

/**
 * hexwire_log_scan_run:
 * @end_row: where the rows end
 * @hits: where hits are put; one whose match grew by a later row replaces what stands there
 * @error: return location for %HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED
 *
 * Scans some more rows, for less than a millisecond but with a slow expression.
 *
 * Returns: %FALSE where the next row is not there: all were scanned, or it was dropped; or with an
 *   error
 */
gboolean hexwire_log_scan_run (HexwireLogScan          *self,
                               const HexwireLogReader  *reader,
                               guint64                  end_row,
                               HexwireLogHits          *hits,
                               GError                 **error);

G_END_DECLS
