/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_hex_parse:
 * @text: hex digits, apart from each other by white space, commas and colons; `0x` or `\x` may
 *   stand before a run of them
 * @bytes: where the bytes are appended
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Reads pairs of hex digits. A run of one digit is one byte; longer runs must be even.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION
 */
gboolean hexwire_hex_parse (const char  *text,
                            GByteArray  *bytes,
                            gsize       *error_position,
                            GError     **error);

/** hexwire_hex_measure_run: returns how many hex digits @text begins with. */
gsize hexwire_hex_measure_run (const char *text);

/** hexwire_hex_append: appends two hex digits for each byte to @text, with spaces between. */
void hexwire_hex_append (const guint8 *data,
                         gsize         size_bytes,
                         GString      *text);

G_END_DECLS
