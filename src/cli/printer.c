/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "printer.h"

#include <unistd.h>

#include "interrupt.h"
#include "log/decoded-text.h"
#include "log/frame-index.h"
#include "log/log-writer.h"
#include "log/message-text.h"
#include "net/poller.h"
#include "output.h"

/* What is handed to the output before there is a look at how fast it is. */
#define PIECE_BYTES ((gsize) 64 * 1024)

/* With so much waiting for the output, more is left in the log. */
#define MAX_WAITING_BYTES ((gsize) 256 * 1024)

/* How long printing may hold back the sockets, on whose priority it goes on. */
#define BUDGET_US 5000

/* With so many chunks of the log waiting, a lossless printer waits for the output. */
#define MAX_WAITING_CHUNKS 4

#define MAX_VALUES 1024

/* Silence ends a frame when nothing can be under way that came before. */
#define MAX_DELAY_US 10000
#define GAP_LOOK_MS 10

struct _HexwirePrinter
{
  HexwirePrinterSettings settings;
  HexwireMessageLog *log;
  HexwireFrameIndex *frames;
  HexwireOutput *output;
  HexwireLogSink sink;
  HexwireLogWriter *writer;     /* (nullable): of JSON Lines and raw bytes */
  HexwirePrinterCounts counts;
  HexwirePrinterFunc done;
  gpointer user_data;
  gboolean is_done;
  gboolean is_limited;          /* as many messages as were wanted are printed */
  gulong grown_handler;
  GSource *source;
  guint gap_source;
};

/* In turns with the sockets: a flood must not hold printing back, nor be held back by it. */
typedef struct
{
  GSource source;

  HexwirePrinter *printer;
} PrinterSource;

static void
finish_printing (HexwirePrinter *self)
{
  if (self->is_done)
    return;
  self->is_done = TRUE;
  self->done (self->user_data);
}

static void
leave_out (HexwirePrinter *self,
           guint64         n_messages)
{
  if (!self->is_limited)
    self->counts.n_left_out += n_messages;
}

