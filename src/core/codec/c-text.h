/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_c_text_parse:
 * @text: a C array's initialiser (`{0x41, 66, 'C'}`) or its numbers alone, or one or more C
 *   strings in a row, whose terminating NUL does not count. A declaration may stand round them
 *   (`const unsigned char data[] = ...;`, and the length that `xxd -i` writes), and comments.
 * @bytes: where the bytes are appended
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Numbers are -128 to 255, in decimal, octal (`0101`) or hex, with or without `u` and `l`.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION
 */
gboolean hexwire_c_text_parse (const char  *text,
                               GByteArray  *bytes,
                               gsize       *error_position,
                               GError     **error);

/** hexwire_c_text_append: appends a C array's initialiser, twelve numbers on a line, to @text. */
void hexwire_c_text_append (const guint8 *data,
                            gsize         size_bytes,
                            GString      *text);

G_END_DECLS
