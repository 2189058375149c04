/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/byte-buffer.h"

#include <string.h>

struct _HexwireByteBuffer
{
  GObject parent_instance;

  GByteArray *data;
  GBytes *bytes;          /* a copy of the data, made when asked for */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireByteBuffer, hexwire_byte_buffer, G_TYPE_OBJECT)

static void
hexwire_byte_buffer_finalize (GObject *object)
{
  HexwireByteBuffer *self = HEXWIRE_BYTE_BUFFER (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->data, g_byte_array_unref);

  G_OBJECT_CLASS (hexwire_byte_buffer_parent_class)->finalize (object);
}

static void
hexwire_byte_buffer_class_init (HexwireByteBufferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_byte_buffer_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_BYTE_BUFFER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_byte_buffer_init (HexwireByteBuffer *self)
{
  self->data = g_byte_array_new ();
}

HexwireByteBuffer *
hexwire_byte_buffer_new (void)
{
  return g_object_new (HEXWIRE_TYPE_BYTE_BUFFER, NULL);
}

GBytes *
hexwire_byte_buffer_get_bytes (HexwireByteBuffer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), NULL);

  if (self->bytes == NULL)
    self->bytes = g_bytes_new (self->data->data, self->data->len);
  return self->bytes;
}

gsize
hexwire_byte_buffer_get_size_bytes (HexwireByteBuffer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), 0);
  return self->data->len;
}

guint8
hexwire_byte_buffer_get (HexwireByteBuffer *self,
                         gsize              offset)
{
  g_return_val_if_fail (HEXWIRE_IS_BYTE_BUFFER (self), 0);
  g_return_val_if_fail (offset < self->data->len, 0);
  return self->data->data[offset];
}

void
hexwire_byte_buffer_replace (HexwireByteBuffer *self,
                             gsize              offset,
                             gsize              n_removed,
                             const guint8      *data,
                             gsize              n_added)
{
  gsize size_bytes;
  gsize n_after;

  g_return_if_fail (HEXWIRE_IS_BYTE_BUFFER (self));
  g_return_if_fail (offset <= self->data->len && n_removed <= self->data->len - offset);

  size_bytes = self->data->len;
  n_after = size_bytes - offset - n_removed;
  if (n_added > n_removed)
    g_byte_array_set_size (self->data, (guint) (size_bytes + n_added - n_removed));
  if (n_added != n_removed)
    memmove (self->data->data + offset + n_added, self->data->data + offset + n_removed, n_after);
  if (n_added < n_removed)
    g_byte_array_set_size (self->data, (guint) (size_bytes + n_added - n_removed));
  if (n_added > 0)
    memcpy (self->data->data + offset, data, n_added);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_byte_buffer_set_bytes (HexwireByteBuffer *self,
                               GBytes            *bytes,
                               gsize             *changed_offset,
                               gsize             *n_changed)
{
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
  gsize shorter;
  gsize start = 0;
  gsize end = 0;      /* how many bytes at the end are the same */

  g_return_if_fail (HEXWIRE_IS_BYTE_BUFFER (self));

  shorter = MIN (size_bytes, self->data->len);
  while (start < shorter && data[start] == self->data->data[start])
    start++;
  while (end < shorter - start
         && data[size_bytes - 1 - end] == self->data->data[self->data->len - 1 - end])
    end++;
  if (changed_offset != NULL)
    *changed_offset = start;
  if (n_changed != NULL)
    *n_changed = size_bytes - start - end;
  if (start + end < MAX (size_bytes, self->data->len))
    hexwire_byte_buffer_replace (self, start, self->data->len - start - end,
                                 data != NULL ? data + start : NULL, size_bytes - start - end);
}
