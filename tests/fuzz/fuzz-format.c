/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "codec/format.h"

/* The fields cover the record without gaps and their values are numbered without any. */
static void
check_fields (const HexwireFormat *format)
{
  gsize offset = 0, n_values = 0;

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      g_assert_cmpuint (field->offset_bytes, ==, offset);
      g_assert_cmpuint (field->first_value, ==, n_values);
      offset += field->count * field->element_size_bytes;
      n_values += field->n_values;
      if (field->n_values > 0)
        g_assert_true (hexwire_format_get_field_of_value (format, n_values - 1) == field);
    }
  g_assert_cmpuint (offset, ==, hexwire_format_get_size_bytes (format));
  g_assert_cmpuint (n_values, ==, hexwire_format_get_n_values (format));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFormat) format = NULL;
  gsize position = G_MAXSIZE;

  format = hexwire_format_parse (text, &position, &error);
  if (format != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (hexwire_format_get_n_fields (format), <=, 2 * strlen (text));
      check_fields (format);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
    }
  return 0;
}
