/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <unistd.h>

#include "error-output.h"
#include "interrupt.h"
#include "log/log-recorder.h"
#include "log/message-text.h"
#include "output.h"

#define RECORDER_WAIT_MS (60 * 1000)

struct _HexwireSession
{
  HexwireEndpoint *endpoint;
  HexwirePrinter *printer;
  HexwireLogRecorder *recorder;     /* (nullable) */
  GMainLoop *loop;
  const HexwireSessionFuncs *funcs;
  gpointer user_data;
  HexwireExit status;
  char *message;                    /* (nullable): why it failed, where no row tells */
  gboolean is_quiet;
  gboolean was_open;
  guint64 n_dropped;                /* by the system, counted when the sockets close */
  gulong state_handler;
  guint interrupt_source;
  guint done_source;
};

static void
state_changed_cb (HexwireEndpoint *endpoint,
                  GParamSpec      *pspec,
                  HexwireSession  *self)
{
  switch (hexwire_endpoint_get_state (endpoint))
    {
    case HEXWIRE_ENDPOINT_OPEN:
      self->was_open = TRUE;
      self->funcs->opened (self, self->user_data);
      break;
    case HEXWIRE_ENDPOINT_FAILED:
      self->status = HEXWIRE_EXIT_FAILED;
      g_main_loop_quit (self->loop);
      break;
    case HEXWIRE_ENDPOINT_CLOSED:
      self->funcs->closed (self, self->user_data);
      g_main_loop_quit (self->loop);
      break;
    case HEXWIRE_ENDPOINT_OPENING:
    case HEXWIRE_ENDPOINT_CLOSING:
    default:
      break;
    }
}

