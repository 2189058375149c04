/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "codec/format.h"

/* A record of more values than this says nothing new and takes long. */
#define MAX_VALUES 100000

static char *
unpack_text (const HexwireFormat *format,
             const guint8        *data,
             gsize                size_bytes,
             HexwireValue        *values)
{
  GString *text = g_string_new (NULL);

  g_assert_true (hexwire_format_unpack (format, data, size_bytes, values, NULL));
  for (gsize i = 0; i < hexwire_format_get_n_values (format); i++)
    {
      hexwire_value_append_text (&values[i], text);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Values that were unpacked can be packed, and then unpack as the same. */
static void
check_record (const HexwireFormat *format,
              const guint8        *data,
              gsize                size_bytes)
{
  gsize n_values = hexwire_format_get_n_values (format);
  g_autofree HexwireValue *values = g_new (HexwireValue, n_values + 1);
  g_autofree char *text = unpack_text (format, data, size_bytes, values);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;

  packed = hexwire_format_pack (format, values, n_values, NULL, &error);
  g_assert_no_error (error);
  again = unpack_text (format, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), values);
  g_assert_cmpstr (text, ==, again);
}

/* The input is a format, the end of a line, and bytes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (HexwireFormat) format = NULL;
  gsize rest;

  if (end == NULL)
    return 0;
  rest = size - (gsize) (end + 1 - data);
  text = fuzz_make_text (data, (gsize) (end - data));
  format = hexwire_format_parse (text, NULL, NULL);
  if (format == NULL)
    return 0;

  if (rest < hexwire_format_get_size_bytes (format))
    g_assert_false (hexwire_format_unpack (format, end + 1, rest, NULL, NULL));
  else if (hexwire_format_get_n_values (format) <= MAX_VALUES)
    check_record (format, end + 1, rest);
  return 0;
}
