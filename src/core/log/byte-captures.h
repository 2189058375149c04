/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/search-error.h"

G_BEGIN_DECLS

/** HEXWIRE_BYTE_CAPTURES_MAX: how many parts of a match are kept; those behind have no number. */
#define HEXWIRE_BYTE_CAPTURES_MAX 99

/**
 * HexwireByteSpan:
 * @offset_bytes: where it begins
 * @size_bytes: how long it is; 0 also for a part of an expression that took no part in the match
 *
 * A place in bytes.
 */
typedef struct
{
  gsize offset_bytes;
  gsize size_bytes;
} HexwireByteSpan;

/**
 * HexwireByteCaptures:
 *
 * The parts of a match that have numbers, from 1: the groups of a regular expression, or the runs
 * of `??` between hex digits. Immutable; may be used from any thread.
 */
typedef struct _HexwireByteCaptures HexwireByteCaptures;

/**
 * hexwire_byte_captures_new_regex:
 * @expression: see %HEXWIRE_PATTERN_REGEX
 * @error: return location for %HEXWIRE_SEARCH_ERROR_PATTERN
 *
 * Returns: (transfer full) (nullable): its groups; %NULL where it is no expression
 */
HexwireByteCaptures *hexwire_byte_captures_new_regex (const char  *expression,
                                                      gboolean     ignores_case,
                                                      GError     **error);

/**
 * hexwire_byte_captures_new_hex:
 * @digits: a good pattern, see %HEXWIRE_PATTERN_HEX
 *
 * Returns: (transfer full): its runs of bytes in which a digit may be any
 */
HexwireByteCaptures *hexwire_byte_captures_new_hex (const char *digits);

void hexwire_byte_captures_free (HexwireByteCaptures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireByteCaptures, hexwire_byte_captures_free)

/** hexwire_byte_captures_get_n: how many parts have numbers. */
guint hexwire_byte_captures_get_n (const HexwireByteCaptures *self);

/** hexwire_byte_captures_is_binary: whether the parts are bytes, not text: those of hex digits. */
gboolean hexwire_byte_captures_is_binary (const HexwireByteCaptures *self);

/** hexwire_byte_captures_find_name: the number of a group `(?<name>...)`, 0 where there is none. */
guint hexwire_byte_captures_find_name (const HexwireByteCaptures *self,
                                       const char                *name);

/**
 * hexwire_byte_captures_collect:
 * @data: (array length=size_bytes) (nullable): bytes that match
 * @offset: where the match begins
 * @length: how long it is, in bytes
 * @spans: (out caller-allocates): room for hexwire_byte_captures_get_n() + 1 of them; the first is
 *   the whole match
 */
void hexwire_byte_captures_collect (const HexwireByteCaptures *self,
                                    const guint8              *data,
                                    gsize                      size_bytes,
                                    gsize                      offset,
                                    gsize                      length,
                                    HexwireByteSpan           *spans);

G_END_DECLS
