/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireMessageStyle:
 * @HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX: the text, then the hex digits; the other way round where
 *   little of the payload can be read
 * @HEXWIRE_MESSAGE_STYLE_TEXT: text alone
 * @HEXWIRE_MESSAGE_STYLE_HEX: hex digits alone
 *
 * How a payload is shown on one line.
 */
typedef enum
{
  HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX,
  HEXWIRE_MESSAGE_STYLE_TEXT,
  HEXWIRE_MESSAGE_STYLE_HEX,
} HexwireMessageStyle;

/**
 * hexwire_message_text_append_line:
 * @line: where the text is appended
 * @data: (array length=size_bytes) (nullable): a payload
 * @max_bytes: how much of it is shown at most; an ellipsis stands for the rest
 *
 * Writes one line that shows a payload. Where it is UTF-8 as a whole, its characters stay as they
 * are; everything else is written as the escapes of C (`\n`, `\x86`), so that no two payloads look
 * alike.
 *
 * Returns: where in @line the hex digits begin, three characters for a byte with the space;
 *   %G_MAXSIZE where there are none
 */
gsize hexwire_message_text_append_line (GString             *line,
                                        HexwireMessageStyle  style,
                                        const guint8        *data,
                                        gsize                size_bytes,
                                        gsize                max_bytes);

/**
 * hexwire_message_text_append_hex:
 *
 * Writes bytes as pairs of hex digits, separated by spaces.
 */
void hexwire_message_text_append_hex (GString      *line,
                                      const guint8 *data,
                                      gsize         size_bytes);

/**
 * hexwire_message_text_append_time:
 * @time_us: microseconds since 1970 (UTC)
 *
 * Writes the local time of day to the microsecond, `12:04:31.204 518`.
 */
void hexwire_message_text_append_time (GString *line,
                                       gint64   time_us);

/** hexwire_message_text_append_date_time: as above, with date and offset, as ISO 8601 has it. */
void hexwire_message_text_append_date_time (GString *line,
                                            gint64   time_us);

/** hexwire_message_text_append_size: a size in bytes, `14 B`, `1.2 MB` (powers of ten). */
void hexwire_message_text_append_size (GString *line,
                                       guint64  size_bytes);

G_END_DECLS
