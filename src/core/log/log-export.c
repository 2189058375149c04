/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-export.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define PROGRESS_INTERVAL_MS 100

/* How many rows are written between two looks at the cancellable. */
#define ROWS_PER_LOOK 256

#define MAX_TEMPORARY_NAMES 100

typedef struct
{
  HexwireLogSnapshot *snapshot;
  HexwireLogFormat format;
  HexwireFormat *decode;
  GFile *file;
  HexwireLogExportProgress progress;
  gpointer progress_data;
  gsize n_done;                 /* atomic */
  guint64 n_written_bytes;
  guint64 n_missing_rows;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  hexwire_log_snapshot_unref (self->snapshot);
  g_clear_pointer (&self->decode, hexwire_format_unref);
  g_object_unref (self->file);
  g_free (self);
}

static gboolean
progress_cb (gpointer user_data)
{
  Export *self = g_task_get_task_data (user_data);

  if (g_task_get_completed (user_data))
    return G_SOURCE_REMOVE;
  self->progress ((gsize) g_atomic_pointer_get (&self->n_done),
                  hexwire_log_snapshot_get_n_records (self->snapshot), self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
watch_progress (GTask *task)
{
  g_autoptr (GSource) source = g_timeout_source_new (PROGRESS_INTERVAL_MS);

  g_source_set_callback (source, progress_cb, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
write_rows (Export           *self,
            HexwireLogWriter *writer,
            HexwireLogSink   *sink)
{
  guint64 n_rows = hexwire_log_snapshot_get_n_records (self->snapshot);
  HexwireLogReader reader;

  hexwire_log_snapshot_init_reader (self->snapshot, &reader);
  hexwire_log_writer_begin (writer);
  for (guint64 i = 0; i < n_rows && sink->error == NULL; i++)
    {
      HexwireLogRecord record;

      if (hexwire_log_snapshot_read (self->snapshot, &reader, i, &record))
        hexwire_log_writer_write (writer, &record);
      else
        self->n_missing_rows++;
      if (i % ROWS_PER_LOOK != 0)
        continue;
      g_atomic_pointer_set (&self->n_done, (gsize) i);
      if (sink->error == NULL)
        g_cancellable_set_error_if_cancelled (sink->cancellable, &sink->error);
    }
  hexwire_log_sink_flush (sink);
  hexwire_log_reader_clear (&reader);
}

static gboolean
write_stream (Export         *self,
              GOutputStream  *stream,
              GCancellable   *cancellable,
              GError        **error)
{
  g_autoptr (HexwireLogWriter) writer = NULL;
  HexwireLogSink sink;
  gboolean is_written;

  hexwire_log_sink_init (&sink, stream, cancellable);
  writer = hexwire_log_writer_new (self->format, self->decode, &sink);
  write_rows (self, writer, &sink);
  self->n_written_bytes = sink.n_written_bytes;
  is_written = sink.error == NULL;
  if (!is_written)
    g_propagate_error (error, g_steal_pointer (&sink.error));
  hexwire_log_sink_clear (&sink);
  if (!is_written)
    {
      g_output_stream_close (stream, NULL, NULL);
      return FALSE;
    }
  return g_output_stream_close (stream, cancellable, error);
}

/* A new file beside @file, under a name that hides it from most eyes. */
static GFileOutputStream *
create_temporary (GFile         *file,
                  GFile        **temporary,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  if (folder == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _("This is a folder"));
      return NULL;
    }
  for (guint i = 0; i < MAX_TEMPORARY_NAMES; i++)
    {
      g_autofree char *hidden = g_strdup_printf (".%s.%08x", name, g_random_int ());
      g_autoptr (GFile) candidate = g_file_get_child (folder, hidden);
      g_autoptr (GError) problem = NULL;
      GFileOutputStream *stream;

      stream = g_file_create (candidate, G_FILE_CREATE_NONE, cancellable, &problem);
      if (stream != NULL)
        {
          *temporary = g_steal_pointer (&candidate);
          return stream;
        }
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS)
          || i + 1 == MAX_TEMPORARY_NAMES)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
    }
  return NULL;
}

/* GIO would name the file beside it, which nobody knows. */
static void
explain (GFile   *file,
         GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) cause = g_steal_pointer (error);

  if (cause->code == G_IO_ERROR_NOT_FOUND)
    /* Translators: %s is a file's name */
    g_set_error (error, G_IO_ERROR, cause->code, _("There is no folder for “%s”"), name);
  else if (cause->code == G_IO_ERROR_PERMISSION_DENIED)
    /* Translators: %s is a file's name */
    g_set_error (error, G_IO_ERROR, cause->code, _("No permission to write “%s”"), name);
  else if (cause->code == G_IO_ERROR_NO_SPACE)
    /* Translators: %s is a file's name */
    g_set_error (error, G_IO_ERROR, cause->code, _("The disk has no room for “%s”"), name);
  else
    /* Translators: %1$s is a file's name, %2$s the reason */
    g_set_error (error, cause->domain, cause->code, _("Cannot write “%1$s”: %2$s"), name,
                 cause->message);
}

