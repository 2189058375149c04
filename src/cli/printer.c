/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "printer.h"

#include <unistd.h>

#include "log/frame-index.h"
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

/* Silence ends a frame when nothing can be under way that came before. */
#define MAX_DELAY_US 10000
#define GAP_LOOK_MS 10

struct _HexwirePrinter
{
  HexwireMessageLog *log;
  HexwireFrameIndex *frames;
  HexwireOutput *output;
  HexwireRecordPrinter *records;
  gboolean is_lossless;
  guint64 max_received;
  HexwirePrinterFunc done;
  gpointer user_data;
  gboolean is_done;
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
  if (hexwire_record_printer_get_size_bytes (self->records) >= PIECE_BYTES)
    {
      hexwire_record_printer_flush (self->records);
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
        hexwire_record_printer_leave_out (self->records, 1);
      else
        hexwire_record_printer_print (self->records, &record);
      hexwire_frame_index_drop_oldest (self->frames, 1);
    }
  hexwire_record_printer_flush (self->records);
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
  hexwire_record_printer_leave_out (
    self->records, hexwire_frame_index_get_n_skipped_rows (self->frames) - n_skipped);
  return is_scanned && hexwire_frame_index_get_n_frames (self->frames) == 0;
}

static void
pump (HexwirePrinter *self)
{
  print_more (self, g_get_monotonic_time () + BUDGET_US);
  if (hexwire_record_printer_is_limited (self->records)
      || hexwire_output_get_error (self->output) != 0)
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
  while (self->is_lossless && is_far_behind (self)
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

HexwirePrinter *
hexwire_printer_new (HexwireMessageLog            *log,
                     const HexwirePrinterSettings *settings,
                     HexwirePrinterFunc            done,
                     gpointer                      user_data)
{
  HexwirePrinter *self = g_new0 (HexwirePrinter, 1);

  self->is_lossless = settings->is_lossless;
  self->max_received = settings->max_received;
  self->log = g_object_ref (log);
  self->frames = hexwire_frame_index_new (log, settings->rule);
  self->output = hexwire_output_new (STDOUT_FILENO);
  self->records = hexwire_record_printer_new (settings, hexwire_output_get_stream (self->output));
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
  hexwire_record_printer_free (self->records);
  hexwire_output_free (self->output);
  hexwire_frame_index_free (self->frames);
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

static guint64
count_waiting (HexwirePrinter *self)
{
  return hexwire_output_count_waiting_lines (self->output)
         + hexwire_frame_index_get_n_frames (self->frames) + count_data_rows_behind (self);
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
    hexwire_record_printer_leave_out (self->records, count_waiting (self));
}

const HexwirePrinterCounts *
hexwire_printer_get_counts (HexwirePrinter *self)
{
  return hexwire_record_printer_get_counts (self->records);
}

gboolean
hexwire_printer_is_complete (HexwirePrinter *self)
{
  return self->max_received > 0 && hexwire_record_printer_is_limited (self->records);
}

int
hexwire_printer_get_error (HexwirePrinter *self)
{
  return hexwire_output_get_error (self->output);
}
