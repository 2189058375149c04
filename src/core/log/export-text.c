/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#include "log/decoded-text.h"
#include "log/message-text.h"

/* Columns separated by tabs, which are escaped in every text; so a row is a line, always. */

/* As many values as a line may show; decoded-text bounds their length. */
#define MAX_VALUES 1024

static void
append_escaped (GString    *text,
                const char *data,
                gsize       size_bytes)
{
  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, (const guint8 *) data,
                                    size_bytes, G_MAXSIZE);
}

static void
text_write (HexwireLogWriter       *self,
            const HexwireLogRecord *record)
{
  GString *text = self->sink->text;

  hexwire_message_text_append_date_time (text, record->time_us);
  g_string_append_printf (text, "\t%s\t", hexwire_log_writer_get_kind_word (record->kind));
  if (record->peer != NULL)
    append_escaped (text, record->peer->address, strlen (record->peer->address));
  g_string_append_printf (text, "\t%zu\t", record->size_bytes);
  append_escaped (text, (const char *) record->data, record->size_bytes);
  if (self->decode != NULL && hexwire_message_kind_is_data (record->kind))
    {
      g_string_append_c (text, '\t');
      hexwire_decoded_text_append (text, self->decode, record->data, record->size_bytes,
                                   MAX_VALUES);
    }
  g_string_append_c (text, '\n');
  hexwire_log_sink_flush_if_full (self->sink);
}

const HexwireLogWriterClass hexwire_text_writer_class = { .write = text_write };
