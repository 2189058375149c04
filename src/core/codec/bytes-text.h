/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * HexwireNotation:
 * @HEXWIRE_NOTATION_PLAIN: text that stands for its UTF-8 bytes, with nothing special in it
 * @HEXWIRE_NOTATION_ESCAPED: text with the escapes `\n \r \t \0 \\ \xHH`
 * @HEXWIRE_NOTATION_HEX: pairs of hex digits
 * @HEXWIRE_NOTATION_PYTHON: a Python bytes literal, `b'...'`
 * @HEXWIRE_NOTATION_C: a C array's initialiser, or a C string
 * @HEXWIRE_NOTATION_BASE64: base64 (RFC 4648, section 4)
 * @HEXWIRE_NOTATION_DUMP: a hex dump with offsets and text
 *
 * How a person writes bytes.
 */
typedef enum
{
  HEXWIRE_NOTATION_PLAIN,
  HEXWIRE_NOTATION_ESCAPED,
  HEXWIRE_NOTATION_HEX,
  HEXWIRE_NOTATION_PYTHON,
  HEXWIRE_NOTATION_C,
  HEXWIRE_NOTATION_BASE64,
  HEXWIRE_NOTATION_DUMP,
} HexwireNotation;

/**
 * hexwire_bytes_parse:
 * @notation: how @text is written
 * @text: the text
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Reads bytes. Nothing is guessed: white space separates hex digits, a run of one digit is one
 * byte, a run of three or more must have an even number of them.
 *
 * Returns: (transfer full) (nullable): the bytes (none for an empty text), or %NULL with
 *   %HEXWIRE_CODEC_ERROR_NOTATION, or with %HEXWIRE_CODEC_ERROR_TOO_LARGE for text of more than
 *   1 GiB and a dump whose `*` stands for more than %HEXWIRE_DUMP_MAX_SIZE_BYTES
 */
GBytes *hexwire_bytes_parse (HexwireNotation   notation,
                             const char       *text,
                             gsize            *error_position,
                             GError          **error);

/**
 * hexwire_bytes_to_text:
 * @notation: how to write
 * @data: (array length=size_bytes) (nullable): the bytes
 *
 * Writes bytes so that hexwire_bytes_parse() reads the same bytes again. With
 * %HEXWIRE_NOTATION_PLAIN that holds for UTF-8 without NUL; other bytes are written as escapes.
 *
 * Returns: (transfer full): the text
 */
char *hexwire_bytes_to_text (HexwireNotation  notation,
                             const guint8    *data,
                             gsize            size_bytes);

/**
 * hexwire_bytes_recognise:
 * @text: text that somebody pasted
 *
 * Finds the notation that @text is most likely written in, to offer it: the choice is not this
 * function's, as text such as `10 20` means one thing or the other.
 *
 * Returns: a notation that hexwire_bytes_parse() can read @text in; %HEXWIRE_NOTATION_PLAIN where
 *   nothing speaks for another
 */
HexwireNotation hexwire_bytes_recognise (const char *text);

G_END_DECLS
