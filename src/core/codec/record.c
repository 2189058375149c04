/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record.h"

#include "codec/format-export.h"
#include "codec/record-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HexwireRecord
{
  GObject parent_instance;

  char *format_text;
  char *format_error;
  gsize format_error_position;
  HexwireFormat *format;

  HexwireRecordValues *values;
  HexwireEnvelope envelope;
  HexwireEnvelopeCheck check;
  char *frame_error;
  GBytes *bytes;
  gboolean bytes_lead;  /* they were set last and are not NULL, and the values follow from them */
  GBytes *tail;         /* of decoded bytes, what follows the record; NULL where nothing does */
  gssize n_left_over;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireRecord, hexwire_record, G_TYPE_OBJECT)

/* A value that is mended within decoded bytes leaves alone what follows the record. */
static GBytes *
with_tail (HexwireRecord *self,
           GBytes        *packed)
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

static void
wrap (HexwireRecord *self,
      GBytes        *payload)
{
  g_autoptr (GError) error = NULL;

  self->bytes = hexwire_envelope_wrap (&self->envelope, payload, &error);
  if (self->bytes != NULL)
    hexwire_envelope_check (&self->envelope, self->bytes, &self->check);
  else
    self->frame_error = g_strdup (error->message);
}

static void
pack (HexwireRecord *self)
{
  g_autoptr (GBytes) packed = NULL;

  g_clear_pointer (&self->frame_error, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->n_left_over = 0;
  packed = hexwire_record_values_pack (self->values, self->format);
  if (packed != NULL)
    {
      g_autoptr (GBytes) payload = with_tail (self, packed);

      wrap (self, payload);
    }
}

static void
take_tail (HexwireRecord *self)
{
  gsize payload_size = self->check.payload_size_bytes;
  gsize record_size = hexwire_format_get_size_bytes (self->format);

  self->n_left_over = (gssize) payload_size - (gssize) record_size;
  g_clear_pointer (&self->tail, g_bytes_unref);
  if (self->n_left_over > 0)
    self->tail = g_bytes_new_from_bytes (self->bytes,
                                         self->check.payload_offset_bytes + record_size,
                                         payload_size - record_size);
}

static void
unpack (HexwireRecord *self)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);

  g_clear_pointer (&self->frame_error, g_free);
  hexwire_envelope_check (&self->envelope, self->bytes, &self->check);
  hexwire_record_values_unpack (self->values, self->format,
                                data != NULL ? data + self->check.payload_offset_bytes : NULL,
                                self->check.payload_size_bytes);
  take_tail (self);
}

/* After the format or its values changed. */
static void
renew (HexwireRecord *self)
{
  if (self->bytes_lead)
    unpack (self);
  else
    {
      g_clear_pointer (&self->tail, g_bytes_unref);
      pack (self);
    }
}

static HexwireFormat *
parse_format (HexwireRecord *self,
              const char    *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFormat) format = NULL;

  self->format_error_position = 0;
  g_clear_pointer (&self->format_error, g_free);
  format = hexwire_format_parse (text, &self->format_error_position, &error);
  if (format == NULL)
    self->format_error = g_strdup (error->message);
  else if (hexwire_format_get_size_bytes (format) > HEXWIRE_RECORD_MAX_SIZE_BYTES
           || hexwire_format_get_n_values (format) > HEXWIRE_RECORD_MAX_VALUES)
    {
      self->format_error = g_strdup_printf (
        _("too large to show: %zu bytes, %zu values"),
        hexwire_format_get_size_bytes (format), hexwire_format_get_n_values (format));
      g_clear_pointer (&format, hexwire_format_unref);
    }
  return g_steal_pointer (&format);
}

static void
hexwire_record_finalize (GObject *object)
{
  HexwireRecord *self = HEXWIRE_RECORD (object);

  g_clear_pointer (&self->format_text, g_free);
  g_clear_pointer (&self->format_error, g_free);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_clear_pointer (&self->values, hexwire_record_values_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->frame_error, g_free);
  g_clear_pointer (&self->tail, g_bytes_unref);

  G_OBJECT_CLASS (hexwire_record_parent_class)->finalize (object);
}

