/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_base64_parse:
 * @text: base64 (RFC 4648, section 4), padded; white space may stand anywhere
 * @bytes: where the bytes are appended
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION
 */
gboolean hexwire_base64_parse (const char  *text,
                               GByteArray  *bytes,
                               gsize       *error_position,
                               GError     **error);

G_END_DECLS
