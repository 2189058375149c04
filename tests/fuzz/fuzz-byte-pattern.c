/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "log/byte-pattern.h"

/* The pattern as it is read from the first letter: text, hex or regular expression, in capitals
 * where case is ignored. */
static HexwireBytePattern *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HexwireBytePattern *pattern;
  gsize position = G_MAXSIZE;
  HexwirePatternKind kind;

  switch (g_ascii_tolower (*text))
    {
    case 'h':
      kind = HEXWIRE_PATTERN_HEX;
      break;
    case 'r':
      kind = HEXWIRE_PATTERN_REGEX;
      break;
    default:
      kind = HEXWIRE_PATTERN_TEXT;
    }
  pattern = hexwire_byte_pattern_new (kind, text + 1, g_ascii_isupper (*text), &position, &error);
  if (pattern == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (position, <=, strlen (text + 1));
    }
  return pattern;
}

static void
check_span (const HexwireBytePattern *pattern,
            const guint8             *match,
            gsize                     length)
{
  for (gsize i = 0; i + 1 < length; i++)
    g_assert_true (hexwire_byte_pattern_may_span (pattern, match[i], match[i + 1]));
}

/* The input is a letter, a pattern, the end of a line, and bytes to look in. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\n', size) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (HexwireBytePattern) pattern = NULL;
  gsize rest, offset, length;

  if (end == NULL || end == data || *data == '\0')
    return 0;
  rest = size - (gsize) (end + 1 - data);
  text = fuzz_make_text (data, (gsize) (end - data));
  pattern = parse (text);
  for (gsize from = 0; pattern != NULL; from = offset + length)
    {
      if (!hexwire_byte_pattern_find (pattern, end + 1, rest, from, &offset, &length, NULL))
        break;
      g_assert_cmpuint (offset, >=, from);
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (offset + length, <=, rest);
      check_span (pattern, end + 1 + offset, length);
    }
  return 0;
}
