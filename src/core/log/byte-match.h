/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"
#include "log/search-error.h"

G_BEGIN_DECLS

/**
 * HexwireByteMatchKind:
 * @HEXWIRE_BYTE_MATCH_ANY: all bytes, also none
 * @HEXWIRE_BYTE_MATCH_BEGINS: bytes that begin so
 * @HEXWIRE_BYTE_MATCH_CONTAINS: bytes that have this in them
 * @HEXWIRE_BYTE_MATCH_ENDS: bytes that end so
 * @HEXWIRE_BYTE_MATCH_EQUALS: these bytes and no others
 * @HEXWIRE_BYTE_MATCH_REGEX: bytes in which a regular expression matches, see
 *   %HEXWIRE_PATTERN_REGEX
 * @HEXWIRE_BYTE_MATCH_FIELDS: bytes that a condition holds for, as #HexwireRowFilter has them: `op
 *   == 3 and len > 10`, under a format
 *
 * How received bytes are compared with what a person wrote.
 */
typedef enum
{
  HEXWIRE_BYTE_MATCH_ANY,
  HEXWIRE_BYTE_MATCH_BEGINS,
  HEXWIRE_BYTE_MATCH_CONTAINS,
  HEXWIRE_BYTE_MATCH_ENDS,
  HEXWIRE_BYTE_MATCH_EQUALS,
  HEXWIRE_BYTE_MATCH_REGEX,
  HEXWIRE_BYTE_MATCH_FIELDS,
  HEXWIRE_BYTE_MATCH_N_KINDS,
} HexwireByteMatchKind;

/**
 * HexwireByteMatch:
 *
 * A question to bytes: do they match? As text it is one line: the kind, the notation of what
 * follows (not for an expression), and, one space further, all the rest of the line.
 *
 * | text | matches |
 * |---|---|
 * | `any` | everything |
 * | `begins text HELLO` | bytes that begin with those of a text |
 * | `contains escaped \r\n` | the same with escapes |
 * | `ends hex 0d ??` | hex digits, `?` is any digit |
 * | `equals python b'\x00ok'` | a bytes literal |
 * | `contains-any-case text hello` | capital and small letters are alike |
 * | `regex ^OK \d+` | also `regex-any-case` |
 * | `fields [>op:B n:H] op == 3` | a condition under a format |
 *
 * Immutable and reference-counted; may be used from any thread.
 */
typedef struct _HexwireByteMatch HexwireByteMatch;

/**
 * hexwire_byte_match_new:
 * @notation: how @text is written: plain, escaped, hex (with `?`) or Python; nothing to an
 *   expression and to a condition
 * @text: the bytes, expression or condition; nothing to %HEXWIRE_BYTE_MATCH_ANY
 * @format: (nullable): the format of a condition, nothing to the other kinds; %NULL or empty where
 *   the condition names no fields
 * @ignores_case: whether letters match in either case; nothing to hex digits and conditions
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes; 0
 *   where it is in @format
 * @error: return location for a #HexwireSearchError or a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable): the match, or %NULL with an error that tells the position
 */
HexwireByteMatch *hexwire_byte_match_new (HexwireByteMatchKind   kind,
                                          HexwireNotation        notation,
                                          const char            *text,
                                          const char            *format,
                                          gboolean               ignores_case,
                                          gsize                 *error_position,
                                          GError               **error);

/**
 * hexwire_byte_match_parse:
 * @line: a match as text
 * @error_position: (out) (optional): on failure, the offset in @line of what is wrong, in bytes
 * @error: return location for a #HexwireSearchError
 *
 * Returns: (transfer full) (nullable): the match, or %NULL with %HEXWIRE_SEARCH_ERROR_PATTERN
 */
HexwireByteMatch *hexwire_byte_match_parse (const char  *line,
                                            gsize       *error_position,
                                            GError     **error);
HexwireByteMatch *hexwire_byte_match_ref   (HexwireByteMatch *self);
void              hexwire_byte_match_unref (HexwireByteMatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireByteMatch, hexwire_byte_match_unref)

/**
 * hexwire_byte_match_to_text:
 *
 * Returns: (transfer full): one line that hexwire_byte_match_parse() reads as the same match
 */
char *hexwire_byte_match_to_text (const HexwireByteMatch *self);

HexwireByteMatchKind hexwire_byte_match_get_kind         (const HexwireByteMatch *self);
HexwireNotation      hexwire_byte_match_get_notation     (const HexwireByteMatch *self);
const char          *hexwire_byte_match_get_text         (const HexwireByteMatch *self);
gboolean             hexwire_byte_match_get_ignores_case (const HexwireByteMatch *self);

/** hexwire_byte_match_get_format: the format of a condition; may be empty, but is not %NULL. */
const char *hexwire_byte_match_get_format (const HexwireByteMatch *self);

/**
 * hexwire_byte_match_find:
 * @data: (array length=size_bytes) (nullable): bytes
 * @offset: (out) (optional): where what matched begins; 0 for a condition
 * @length: (out) (optional): how long it is, in bytes; all of @data for a condition
 * @error: return location for %HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED
 *
 * Returns: whether @data matches; %FALSE without an error where it does not
 */
gboolean hexwire_byte_match_find (const HexwireByteMatch  *self,
                                  const guint8            *data,
                                  gsize                    size_bytes,
                                  gsize                   *offset,
                                  gsize                   *length,
                                  GError                 **error);

G_END_DECLS
