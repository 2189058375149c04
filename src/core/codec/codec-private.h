/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_codec_set_error_at:
 * @error: (nullable): where the error goes
 * @error_position: (nullable): where @position goes
 * @position: the offset of what is wrong in the text that was read, in bytes
 * @code: what went wrong
 * @format: (translated): the rule that was broken, as for printf()
 *
 * Sets an error whose message begins with the position, counted from 1 as people do.
 */
void hexwire_codec_set_error_at (GError            **error,
                                 gsize              *error_position,
                                 gsize               position,
                                 HexwireCodecError   code,
                                 const char         *format,
                                 ...) G_GNUC_PRINTF (5, 6);

/** HexwireCodecSource: a text that is being read, and where its reader tells what is wrong. */
typedef struct
{
  const char *text;
  gsize *error_position;    /* (nullable) */
  GError **error;
} HexwireCodecSource;

/**
 * hexwire_codec_source_fail:
 * @at: what is wrong, within the text
 * @reason: (translated): the rule that was broken
 *
 * Sets an error as hexwire_codec_set_error_at() does.
 *
 * Returns: %FALSE
 */
gboolean hexwire_codec_source_fail (const HexwireCodecSource *self,
                                    const char               *at,
                                    HexwireCodecError         code,
                                    const char               *reason);

/**
 * hexwire_codec_quote:
 * @text: text, valid UTF-8 or not
 *
 * Returns: (transfer full): the first character of @text as it can stand in a message
 */
char *hexwire_codec_quote (const char *text);

G_END_DECLS
