/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwirePayloadWords:
 * @text: (nullable): bytes that are sent as they were typed
 * @escaped: (nullable): text with escapes
 * @hex: (nullable): hex digits
 * @pack: (nullable): a format
 * @file: (nullable): a file, `-` for standard input
 *
 * What the user typed for what is to be sent.
 */
typedef struct
{
  char *text;
  char *escaped;
  char *hex;
  char *pack;
  char *file;
} HexwirePayloadWords;

void hexwire_payload_words_clear (HexwirePayloadWords *self);

/**
 * hexwire_payload_words_append_entries:
 * @entries: (element-type GOptionEntry): where the options are appended
 */
void hexwire_payload_words_append_entries (HexwirePayloadWords *self,
                                           GArray              *entries);

/**
 * hexwire_payload_words_check:
 * @values: (array zero-terminated=1): the words behind the address: `-`, or values for the format
 * @error: return location for a #GOptionError
 *
 * Returns: whether there is one payload, and @values belong to it
 */
gboolean hexwire_payload_words_check (HexwirePayloadWords  *self,
                                      char                **values,
                                      GError              **error);

/**
 * hexwire_payload_words_read:
 * @values: what was checked
 * @is_stream: whether a file may be sent piece by piece
 * @payload: (out) (nullable): what to send, or else
 * @input: (out) (nullable): where it is to be read
 * @error: return location for a #HexwireCodecError, #GFileError or #GIOErrorEnum
 */
gboolean hexwire_payload_words_read (const HexwirePayloadWords  *self,
                                     char                      **values,
                                     gboolean                    is_stream,
                                     GBytes                    **payload,
                                     GInputStream              **input,
                                     GError                    **error);

G_END_DECLS
