/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/record-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_NUMBER 9999

struct _HexwireRecordFile
{
  char *first_path;
  char *path;                   /* of the file that is open */
  guint64 max_size_bytes;
  guint number;                 /* of the file that is open, 0 for the first */
  int fd;
  guint64 n_before_bytes;       /* in the files before this one */
  guint64 n_before_rows;
  guint64 n_rows;               /* that are surely in this one, and where the last one ends */
  guint64 n_whole_bytes;
  GArray *row_ends;             /* (element-type guint64): of those that may still wait */
  HexwireLogSink sink;
  HexwireLogWriter *writer;
};

static void
set_error (GError       **error,
           const char    *path,
           const GError  *cause)
{
  g_autofree char *name = g_filename_display_name (path);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    /* Translators: %s is a file's name */
    g_set_error (error, cause->domain, cause->code,
                 _("The disk is full: nothing more can be recorded to “%s”"), name);
  else
    /* Translators: %1$s is a file's name, %2$s the reason */
    g_set_error (error, cause->domain, cause->code, _("Cannot record to “%1$s”: %2$s"), name,
                 cause->message);
}

static void
set_open_error (GError     **error,
                const char  *path,
                int          error_number)
{
  g_autoptr (GError) cause
    = g_error_new_literal (G_IO_ERROR, (int) g_io_error_from_errno (error_number),
                           error_number == EBUSY ? _("it is being recorded to already")
                                                 : g_strerror (error_number));

  set_error (error, path, cause);
}

/* The name with a number before its suffix. */
static char *
make_path (HexwireRecordFile *self,
           guint              number)
{
  const char *slash = strrchr (self->first_path, G_DIR_SEPARATOR);
  const char *name = slash != NULL ? slash + 1 : self->first_path;
  const char *dot = strrchr (name, '.');
  gsize stem_size = dot != NULL && dot != name ? (gsize) (dot - self->first_path)
                                               : strlen (self->first_path);

  return g_strdup_printf ("%.*s-%04u%s", (int) stem_size, self->first_path, number,
                          self->first_path + stem_size);
}

/* The next number that is free: an older recording stays. */
static int
open_next (HexwireRecordFile *self)
{
  int fd = -1;

  errno = EEXIST;
  while (fd < 0 && errno == EEXIST && self->number < MAX_NUMBER)
    {
      g_free (self->path);
      self->path = make_path (self, ++self->number);
      fd = open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
  return fd;
}

/* Two recordings to one file would destroy each other. What is no plain file has no such end. */
static gboolean
take_for_us (int fd)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return FALSE;
  if (!S_ISREG (status.st_mode))
    return TRUE;
  return flock (fd, LOCK_EX | LOCK_NB) == 0 && ftruncate (fd, 0) == 0;
}

/* A pipe that nobody reads must not hold us up; one that somebody reads may. */
static int
open_first (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666);

  if (fd < 0)
    return fd;
  if (!take_for_us (fd))
    {
      int error_number = errno == EWOULDBLOCK ? EBUSY : errno;

      close (fd);
      errno = error_number;
      return -1;
    }
  fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) & ~O_NONBLOCK);
  return fd;
}

static void
begin (HexwireRecordFile *self,
       int                fd)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (fd, FALSE);

  self->n_before_bytes += self->sink.n_written_bytes;
  self->n_before_rows += self->n_rows;
  self->n_rows = 0;
  self->n_whole_bytes = 0;
  hexwire_log_sink_clear (&self->sink);
  hexwire_log_sink_init (&self->sink, stream, NULL);
  self->fd = fd;
  hexwire_log_writer_begin (self->writer);
}

HexwireRecordFile *
hexwire_record_file_new (GFile                *file,
                         HexwireLogFormat      format,
                         const HexwireFormat  *decode,
                         guint64               max_size_bytes,
                         GError              **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_parse_name (file);
  HexwireRecordFile *self;
  int fd;

  if (path == NULL)
    {
      /* Translators: %s is a file's name */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("“%s” is not on this machine: a recording must be"), name);
      return NULL;
    }
  fd = open_first (path);
  if (fd < 0)
    {
      set_open_error (error, path, errno);
      return NULL;
    }

  self = g_new0 (HexwireRecordFile, 1);
  self->first_path = g_strdup (path);
  self->path = g_strdup (path);
  self->max_size_bytes = max_size_bytes;
  self->writer = hexwire_log_writer_new (format, decode, &self->sink);
  self->row_ends = g_array_new (FALSE, FALSE, sizeof (guint64));
  begin (self, fd);
  return self;
}

