/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/capture-file.h"

#include "log/capture-reader.h"

/* What is read at once, and turned into rows in one turn of the main loop: about a millisecond. */
#define PIECE_BYTES ((gsize) 128 * 1024)

#define PROGRESS_INTERVAL_US (100 * 1000)

typedef struct
{
  HexwireMessageLog *log;
  HexwireCaptureReader *reader;
  GInputStream *stream;
  guint64 n_done_bytes;
  guint64 n_total_bytes;
  HexwireCaptureProgress progress;
  gpointer progress_data;
  gint64 told_at_us;
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  hexwire_capture_reader_free (self->reader);
  g_object_unref (self->log);
  g_clear_object (&self->stream);
  g_free (self);
}

/* What went wrong after some packets is told where they end. */
static void
finish (GTask  *task,
        GError *error)
{
  Load *self = g_task_get_task_data (task);

  if (error == NULL)
    hexwire_capture_reader_finish (self->reader, &error);
  else
    hexwire_capture_reader_finish (self->reader, NULL);
  if (error != NULL && hexwire_capture_reader_get_n_packets (self->reader) > 0
      && error->code != G_IO_ERROR_CANCELLED)
    {
      hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_ERROR, 0, error->message);
      g_clear_error (&error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
tell_progress (Load *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->progress == NULL || now_us - self->told_at_us < PROGRESS_INTERVAL_US)
    return;
  self->told_at_us = now_us;
  self->progress (self->n_done_bytes, self->n_total_bytes, self->progress_data);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Load *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_input_stream_read_bytes_finish (self->stream, result, &error);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0
      || !hexwire_capture_reader_feed (self->reader, g_bytes_get_data (bytes, NULL),
                                       g_bytes_get_size (bytes), &error))
    {
      finish (task, error);
      return;
    }
  self->n_done_bytes += g_bytes_get_size (bytes);
  tell_progress (self);
  g_input_stream_read_bytes_async (self->stream, PIECE_BYTES, G_PRIORITY_DEFAULT_IDLE,
                                   g_task_get_cancellable (task), read_cb, task);
}

static void
open_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Load *self = g_task_get_task_data (task);
  g_autoptr (GFileInfo) info = NULL;
  GFileInputStream *stream;
  GError *error = NULL;

  stream = g_file_read_finish (G_FILE (source), result, &error);
  if (stream == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->stream = G_INPUT_STREAM (stream);
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (info != NULL)
    self->n_total_bytes = (guint64) g_file_info_get_size (info);
  g_input_stream_read_bytes_async (self->stream, PIECE_BYTES, G_PRIORITY_DEFAULT_IDLE,
                                   g_task_get_cancellable (task), read_cb, task);
}

void
hexwire_capture_load_async (GFile                  *file,
                            HexwireMessageLog      *log,
                            GCancellable           *cancellable,
                            HexwireCaptureProgress  progress,
                            gpointer                progress_data,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  Load *self;
  GTask *task;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (log));

  self = g_new0 (Load, 1);
  self->log = g_object_ref (log);
  self->reader = hexwire_capture_reader_new (log);
  self->progress = progress;
  self->progress_data = progress_data;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hexwire_capture_load_async);
  g_task_set_task_data (task, self, load_free);
  g_file_read_async (file, G_PRIORITY_DEFAULT_IDLE, cancellable, open_cb, task);
}

gboolean
hexwire_capture_load_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
