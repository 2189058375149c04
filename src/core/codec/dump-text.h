/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/** HEXWIRE_DUMP_MAX_SIZE_BYTES: how far the `*` of a dump may repeat a line. */
#define HEXWIRE_DUMP_MAX_SIZE_BYTES ((gsize) 64 << 20)

/**
 * hexwire_dump_parse:
 * @text: lines of an offset, hex digits and perhaps text, as hexwire_dump_append(), `hexdump -C`,
 *   `xxd` and Wireshark write them
 * @bytes: where the bytes are appended; empty before
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Reads a dump. The offsets, which may begin anywhere, must follow from the lines before them:
 * they tell where the digits of a line end and its text begins. A line of `*` repeats the one
 * before it up to the next offset.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION, or with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE for a `*` that goes beyond %HEXWIRE_DUMP_MAX_SIZE_BYTES
 */
gboolean hexwire_dump_parse (const char  *text,
                             GByteArray  *bytes,
                             gsize       *error_position,
                             GError     **error);

/** hexwire_dump_append: appends lines of offset, 16 bytes and text, as `hexdump -C`, to @text. */
void hexwire_dump_append (const guint8 *data,
                          gsize         size_bytes,
                          GString      *text);

/**
 * hexwire_dump_append_from:
 * @offset: what the first line's offset is, in bytes
 *
 * Appends a piece of a dump; all pieces but the last are whole lines of 16 bytes.
 */
void hexwire_dump_append_from (const guint8 *data,
                               gsize         size_bytes,
                               guint64       offset,
                               GString      *text);

G_END_DECLS