static void
hexwire_record_class_init (HexwireRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_record_finalize;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_RECORD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hexwire_record_init (HexwireRecord *self)
{
  self->values = hexwire_record_values_new ();
  self->format_text = g_strdup ("");
  self->format = hexwire_format_parse ("", NULL, NULL);
  self->bytes = g_bytes_new (NULL, 0);
}

HexwireRecord *
hexwire_record_new (void)
{
  return g_object_new (HEXWIRE_TYPE_RECORD, NULL);
}

void
hexwire_record_set_format (HexwireRecord *self,
                           const char    *text)
{
  HexwireFormat *format;

  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (g_str_equal (self->format_text, text))
    return;
  format = parse_format (self, text);
  g_free (self->format_text);
  self->format_text = g_strdup (text);
  if (format != NULL)
    {
      g_autoptr (HexwireFormat) before = g_steal_pointer (&self->format);

      self->format = format;
      hexwire_record_values_follow (self->values, before, format);
      hexwire_record_values_fill (self->values, format, before);
      renew (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
hexwire_record_get_format_text (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->format_text;
}

HexwireFormat *
hexwire_record_get_format (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->format;
}

const char *
hexwire_record_get_format_error (HexwireRecord *self,
                                 gsize         *position)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  if (position != NULL)
    *position = self->format_error_position;
  return self->format_error;
}

static gboolean
has_prefix (const char *text)
{
  return text[0] != '\0' && strchr ("@=<>!", text[0]) != NULL;
}

char
hexwire_record_get_byte_order (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), '@');
  return has_prefix (self->format_text) ? self->format_text[0] : '@';
}

void
hexwire_record_set_byte_order (HexwireRecord *self,
                               char           byte_order,
                               gboolean       keeps_bytes)
{
  const char *rest;
  g_autofree char *text = NULL;

  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (hexwire_record_get_byte_order (self) == byte_order)
    return;
  rest = has_prefix (self->format_text) ? self->format_text + 1 : self->format_text;
  text = g_strdup_printf ("%c%s", byte_order, rest);
  self->bytes_lead = keeps_bytes && self->bytes != NULL;
  hexwire_record_set_format (self, text);
}

GPtrArray *
hexwire_record_dup_values (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return hexwire_record_values_dup (self->values, hexwire_format_get_n_fields (self->format));
}

void
hexwire_record_set_format_and_values (HexwireRecord *self,
                                      const char    *text,
                                      GPtrArray     *values)
{
  HexwireFormat *format;

  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  format = parse_format (self, text);
  g_free (self->format_text);
  self->format_text = g_strdup (text);
  if (format != NULL)
    {
      hexwire_format_unref (self->format);
      self->format = format;
      hexwire_record_values_set_all (self->values, values);
      hexwire_record_values_fill (self->values, format, NULL);
      renew (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_fill_missing (HexwireRecord *self)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (!self->bytes_lead || self->n_left_over >= 0)
    return;
  /* Missing values have no text, and get the default of their type. */
  hexwire_record_values_fill (self->values, self->format, NULL);
  self->bytes_lead = FALSE;
  pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hexwire_record_set_envelope (HexwireRecord         *self,
                             const HexwireEnvelope *envelope)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  self->envelope = *envelope;
  if (self->bytes_lead)
    unpack (self);
  else
    pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const HexwireEnvelope *
hexwire_record_get_envelope (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return &self->envelope;
}

const HexwireEnvelopeCheck *
hexwire_record_get_check (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return &self->check;
}

const char *
hexwire_record_get_frame_error (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->frame_error;
}

void
hexwire_record_set_value (HexwireRecord *self,
                          gsize          field,
                          const char    *text)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));
  g_return_if_fail (field < hexwire_format_get_n_fields (self->format));

  if (g_strcmp0 (hexwire_record_values_get (self->values, field), text) == 0)
    return;
  if (self->bytes_lead && self->n_left_over < 0)
    hexwire_record_values_fill (self->values, self->format, NULL);
  hexwire_record_values_set (self->values, field, text);
  self->bytes_lead = FALSE;
  pack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
hexwire_record_get_value (HexwireRecord *self,
                          gsize          field)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < hexwire_format_get_n_fields (self->format), NULL);

  return hexwire_record_values_get (self->values, field);
}

const char *
hexwire_record_get_value_error (HexwireRecord *self,
                                gsize          field)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < hexwire_format_get_n_fields (self->format), NULL);

  return hexwire_record_values_get_error (self->values, field);
}

void
hexwire_record_set_bytes (HexwireRecord *self,
                          GBytes        *bytes)
{
  g_return_if_fail (HEXWIRE_IS_RECORD (self));

  if (self->bytes != NULL && g_bytes_equal (self->bytes, bytes))
    return;
  g_bytes_ref (bytes);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = bytes;
  self->bytes_lead = TRUE;
  unpack (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

GBytes *
hexwire_record_get_bytes (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  return self->bytes;
}

gssize
hexwire_record_get_n_left_over (HexwireRecord *self)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), 0);
  return self->n_left_over;
}

char *
hexwire_record_to_python (HexwireRecord *self)
{
  g_autoptr (GPtrArray) values = NULL;

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  values = hexwire_record_dup_values (self);
  return hexwire_format_export_pack (self->format, values);
}
