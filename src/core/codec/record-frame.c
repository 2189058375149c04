/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record-frame.h"

void
hexwire_record_frame_clear (HexwireRecordFrame *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->tail, g_bytes_unref);
  g_clear_pointer (&self->error, g_free);
}

/* A value that is mended within decoded bytes leaves alone what follows the record. */
static GBytes *
with_tail (HexwireRecordFrame *self,
           GBytes             *packed)
{
  GByteArray *payload;

  if (self->tail == NULL)
    return g_bytes_ref (packed);
  payload = g_bytes_unref_to_array (g_bytes_ref (packed));
  g_byte_array_append (payload, g_bytes_get_data (self->tail, NULL),
                       (guint) g_bytes_get_size (self->tail));
  self->n_left_over = (gssize) g_bytes_get_size (self->tail);
  return g_byte_array_free_to_bytes (payload);
}

void
hexwire_record_frame_wrap (HexwireRecordFrame *self,
                           GBytes             *packed)
{
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->error, g_free);
  self->n_left_over = 0;
  if (packed == NULL)
    return;
  payload = with_tail (self, packed);
  self->bytes = hexwire_envelope_wrap (&self->envelope, payload, &error);
  if (self->bytes != NULL)
    hexwire_envelope_check (&self->envelope, self->bytes, &self->check);
  else
    self->error = g_strdup (error->message);
}

const guint8 *
hexwire_record_frame_open (HexwireRecordFrame *self,
                           gsize               fields_size_bytes,
                           gsize              *size_bytes)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  gsize offset;

  g_clear_pointer (&self->tail, g_bytes_unref);
  g_clear_pointer (&self->error, g_free);
  hexwire_envelope_check (&self->envelope, self->bytes, &self->check);
  offset = self->check.payload_offset_bytes;
  *size_bytes = self->check.payload_size_bytes;
  self->n_left_over = (gssize) *size_bytes - (gssize) fields_size_bytes;
  if (self->n_left_over > 0)
    self->tail = g_bytes_new_from_bytes (self->bytes, offset + fields_size_bytes,
                                         (gsize) self->n_left_over);
  return data != NULL ? data + offset : NULL;
}
