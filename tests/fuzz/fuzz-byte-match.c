/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "log/byte-match.h"

/* What is written reads back as the same. */
static void
check_text (const HexwireByteMatch *match)
{
  g_autofree char *text = hexwire_byte_match_to_text (match);
  g_autoptr (HexwireByteMatch) again = hexwire_byte_match_parse (text, NULL, NULL);
  g_autofree char *text_again = NULL;

  g_assert_nonnull (again);
  text_again = hexwire_byte_match_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

/* A match, the end of a line, and bytes to look in. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autofree char *line = fuzz_make_text (data, end != NULL ? (size_t) (end - data) : size);
  g_autoptr (HexwireByteMatch) match = NULL;
  g_autoptr (GError) error = NULL;
  gsize position = G_MAXSIZE, offset, length, rest;

  match = hexwire_byte_match_parse (line, &position, &error);
  if (match == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (line));
      return 0;
    }
  check_text (match);
  rest = end != NULL ? size - (size_t) (end + 1 - data) : 0;
  if (hexwire_byte_match_find (match, rest > 0 ? end + 1 : NULL, rest, &offset, &length, NULL))
    g_assert_cmpuint (offset + length, <=, rest);
  return 0;
}
