/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "codec/format-import.h"
#include "codec/format.h"

/* What is understood is a format, and there is a place for a value for each of its fields. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = fuzz_make_text (data, size);
  g_autofree char *imported = NULL;
  g_autofree char *notes = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (HexwireFormat) format = NULL;
  g_autoptr (GError) error = NULL;

  if (hexwire_format_import (text, &imported, &values, &notes, &error))
    {
      g_assert_no_error (error);
      format = hexwire_format_parse (imported, NULL, &error);
      g_assert_no_error (error);
      if (values != NULL)
        g_assert_cmpuint (values->len, ==, hexwire_format_get_n_fields (format));
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_null (imported);
      g_assert_null (values);
    }
  return 0;
}
