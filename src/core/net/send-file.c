/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-file.h"

#include "net/net-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* So much is read at a time, in chunks of which there may be so many: what is small is read more
 * often, and what is large by itself. */
#define BLOCK_SIZE_BYTES (256 * 1024)
#define MAX_CHUNKS_PER_BLOCK 256

struct _HexwireSendFile
{
  HexwireSendSource parent_instance;

  GFile *file;
  gsize chunk_size_bytes;
  GCancellable *cancellable;
  GFileInputStream *stream;
  guint8 *block;            /* what is being read into */
  guint64 size_bytes;       /* 0 where nobody knows, as of a pipe */
  guint64 n_read_bytes;
  GQueue chunks;            /* of GBytes, read and not released yet */
  guint64 first_index;      /* of the first of them */
  gboolean is_busy;         /* opening or reading */
  gboolean is_at_end;
  GError *error;
};

G_DEFINE_FINAL_TYPE (HexwireSendFile, hexwire_send_file, HEXWIRE_TYPE_SEND_SOURCE)

static char *
dup_name (HexwireSendFile *self)
{
  g_autofree char *name = g_file_get_basename (self->file);

  return g_filename_display_name (name);
}

static void
take_error (HexwireSendFile *self,
            GError          *cause)
{
  g_autofree char *name = dup_name (self);

  self->error = g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_FILE,
                             /* Translators: a file's name, the system's reason */
                             _("Cannot read “%s”: %s"), name, cause->message);
}

/* Also what ends too early: then what could be read is sent before that is told. */
static void
check_end (HexwireSendFile *self)
{
  g_autofree char *name = dup_name (self);

  self->is_at_end = TRUE;
  if (self->n_read_bytes == 0)
    self->error = g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_FILE,
                               /* Translators: a file's name */
                               _("“%s” is empty: there is nothing to send"), name);
  else if (self->n_read_bytes < self->size_bytes)
    self->error = g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_FILE,
                               /* Translators: a file's name, two numbers of bytes */
                               _("“%s” was cut short while it was sent: it ended after %" PRIu64
                                 " of %" PRIu64 " bytes"),
                               name, self->n_read_bytes, self->size_bytes);
}

static void
cut_block (HexwireSendFile *self,
           gsize            size_bytes)
{
  g_autoptr (GBytes) block
    = g_bytes_new_take (g_realloc (g_steal_pointer (&self->block), size_bytes), size_bytes);

  for (gsize at = 0; at < size_bytes; at += self->chunk_size_bytes)
    g_queue_push_tail (&self->chunks,
                       g_bytes_new_from_bytes (block, at,
                                               MIN (self->chunk_size_bytes, size_bytes - at)));
  self->n_read_bytes += size_bytes;
}

static gsize
get_n_chunks_per_block (HexwireSendFile *self)
{
  return CLAMP (BLOCK_SIZE_BYTES / self->chunk_size_bytes, 1, MAX_CHUNKS_PER_BLOCK);
}

static gsize
get_block_size_bytes (HexwireSendFile *self)
{
  gsize size_bytes = get_n_chunks_per_block (self) * self->chunk_size_bytes;

  return self->size_bytes > 0
           ? (gsize) MIN (size_bytes, self->size_bytes - self->n_read_bytes)
           : size_bytes;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HexwireSendFile) self = user_data;
  g_autoptr (GError) error = NULL;
  gsize wanted_bytes = get_block_size_bytes (self);
  gsize n_bytes = 0;

  self->is_busy = FALSE;
  g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &n_bytes, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (n_bytes > 0)
    cut_block (self, n_bytes);
  if (error != NULL)
    take_error (self, error);
  else if (n_bytes < wanted_bytes || self->n_read_bytes == self->size_bytes)
    check_end (self);
  hexwire_send_source_tell_ready (HEXWIRE_SEND_SOURCE (self));
}

