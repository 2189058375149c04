/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * HexwireIntegerFlags:
 * @HEXWIRE_INTEGER_BIG_UNSIGNED: most significant byte first, never negative
 * @HEXWIRE_INTEGER_LITTLE: least significant byte first
 * @HEXWIRE_INTEGER_SIGNED: two's complement
 */
typedef enum
{
  HEXWIRE_INTEGER_BIG_UNSIGNED = 0,
  HEXWIRE_INTEGER_LITTLE = 1 << 0,
  HEXWIRE_INTEGER_SIGNED = 1 << 1,
} HexwireIntegerFlags;

/**
 * HEXWIRE_INTEGER_MAX_SIZE_BYTES: the widest integer that is read or written, in bytes. Decimal
 * text of that many bytes is long multiplication, which grows with the square of the width.
 */
#define HEXWIRE_INTEGER_MAX_SIZE_BYTES 65536

/**
 * hexwire_integer_to_text:
 * @data: the integer's bytes
 * @size_bytes: how many; 0 makes 0, as in Python
 *
 * Python's `int.from_bytes()`, in decimal.
 *
 * Returns: (transfer full) (nullable): the digits, or %NULL with %HEXWIRE_CODEC_ERROR_TOO_LARGE
 */
char *hexwire_integer_to_text (const guint8         *data,
                               gsize                 size_bytes,
                               HexwireIntegerFlags   flags,
                               GError              **error);

/**
 * hexwire_integer_from_text:
 * @text: a Python integer literal of any size, with or without a sign
 * @size_bytes: how many bytes to write
 *
 * Python's `int.to_bytes()`.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with
 *   %HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, %HEXWIRE_CODEC_ERROR_VALUE_RANGE or
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE
 */
GBytes *hexwire_integer_from_text (const char           *text,
                                   gsize                 size_bytes,
                                   HexwireIntegerFlags   flags,
                                   GError              **error);

G_END_DECLS
