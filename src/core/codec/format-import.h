/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_format_import:
 * @text: what somebody pasted
 * @format: (out) (transfer full): the format, which hexwire_format_parse() takes
 * @values: (out) (optional) (nullable) (transfer full) (element-type utf8): a text for each field
 *   of the format, %NULL for a field without one; %NULL where there are no values at all
 * @notes: (out) (optional) (nullable) (transfer full): what a person should know of the conversion,
 *   a sentence a line, or %NULL
 * @error: return location for a #HexwireCodecError
 *
 * Recognises and converts:
 *
 * - Python's `struct.pack('>hiq', -7, 1, 2)`, `struct.unpack()` and so on, `struct.Struct()`, a
 *   quoted format, or a format as it is; what unpacked values are assigned to names the fields
 * - a structure of C, packed or not, with the types of C, of stdint.h, of Linux and Windows
 * - a class of Python that is derived from `ctypes.Structure`, also of either byte order
 *
 * The first call or structure is taken. An error says in which line what could not be understood.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_FORMAT, or with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE; the results are then %NULL
 */
gboolean hexwire_format_import (const char  *text,
                                char       **format,
                                GPtrArray  **values,
                                char       **notes,
                                GError     **error);

G_END_DECLS