void
hexwire_record_file_free (HexwireRecordFile *self)
{
  close (self->fd);
  hexwire_log_writer_free (self->writer);
  hexwire_log_sink_clear (&self->sink);
  g_array_unref (self->row_ends);
  g_free (self->first_path);
  g_free (self->path);
  g_free (self);
}

/* Of the rows that waited, those that the file has as a whole. */
static void
settle_rows (HexwireRecordFile *self)
{
  for (guint i = 0; i < self->row_ends->len; i++)
    {
      guint64 end_bytes = g_array_index (self->row_ends, guint64, i);

      if (end_bytes > self->sink.n_written_bytes)
        break;
      self->n_whole_bytes = end_bytes;
      self->n_rows++;
    }
  g_array_set_size (self->row_ends, 0);
}

static gboolean
fail (HexwireRecordFile  *self,
      GError            **error)
{
  settle_rows (self);
  if (ftruncate (self->fd, (off_t) self->n_whole_bytes) == 0)
    self->sink.n_written_bytes = self->n_whole_bytes;
  set_error (error, self->path, self->sink.error);
  return FALSE;
}

/* What was written to a file that is gone is in no file; its folder takes the ones before along. */
static gboolean
fail_deleted (HexwireRecordFile  *self,
              GError            **error)
{
  g_autofree char *name = g_filename_display_name (self->path);
  g_autofree char *folder = g_path_get_dirname (self->path);

  self->n_rows = 0;
  self->sink.n_written_bytes = 0;
  if (access (folder, F_OK) != 0)
    {
      self->n_before_rows = 0;
      self->n_before_bytes = 0;
    }
  /* Translators: %s is a file's name */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("“%s” was deleted while it was recorded to"), name);
  return FALSE;
}

static gboolean
rotate (HexwireRecordFile  *self,
        GError            **error)
{
  int fd;

  if (!hexwire_record_file_flush (self, error))
    return FALSE;
  fd = open_next (self);
  if (fd < 0)
    {
      set_open_error (error, self->path, errno);
      return FALSE;
    }
  close (self->fd);
  begin (self, fd);
  return TRUE;
}

static gboolean
write_record (HexwireRecordFile       *self,
              const HexwireLogRecord  *record,
              GError                 **error)
{
  if (self->max_size_bytes > 0
      && self->sink.n_written_bytes + self->sink.text->len >= self->max_size_bytes
      && !rotate (self, error))
    return FALSE;
  hexwire_log_writer_write (self->writer, record);
  return TRUE;
}

gboolean
hexwire_record_file_write (HexwireRecordFile       *self,
                           const HexwireLogRecord  *record,
                           GError                 **error)
{
  guint64 end_bytes;

  if (!write_record (self, record, error))
    return FALSE;
  if (self->sink.error != NULL)
    return fail (self, error);
  end_bytes = self->sink.n_written_bytes + self->sink.text->len;
  g_array_append_val (self->row_ends, end_bytes);
  return TRUE;
}

gboolean
hexwire_record_file_note (HexwireRecordFile       *self,
                          const HexwireLogRecord  *record,
                          GError                 **error)
{
  return write_record (self, record, error) && (self->sink.error == NULL || fail (self, error));
}

gboolean
hexwire_record_file_flush (HexwireRecordFile  *self,
                           GError            **error)
{
  struct stat status;

  if (!hexwire_log_sink_flush (&self->sink))
    return fail (self, error);
  settle_rows (self);
  self->n_whole_bytes = self->sink.n_written_bytes;
  if (fstat (self->fd, &status) == 0 && status.st_nlink == 0)
    return fail_deleted (self, error);
  return TRUE;
}

guint64
hexwire_record_file_get_n_written_bytes (HexwireRecordFile *self)
{
  return self->n_before_bytes + self->sink.n_written_bytes;
}

guint64
hexwire_record_file_get_n_rows (HexwireRecordFile *self)
{
  return self->n_before_rows + self->n_rows;
}
