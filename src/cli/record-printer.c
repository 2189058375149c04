/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-printer.h"

#include "log/decoded-text.h"
#include "log/log-writer.h"
#include "log/message-text.h"

#define MAX_VALUES 1024

struct _HexwireRecordPrinter
{
  HexwirePrinterSettings settings;
  HexwireLogSink sink;
  HexwireLogWriter *writer;     /* (nullable): of JSON Lines and raw bytes */
  HexwirePrinterCounts counts;
  gboolean is_limited;          /* as many messages as were wanted are printed */
};

static HexwireLogWriter *
new_writer (HexwireRecordPrinter *self)
{
  switch (self->settings.show)
    {
    case HEXWIRE_SHOW_JSON:
      return hexwire_log_writer_new (HEXWIRE_LOG_FORMAT_JSON_LINES, self->settings.decode,
                                     &self->sink);
    case HEXWIRE_SHOW_RAW:
      return hexwire_log_writer_new (HEXWIRE_LOG_FORMAT_RAW_RECEIVED, NULL, &self->sink);
    case HEXWIRE_SHOW_TEXT:
    case HEXWIRE_SHOW_HEX:
    case HEXWIRE_SHOW_BOTH:
    case HEXWIRE_SHOW_FIELDS:
    default:
      return NULL;
    }
}

HexwireRecordPrinter *
hexwire_record_printer_new (const HexwirePrinterSettings *settings,
                            GOutputStream                *stream)
{
  HexwireRecordPrinter *self = g_new0 (HexwireRecordPrinter, 1);

  self->settings = *settings;
  if (settings->decode != NULL)
    hexwire_format_ref (settings->decode);
  hexwire_frame_rule_ref (settings->rule);
  hexwire_log_sink_init (&self->sink, stream, NULL);
  self->writer = new_writer (self);
  if (self->writer != NULL)
    hexwire_log_writer_begin (self->writer);
  return self;
}

void
hexwire_record_printer_free (HexwireRecordPrinter *self)
{
  g_clear_pointer (&self->writer, hexwire_log_writer_free);
  hexwire_log_sink_clear (&self->sink);
  hexwire_frame_rule_unref (self->settings.rule);
  g_clear_pointer (&self->settings.decode, hexwire_format_unref);
  g_free (self);
}

void
hexwire_record_printer_leave_out (HexwireRecordPrinter *self,
                                  guint64               n_messages)
{
  if (!self->is_limited)
    self->counts.n_left_out += n_messages;
}

/* The columns of the text export, the payload being written as the user wants it. */
static void
append_line (HexwireRecordPrinter   *self,
             const HexwireLogRecord *record)
{
  GString *line = self->sink.text;

  hexwire_message_text_append_date_time (line, record->time_us);
  g_string_append (line, record->kind == HEXWIRE_MESSAGE_RECEIVED ? "\treceived\t" : "\tsent\t");
  hexwire_message_text_append_line (line, HEXWIRE_MESSAGE_STYLE_TEXT,
                                    (const guint8 *) record->peer->address,
                                    strlen (record->peer->address), G_MAXSIZE);
  g_string_append_printf (line, "\t%zu\t", record->size_bytes);
  if (self->settings.show == HEXWIRE_SHOW_FIELDS)
    hexwire_decoded_text_append (line, self->settings.decode, record->data, record->size_bytes,
                                 MAX_VALUES);
  else
    hexwire_message_text_append_line (line,
                                      self->settings.show == HEXWIRE_SHOW_HEX
                                        ? HEXWIRE_MESSAGE_STYLE_HEX
                                      : self->settings.show == HEXWIRE_SHOW_BOTH
                                        ? HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX
                                        : HEXWIRE_MESSAGE_STYLE_TEXT,
                                      record->data, record->size_bytes, G_MAXSIZE);
  g_string_append_c (line, '\n');
}

static void
print_data (HexwireRecordPrinter   *self,
            const HexwireLogRecord *record)
{
  HexwireLogRecord shown = *record;

  if (self->is_limited)
    return;
  if (record->kind == HEXWIRE_MESSAGE_RECEIVED)
    {
      self->counts.n_received++;
      self->counts.n_received_bytes += record->size_bytes;
    }
  else
    {
      self->counts.n_sent++;
      self->counts.n_sent_bytes += record->size_bytes;
    }
  if (record->kind == HEXWIRE_MESSAGE_SENT && !self->settings.shows_sent)
    return;
  if (self->settings.show != HEXWIRE_SHOW_RAW)
    shown.size_bytes = hexwire_frame_rule_measure_shown (self->settings.rule, record->data,
                                                         record->size_bytes);
  if (self->writer != NULL)
    hexwire_log_writer_write (self->writer, &shown);
  else
    append_line (self, &shown);
  self->is_limited = self->settings.max_received > 0
                     && self->counts.n_received >= self->settings.max_received;
}

/* The endpoint's own rows of where it listens are not for scripts: they are translated. */
static gboolean
is_told (HexwireRecordPrinter   *self,
         const HexwireLogRecord *record)
{
  switch (record->kind)
    {
    case HEXWIRE_MESSAGE_ERROR:
      return TRUE;
    case HEXWIRE_MESSAGE_OPENED:
    case HEXWIRE_MESSAGE_CLOSED:
      return record->peer != NULL && !self->settings.is_quiet;
    case HEXWIRE_MESSAGE_RECEIVED:
    case HEXWIRE_MESSAGE_SENT:
    case HEXWIRE_MESSAGE_NOTE:
    default:
      return !self->settings.is_quiet;
    }
}

static void
tell_status (HexwireRecordPrinter   *self,
             const HexwireLogRecord *record)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (record->kind == HEXWIRE_MESSAGE_ERROR || record->ending == HEXWIRE_ENDING_RESET)
    self->counts.n_errors++;
  if (!is_told (self, record))
    return;
  if (record->kind == HEXWIRE_MESSAGE_ERROR)
    g_string_append_printf (line, "%s: ", g_get_prgname ());
  if (record->peer != NULL)
    {
      hexwire_message_text_append_line (line, HEXWIRE_MESSAGE_STYLE_TEXT,
                                        (const guint8 *) record->peer->address,
                                        strlen (record->peer->address), G_MAXSIZE);
      g_string_append (line, ": ");
    }
  g_string_append_len (line, (const char *) record->data, (gssize) record->size_bytes);
  g_printerr ("%s\n", line->str);
}

void
hexwire_record_printer_print (HexwireRecordPrinter   *self,
                              const HexwireLogRecord *record)
{
  if (hexwire_message_kind_is_data (record->kind))
    print_data (self, record);
  else
    tell_status (self, record);
}

gsize
hexwire_record_printer_get_size_bytes (const HexwireRecordPrinter *self)
{
  return self->sink.text->len;
}

void
hexwire_record_printer_flush (HexwireRecordPrinter *self)
{
  hexwire_log_sink_flush (&self->sink);
}

gboolean
hexwire_record_printer_is_limited (const HexwireRecordPrinter *self)
{
  return self->is_limited;
}

const HexwirePrinterCounts *
hexwire_record_printer_get_counts (const HexwireRecordPrinter *self)
{
  return &self->counts;
}
