/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-export.h"

#include <math.h>
#include <string.h>

#include "codec/export-names.h"
#include "codec/field-text.h"

/* A statement that unpacks more values than this is not one that a person would read. */
#define MAX_TARGETS 64

/* Names are an extension of ours, and a line must not end within quotes. */
static void
append_plain_format (GString             *text,
                     const HexwireFormat *format)
{
  const char *at = hexwire_format_get_text (format);

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      const char *item = hexwire_format_get_text (format) + field->text_offset;

      if (field->name == NULL)
        continue;
      g_string_append_len (text, at, item - at);
      at = item + strlen (field->name) + 1;
      while (g_ascii_isspace (*at) || *at == '\v')
        at++;
    }
  g_string_append (text, at);
}

/* Writes the format in quotes. */
static void
append_quoted_format (GString             *text,
                      const HexwireFormat *format)
{
  gsize start;

  g_string_append_c (text, '\'');
  start = text->len;
  append_plain_format (text, format);
  for (gsize i = start; i < text->len; i++)
    if (g_ascii_isspace (text->str[i]) || text->str[i] == '\v')
      text->str[i] = ' ';
  g_string_append_c (text, '\'');
}

/* Writes what Python has no literal for, as it can be written there. */
static void
append_literal (GString    *text,
                const char *literal)
{
  HexwireValue value;

  if (!hexwire_value_parse (literal, &value, NULL, NULL))
    g_string_append (text, literal);
  else if (value.kind == HEXWIRE_VALUE_FLOAT && !isfinite (value.number))
    g_string_append_printf (text, "float('%s')", literal);
  else if (value.kind == HEXWIRE_VALUE_BYTES && (*literal == '\'' || *literal == '"'))
    g_string_append_printf (text, "b%s", literal);
  else
    g_string_append (text, literal);
  hexwire_value_clear (&value);
}

static void
append_literals (GString    *text,
                 const char *literals)
{
  for (;;)
    {
      const char *end = hexwire_field_text_find_end (literals);
      g_autofree char *literal = g_strstrip (g_strndup (literals, (gsize) (end - literals)));

      append_literal (text, literal);
      if (*end == '\0')
        return;
      g_string_append (text, ", ");
      literals = end + 1;
    }
}

char *
hexwire_format_export_pack (const HexwireFormat *format,
                            GPtrArray           *values)
{
  g_autoptr (HexwireExportNames) names = NULL;
  GString *text;

  g_return_val_if_fail (format != NULL, NULL);

  names = hexwire_export_names_new (format);
  text = g_string_new ("struct.pack(");
  append_quoted_format (text, format);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      const char *value = values != NULL && i < values->len ? g_ptr_array_index (values, i) : NULL;
      g_autofree char *name = NULL;

      if (field->n_values == 0)
        continue;
      g_string_append (text, ", ");
      if (value != NULL)
        {
          append_literals (text, value);
          continue;
        }
      name = hexwire_export_names_get (names, field, "value");
      g_string_append_printf (text, "%s%s", field->n_values > 1 ? "*" : "", name);
    }
  g_string_append_c (text, ')');
  return g_string_free (text, FALSE);
}

static void
append_targets (GString             *text,
                const HexwireFormat *format)
{
  g_autoptr (HexwireExportNames) names = hexwire_export_names_new (format);

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      for (gsize n = 0; n < field->n_values; n++)
        {
          g_autofree char *name = NULL;

          if (field->name == NULL || field->n_values == 1)
            name = hexwire_export_names_get (names, field, "value");
          else
            {
              g_autofree char *wanted = g_strdup_printf ("%s_%zu", field->name, n);

              name = hexwire_export_names_add (names, wanted);
            }
          g_string_append_printf (text, "%s%s", field->first_value + n > 0 ? ", " : "", name);
        }
    }
}

char *
hexwire_format_export_unpack (const HexwireFormat *format)
{
  GString *text;
  gsize n_values;

  g_return_val_if_fail (format != NULL, NULL);

  text = g_string_new (NULL);
  n_values = hexwire_format_get_n_values (format);
  if (n_values > MAX_TARGETS)
    g_string_append (text, "values = ");
  else if (n_values > 0)
    {
      append_targets (text, format);
      if (n_values == 1)
        {
          g_string_prepend_c (text, '(');
          g_string_append (text, ",)");
        }
      g_string_append (text, " = ");
    }
  g_string_append (text, "struct.unpack(");
  append_quoted_format (text, format);
  g_string_append (text, ", data)");
  return g_string_free (text, FALSE);
}
