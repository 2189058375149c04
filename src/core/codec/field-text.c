/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/field-text.h"

#include <glib/gi18n-lib.h>

static const char *
default_of_type (char type)
{
  switch (type)
    {
    case 'c':
      return "b'\\x00'";
    case 's':
    case 'p':
      return "b''";
    case '?':
      return "False";
    case 'e':
    case 'f':
    case 'd':
      return "0.0";
    default:
      return "0";
    }
}

char *
hexwire_field_text_new_default (const HexwireField *field)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < field->n_values; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", default_of_type (field->type));
  return g_string_free (text, FALSE);
}

const char *
hexwire_field_text_find_end (const char *text)
{
  char quote = 0;

  for (; *text != '\0' && (quote != 0 || *text != ','); text++)
    {
      if (quote != 0 && *text == '\\' && text[1] != '\0')
        text++;
      else if (*text == quote)
        quote = 0;
      else if (quote == 0 && (*text == '\'' || *text == '"'))
        quote = *text;
    }
  return text;
}

gboolean
hexwire_field_text_parse (const HexwireField  *field,
                          const char          *text,
                          HexwireValue        *values,
                          GError             **error)
{
  gsize n = 0;

  while (TRUE)
    {
      const char *end = hexwire_field_text_find_end (text);
      g_autofree char *literal = g_strndup (text, (gsize) (end - text));
      HexwireValue value = { 0 };

      if (!hexwire_value_parse (literal, &value, NULL, error))
        return FALSE;
      if (n < field->n_values)
        values[n] = value;
      else
        hexwire_value_clear (&value);
      n++;
      if (*end == '\0')
        break;
      text = end + 1;
    }
  if (n == field->n_values)
    return TRUE;
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_COUNT,
               /* Translators: how many values a field takes, and how many were typed */
               _("%zu values wanted, %zu given"), field->n_values, n);
  return FALSE;
}

char *
hexwire_field_text_unpack (const HexwireFormat *format,
                           const HexwireField  *field,
                           const guint8        *data)
{
  g_autofree HexwireValue *values = g_new0 (HexwireValue, field->n_values);
  GString *text = g_string_new (NULL);

  hexwire_format_unpack_field (format, field, data, values);
  for (gsize i = 0; i < field->n_values; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      hexwire_value_append_text (&values[i], text);
    }
  return g_string_free (text, FALSE);
}
