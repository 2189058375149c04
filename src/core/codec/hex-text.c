/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/hex-text.h"

#include <glib/gi18n-lib.h>

#include "codec/codec-private.h"

static gboolean
is_separator (char c)
{
  return g_ascii_isspace (c) || c == '\v' || c == ',' || c == ':';
}

static gboolean
has_prefix (const char *at)
{
  return (at[0] == '0' || at[0] == '\\') && (at[1] == 'x' || at[1] == 'X');
}

static void
append_run (GByteArray *bytes,
            const char *at,
            gsize       n_digits)
{
  guint8 byte = 0;

  for (gsize i = 0; i < n_digits; i++)
    {
      byte = (guint8) (byte << 4 | g_ascii_xdigit_value (at[i]));
      if (i % 2 == 1 || n_digits == 1)
        g_byte_array_append (bytes, &byte, 1);
    }
}

/* A run ends at a separator or at the prefix of the next one, as in \x41\x42. */
static gboolean
ends_run (const char *at)
{
  return *at == '\0' || is_separator (*at) || (*at == '\\' && has_prefix (at));
}

/* Reads one run and moves *@at behind it, or to what is wrong, of which it returns the reason. */
static const char *
read_run (const char **at,
          GByteArray  *bytes)
{
  const char *digits = has_prefix (*at) ? *at + 2 : *at;
  gsize n_digits = hexwire_hex_measure_run (digits);

  if (n_digits == 0 || !ends_run (digits + n_digits))
    {
      *at = digits + n_digits;
      return _("a hex digit is expected");
    }
  if (n_digits > 1 && n_digits % 2 == 1)
    return _("a run of hex digits has an odd length");

  append_run (bytes, digits, n_digits);
  *at = digits + n_digits;
  return NULL;
}

gsize
hexwire_hex_measure_run (const char *text)
{
  gsize n = 0;

  while (g_ascii_isxdigit (text[n]))
    n++;
  return n;
}

gboolean
hexwire_hex_parse (const char  *text,
                   GByteArray  *bytes,
                   gsize       *error_position,
                   GError     **error)
{
  const char *at = text;

  while (*at != '\0')
    {
      const char *reason = NULL;

      if (is_separator (*at))
        at++;
      else
        reason = read_run (&at, bytes);
      if (reason != NULL)
        {
          hexwire_codec_set_error_at (error, error_position, (gsize) (at - text),
                                      HEXWIRE_CODEC_ERROR_NOTATION, "%s", reason);
          return FALSE;
        }
    }
  return TRUE;
}

void
hexwire_hex_append (const guint8 *data,
                    gsize         size_bytes,
                    GString      *text)
{
  for (gsize i = 0; i < size_bytes; i++)
    {
      char digits[3] = { ' ', "0123456789abcdef"[data[i] >> 4], "0123456789abcdef"[data[i] & 15] };

      g_string_append_len (text, i == 0 ? digits + 1 : digits, i == 0 ? 2 : 3);
    }
}
