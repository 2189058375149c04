/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/digits.h"

guint
hexwire_digits_get_base (const char *text,
                         gsize      *prefix_size)
{
  guint base = 10;

  if (text[0] == '0' && g_ascii_tolower (text[1]) == 'x')
    base = 16;
  else if (text[0] == '0' && g_ascii_tolower (text[1]) == 'o')
    base = 8;
  else if (text[0] == '0' && g_ascii_tolower (text[1]) == 'b')
    base = 2;

  *prefix_size = base == 10 ? 0 : text[2] == '_' ? 3 : 2;
  return base;
}

static gboolean
is_digit (char  c,
          guint base)
{
  int value = g_ascii_xdigit_value (c);

  return value >= 0 && value < (int) base;
}

const char *
hexwire_digits_read (const char *text,
                     guint       base,
                     GString    *digits)
{
  const char *at = text;

  while (is_digit (*at, base) || (*at == '_' && at > text && is_digit (at[1], base)))
    {
      if (*at == '_')
        at++;
      g_string_append_c (digits, *at++);
    }
  return at;
}
