/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/bytes-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/base64-text.h"
#include "codec/c-text.h"
#include "codec/codec-private.h"
#include "codec/dump-text.h"
#include "codec/escaped-text.h"
#include "codec/hex-text.h"
#include "codec/literal.h"

/* What is read from longer text might not fit a byte array. */
#define MAX_TEXT_SIZE_BYTES ((gsize) 1 << 30)

/* Less than this and nearly every word could be base64. */
#define MIN_BASE64_LENGTH 8

static gboolean
parse_plain (const char  *text,
             GByteArray  *bytes,
             gsize       *error_position,
             GError     **error)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  return TRUE;
}

static gsize
skip_spaces (const char *text,
             gsize       position)
{
  while (g_ascii_isspace (text[position]))
    position++;
  return position;
}

static gboolean
parse_python (const char  *text,
              GByteArray  *bytes,
              gsize       *error_position,
              GError     **error)
{
  for (gsize at = skip_spaces (text, 0); text[at] != '\0'; at = skip_spaces (text, at))
    {
      gsize start = at;
      gboolean is_bytes = FALSE;

      if (hexwire_literal_begins (text + at) &&
          !hexwire_literal_parse (text, &at, &is_bytes, bytes, error_position,
                                  HEXWIRE_CODEC_ERROR_NOTATION, error))
        return FALSE;
      if (!is_bytes)
        {
          hexwire_codec_set_error_at (error, error_position, start, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("a bytes literal b'...' is expected"));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean (*const parsers[]) (const char  *text,
                                    GByteArray  *bytes,
                                    gsize       *error_position,
                                    GError     **error) = {
  [HEXWIRE_NOTATION_PLAIN] = parse_plain,
  [HEXWIRE_NOTATION_ESCAPED] = hexwire_escaped_parse,
  [HEXWIRE_NOTATION_HEX] = hexwire_hex_parse,
  [HEXWIRE_NOTATION_PYTHON] = parse_python,
  [HEXWIRE_NOTATION_C] = hexwire_c_text_parse,
  [HEXWIRE_NOTATION_BASE64] = hexwire_base64_parse,
  [HEXWIRE_NOTATION_DUMP] = hexwire_dump_parse,
};

GBytes *
hexwire_bytes_parse (HexwireNotation   notation,
                     const char       *text,
                     gsize            *error_position,
                     GError          **error)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (notation < G_N_ELEMENTS (parsers), NULL);

  if (strlen (text) > MAX_TEXT_SIZE_BYTES)
    {
      hexwire_codec_set_error_at (error, error_position, MAX_TEXT_SIZE_BYTES,
                                  HEXWIRE_CODEC_ERROR_TOO_LARGE, _("the text is too long"));
      return NULL;
    }
  bytes = g_byte_array_new ();
  if (!parsers[notation] (text, bytes, error_position, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

char *
hexwire_bytes_to_text (HexwireNotation  notation,
                       const guint8    *data,
                       gsize            size_bytes)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (data != NULL || size_bytes == 0, NULL);

  switch (notation)
    {
    case HEXWIRE_NOTATION_PLAIN:
    case HEXWIRE_NOTATION_ESCAPED:
      hexwire_escaped_append (data, size_bytes, notation == HEXWIRE_NOTATION_PLAIN, text);
      break;
    case HEXWIRE_NOTATION_HEX:
      hexwire_hex_append (data, size_bytes, text);
      break;
    case HEXWIRE_NOTATION_PYTHON:
      hexwire_literal_append (data, size_bytes, text);
      break;
    case HEXWIRE_NOTATION_C:
      hexwire_c_text_append (data, size_bytes, text);
      break;
    case HEXWIRE_NOTATION_BASE64:
      return g_base64_encode (data, size_bytes);
    case HEXWIRE_NOTATION_DUMP:
      hexwire_dump_append (data, size_bytes, text);
      break;
    default:
      g_return_val_if_reached (NULL);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether @text can be read so, and holds anything. */
static gboolean
reads_as (HexwireNotation  notation,
          const char      *text)
{
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (notation, text, NULL, NULL);

  return bytes != NULL && g_bytes_get_size (bytes) > 0;
}

/* Four digits of an offset or more, then a colon or a blank, then hex. */
static gboolean
looks_like_dump (const char *text)
{
  gsize n_digits = hexwire_hex_measure_run (text);
  gsize gap = strspn (text + n_digits, " \t");

  return n_digits >= 4 && (text[n_digits] == ':' || gap >= 2) &&
         reads_as (HEXWIRE_NOTATION_DUMP, text);
}

/* A lone word such as "cafe" or a number such as "10" may be meant as it stands. */
static gboolean
looks_like_hex (const char *text)
{
  gboolean has_digit = strpbrk (text, "0123456789") != NULL;
  gboolean has_letter = strpbrk (text, "abcdefABCDEF") != NULL;
  gboolean has_separator = strpbrk (text, " ,:\t\n\\x") != NULL;

  return (has_separator || (has_digit && has_letter)) && reads_as (HEXWIRE_NOTATION_HEX, text);
}

/* Base64 of some length has capitals, small letters and digits, or ends in padding. */
static gboolean
looks_like_base64 (const char *text)
{
  gboolean has_upper = FALSE, has_lower = FALSE, has_other = FALSE;
  gboolean has_padding = strchr (text, '=') != NULL;

  for (const char *at = text; *at != '\0'; at++)
    {
      has_upper = has_upper || g_ascii_isupper (*at);
      has_lower = has_lower || g_ascii_islower (*at);
      has_other = has_other || g_ascii_isdigit (*at) || *at == '+' || *at == '/';
    }
  return strlen (text) >= MIN_BASE64_LENGTH
         && (has_padding || (has_upper && has_lower && has_other))
         && reads_as (HEXWIRE_NOTATION_BASE64, text);
}

HexwireNotation
hexwire_bytes_recognise (const char *text)
{
  g_return_val_if_fail (text != NULL, HEXWIRE_NOTATION_PLAIN);

  text += skip_spaces (text, 0);
  if (hexwire_literal_begins (text) && reads_as (HEXWIRE_NOTATION_PYTHON, text))
    return HEXWIRE_NOTATION_PYTHON;
  if (looks_like_dump (text))
    return HEXWIRE_NOTATION_DUMP;
  if (looks_like_hex (text))
    return HEXWIRE_NOTATION_HEX;
  if (strpbrk (text, "{\",") != NULL && reads_as (HEXWIRE_NOTATION_C, text))
    return HEXWIRE_NOTATION_C;
  if (strchr (text, '\\') != NULL && reads_as (HEXWIRE_NOTATION_ESCAPED, text))
    return HEXWIRE_NOTATION_ESCAPED;
  if (looks_like_base64 (text))
    return HEXWIRE_NOTATION_BASE64;
  return HEXWIRE_NOTATION_PLAIN;
}
