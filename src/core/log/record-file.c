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
  HexwireLogSink sink;
  HexwireLogWriter *writer;
};

static void
set_error (GError     **error,
           const char  *path,
           int          error_number)
{
  g_autofree char *name = g_filename_display_name (path);

  /* Translators: %1$s is a file's name, %2$s the reason */
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (error_number),
               _("Cannot record to “%1$s”: %2$s"), name,
               error_number == EBUSY ? _("it is being recorded to already")
                                     : g_strerror (error_number));
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
      set_error (error, path, errno);
      return NULL;
    }

  self = g_new0 (HexwireRecordFile, 1);
  self->first_path = g_strdup (path);
  self->path = g_strdup (path);
  self->max_size_bytes = max_size_bytes;
  self->writer = hexwire_log_writer_new (format, decode, &self->sink);
  begin (self, fd);
  return self;
}

void
hexwire_record_file_free (HexwireRecordFile *self)
{
  close (self->fd);
  hexwire_log_writer_free (self->writer);
  hexwire_log_sink_clear (&self->sink);
  g_free (self->first_path);
  g_free (self->path);
  g_free (self);
}

static gboolean
fail (HexwireRecordFile  *self,
      GError            **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  if (ftruncate (self->fd, (off_t) self->sink.n_whole_bytes) == 0)
    self->sink.n_written_bytes = self->sink.n_whole_bytes;
  g_set_error (error, self->sink.error->domain, self->sink.error->code,
               _("Cannot record to “%1$s”: %2$s"), name, self->sink.error->message);
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
      set_error (error, self->path, errno);
      return FALSE;
    }
  close (self->fd);
  begin (self, fd);
  return TRUE;
}

gboolean
hexwire_record_file_write (HexwireRecordFile       *self,
                           const HexwireLogRecord  *record,
                           GError                 **error)
{
  if (self->max_size_bytes > 0
      && self->sink.n_written_bytes + self->sink.text->len >= self->max_size_bytes
      && !rotate (self, error))
    return FALSE;
  hexwire_log_writer_write (self->writer, record);
  return self->sink.error == NULL || fail (self, error);
}

gboolean
hexwire_record_file_flush (HexwireRecordFile  *self,
                           GError            **error)
{
  struct stat status;

  if (!hexwire_log_sink_flush (&self->sink))
    return fail (self, error);
  if (fstat (self->fd, &status) == 0 && status.st_nlink == 0)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      /* Translators: %s is a file's name */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("“%s” was deleted while it was recorded to"), name);
      return FALSE;
    }
  return TRUE;
}

guint64
hexwire_record_file_get_n_written_bytes (HexwireRecordFile *self)
{
  return self->n_before_bytes + self->sink.n_written_bytes;
}
