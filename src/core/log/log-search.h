/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/byte-pattern.h"
#include "log/log-hits.h"
#include "log/message-log.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_SEARCH (hexwire_log_search_get_type ())

/**
 * HexwireLogSearch:
 *
 * Where a pattern is found in a message log: in streams also across the borders of reads, see
 * #HexwireLogScan. It goes through the log in slices of 4 ms, so that a window stays alive, goes on
 * with rows that come later, and forgets hits whose first row the log has dropped. Rows that are no
 * data are searched as well: their text.
 *
 * Its properties tell about changes at most every 50 ms.
 */
G_DECLARE_FINAL_TYPE (HexwireLogSearch, hexwire_log_search, HEXWIRE, LOG_SEARCH, GObject)

/** HEXWIRE_LOG_SEARCH_MAX_HITS: so many hits are kept, or few more; then the search waits. */
#define HEXWIRE_LOG_SEARCH_MAX_HITS 1000000

HexwireLogSearch *hexwire_log_search_new (HexwireMessageLog *log);

/** hexwire_log_search_set_pattern: (nullable): searches for @pattern from the log's beginning. */
void hexwire_log_search_set_pattern (HexwireLogSearch   *self,
                                     HexwireBytePattern *pattern);

/** hexwire_log_search_get_n_hits: (property n-hits): how many were found so far. */
guint hexwire_log_search_get_n_hits (HexwireLogSearch *self);

/** hexwire_log_search_get_is_complete: (property is-complete): whether all rows were searched. */
gboolean hexwire_log_search_get_is_complete (HexwireLogSearch *self);

/**
 * hexwire_log_search_get_is_bounded: (property is-bounded): whether the search waits at
 * %HEXWIRE_LOG_SEARCH_MAX_HITS; it goes on when the log drops rows with hits.
 */
gboolean hexwire_log_search_get_is_bounded (HexwireLogSearch *self);

/**
 * hexwire_log_search_get_error:
 *
 * Returns: (transfer none) (nullable): why the search ended before all rows were searched,
 *   %HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED; told with is-complete
 */
const GError *hexwire_log_search_get_error (HexwireLogSearch *self);

/**
 * hexwire_log_search_get_hit:
 * @index: less than hexwire_log_search_get_n_hits(); a hit's index changes when the log drops rows
 *   and when a match is found that begins in an earlier row of another stream
 * @hit: (out): the hit, in the order of row and offset
 */
void hexwire_log_search_get_hit (HexwireLogSearch *self,
                                 guint             index,
                                 HexwireLogHit    *hit);

/**
 * hexwire_log_search_find_next:
 * @row: a row of the log
 * @offset_bytes: where in its payload
 * @index: (out): the index of the first hit that begins there or later
 *
 * Returns: whether there is one; found in O(log n)
 */
gboolean hexwire_log_search_find_next (HexwireLogSearch *self,
                                       guint64           row,
                                       guint32           offset_bytes,
                                       guint            *index);

/** hexwire_log_search_find_previous: the same for the last hit that begins before. */
gboolean hexwire_log_search_find_previous (HexwireLogSearch *self,
                                           guint64           row,
                                           guint32           offset_bytes,
                                           guint            *index);

G_END_DECLS
