/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "log/log-record.h"
#include "log/search-error.h"

G_BEGIN_DECLS

/**
 * HexwireRowFilter:
 *
 * Which rows of a log are shown, from one line of text. Immutable and reference-counted; may be
 * used from any thread.
 *
 * | term | matches |
 * |---|---|
 * | `peer 127.0.0.1` | rows whose peer's address contains this |
 * | `peer = 127.0.0.1:5000`, `!=` | rows of this peer, of every other and of none |
 * | `in`, `out` | what was received, what was sent |
 * | `kind = note`, `!=` | received, sent, opened, closed, error, note, or data for the first two |
 * | `len > 10`, `length`, `size` | the size of the payload in bytes: `= == != < <= > >=` |
 * | `"text"`, `'text'` | payloads that contain the text in any case, with the escapes of C |
 * | `case "text"` | the same in this case |
 * | `hex "de ?? ef"` | payloads that contain these bytes, see %HEXWIRE_PATTERN_HEX |
 * | `/expression/`, `/expression/i` | payloads in which it matches, with case or without |
 * | `marked` | rows that the reader marked |
 * | `count > 80`, `name = "abc"` | data whose decoded field compares so |
 *
 * Terms are joined by `and` or `&&`, `or` or `||`, `not` or `!` and parentheses; terms beside each
 * other mean `and`, which binds more tightly than `or`. Keywords may be written in capitals.
 *
 * A field goes by its name, and one without a name by its letter; where the name is also a keyword,
 * a dot stands before it: `.len = 3`. Of several values, in an array or in several records of a
 * payload, one has to match, also for `!=`. A field that the payload is too short for does not
 * match. Integers compare exactly, with a float both sides compare as doubles. A text compares by
 * its bytes; NULs that pad a field do not count.
 *
 * A row on which an expression gives up, because it would take too long, does not match it.
 */
typedef struct _HexwireRowFilter HexwireRowFilter;

/**
 * hexwire_row_filter_parse:
 * @text: a filter; an empty one matches every row
 * @format: (nullable): what payloads are decoded by, %NULL while they are not
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireSearchError
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL with %HEXWIRE_SEARCH_ERROR_FILTER
 */
HexwireRowFilter *hexwire_row_filter_parse (const char     *text,
                                            HexwireFormat  *format,
                                            gsize          *error_position,
                                            GError        **error);
HexwireRowFilter *hexwire_row_filter_ref   (HexwireRowFilter *self);
void              hexwire_row_filter_unref (HexwireRowFilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireRowFilter, hexwire_row_filter_unref)

/** hexwire_row_filter_get_text: what @self was read from. */
const char *hexwire_row_filter_get_text (const HexwireRowFilter *self);

/** hexwire_row_filter_is_empty: whether every row matches, because nothing is asked. */
gboolean hexwire_row_filter_is_empty (const HexwireRowFilter *self);

/** hexwire_row_filter_has_fields: whether it depends on the format that payloads are decoded by. */
gboolean hexwire_row_filter_has_fields (const HexwireRowFilter *self);

/**
 * hexwire_row_filter_matches:
 * @gave_up: (out) (optional): whether an expression gave up on the row
 *
 * Returns: whether the row is to be shown
 */
gboolean hexwire_row_filter_matches (const HexwireRowFilter *self,
                                     const HexwireLogRecord *record,
                                     gboolean               *gave_up);

G_END_DECLS