static gboolean
interrupt_cb (int          fd,
              GIOCondition condition,
              gpointer     user_data)
{
  HexwireSession *self = user_data;
  char bytes[16];

  while (read (fd, bytes, sizeof bytes) > 0)
    ;
  if (hexwire_interrupt_get_n () > 1)
    g_main_loop_quit (self->loop);
  else
    hexwire_session_close (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
done_cb (gpointer user_data)
{
  HexwireSession *self = user_data;
  int error_number = hexwire_printer_get_error (self->printer);

  self->done_source = 0;
  if (error_number == 0)
    self->funcs->complete (self, self->user_data);
  else
    {
      /* Who reads our output may have seen enough. */
      if (error_number != EPIPE)
        hexwire_session_fail (self, g_strerror (error_number));
      g_main_loop_quit (self->loop);
    }
  return G_SOURCE_REMOVE;
}

/* Comes while the log is being added to. */
static void
printer_done_cb (gpointer user_data)
{
  HexwireSession *self = user_data;

  if (self->done_source == 0)
    self->done_source = g_idle_add_full (G_PRIORITY_DEFAULT, done_cb, self, NULL);
}

HexwireSession *
hexwire_session_new (HexwireEndpoint            *endpoint,
                     const HexwireNetOptions    *options,
                     const HexwireSessionFuncs  *funcs,
                     gpointer                    user_data,
                     GError                    **error)
{
  HexwireMessageLog *log = hexwire_endpoint_get_log (endpoint);
  HexwireLogRecorder *recorder = NULL;
  HexwireSession *self;

  if (options->record != NULL)
    {
      recorder = hexwire_log_recorder_new (log, options->record, options->record_format,
                                           options->printing.decode, 0, error);
      if (recorder == NULL)
        return NULL;
    }
  self = g_new0 (HexwireSession, 1);
  self->endpoint = g_object_ref (endpoint);
  self->recorder = recorder;
  self->printer = hexwire_printer_new (log, &options->printing, printer_done_cb, self);
  self->loop = g_main_loop_new (NULL, FALSE);
  self->funcs = funcs;
  self->user_data = user_data;
  self->is_quiet = options->printing.is_quiet;
  self->interrupt_source = g_unix_fd_add (hexwire_interrupt_init (), G_IO_IN, interrupt_cb, self);
  self->state_handler = g_signal_connect (endpoint, "notify::state",
                                          G_CALLBACK (state_changed_cb), self);
  hexwire_error_output_begin ();
  return self;
}

void
hexwire_session_free (HexwireSession *self)
{
  hexwire_error_output_end ();
  g_clear_handle_id (&self->interrupt_source, g_source_remove);
  g_clear_handle_id (&self->done_source, g_source_remove);
  g_clear_signal_handler (&self->state_handler, self->endpoint);
  hexwire_printer_free (self->printer);
  g_clear_object (&self->recorder);
  g_clear_object (&self->endpoint);
  g_main_loop_unref (self->loop);
  g_free (self->message);
  g_free (self);
}

static void
finish_recording (HexwireSession *self)
{
  const char *error;

  if (self->recorder == NULL)
    return;
  hexwire_log_recorder_stop (self->recorder);
  hexwire_log_recorder_wait (self->recorder, RECORDER_WAIT_MS);
  error = hexwire_log_recorder_get_error (self->recorder);
  if (error != NULL)
    hexwire_session_fail (self, error);
}

static void
append_amount (GString    *line,
               const char *amount,
               guint64     size_bytes)
{
  g_string_append (line, amount);
  g_string_append (line, " (");
  hexwire_message_text_append_size (line, size_bytes);
  g_string_append_c (line, ')');
}

static void
tell_amounts (HexwireSession *self)
{
  const HexwireCounters *all = &hexwire_endpoint_get_traffic (self->endpoint)->counters;
  const HexwirePrinterCounts *printed = hexwire_printer_get_counts (self->printer);
  gboolean is_all = printed->n_left_out == 0;
  guint64 n_received = is_all ? printed->n_received : all->messages_in;
  guint64 n_sent = is_all ? printed->n_sent : all->messages_out;
  g_autofree char *received
    = g_strdup_printf (ngettext ("%" PRIu64 " message received", "%" PRIu64 " messages received",
                                 (gulong) n_received),
                       n_received);
  g_autofree char *sent
    = g_strdup_printf (ngettext ("%" PRIu64 " message sent", "%" PRIu64 " messages sent",
                                 (gulong) n_sent),
                       n_sent);
  g_autoptr (GString) line = g_string_new (NULL);

  append_amount (line, received, is_all ? printed->n_received_bytes : all->bytes_in);
  if (n_sent > 0)
    {
      g_string_append (line, ", ");
      append_amount (line, sent, is_all ? printed->n_sent_bytes : all->bytes_out);
    }
  g_printerr ("%s\n", line->str);
}

static void
tell_untold (void)
{
  guint64 n_untold = hexwire_error_output_wait ();

  if (n_untold == 0)
    return;
  g_printerr ("%s: ", g_get_prgname ());
  g_printerr (ngettext ("%" PRIu64 " line was left out here: stderr is read too slowly",
                        "%" PRIu64 " lines were left out here: stderr is read too slowly",
                        (gulong) n_untold),
              n_untold);
  g_printerr ("\n");
}

static void
sum_up (HexwireSession *self)
{
  const HexwirePrinterCounts *counts = hexwire_printer_get_counts (self->printer);

  tell_untold ();
  if (counts->n_left_out > 0)
    {
      g_printerr ("%s: ", g_get_prgname ());
      g_printerr (ngettext ("%" PRIu64 " message was not printed: the output is too slow",
                            "%" PRIu64 " messages were not printed: the output is too slow",
                            (gulong) counts->n_left_out),
                  counts->n_left_out);
      g_printerr ("\n");
    }
  if (self->n_dropped > 0)
    {
      g_printerr ("%s: ", g_get_prgname ());
      g_printerr (ngettext ("%" PRIu64 " datagram came too fast and was dropped by the system",
                            "%" PRIu64 " datagrams came too fast and were dropped by the system",
                            (gulong) self->n_dropped),
                  self->n_dropped);
      g_printerr ("\n");
    }
  if (!self->is_quiet && self->was_open && hexwire_printer_get_error (self->printer) != EPIPE)
    tell_amounts (self);
  if (self->message != NULL)
    g_printerr ("%s: %s\n", g_get_prgname (), self->message);
}

static void
finish_printing (HexwireSession *self)
{
  guint n_interrupts = hexwire_interrupt_get_n ();

  hexwire_printer_finish (self->printer, n_interrupts,
                          n_interrupts > 0 ? HEXWIRE_OUTPUT_STUCK_MS : -1);
  if (hexwire_printer_get_error (self->printer) != 0
      && hexwire_printer_get_error (self->printer) != EPIPE && self->message == NULL)
    hexwire_session_fail (self, g_strerror (hexwire_printer_get_error (self->printer)));
}

HexwireExit
hexwire_session_run (HexwireSession *self)
{
  hexwire_endpoint_open (self->endpoint);
  if (hexwire_endpoint_is_active (self->endpoint))
    g_main_loop_run (self->loop);
  finish_recording (self);
  finish_printing (self);
  sum_up (self);
  return self->status;
}

void
hexwire_session_close (HexwireSession *self)
{
  if (hexwire_endpoint_get_state (self->endpoint) == HEXWIRE_ENDPOINT_OPEN)
    self->n_dropped = hexwire_endpoint_count_dropped (self->endpoint);
  hexwire_endpoint_close (self->endpoint);
}

void
hexwire_session_fail (HexwireSession *self,
                      const char     *message)
{
  self->status = HEXWIRE_EXIT_FAILED;
  if (message != NULL && self->message == NULL)
    self->message = g_strdup (message);
}

HexwireEndpoint *
hexwire_session_get_endpoint (HexwireSession *self)
{
  return self->endpoint;
}

const HexwirePrinterCounts *
hexwire_session_get_counts (HexwireSession *self)
{
  return hexwire_printer_get_counts (self->printer);
}

gboolean
hexwire_session_is_interrupted (HexwireSession *self)
{
  return hexwire_interrupt_get_n () > 0;
}
