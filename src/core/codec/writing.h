/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"

G_BEGIN_DECLS

/**
 * HexwireWritingKind:
 * @HEXWIRE_WRITING_TEXT: as %HEXWIRE_NOTATION_PLAIN
 * @HEXWIRE_WRITING_ESCAPED: as %HEXWIRE_NOTATION_ESCAPED
 * @HEXWIRE_WRITING_HEX: as %HEXWIRE_NOTATION_HEX
 * @HEXWIRE_WRITING_PYTHON: as %HEXWIRE_NOTATION_PYTHON
 * @HEXWIRE_WRITING_PACK: a packed format, and the values that go into it, separated by commas, as
 *   Python's `struct.pack()` takes them
 *
 * The ways in which a message to be sent can be written; those of a composer come first, in its
 * order.
 */
typedef enum
{
  HEXWIRE_WRITING_TEXT = HEXWIRE_NOTATION_PLAIN,
  HEXWIRE_WRITING_ESCAPED = HEXWIRE_NOTATION_ESCAPED,
  HEXWIRE_WRITING_HEX = HEXWIRE_NOTATION_HEX,
  HEXWIRE_WRITING_PYTHON = HEXWIRE_NOTATION_PYTHON,
  HEXWIRE_WRITING_PACK,
  HEXWIRE_WRITING_N_KINDS,
} HexwireWritingKind;

/**
 * HexwireWriting:
 * @kind: how it is written
 * @text: the bytes, or the values of a format
 * @format: the format; empty but for %HEXWIRE_WRITING_PACK
 *
 * Bytes as a person wrote them, good or bad.
 */
typedef struct
{
  HexwireWritingKind kind;
  char *text;
  char *format;
} HexwireWriting;

/** hexwire_writing_init: @text, @format: (nullable): copied; what is not UTF-8 is made so. */
void hexwire_writing_init  (HexwireWriting     *self,
                            HexwireWritingKind  kind,
                            const char         *text,
                            const char         *format);
void hexwire_writing_clear (HexwireWriting     *self);

/**
 * hexwire_writing_init_for_bytes:
 * @data: (nullable) (array length=size_bytes): bytes
 *
 * Writes @data as text with escapes where most of it can be read, and in hex otherwise.
 */
void hexwire_writing_init_for_bytes (HexwireWriting *self,
                                     const guint8   *data,
                                     gsize           size_bytes);

gboolean hexwire_writing_equal (const HexwireWriting *self,
                                const HexwireWriting *other);

/**
 * hexwire_writing_to_bytes:
 * @error_position: (out) (optional): on failure, the offset in the text of what is wrong, in bytes;
 *   0 where it is in the format
 * @error: return location for a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with an error that tells the position
 */
GBytes *hexwire_writing_to_bytes (const HexwireWriting  *self,
                                  gsize                 *error_position,
                                  GError               **error);

/** hexwire_writing_kind_get_word: one of `text`, `escaped`, `hex`, `python` and `pack`. */
const char *hexwire_writing_kind_get_word (HexwireWritingKind kind);

/** hexwire_writing_kind_find: @kind: (out): which one has that word. */
gboolean hexwire_writing_kind_find (const char         *word,
                                    HexwireWritingKind *kind);

/**
 * hexwire_writing_parse_line:
 * @line: a kind's word, one space, and the text, which is all that follows; before the values of a
 *   format stands that, in brackets: `pack [>BH] 1, 0x2000`
 * @self: (out caller-allocates): to be cleared with hexwire_writing_clear(); nothing on failure
 * @error_position: (out) (optional): on failure, the offset in @line of what is wrong, in bytes
 * @error: return location for %HEXWIRE_CODEC_ERROR_NOTATION
 *
 * Splits a line; whether the text is good is for hexwire_writing_to_bytes() to say.
 *
 * Returns: whether @line is one
 */
gboolean hexwire_writing_parse_line (const char      *line,
                                     HexwireWriting  *self,
                                     gsize           *error_position,
                                     GError         **error);

/**
 * hexwire_writing_to_line:
 *
 * Returns: (transfer full): what hexwire_writing_parse_line() reads as the same bytes; text of
 *   several lines becomes text with escapes
 */
char *hexwire_writing_to_line (const HexwireWriting *self);

G_END_DECLS
