/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#include "codec/dump-text.h"
#include "log/message-text.h"

/* A whole number of lines, and so much that the sink is seldom far over its size. */
#define PIECE_BYTES ((gsize) 16 * 1024)

/* A line that begins with # is a comment to readers of dumps, text2pcap among them. */
static void
append_heading (GString                *text,
                const HexwireLogRecord *record)
{
  g_string_append (text, "# ");
  hexwire_message_text_append_date_time (text, record->time_us);
  g_string_append_printf (text, "  %s", hexwire_log_writer_get_kind_word (record->kind));
  if (record->peer != NULL)
    {
      g_string_append (text, "  ");
      hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT,
                                        (const guint8 *) record->peer->address,
                                        strlen (record->peer->address), G_MAXSIZE);
    }
  if (hexwire_message_kind_is_data (record->kind))
    g_string_append_printf (text, "  %zu", record->size_bytes);
  else
    {
      g_string_append (text, "  ");
      hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, record->data,
                                        record->size_bytes, G_MAXSIZE);
    }
  g_string_append_c (text, '\n');
}

static void
dump_write (HexwireLogWriter       *self,
            const HexwireLogRecord *record)
{
  append_heading (self->sink->text, record);
  if (!hexwire_message_kind_is_data (record->kind))
    return;
  for (gsize i = 0; i < record->size_bytes; i += PIECE_BYTES)
    {
      hexwire_dump_append_from (record->data + i, MIN (PIECE_BYTES, record->size_bytes - i), i,
                                self->sink->text);
      if (!hexwire_log_sink_flush_if_full (self->sink))
        return;
    }
  hexwire_log_sink_flush_if_full (self->sink);
}

const HexwireLogWriterClass hexwire_dump_writer_class = { .write = dump_write };