/* Who may read the older file may read the new one, and nobody else. */
static void
keep_mode (GFile        *file,
           GFile        *temporary,
           GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_UNIX_MODE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  if (info != NULL && g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_UNIX_MODE))
    g_file_set_attribute_uint32 (temporary, G_FILE_ATTRIBUTE_UNIX_MODE,
                                 g_file_info_get_attribute_uint32 (info,
                                                                   G_FILE_ATTRIBUTE_UNIX_MODE)
                                 & 07777,
                                 G_FILE_QUERY_INFO_NONE, cancellable, NULL);
}

/* What a symbolic link points to is to be written, and the link to stay. */
static GFile *
follow_link (GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  char *target = path != NULL ? realpath (path, NULL) : NULL;
  GFile *followed = target != NULL ? g_file_new_for_path (target) : g_object_ref (file);

  free (target);
  return followed;
}

static gboolean
export_file (Export        *self,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) temporary = NULL;
  g_autoptr (GFileOutputStream) stream = NULL;

  file = follow_link (self->file);
  stream = create_temporary (file, &temporary, cancellable, error);
  if (stream == NULL)
    return FALSE;
  keep_mode (file, temporary, cancellable);
  if (write_stream (self, G_OUTPUT_STREAM (stream), cancellable, error)
      && g_file_move (temporary, file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL,
                      error))
    return TRUE;
  g_file_delete (temporary, NULL, NULL);
  return FALSE;
}

static void
export_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Export *self = task_data;
  GError *error = NULL;

  if (export_file (self, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    explain (self->file, &error);
  g_task_return_error (task, error);
}

void
hexwire_log_export_async (HexwireLogSnapshot       *snapshot,
                          HexwireLogFormat          format,
                          const HexwireFormat      *decode,
                          GFile                    *file,
                          GCancellable             *cancellable,
                          HexwireLogExportProgress  progress,
                          gpointer                  progress_data,
                          GAsyncReadyCallback       callback,
                          gpointer                  user_data)
{
  g_autoptr (GTask) task = NULL;
  Export *self;

  g_return_if_fail (snapshot != NULL && G_IS_FILE (file));
  g_return_if_fail (format < HEXWIRE_LOG_FORMAT_N);

  self = g_new0 (Export, 1);
  self->snapshot = hexwire_log_snapshot_ref (snapshot);
  self->format = format;
  self->decode = decode != NULL ? hexwire_format_ref ((HexwireFormat *) decode) : NULL;
  self->file = g_object_ref (file);
  self->progress = progress;
  self->progress_data = progress_data;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hexwire_log_export_async);
  g_task_set_task_data (task, self, export_free);
  if (progress != NULL)
    watch_progress (task);
  g_task_run_in_thread (task, export_thread);
}

gboolean
hexwire_log_export_finish (GAsyncResult  *result,
                           guint64       *n_written_bytes,
                           guint64       *n_missing_rows,
                           GError       **error)
{
  Export *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (n_written_bytes != NULL)
    *n_written_bytes = self->n_written_bytes;
  if (n_missing_rows != NULL)
    *n_missing_rows = self->n_missing_rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}
