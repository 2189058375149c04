/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record-values.h"

#include "codec/field-text.h"
#include "codec/macro-text.h"

#include <glib/gi18n-lib.h>

struct _HexwireRecordValues
{
  GPtrArray *texts;     /* (element-type utf8) (nullable elements): by field */
  GPtrArray *errors;    /* (element-type utf8) (nullable elements): by field */
};

static void
take_text (HexwireRecordValues *self,
           gsize                field,
           char                *text)
{
  while (self->texts->len <= field)
    g_ptr_array_add (self->texts, NULL);
  g_free (g_ptr_array_index (self->texts, field));
  g_ptr_array_index (self->texts, field) = text;
}

static void
clear_errors (HexwireRecordValues *self,
              HexwireFormat       *format)
{
  g_ptr_array_set_size (self->errors, 0);
  g_ptr_array_set_size (self->errors, (int) hexwire_format_get_n_fields (format));
}

static gboolean
has_values (HexwireFormat *format,
            gsize          field)
{
  return hexwire_format_get_field (format, field)->n_values > 0;
}

HexwireRecordValues *
hexwire_record_values_new (void)
{
  HexwireRecordValues *self = g_new0 (HexwireRecordValues, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->errors = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
hexwire_record_values_free (HexwireRecordValues *self)
{
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

const char *
hexwire_record_values_get (HexwireRecordValues *self,
                           gsize                field)
{
  return field < self->texts->len ? g_ptr_array_index (self->texts, field) : NULL;
}

void
hexwire_record_values_set (HexwireRecordValues *self,
                           gsize                field,
                           const char          *text)
{
  take_text (self, field, g_strdup (text));
}

const char *
hexwire_record_values_get_error (HexwireRecordValues *self,
                                 gsize                field)
{
  return field < self->errors->len ? g_ptr_array_index (self->errors, field) : NULL;
}

GPtrArray *
hexwire_record_values_dup (HexwireRecordValues *self,
                           gsize                n_fields)
{
  GPtrArray *texts = g_ptr_array_new_full ((guint) n_fields, g_free);

  for (gsize i = 0; i < n_fields; i++)
    g_ptr_array_add (texts, g_strdup (hexwire_record_values_get (self, i)));
  return texts;
}

GPtrArray *
hexwire_record_values_dup_all (HexwireRecordValues *self)
{
  return hexwire_record_values_dup (self, self->texts->len);
}

void
hexwire_record_values_set_all (HexwireRecordValues *self,
                               GPtrArray           *texts)
{
  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (self->texts, g_strdup (g_ptr_array_index (texts, i)));
}

/* A value that nobody has typed follows its field's type; a typed one stays as it is. */
static void
forget_defaults (HexwireRecordValues *self,
                 HexwireFormat       *format)
{
  for (gsize i = 0; i < MIN (hexwire_format_get_n_fields (format), self->texts->len); i++)
    {
      g_autofree char *initial
        = hexwire_field_text_new_default (hexwire_format_get_field (format, i));

      if (g_strcmp0 (g_ptr_array_index (self->texts, i), initial) == 0)
        take_text (self, i, NULL);
    }
}

/* Padding comes and goes with the byte order: values are counted without it to find their
 * fields. */
void
hexwire_record_values_follow (HexwireRecordValues *self,
                              HexwireFormat       *before,
                              HexwireFormat       *after)
{
  g_autoptr (GPtrArray) former = NULL;
  gsize n_before = hexwire_format_get_n_fields (before);
  gsize n_after = hexwire_format_get_n_fields (after);
  gsize from = 0;

  forget_defaults (self, before);
  former = g_steal_pointer (&self->texts);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (gsize to = 0; to < n_after || from < former->len; to++)
    {
      while (from < MIN (n_before, former->len) && !has_values (before, from))
        from++;
      if (from < former->len && (to >= n_after || has_values (after, to)))
        g_ptr_array_add (self->texts, g_steal_pointer (&former->pdata[from++]));
      else
        g_ptr_array_add (self->texts, NULL);
    }
  hexwire_record_values_fill (self, after);
}

void
hexwire_record_values_fill (HexwireRecordValues *self,
                            HexwireFormat       *format)
{
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const char *text = hexwire_record_values_get (self, i);

      if (text == NULL || text[0] == '\0')
        take_text (self, i, hexwire_field_text_new_default (hexwire_format_get_field (format, i)));
    }
}

static void
take_error (HexwireRecordValues *self,
            gsize                field,
            GError              *error)
{
  g_free (g_ptr_array_index (self->errors, field));
  g_ptr_array_index (self->errors, field) = g_strdup (error->message);
  g_error_free (error);
}

/* Macros become literals, which are then read like any. */
static gboolean
parse_field (const HexwireField         *field,
             const char                 *text,
             const HexwireMacroContext  *context,
             HexwireValue               *values,
             GError                    **error)
{
  g_autofree char *expanded = NULL;

  if (!hexwire_macro_values_have_macros (text))
    return hexwire_field_text_parse (field, text, values, error);
  expanded = hexwire_macro_values_expand (text, field, context, error);
  return expanded != NULL && hexwire_field_text_parse (field, expanded, values, error);
}

static gboolean
parse_fields (HexwireRecordValues       *self,
              HexwireFormat             *format,
              const HexwireMacroContext *context,
              HexwireValue              *values)
{
  gboolean success = TRUE;

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      GError *error = NULL;

      if (field->n_values == 0
          || parse_field (field, g_ptr_array_index (self->texts, i), context,
                          values + field->first_value, &error))
        continue;
      take_error (self, i, error);
      success = FALSE;
    }
  return success;
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

gboolean
hexwire_record_values_have_macros (HexwireRecordValues *self,
                                   HexwireFormat       *format)
{
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    if (has_values (format, i)
        && hexwire_macro_values_have_macros (hexwire_record_values_get (self, i)))
      return TRUE;
  return FALSE;
}

GBytes *
hexwire_record_values_pack (HexwireRecordValues       *self,
                            HexwireFormat             *format,
                            const HexwireMacroContext *context)
{
  gsize n_values = hexwire_format_get_n_values (format);
  g_autofree HexwireValue *values = g_new0 (HexwireValue, n_values);
  GBytes *packed = NULL;
  gsize blamed = 0;
  GError *error = NULL;

  clear_errors (self, format);
  if (parse_fields (self, format, context, values))
    packed = hexwire_format_pack (format, values, n_values, &blamed, &error);
  if (error != NULL)
    take_error (self, find_field_of_value (format, blamed), error);
  for (gsize i = 0; i < n_values; i++)
    hexwire_value_clear (&values[i]);
  return packed;
}

/* A value that is not in the bytes must not look as if it were. */
static void
mark_missing (HexwireRecordValues *self,
              gsize                field)
{
  take_text (self, field, g_strdup (""));
  g_free (g_ptr_array_index (self->errors, field));
  g_ptr_array_index (self->errors, field) = g_strdup (_("missing: the bytes end before"));
}

void
hexwire_record_values_unpack (HexwireRecordValues *self,
                              HexwireFormat       *format,
                              const guint8        *data,
                              gsize                size_bytes)
{
  clear_errors (self, format);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (field->n_values == 0)
        continue;
      if (field->offset_bytes + field->count * field->element_size_bytes <= size_bytes)
        take_text (self, i, hexwire_field_text_unpack (format, field, data));
      else
        mark_missing (self, i);
    }
}
