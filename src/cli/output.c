/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interrupt.h"
#include "net/poller.h"

#define SLICE_MS 100

/* So much that was written may stand before what waits. */
#define MAX_WRITTEN_BYTES ((gsize) 256 * 1024)

struct _HexwireOutput
{
  int fd;
  int own_fd;               /* -1 where the descriptor is not ours to close */
  gsize piece_bytes;        /* what a descriptor that is ready takes without blocking */
  GOutputStream *stream;
  gsize n_written_bytes;    /* of what is in the stream */
  int error_number;
  guint source;
};

/* A pipe that is ready has room for so many bytes; a file takes everything. A terminal that is
 * ready may have room for one byte: it is opened once more, for a descriptor that never blocks. */
static void
choose_descriptor (HexwireOutput *self,
                   int            fd)
{
  struct stat status;

  self->fd = fd;
  self->own_fd = -1;
  self->piece_bytes = PIPE_BUF;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    self->piece_bytes = G_MAXINT32;
  else if (isatty (fd))
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

      self->own_fd = open (path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
      if (self->own_fd >= 0)
        self->fd = self->own_fd;
      else
        self->piece_bytes = 1;
    }
}

HexwireOutput *
hexwire_output_new (int fd)
{
  HexwireOutput *self = g_new0 (HexwireOutput, 1);

  choose_descriptor (self, fd);
  self->stream = g_memory_output_stream_new_resizable ();
  return self;
}

void
hexwire_output_free (HexwireOutput *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->own_fd >= 0)
    close (self->own_fd);
  g_object_unref (self->stream);
  g_free (self);
}

GOutputStream *
hexwire_output_get_stream (HexwireOutput *self)
{
  return self->stream;
}

gsize
hexwire_output_get_n_waiting_bytes (HexwireOutput *self)
{
  return g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (self->stream))
         - self->n_written_bytes;
}

static const char *
get_waiting (HexwireOutput *self)
{
  return (const char *) g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (self->stream))
         + self->n_written_bytes;
}

/* Has the stream begin with its last @n_bytes, and end there. */
static void
shorten (HexwireOutput *self,
         gsize          n_bytes)
{
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (self->stream);
  char *data = g_memory_output_stream_get_data (memory);

  if (n_bytes > 0)
    memmove (data, data + g_memory_output_stream_get_data_size (memory) - n_bytes, n_bytes);
  g_seekable_truncate (G_SEEKABLE (memory), (goffset) n_bytes, NULL, NULL);
  g_seekable_seek (G_SEEKABLE (memory), (goffset) n_bytes, G_SEEK_SET, NULL, NULL);
  self->n_written_bytes = 0;
}

static gboolean
is_ready (HexwireOutput *self,
          int            timeout_ms)
{
  struct pollfd descriptor = { .fd = self->fd, .events = POLLOUT };

  return poll (&descriptor, 1, timeout_ms) > 0;
}

static void
write_ready (HexwireOutput *self)
{
  gsize n_waiting;

  while ((n_waiting = hexwire_output_get_n_waiting_bytes (self)) > 0 && is_ready (self, 0))
    {
      gssize n = write (self->fd, get_waiting (self), MIN (n_waiting, self->piece_bytes));

      if (n < 0 && (errno == EAGAIN || errno == EINTR))
        break;
      if (n < 0)
        {
          self->error_number = errno;
          shorten (self, 0);
          return;
        }
      self->n_written_bytes += (gsize) n;
    }
  if (n_waiting == 0 || self->n_written_bytes >= MAX_WRITTEN_BYTES)
    shorten (self, n_waiting);
}

static gboolean
ready_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  HexwireOutput *self = user_data;

  write_ready (self);
  if (hexwire_output_get_n_waiting_bytes (self) > 0)
    return G_SOURCE_CONTINUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

gsize
hexwire_output_flush (HexwireOutput *self)
{
  if (self->error_number != 0)
    shorten (self, 0);
  else
    write_ready (self);
  /* In turns with the sockets: a flood must not hold it back, nor be held back by it. */
  if (hexwire_output_get_n_waiting_bytes (self) > 0 && self->source == 0)
    self->source = g_unix_fd_add_full (HEXWIRE_POLLER_PRIORITY, self->fd, G_IO_OUT, ready_cb, self,
                                       NULL);
  return hexwire_output_get_n_waiting_bytes (self);
}

gboolean
hexwire_output_wait (HexwireOutput *self,
                     guint          n_interrupts,
                     int            timeout_ms)
{
  int waited_ms = 0;

  while (hexwire_output_flush (self) > 0)
    {
      if (hexwire_interrupt_get_n () > n_interrupts
          || (timeout_ms >= 0 && waited_ms >= timeout_ms))
        return FALSE;
      /* In slices: a signal may have come before poll(2) began. */
      waited_ms = is_ready (self, SLICE_MS) ? 0 : waited_ms + SLICE_MS;
    }
  return TRUE;
}

guint64
hexwire_output_count_waiting_lines (HexwireOutput *self)
{
  gsize n_waiting = hexwire_output_get_n_waiting_bytes (self);
  const char *text = n_waiting > 0 ? get_waiting (self) : NULL;
  guint64 n_lines = 0;

  for (gsize i = 0; i < n_waiting; i++)
    n_lines += text[i] == '\n' ? 1 : 0;
  return n_lines;
}

int
hexwire_output_get_error (HexwireOutput *self)
{
  return self->error_number;
}
