/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_escaped_parse:
 * @text: text with the escapes `\n \r \t \0 \\ \xHH`; everything else stands for its UTF-8 bytes
 * @bytes: where the bytes are appended
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION
 */
gboolean hexwire_escaped_parse (const char  *text,
                                GByteArray  *bytes,
                                gsize       *error_position,
                                GError     **error);

/**
 * hexwire_escaped_append:
 * @data: (array length=size_bytes) (nullable): bytes
 * @is_plain: leave control characters, but NUL, and backslashes as they are
 * @text: where the text is appended
 *
 * Writes printable UTF-8 as it is and other bytes as escapes.
 */
void hexwire_escaped_append (const guint8 *data,
                             gsize         size_bytes,
                             gboolean      is_plain,
                             GString      *text);

G_END_DECLS
