/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer.h"

#include <glib/gi18n-lib.h>

#include "log/log-writer-private.h"

static const struct
{
  const char *suffix;
  const char *title;
  const HexwireLogWriterClass *klass;
} formats[] = {
  [HEXWIRE_LOG_FORMAT_TEXT] = { "txt", N_("Text"), &hexwire_text_writer_class },
  [HEXWIRE_LOG_FORMAT_CSV] = { "csv", N_("CSV"), &hexwire_csv_writer_class },
  [HEXWIRE_LOG_FORMAT_JSON_LINES] = { "jsonl", N_("JSON Lines"), &hexwire_json_writer_class },
  [HEXWIRE_LOG_FORMAT_DUMP] = { "hex", N_("Hex Dump"), &hexwire_dump_writer_class },
  [HEXWIRE_LOG_FORMAT_RAW_RECEIVED] = { "bin", N_("Received Bytes"), &hexwire_raw_writer_class },
  [HEXWIRE_LOG_FORMAT_RAW_SENT] = { "bin", N_("Sent Bytes"), &hexwire_raw_writer_class },
  [HEXWIRE_LOG_FORMAT_PCAPNG] = { "pcapng", N_("Packet Capture (pcapng)"),
                                  &hexwire_pcapng_writer_class },
};

G_STATIC_ASSERT (G_N_ELEMENTS (formats) == HEXWIRE_LOG_FORMAT_N);

const char *
hexwire_log_format_get_suffix (HexwireLogFormat self)
{
  g_return_val_if_fail (self < HEXWIRE_LOG_FORMAT_N, NULL);
  return formats[self].suffix;
}

const char *
hexwire_log_format_get_title (HexwireLogFormat self)
{
  g_return_val_if_fail (self < HEXWIRE_LOG_FORMAT_N, NULL);
  return _(formats[self].title);
}

HexwireLogWriter *
hexwire_log_writer_new (HexwireLogFormat     format,
                        const HexwireFormat *decode,
                        HexwireLogSink      *sink)
{
  HexwireLogWriter *self;

  g_return_val_if_fail (format < HEXWIRE_LOG_FORMAT_N, NULL);
  g_return_val_if_fail (sink != NULL, NULL);

  self = g_new0 (HexwireLogWriter, 1);
  self->klass = formats[format].klass;
  self->format = format;
  self->decode = decode != NULL ? hexwire_format_ref ((HexwireFormat *) decode) : NULL;
  self->sink = sink;
  return self;
}

void
hexwire_log_writer_free (HexwireLogWriter *self)
{
  if (self->state != NULL)
    self->klass->free_state (self->state);
  g_clear_pointer (&self->decode, hexwire_format_unref);
  g_free (self);
}

void
hexwire_log_writer_begin (HexwireLogWriter *self)
{
  if (self->klass->begin != NULL)
    self->klass->begin (self);
}

void
hexwire_log_writer_write (HexwireLogWriter       *self,
                          const HexwireLogRecord *record)
{
  self->klass->write (self, record);
}

const char *
hexwire_log_writer_get_kind_word (HexwireMessageKind kind)
{
  switch (kind)
    {
    case HEXWIRE_MESSAGE_RECEIVED:
      return "received";
    case HEXWIRE_MESSAGE_SENT:
      return "sent";
    case HEXWIRE_MESSAGE_OPENED:
      return "opened";
    case HEXWIRE_MESSAGE_CLOSED:
      return "closed";
    case HEXWIRE_MESSAGE_ERROR:
      return "error";
    case HEXWIRE_MESSAGE_NOTE:
    default:
      return "note";
    }
}

gsize
hexwire_log_writer_count_records (HexwireLogWriter       *self,
                                  const HexwireLogRecord *record)
{
  gsize size_bytes;

  if (self->decode == NULL || !hexwire_message_kind_is_data (record->kind))
    return 0;
  size_bytes = hexwire_format_get_size_bytes (self->decode);
  if (size_bytes == 0 || record->size_bytes < size_bytes)
    return 0;
  return record->size_bytes % size_bytes == 0 ? record->size_bytes / size_bytes : 1;
}

static char *
dup_field_name (const HexwireField *field,
                GHashTable         *taken)
{
  g_autofree char *stem = field->name != NULL ? g_strdup (field->name)
                                              : g_strdup_printf ("%c", field->type);
  char *name = g_strdup (stem);

  for (guint n = 2; g_hash_table_contains (taken, name); n++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", stem, n);
    }
  g_hash_table_add (taken, name);
  return name;
}

GPtrArray *
hexwire_log_writer_dup_field_names (const HexwireFormat *format)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      g_ptr_array_add (names, field->n_values > 0 ? dup_field_name (field, taken) : NULL);
    }
  return names;
}
