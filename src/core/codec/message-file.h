/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"
#include "codec/saved-message.h"

G_BEGIN_DECLS

/**
 * hexwire_message_file_write:
 * @messages: (element-type HexwireSavedMessage): messages of different names
 *
 * Writes messages as text: UTF-8, in the syntax of desktop entries, one group for each, in their
 * order. The first group says the version.
 *
 * Returns: (transfer full): the text
 */
char *hexwire_message_file_write (GPtrArray *messages);

/**
 * hexwire_message_file_read:
 * @text: (array length=size_bytes): what hexwire_message_file_write() may have written
 * @error: return location for a #HexwireCodecError
 *
 * Returns: (transfer full) (nullable) (element-type HexwireSavedMessage): the messages, or %NULL
 *   with %HEXWIRE_CODEC_ERROR_FILE where the text is broken, or of a newer version
 */
GPtrArray *hexwire_message_file_read (const char  *text,
                                      gsize        size_bytes,
                                      GError     **error);

G_END_DECLS
