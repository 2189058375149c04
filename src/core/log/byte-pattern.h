/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/search-error.h"

G_BEGIN_DECLS

/**
 * HexwirePatternKind:
 * @HEXWIRE_PATTERN_TEXT: the bytes of a text in UTF-8
 * @HEXWIRE_PATTERN_HEX: hex digits as in hexwire_hex_parse(), where `?` stands for any digit: `de
 *   ad ?? ef`, `d? ?d`. A `?` by itself is any byte.
 * @HEXWIRE_PATTERN_REGEX: a regular expression of Perl's kind, as GRegex has them, over bytes: `.`
 *   and `\xff` are one byte each, other characters than ASCII several. `^` and `$` are the ends of
 *   a line too.
 *
 * How a pattern is written.
 */
typedef enum
{
  HEXWIRE_PATTERN_TEXT,
  HEXWIRE_PATTERN_HEX,
  HEXWIRE_PATTERN_REGEX,
} HexwirePatternKind;

/** HEXWIRE_BYTE_PATTERN_MAX_BYTES: the size of the longest text and of the longest hex digits. */
#define HEXWIRE_BYTE_PATTERN_MAX_BYTES 4096

/**
 * HexwireBytePattern:
 *
 * What a person looks for in bytes. Immutable and reference-counted; may be used from any thread.
 */
typedef struct _HexwireBytePattern HexwireBytePattern;

/**
 * hexwire_byte_pattern_new:
 * @text: the pattern; an empty one finds nothing
 * @ignores_case: whether capital and small letters are alike: those of ASCII, and in a text also
 *   others where both are as long in UTF-8. Nothing to hex digits.
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireSearchError
 *
 * Returns: (transfer full) (nullable): the pattern, or %NULL with %HEXWIRE_SEARCH_ERROR_PATTERN
 */
HexwireBytePattern *hexwire_byte_pattern_new (HexwirePatternKind   kind,
                                              const char          *text,
                                              gboolean             ignores_case,
                                              gsize               *error_position,
                                              GError             **error);

/**
 * hexwire_byte_pattern_new_for_bytes:
 * @data: (array length=size_bytes): at most %HEXWIRE_BYTE_PATTERN_MAX_BYTES bytes
 * @ignores_case: as for a text; what is no UTF-8 has no case beyond ASCII
 *
 * Returns: (transfer full): a pattern that finds @data
 */
HexwireBytePattern *hexwire_byte_pattern_new_for_bytes (const guint8 *data,
                                                        gsize         size_bytes,
                                                        gboolean      ignores_case);

HexwireBytePattern *hexwire_byte_pattern_ref   (HexwireBytePattern *self);
void                hexwire_byte_pattern_unref (HexwireBytePattern *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireBytePattern, hexwire_byte_pattern_unref)

/**
 * hexwire_byte_pattern_find:
 * @data: (array length=size_bytes) (nullable): bytes
 * @from: where a match may begin at the earliest; what stands before is seen by a regular
 *   expression that looks back
 * @offset: (out): where the match begins
 * @length: (out): how long it is, in bytes; never 0
 * @error: return location for %HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED
 *
 * Finds the first match. A regular expression gives up where it would try too long.
 *
 * Returns: whether there is a match; %FALSE without an error where there is none
 */
gboolean hexwire_byte_pattern_find (const HexwireBytePattern  *self,
                                    const guint8              *data,
                                    gsize                      size_bytes,
                                    gsize                      from,
                                    gsize                     *offset,
                                    gsize                     *length,
                                    GError                   **error);

/**
 * hexwire_byte_pattern_get_max_overlap_bytes:
 *
 * Returns: how many bytes before a border between two pieces of data a match that crosses it may
 *   begin: one less than what is looked for. A regular expression may match more than this tells,
 *   but longer matches are only looked for within one piece.
 */
gsize hexwire_byte_pattern_get_max_overlap_bytes (const HexwireBytePattern *self);

/** hexwire_byte_pattern_has_fixed_size: whether all matches are equally long: no expression. */
gboolean hexwire_byte_pattern_has_fixed_size (const HexwireBytePattern *self);

/** hexwire_byte_pattern_is_empty: whether it finds nothing, because nothing is looked for. */
gboolean hexwire_byte_pattern_is_empty (const HexwireBytePattern *self);

/**
 * hexwire_byte_pattern_is_anchored:
 *
 * Returns: whether a match depends on where the data begins or ends: a regular expression with `^`
 *   or `$`
 */
gboolean hexwire_byte_pattern_is_anchored (const HexwireBytePattern *self);

/**
 * hexwire_byte_pattern_may_span:
 *
 * Returns: %FALSE where no match can have the bytes @before and @after beside each other
 */
gboolean hexwire_byte_pattern_may_span (const HexwireBytePattern *self,
                                        guint8                    before,
                                        guint8                    after);

G_END_DECLS
