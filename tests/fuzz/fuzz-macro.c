/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "codec/macro-text.h"

/* What can be read can be expanded; what cannot has an error and a position within. The first byte
 * chooses the notation. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  HexwireMacroContext context = { .counter = 1, .time_us = 1, .peer = "127.0.0.1:1" };
  g_autofree char *text = size > 0 ? fuzz_make_text (data + 1, size - 1) : g_strdup ("");
  HexwireNotation notation = size > 0 ? data[0] % (HEXWIRE_NOTATION_PYTHON + 1) : 0;
  gsize position = G_MAXSIZE;
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireMacroText) parsed
    = hexwire_macro_text_parse (notation, text, &position, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (parsed == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text));
      return 0;
    }
  g_assert_no_error (error);
  bytes = hexwire_macro_text_expand (parsed, &context);
  if (!hexwire_macro_text_has_macros (parsed) && strchr (text, '$') == NULL)
    {
      g_autoptr (GBytes) plain = hexwire_bytes_parse (notation, text, NULL, NULL);

      g_assert_nonnull (plain);
      g_assert_true (g_bytes_equal (bytes, plain));
    }
  return 0;
}
