/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "codec/integer.h"
#include "codec/value.h"

/* What is read is written so that it reads as the same. */
static void
check_value (HexwireValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  HexwireValue copy;

  hexwire_value_append_text (value, text);
  hexwire_value_parse (text->str, &copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copy.kind, ==, value->kind);
  hexwire_value_append_text (&copy, again);
  g_assert_cmpstr (text->str, ==, again->str);
  hexwire_value_clear (&copy);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) integer = NULL;
  gsize position = G_MAXSIZE;
  HexwireValue value;

  if (hexwire_value_parse (text, &value, &position, &error))
    check_value (&value);
  else
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
    }
  integer = hexwire_integer_from_text (text, 64, HEXWIRE_INTEGER_SIGNED, NULL);
  if (error == NULL && (value.kind == HEXWIRE_VALUE_INT || value.kind == HEXWIRE_VALUE_UINT))
    g_assert_nonnull (integer);
  if (error == NULL)
    hexwire_value_clear (&value);
  return 0;
}
