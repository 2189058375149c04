/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"
#include "codec/format.h"

G_BEGIN_DECLS

/** HEXWIRE_MACRO_MAX_RANDOM_BYTES: `${random:N}` for more is refused: no datagram holds more. */
#define HEXWIRE_MACRO_MAX_RANDOM_BYTES 65535

/**
 * HexwireMacroName:
 * @HEXWIRE_MACRO_COUNTER: how many times the message was sent before
 * @HEXWIRE_MACRO_TIME: seconds since 1970 (UTC)
 * @HEXWIRE_MACRO_TIME_MS: milliseconds since 1970
 * @HEXWIRE_MACRO_TIME_US: microseconds since 1970
 * @HEXWIRE_MACRO_RANDOM: another number, or other bytes, each time
 * @HEXWIRE_MACRO_PEER: the address of whom it is sent to, with its port
 * @HEXWIRE_MACRO_PEER_HOST: that address without the port
 * @HEXWIRE_MACRO_PEER_PORT: the port, 0 where there is none
 */
typedef enum
{
  HEXWIRE_MACRO_COUNTER,
  HEXWIRE_MACRO_TIME,
  HEXWIRE_MACRO_TIME_MS,
  HEXWIRE_MACRO_TIME_US,
  HEXWIRE_MACRO_RANDOM,
  HEXWIRE_MACRO_PEER,
  HEXWIRE_MACRO_PEER_HOST,
  HEXWIRE_MACRO_PEER_PORT,
} HexwireMacroName;

/**
 * HexwireMacroForm:
 * @HEXWIRE_MACRO_FORM_DEFAULT: an address as it is, a time as ISO 8601, a number in decimal
 * @HEXWIRE_MACRO_FORM_DECIMAL: decimal text, with zeros before it up to a width
 * @HEXWIRE_MACRO_FORM_HEX: likewise in hex
 * @HEXWIRE_MACRO_FORM_BINARY: an integer of some bytes; what is too large for them wraps round
 * @HEXWIRE_MACRO_FORM_BYTES: that many random bytes
 * @HEXWIRE_MACRO_FORM_RANGE: a random number of a range, in decimal
 */
typedef enum
{
  HEXWIRE_MACRO_FORM_DEFAULT,
  HEXWIRE_MACRO_FORM_DECIMAL,
  HEXWIRE_MACRO_FORM_HEX,
  HEXWIRE_MACRO_FORM_BINARY,
  HEXWIRE_MACRO_FORM_BYTES,
  HEXWIRE_MACRO_FORM_RANGE,
} HexwireMacroForm;

/**
 * HexwireMacro:
 * @width: characters at least, for decimal and hex; bytes, for an integer and random bytes
 * @is_little: whether an integer's least significant byte comes first
 * @low: the least random number of a range
 * @high: the greatest
 *
 * Something in a message that is another thing each time it is sent: `${NAME}` or `${NAME:FORM}`.
 *
 * - `counter`, `time.ms`, `time.us` and `peer.port` have the forms `u8` to `u64` and `i8` to `i64`,
 *   with `be`, as by default, or `le`; `d` and `05` (decimal); `x` and `04x` (hex)
 * - `time` has these, and `iso` (so by default), `unix` (decimal), `unix32` and `unix64`
 * - `random` has these, and `N` (so many bytes) and `LOW..HIGH` (decimal)
 * - `peer` and `peer.host` have none
 */
typedef struct
{
  HexwireMacroName name;
  HexwireMacroForm form;
  guint width;
  gboolean is_little;
  guint32 low;
  guint32 high;
} HexwireMacro;

/**
 * HexwireMacroContext:
 * @counter: how many times the message was sent before
 * @time_us: now, in microseconds since 1970 (UTC)
 * @peer: (nullable): the address of whom the message goes to, as people write it
 */
typedef struct
{
  guint64 counter;
  gint64 time_us;
  const char *peer;
} HexwireMacroContext;

/**
 * hexwire_macro_parse:
 * @text: the whole text, for positions
 * @position: (inout): where a macro begins, with `${`; where it has ended
 * @macro: (out): the macro
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_NOTATION
 */
gboolean hexwire_macro_parse (const char    *text,
                              gsize         *position,
                              HexwireMacro  *macro,
                              gsize         *error_position,
                              GError       **error);

/** hexwire_macro_append: appends what the macro stands for now. */
void hexwire_macro_append (const HexwireMacro        *self,
                           const HexwireMacroContext *context,
                           GByteArray                *bytes);

/**
 * hexwire_macro_append_literal:
 * @field: what the value is for: its type says how the number is written
 * @text: where a Python literal is appended that the field takes
 *
 * For a macro in place of a value. Integers wrap round as in C, floating point numbers have the
 * fraction of a second, or lie from 0 to below 1 when they are random.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_VALUE_TYPE
 */
gboolean hexwire_macro_append_literal (const HexwireMacro         *self,
                                       const HexwireMacroContext  *context,
                                       const HexwireField         *field,
                                       GString                    *text,
                                       GError                    **error);

G_END_DECLS
