/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireValueKind:
 * @HEXWIRE_VALUE_INT: a signed integer, in `int64`
 * @HEXWIRE_VALUE_UINT: an unsigned integer, in `uint64`
 * @HEXWIRE_VALUE_FLOAT: a floating-point number, in `number`
 * @HEXWIRE_VALUE_BOOL: true or false, in `boolean`
 * @HEXWIRE_VALUE_BYTES: bytes, in `data` and `size_bytes`
 *
 * What a value is; as much of Python's types as `struct` packs and unpacks.
 */
typedef enum
{
  HEXWIRE_VALUE_INT,
  HEXWIRE_VALUE_UINT,
  HEXWIRE_VALUE_FLOAT,
  HEXWIRE_VALUE_BOOL,
  HEXWIRE_VALUE_BYTES,
} HexwireValueKind;

/**
 * HexwireValue:
 * @kind: which member of the union holds
 * @size_bytes: how many bytes @data has; 0 for every other kind
 * @owned: (nullable): what keeps @data alive, or %NULL where the bytes belong to somebody else
 *
 * One packed or unpacked value. A plain struct, so that a million of them are one allocation.
 * Unpacking leaves @owned %NULL and @data pointing into the unpacked buffer.
 */
typedef struct
{
  HexwireValueKind kind;
  gsize size_bytes;
  union
  {
    gint64 int64;
    guint64 uint64;
    double number;
    gboolean boolean;
    const guint8 *data;
  };
  GBytes *owned;
} HexwireValue;

/**
 * hexwire_value_clear:
 * @self: a value
 *
 * Lets go of what @self owns and makes it the integer 0.
 */
void hexwire_value_clear (HexwireValue *self);

/**
 * hexwire_value_parse:
 * @text: a Python literal: an integer (decimal, `0x`, `0o`, `0b`, with `_`), a float (also `inf`
 *   and `nan`), `True`, `False`, a bytes literal (`b'...'`) or one character in quotes (`'A'`),
 *   which is taken as one byte. White space round it is ignored. An integer becomes a
 *   %HEXWIRE_VALUE_UINT only where it is too large for a %HEXWIRE_VALUE_INT.
 * @value: (out caller-allocates): the value; to be cleared with hexwire_value_clear()
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Reads one value. See Python's language reference, "Literals".
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, or with
 *   %HEXWIRE_CODEC_ERROR_VALUE_RANGE for an integer that needs more than 64 bits
 */
gboolean hexwire_value_parse (const char    *text,
                              HexwireValue  *value,
                              gsize         *error_position,
                              GError       **error);

/**
 * hexwire_value_append_text:
 * @self: a value
 * @text: where the text is appended
 *
 * Writes @self as Python's `repr` would: the shortest text that reads back as the same value.
 */
void hexwire_value_append_text (const HexwireValue *self,
                                GString            *text);

G_END_DECLS