/* The columns of the text export, the payload being written as the user wants it. */
static void
append_line (HexwirePrinter         *self,
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
print_data (HexwirePrinter         *self,
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
is_told (HexwirePrinter         *self,
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
tell_status (HexwirePrinter         *self,
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

static guint64
find_end_row (HexwirePrinter *self)
{
  const GPtrArray *chunks = hexwire_message_log_get_reader (self->log)->chunks;
  const HexwireLogChunk *newest = g_ptr_array_index (chunks, chunks->len - 1);

  return newest->first_row + newest->n_entries;
}

static gboolean
has_room (HexwirePrinter *self)
{
  if (self->sink.text->len >= PIECE_BYTES)
    {
      hexwire_log_sink_flush (&self->sink);
      hexwire_output_flush (self->output);
    }
  return hexwire_output_get_n_waiting_bytes (self->output) < MAX_WAITING_BYTES;
}

/* Prints the frames that were found, as far as there is room, and hands them to the output. */
static void
print_found (HexwirePrinter *self)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);

  while (has_room (self) && hexwire_frame_index_get_n_frames (self->frames) > 0)
    {
      HexwireFrame frame = *hexwire_frame_index_get_frame (self->frames, 0);
      HexwireLogRecord record;

      if (!hexwire_log_reader_read (reader, &frame, &record))
        leave_out (self, 1);
      else if (hexwire_message_kind_is_data (record.kind))
        print_data (self, &record);
      else
        tell_status (self, &record);
      hexwire_frame_index_drop_oldest (self->frames, 1);
    }
  hexwire_log_sink_flush (&self->sink);
  hexwire_output_flush (self->output);
}

/* Prints what there is, until it is too much for the output or @deadline_us is over. Returns
 * whether that was all. */
static gboolean
print_more (HexwirePrinter *self,
            gint64          deadline_us)
{
  guint64 n_skipped = hexwire_frame_index_get_n_skipped_rows (self->frames);
  gboolean is_scanned = FALSE;

  print_found (self);
  while (hexwire_frame_index_get_n_frames (self->frames) == 0 && !is_scanned
         && g_get_monotonic_time () < deadline_us)
    {
      /* A little further; then there is a look at what was found. */
      is_scanned = hexwire_frame_index_scan (self->frames, find_end_row (self), 0);
      print_found (self);
    }
  leave_out (self, hexwire_frame_index_get_n_skipped_rows (self->frames) - n_skipped);
  return is_scanned && hexwire_frame_index_get_n_frames (self->frames) == 0;
}

static void
pump (HexwirePrinter *self)
{
  print_more (self, g_get_monotonic_time () + BUDGET_US);
  if (self->is_limited || hexwire_output_get_error (self->output) != 0)
    finish_printing (self);
}

/* Asked in every turn of the main loop, so that what a socket brought is printed in the next one;
 * the log itself tells later, and when it is about to drop something. */
static gboolean
source_prepare (GSource *source,
                int     *timeout_ms)
{
  HexwirePrinter *self = ((PrinterSource *) source)->printer;

  *timeout_ms = -1;
  if (hexwire_output_get_error (self->output) != 0)
    return !self->is_done;
  return hexwire_output_get_n_waiting_bytes (self->output) < MAX_WAITING_BYTES
         && (hexwire_frame_index_get_n_frames (self->frames) > 0
             || hexwire_frame_index_get_next_row (self->frames) < find_end_row (self));
}

static gboolean
source_check (GSource *source)
{
  int timeout_ms;

  return source_prepare (source, &timeout_ms);
}

static gboolean
source_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  pump (((PrinterSource *) source)->printer);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .prepare = source_prepare,
                                     .check = source_check,
                                     .dispatch = source_dispatch };

static void
attach_source (HexwirePrinter *self)
{
  self->source = g_source_new (&source_funcs, sizeof (PrinterSource));
  ((PrinterSource *) self->source)->printer = self;
  g_source_set_priority (self->source, HEXWIRE_POLLER_PRIORITY);
  g_source_attach (self->source, NULL);
}

static gboolean
is_far_behind (HexwirePrinter *self)
{
  const GPtrArray *chunks = hexwire_message_log_get_reader (self->log)->chunks;
  const HexwireLogChunk *chunk;

  if (chunks->len <= MAX_WAITING_CHUNKS)
    return FALSE;
  chunk = g_ptr_array_index (chunks, chunks->len - MAX_WAITING_CHUNKS);
  return hexwire_frame_index_get_next_row (self->frames) < chunk->first_row;
}

/* The log is about to drop its oldest rows, maybe: a stream's bytes wait with the sender instead.
 * Nothing of the main loop may run meanwhile, for a socket is being read. */
static void
grown_cb (HexwireMessageLog *log,
          HexwirePrinter    *self)
{
  pump (self);
  while (self->settings.is_lossless && is_far_behind (self)
         && hexwire_output_wait (self->output, 0, -1))
    print_more (self, G_MAXINT64);
}

/* Unfinished frames of which the silence has lasted long enough. */
static gboolean
gap_cb (gpointer user_data)
{
  HexwirePrinter *self = user_data;

  if (print_more (self, g_get_monotonic_time () + BUDGET_US)
      && hexwire_frame_index_flush_idle (self->frames, g_get_real_time () - MAX_DELAY_US) > 0)
    pump (self);
  return G_SOURCE_CONTINUE;
}

static HexwireLogWriter *
new_writer (HexwirePrinter *self)
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

HexwirePrinter *
hexwire_printer_new (HexwireMessageLog            *log,
                     const HexwirePrinterSettings *settings,
                     HexwirePrinterFunc            done,
                     gpointer                      user_data)
{
  HexwirePrinter *self = g_new0 (HexwirePrinter, 1);

  self->settings = *settings;
  if (settings->decode != NULL)
    hexwire_format_ref (settings->decode);
  hexwire_frame_rule_ref (settings->rule);
  self->log = g_object_ref (log);
  self->frames = hexwire_frame_index_new (log, settings->rule);
  self->output = hexwire_output_new (STDOUT_FILENO);
  hexwire_log_sink_init (&self->sink, hexwire_output_get_stream (self->output), NULL);
  self->writer = new_writer (self);
  if (self->writer != NULL)
    hexwire_log_writer_begin (self->writer);
  self->done = done;
  self->user_data = user_data;
  self->grown_handler = g_signal_connect (log, "grown", G_CALLBACK (grown_cb), self);
  attach_source (self);
  if (settings->rule->kind == HEXWIRE_FRAME_IDLE_GAP)
    self->gap_source = g_timeout_add (GAP_LOOK_MS, gap_cb, self);
  return self;
}

void
hexwire_printer_free (HexwirePrinter *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_clear_handle_id (&self->gap_source, g_source_remove);
  g_clear_signal_handler (&self->grown_handler, self->log);
  g_clear_pointer (&self->writer, hexwire_log_writer_free);
  hexwire_log_sink_clear (&self->sink);
  hexwire_output_free (self->output);
  hexwire_frame_index_free (self->frames);
  hexwire_frame_rule_unref (self->settings.rule);
  g_clear_pointer (&self->settings.decode, hexwire_format_unref);
  g_object_unref (self->log);
  g_free (self);
}

/* Of those that were dropped nothing is known; the most are messages. */
static guint64
count_data_rows_behind (HexwirePrinter *self)
{
  const HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  guint64 row = hexwire_frame_index_get_next_row (self->frames);
  guint64 n_rows = 0;

  for (; row < find_end_row (self); row++)
    {
      const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, row);

      n_rows += entry == NULL || hexwire_message_kind_is_data (entry->kind) ? 1 : 0;
    }
  return n_rows;
}

void
hexwire_printer_finish (HexwirePrinter *self,
                        guint           n_interrupts,
                        int             timeout_ms)
{
  gboolean is_taken = TRUE;

  while (is_taken && !print_more (self, G_MAXINT64))
    is_taken = hexwire_output_wait (self->output, n_interrupts, timeout_ms);
  if (is_taken)
    {
      hexwire_frame_index_finish (self->frames);
      print_found (self);
      is_taken = hexwire_output_wait (self->output, n_interrupts, timeout_ms);
    }
  if (!is_taken)
    {
      leave_out (self, hexwire_output_count_waiting_lines (self->output));
      leave_out (self, hexwire_frame_index_get_n_frames (self->frames));
      leave_out (self, count_data_rows_behind (self));
    }
}

const HexwirePrinterCounts *
hexwire_printer_get_counts (HexwirePrinter *self)
{
  return &self->counts;
}

gboolean
hexwire_printer_is_complete (HexwirePrinter *self)
{
  return self->settings.max_received > 0 && self->is_limited;
}

int
hexwire_printer_get_error (HexwirePrinter *self)
{
  return hexwire_output_get_error (self->output);
}
