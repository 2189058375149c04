/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#include <string.h>

#include "codec/field-text.h"
#include "log/message-text.h"

/* RFC 4180: lines end with CR LF, and a column that holds a comma, a quote or an end of line stands
 * in quotes, with its own quotes doubled. */

#define HEX_PIECE_BYTES ((gsize) 64 * 1024)

static void
append_column (GString    *csv,
               const char *bytes)
{
  g_autofree char *text = g_utf8_make_valid (bytes, -1);

  if (text[strcspn (text, ",\"\r\n")] == '\0')
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append_c (csv, '"');
}

static void
csv_begin (HexwireLogWriter *self)
{
  GString *csv = self->sink->text;
  g_autoptr (GPtrArray) names = NULL;

  g_string_append (csv, "time,kind,peer,length,text,hex");
  if (self->decode != NULL)
    names = hexwire_log_writer_dup_field_names (self->decode);
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (g_ptr_array_index (names, i) != NULL)
      {
        g_string_append_c (csv, ',');
        append_column (csv, g_ptr_array_index (names, i));
      }
  g_string_append (csv, "\r\n");
}

/* The bytes of a message as escapes; what we say ourselves as it is. */
static void
append_payload_text (HexwireLogWriter       *self,
                     const HexwireLogRecord *record)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (hexwire_message_kind_is_data (record->kind))
    hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, record->data,
                                      record->size_bytes, G_MAXSIZE);
  else if (record->size_bytes > 0)
    g_string_append_len (text, (const char *) record->data, (gssize) record->size_bytes);
  append_column (self->sink->text, text->str);
}

static void
append_payload_hex (HexwireLogWriter       *self,
                    const HexwireLogRecord *record)
{
  if (!hexwire_message_kind_is_data (record->kind))
    return;
  for (gsize i = 0; i < record->size_bytes; i += HEX_PIECE_BYTES)
    {
      if (i > 0)
        g_string_append_c (self->sink->text, ' ');
      hexwire_message_text_append_hex (self->sink->text, record->data + i,
                                       MIN (HEX_PIECE_BYTES, record->size_bytes - i));
    }
}

/* A column for each field; where the payload is several records, their values side by side. */
static void
append_fields (HexwireLogWriter       *self,
               const HexwireLogRecord *record)
{
  gsize n_records = hexwire_log_writer_count_records (self, record);
  gsize record_size_bytes = hexwire_format_get_size_bytes (self->decode);

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->decode); i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->decode, i);
      g_autoptr (GString) text = g_string_new (NULL);

      if (field->n_values == 0)
        continue;
      for (gsize j = 0; j < n_records; j++)
        {
          g_autofree char *values
            = hexwire_field_text_unpack (self->decode, field,
                                         record->data + j * record_size_bytes);

          g_string_append (text, j > 0 ? " | " : "");
          g_string_append (text, values);
        }
      g_string_append_c (self->sink->text, ',');
      append_column (self->sink->text, text->str);
    }
}

static void
csv_write (HexwireLogWriter       *self,
           const HexwireLogRecord *record)
{
  GString *csv = self->sink->text;

  hexwire_message_text_append_date_time (csv, record->time_us);
  g_string_append_printf (csv, ",%s,", hexwire_log_writer_get_kind_word (record->kind));
  append_column (csv, record->peer != NULL ? record->peer->address : "");
  g_string_append_printf (csv, ",%zu,", record->size_bytes);
  append_payload_text (self, record);
  g_string_append_c (csv, ',');
  append_payload_hex (self, record);
  if (self->decode != NULL)
    append_fields (self, record);
  g_string_append (csv, "\r\n");
  hexwire_log_sink_flush_if_full (self->sink);
}

const HexwireLogWriterClass hexwire_csv_writer_class = { .begin = csv_begin, .write = csv_write };
