/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '.' || (guint8) c >= 0x80;
}

gboolean
hexwire_filter_scanner_fail (HexwireFilterScanner *self,
                             const char           *at,
                             const char           *reason)
{
  hexwire_search_set_error_at (self->error, self->error_position, (gsize) (at - self->text),
                               HEXWIRE_SEARCH_ERROR_FILTER, "%s", reason);
  return FALSE;
}

void
hexwire_filter_scanner_skip_spaces (HexwireFilterScanner *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

gboolean
hexwire_filter_scanner_take (HexwireFilterScanner *self,
                             const char           *sign)
{
  gsize size = strlen (sign);

  hexwire_filter_scanner_skip_spaces (self);
  if (g_ascii_strncasecmp (self->at, sign, size) != 0)
    return FALSE;
  if (is_word_byte (*sign) && is_word_byte (self->at[size]))
    return FALSE;
  self->at += size;
  return TRUE;
}

char *
hexwire_filter_scanner_take_word (HexwireFilterScanner *self)
{
  const char *start;

  hexwire_filter_scanner_skip_spaces (self);
  start = self->at;
  while (is_word_byte (*self->at))
    self->at++;
  return self->at > start ? g_strndup (start, (gsize) (self->at - start)) : NULL;
}

char *
hexwire_filter_scanner_take_bare (HexwireFilterScanner *self)
{
  const char *start;

  hexwire_filter_scanner_skip_spaces (self);
  start = self->at;
  while (*self->at != '\0' && *self->at != ')' && !g_ascii_isspace (*self->at))
    self->at++;
  return g_strndup (start, (gsize) (self->at - start));
}

HexwireComparison
hexwire_filter_scanner_take_comparison (HexwireFilterScanner *self)
{
  static const struct
  {
    const char *sign;
    HexwireComparison comparison;
  } signs[] = {
    { "==", HEXWIRE_COMPARISON_EQUAL },    { "=", HEXWIRE_COMPARISON_EQUAL },
    { "!=", HEXWIRE_COMPARISON_NOT_EQUAL }, { "<=", HEXWIRE_COMPARISON_AT_MOST },
    { "<", HEXWIRE_COMPARISON_LESS },      { ">=", HEXWIRE_COMPARISON_AT_LEAST },
    { ">", HEXWIRE_COMPARISON_GREATER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (hexwire_filter_scanner_take (self, signs[i].sign))
      return signs[i].comparison;
  return HEXWIRE_COMPARISON_NONE;
}

gboolean
hexwire_filter_scanner_is_at_quote (HexwireFilterScanner *self)
{
  hexwire_filter_scanner_skip_spaces (self);
  return *self->at == '"' || *self->at == '\'';
}

char *
hexwire_filter_scanner_take_delimited (HexwireFilterScanner  *self,
                                       const char           **start)
{
  const char *opening = self->at;
  const char *at = opening + 1;

  while (*at != '\0' && *at != *opening)
    at += *at == '\\' && at[1] != '\0' ? 2 : 1;
  if (*at == '\0')
    {
      hexwire_filter_scanner_fail (self, opening,
                                   *opening == '/' ? _("the closing / is missing")
                                                   : _("the closing quote is missing"));
      return NULL;
    }
  *start = opening + 1;
  self->at = at + 1;
  return g_strndup (opening + 1, (gsize) (at - opening - 1));
}

/* Reads the escape behind a backslash and returns its size, 0 where it is none. */
static gsize
read_escape (const char *at,
             guint8     *byte)
{
  static const char letters[] = "abefnrtv0\\\"'";
  static const char meanings[] = "\a\b\033\f\n\r\t\v\0\\\"'";
  const char *letter = *at != '\0' ? strchr (letters, *at) : NULL;
  int high = *at == 'x' ? g_ascii_xdigit_value (at[1]) : -1;
  int low = high >= 0 ? g_ascii_xdigit_value (at[2]) : -1;

  if (letter != NULL)
    {
      *byte = (guint8) meanings[letter - letters];
      return 1;
    }
  *byte = (guint8) (high * 16 + low);
  return low >= 0 ? 3 : 0;
}

GBytes *
hexwire_filter_scanner_take_quoted (HexwireFilterScanner *self)
{
  const char *start;
  g_autofree char *raw = hexwire_filter_scanner_take_delimited (self, &start);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (const char *at = raw; at != NULL && *at != '\0';)
    {
      guint8 byte = (guint8) *at;
      gsize size = 1;

      if (*at == '\\')
        size += read_escape (at + 1, &byte);
      if (*at == '\\' && size == 1)
        {
          hexwire_filter_scanner_fail (self, start + (at - raw),
                                       _("an escape is \\n, \\r, \\t, \\0, \\\\, \\\", \\' or \\x "
                                         "and two hex digits"));
          return NULL;
        }
      g_byte_array_append (bytes, &byte, 1);
      at += size;
    }
  return raw != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
