/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireCodecError:
 * @HEXWIRE_CODEC_ERROR_FORMAT: a format string is not one; the message says where and why
 * @HEXWIRE_CODEC_ERROR_VALUE_SYNTAX: a value's text is not a Python literal
 * @HEXWIRE_CODEC_ERROR_VALUE_TYPE: a value is of a kind that the field does not take
 * @HEXWIRE_CODEC_ERROR_VALUE_RANGE: a number does not fit its field
 * @HEXWIRE_CODEC_ERROR_VALUE_COUNT: more or fewer values than the format asks for
 * @HEXWIRE_CODEC_ERROR_SHORT_BUFFER: fewer bytes than the format needs
 * @HEXWIRE_CODEC_ERROR_NOTATION: text does not follow the notation of bytes that it is read as
 * @HEXWIRE_CODEC_ERROR_TOO_LARGE: more than this program is willing to hold
 * @HEXWIRE_CODEC_ERROR_CHECKSUM: no checksum has that name, or no CRC those parameters
 * @HEXWIRE_CODEC_ERROR_FILE: a file that is kept is broken, or of a newer version
 * @HEXWIRE_CODEC_ERROR_NAME: a template cannot be called that
 * @HEXWIRE_CODEC_ERROR_EXISTS: another template is called that
 *
 * Why packing, unpacking or reading text failed.
 */
typedef enum
{
  HEXWIRE_CODEC_ERROR_FORMAT,
  HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
  HEXWIRE_CODEC_ERROR_VALUE_TYPE,
  HEXWIRE_CODEC_ERROR_VALUE_RANGE,
  HEXWIRE_CODEC_ERROR_VALUE_COUNT,
  HEXWIRE_CODEC_ERROR_SHORT_BUFFER,
  HEXWIRE_CODEC_ERROR_NOTATION,
  HEXWIRE_CODEC_ERROR_TOO_LARGE,
  HEXWIRE_CODEC_ERROR_CHECKSUM,
  HEXWIRE_CODEC_ERROR_FILE,
  HEXWIRE_CODEC_ERROR_NAME,
  HEXWIRE_CODEC_ERROR_EXISTS,
} HexwireCodecError;

#define HEXWIRE_CODEC_ERROR (hexwire_codec_error_quark ())
GQuark hexwire_codec_error_quark (void);

G_END_DECLS
