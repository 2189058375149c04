/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record.h"

#include "codec/field-text.h"
#include "codec/format-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HexwireRecord
{
  GObject parent_instance;

  char *format_text;
  char *format_error;
  gsize format_error_position;
  HexwireFormat *format;

  GPtrArray *texts;     /* (element-type utf8): by field; stays long when the format shrinks */
  GPtrArray *errors;    /* (element-type utf8) (nullable elements): by field */
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

static void
set_text (HexwireRecord *self,
          gsize          field,
          char          *text)
{
  while (self->texts->len <= field)
    g_ptr_array_add (self->texts, NULL);
  g_free (g_ptr_array_index (self->texts, field));
  g_ptr_array_index (self->texts, field) = text;
}

static void
take_error (HexwireRecord *self,
            gsize          field,
            GError        *error)
{
  g_free (g_ptr_array_index (self->errors, field));
  g_ptr_array_index (self->errors, field) = g_strdup (error->message);
  g_error_free (error);
}

static gboolean
parse_fields (HexwireRecord *self,
              HexwireValue  *values)
{
  gboolean success = TRUE;

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->format, i);
      GError *error = NULL;

      if (field->n_values == 0
          || hexwire_field_text_parse (field, g_ptr_array_index (self->texts, i),
                                       values + field->first_value, &error))
        continue;
      take_error (self, i, error);
      success = FALSE;
    }
  return success;
}

static void
clear_errors (HexwireRecord *self)
{
  g_clear_pointer (&self->frame_error, g_free);
  g_ptr_array_set_size (self->errors, 0);
  g_ptr_array_set_size (self->errors, (int) hexwire_format_get_n_fields (self->format));
}

static gsize
find_field_of_value (HexwireFormat *format,
                     gsize          value_index)
{
  const HexwireField *wanted = hexwire_format_get_field_of_value (format, value_index);
  gsize i = 0;

  while (hexwire_format_get_field (format, i) != wanted)
    i++;
  return i;
}

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
  gsize n_values = hexwire_format_get_n_values (self->format);
  g_autofree HexwireValue *values = g_new0 (HexwireValue, n_values);
  g_autoptr (GBytes) packed = NULL;
  gsize blamed = 0;
  GError *error = NULL;

  clear_errors (self);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->n_left_over = 0;
  if (parse_fields (self, values))
    packed = hexwire_format_pack (self->format, values, n_values, &blamed, &error);
  if (packed != NULL)
    {
      g_autoptr (GBytes) payload = with_tail (self, packed);

      wrap (self, payload);
    }
  if (error != NULL)
    take_error (self, find_field_of_value (self->format, blamed), error);
  for (gsize i = 0; i < n_values; i++)
    hexwire_value_clear (&values[i]);
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

/* A value that is not in the bytes must not look as if it were. */
static void
mark_missing (HexwireRecord *self,
              gsize          field)
{
  set_text (self, field, g_strdup (""));
  g_free (g_ptr_array_index (self->errors, field));
  g_ptr_array_index (self->errors, field) = g_strdup (_("missing: the bytes end before"));
}

static void
unpack (HexwireRecord *self)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  gsize size_bytes;

  clear_errors (self);
  hexwire_envelope_check (&self->envelope, self->bytes, &self->check);
  size_bytes = self->check.payload_size_bytes;
  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->format, i);

      if (field->n_values == 0)
        continue;
      if (field->offset_bytes + field->count * field->element_size_bytes <= size_bytes)
        set_text (self, i,
                  hexwire_field_text_unpack (self->format, field,
                                             data + self->check.payload_offset_bytes));
      else
        mark_missing (self, i);
    }
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

static gboolean
has_values (HexwireFormat *format,
            gsize          field)
{
  return hexwire_format_get_field (format, field)->n_values > 0;
}

/* Padding comes and goes with the byte order: values are counted without it to find their
 * fields. */
static void
move_texts (HexwireRecord *self,
            HexwireFormat *before)
{
  g_autoptr (GPtrArray) former = g_steal_pointer (&self->texts);
  gsize n_before = hexwire_format_get_n_fields (before);
  gsize n_after = hexwire_format_get_n_fields (self->format);
  gsize from = 0;

  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (gsize to = 0; to < n_after || from < former->len; to++)
    {
      while (from < MIN (n_before, former->len) && !has_values (before, from))
        from++;
      if (from < former->len && (to >= n_after || has_values (self->format, to)))
        g_ptr_array_add (self->texts, g_steal_pointer (&former->pdata[from++]));
      else
        g_ptr_array_add (self->texts, NULL);
    }
}

/* A value that nobody has typed follows its field's type; a typed one stays as it is. */
static void
adopt_texts (HexwireRecord *self,
             HexwireFormat *before)
{
  gsize n_before = before != NULL ? hexwire_format_get_n_fields (before) : 0;
  gsize from = 0;

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->format, i);
      const char *text = i < self->texts->len ? g_ptr_array_index (self->texts, i) : NULL;
      g_autofree char *former_default = NULL;

      while (from < n_before && !has_values (before, from))
        from++;
      if (field->n_values > 0 && from < n_before)
        former_default = hexwire_field_text_new_default (hexwire_format_get_field (before, from++));
      if (text == NULL || text[0] == '\0' || g_strcmp0 (text, former_default) == 0)
        set_text (self, i, hexwire_field_text_new_default (field));
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
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
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
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->errors = g_ptr_array_new_with_free_func (g_free);
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
      move_texts (self, before);
      adopt_texts (self, before);
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
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    g_ptr_array_add (values, g_strdup (g_ptr_array_index (self->texts, i)));
  return values;
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
      g_ptr_array_set_size (self->texts, 0);
      for (guint i = 0; i < values->len; i++)
        set_text (self, i, g_strdup (g_ptr_array_index (values, i)));
      hexwire_format_unref (self->format);
      self->format = format;
      adopt_texts (self, NULL);
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
  adopt_texts (self, NULL);
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

  if (g_str_equal (g_ptr_array_index (self->texts, field), text))
    return;
  if (self->bytes_lead && self->n_left_over < 0)
    adopt_texts (self, NULL);
  set_text (self, field, g_strdup (text));
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

  return g_ptr_array_index (self->texts, field);
}

const char *
hexwire_record_get_value_error (HexwireRecord *self,
                                gsize          field)
{
  g_return_val_if_fail (HEXWIRE_IS_RECORD (self), NULL);
  g_return_val_if_fail (field < hexwire_format_get_n_fields (self->format), NULL);

  return field < self->errors->len ? g_ptr_array_index (self->errors, field) : NULL;
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