static void
read_on (HexwireSendFile *self)
{
  if (self->is_busy || self->is_at_end || self->error != NULL || self->stream == NULL
      || self->chunks.length >= get_n_chunks_per_block (self))
    return;
  self->is_busy = TRUE;
  g_free (self->block);
  self->block = g_malloc (get_block_size_bytes (self));
  g_input_stream_read_all_async (G_INPUT_STREAM (self->stream), self->block,
                                 get_block_size_bytes (self), G_PRIORITY_DEFAULT,
                                 self->cancellable, read_cb, g_object_ref (self));
}

static void
query_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HexwireSendFile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info
    = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_busy = FALSE;
  if (info != NULL)
    self->size_bytes = (guint64) g_file_info_get_size (info);
  read_on (self);
}

static void
open_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HexwireSendFile) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stream == NULL)
    {
      self->is_busy = FALSE;
      take_error (self, error);
      hexwire_send_source_tell_ready (HEXWIRE_SEND_SOURCE (self));
      return;
    }
  self->stream = g_steal_pointer (&stream);
  g_file_input_stream_query_info_async (self->stream, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                        G_PRIORITY_DEFAULT, self->cancellable, query_cb,
                                        g_object_ref (self));
}

static GBytes *
hexwire_send_file_make (HexwireSendSource  *source,
                        guint64             index,
                        const char         *peer,
                        GError            **error)
{
  HexwireSendFile *self = HEXWIRE_SEND_FILE (source);
  GBytes *chunk = NULL;

  if (index >= self->first_index && index - self->first_index < self->chunks.length)
    chunk = g_queue_peek_nth (&self->chunks, (guint) (index - self->first_index));
  if (chunk != NULL)
    return g_bytes_ref (chunk);
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else
    read_on (self);
  return NULL;
}

static guint64
hexwire_send_file_count (HexwireSendSource *source,
                         const char        *peer)
{
  HexwireSendFile *self = HEXWIRE_SEND_FILE (source);

  return self->is_at_end && self->error == NULL ? self->first_index + self->chunks.length
                                                : G_MAXUINT64;
}

static void
hexwire_send_file_release (HexwireSendSource *source,
                           guint64            index)
{
  HexwireSendFile *self = HEXWIRE_SEND_FILE (source);

  while (self->first_index < index && !g_queue_is_empty (&self->chunks))
    {
      g_bytes_unref (g_queue_pop_head (&self->chunks));
      self->first_index++;
    }
  read_on (self);
}

static void
hexwire_send_file_dispose (GObject *object)
{
  HexwireSendFile *self = HEXWIRE_SEND_FILE (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (hexwire_send_file_parent_class)->dispose (object);
}

static void
hexwire_send_file_finalize (GObject *object)
{
  HexwireSendFile *self = HEXWIRE_SEND_FILE (object);

  g_queue_clear_full (&self->chunks, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->block, g_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (hexwire_send_file_parent_class)->finalize (object);
}

static void
hexwire_send_file_class_init (HexwireSendFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HexwireSendSourceClass *source_class = HEXWIRE_SEND_SOURCE_CLASS (klass);

  object_class->dispose = hexwire_send_file_dispose;
  object_class->finalize = hexwire_send_file_finalize;

  source_class->make = hexwire_send_file_make;
  source_class->count = hexwire_send_file_count;
  source_class->release = hexwire_send_file_release;
}

static void
hexwire_send_file_init (HexwireSendFile *self)
{
  g_queue_init (&self->chunks);
  self->cancellable = g_cancellable_new ();
}

HexwireSendSource *
hexwire_send_file_new (GFile *file,
                       gsize  chunk_size_bytes)
{
  HexwireSendFile *self = g_object_new (HEXWIRE_TYPE_SEND_FILE, NULL);

  self->file = g_object_ref (file);
  self->chunk_size_bytes = MAX (chunk_size_bytes, 1);
  self->is_busy = TRUE;
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, open_cb, g_object_ref (self));
  return HEXWIRE_SEND_SOURCE (self);
}

guint64
hexwire_send_file_get_size_bytes (HexwireSendFile *self)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_FILE (self), 0);
  return self->size_bytes;
}
