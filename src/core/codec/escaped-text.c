/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/escaped-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"

static const char letters[] = "nrt0\\";
static const guint8 meanings[] = { '\n', '\r', '\t', '\0', '\\' };

/* Reads the escape at @at into @byte and returns its length, or 0 where there is none. */
static gsize
read_escape (const char *at,
             guint8     *byte)
{
  const char *letter;
  int high, low;

  if (at[1] == '\0')
    return 0;

  letter = strchr (letters, at[1]);
  if (letter != NULL)
    {
      *byte = meanings[letter - letters];
      return 2;
    }
  high = at[1] == 'x' ? g_ascii_xdigit_value (at[2]) : -1;
  low = high >= 0 ? g_ascii_xdigit_value (at[3]) : -1;
  *byte = (guint8) (high * 16 + low);
  return low >= 0 ? 4 : 0;
}

gboolean
hexwire_escaped_parse (const char  *text,
                       GByteArray  *bytes,
                       gsize       *error_position,
                       GError     **error)
{
  const char *at = text;

  while (*at != '\0')
    {
      gsize n_plain = strcspn (at, "\\");
      gsize n_escape;
      guint8 byte;

      g_byte_array_append (bytes, (const guint8 *) at, (guint) n_plain);
      at += n_plain;
      if (*at == '\0')
        break;

      n_escape = read_escape (at, &byte);
      if (n_escape == 0)
        {
          hexwire_codec_set_error_at (error, error_position, (gsize) (at - text),
                                      HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("an escape is one of \\n \\r \\t \\0 \\\\ \\xHH"));
          return FALSE;
        }
      g_byte_array_append (bytes, &byte, 1);
      at += n_escape;
    }
  return TRUE;
}

static void
append_escape (GString *text,
               guint8   byte)
{
  const guint8 *meaning = memchr (meanings, byte, sizeof meanings);

  if (meaning != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, letters[meaning - meanings]);
    }
  else
    {
      char escape[4] = { '\\', 'x', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15] };

      g_string_append_len (text, escape, sizeof escape);
    }
}

/* The length of the character at the start of @data, or 0 where it is to be escaped. */
static gsize
measure_plain (const guint8 *data,
               gsize         size_bytes,
               gboolean      is_plain)
{
  gunichar c;

  if (data[0] >= 0x20 && data[0] < 0x7f)
    return is_plain || data[0] != '\\' ? 1 : 0;
  c = g_utf8_get_char_validated ((const char *) data, (gssize) MIN (size_bytes, 6));
  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    return 0;
  if (!is_plain && (c == '\\' || !g_unichar_isprint (c)))
    return 0;
  return (gsize) g_utf8_skip[data[0]];
}

void
hexwire_escaped_append (const guint8 *data,
                        gsize         size_bytes,
                        gboolean      is_plain,
                        GString      *text)
{
  gsize length;

  for (gsize i = 0, n; i < size_bytes; i += n)
    {
      for (n = 0; i + n < size_bytes; n += length)
        if ((length = measure_plain (data + i + n, size_bytes - i - n, is_plain)) == 0)
          break;
      if (n > 0)
        g_string_append_len (text, (const char *) data + i, (gssize) n);
      else
        append_escape (text, data[i + n++]);
    }
}
