/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_literal_begins:
 * @text: text
 *
 * Returns: %TRUE where @text begins as a Python bytes or text literal does: an opening quote,
 *   perhaps after one of the prefixes `b`, `r`, `rb` and `br` in either case
 */
gboolean hexwire_literal_begins (const char *text);

/**
 * hexwire_literal_parse:
 * @text: the whole text, for positions
 * @position: (inout): where a literal begins; where it has ended
 * @is_bytes: (out): whether the literal has the prefix `b`
 * @bytes: where its bytes are appended
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @code: the error's code
 * @error: return location for a #HexwireCodecError
 *
 * Reads one quoted Python literal, single or triple quoted, raw or not, of ASCII characters and the
 * escapes of bytes. See Python's language reference, "String and Bytes literals".
 *
 * Returns: %TRUE, or %FALSE with @code
 */
gboolean hexwire_literal_parse (const char         *text,
                                gsize              *position,
                                gboolean           *is_bytes,
                                GByteArray         *bytes,
                                gsize              *error_position,
                                HexwireCodecError   code,
                                GError            **error);

/**
 * hexwire_literal_append:
 * @data: (array length=size_bytes) (nullable): bytes
 * @text: where their literal is appended
 *
 * Writes `b'...'` as Python's `repr` does: in double quotes where the bytes hold single ones only.
 */
void hexwire_literal_append (const guint8 *data,
                             gsize         size_bytes,
                             GString      *text);

G_END_DECLS
