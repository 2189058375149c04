/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/c-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"

#define NUMBERS_ON_A_LINE 12

typedef struct
{
  const char *at;
  GByteArray *bytes;
  const char *reason;           /* (nullable): why reading stopped at @at */
} Reader;

static gboolean
fail (Reader     *self,
      const char *reason)
{
  self->reason = reason;
  return FALSE;
}

static gboolean
append_byte (Reader *self,
             gint64  number)
{
  guint8 byte = (guint8) number;

  if (number < -128 || number > 255)
    return fail (self, _("the number does not fit a byte"));
  g_byte_array_append (self->bytes, &byte, 1);
  return TRUE;
}

/* Skips white space and comments. */
static void
skip_blanks (Reader *self)
{
  for (;;)
    {
      const char *end = NULL;

      while (g_ascii_isspace (*self->at) || *self->at == '\v')
        self->at++;
      if (g_str_has_prefix (self->at, "//"))
        end = self->at + strcspn (self->at, "\n");
      else if (g_str_has_prefix (self->at, "/*") && (end = strstr (self->at + 2, "*/")) != NULL)
        end += 2;
      if (end == NULL)
        return;
      self->at = end;
    }
}

/* Skips what may stand before and after the data in a declaration. */
static void
skip_declaration (Reader *self)
{
  const char *start;

  do
    {
      start = self->at;
      skip_blanks (self);
      while (g_ascii_isalnum (*self->at) || (*self->at != '\0' && strchr ("_[]*=;", *self->at)))
        self->at++;
    }
  while (self->at > start);
}

/* Reads up to @max digits of @base; there is at least one. */
static gint64
read_digits (Reader *self,
             int     base,
             gsize   max)
{
  gint64 number = 0;

  for (gsize i = 0; i < max; i++, self->at++)
    {
      int digit = g_ascii_xdigit_value (*self->at);

      if (digit < 0 || digit >= base)
        break;
      number = MIN (number * base + digit, G_MAXINT32);
    }
  return number;
}

static gboolean
read_hex_escape (Reader *self)
{
  const char *start = self->at - 1;
  gint64 number;

  self->at++;
  if (!g_ascii_isxdigit (*self->at))
    return fail (self, _("\\x wants hex digits"));
  number = read_digits (self, 16, G_MAXSIZE);
  if (number > 255)
    {
      self->at = start;
      return fail (self, _("the number does not fit a byte"));
    }
  return append_byte (self, number);
}

static gboolean
read_escape (Reader *self)
{
  static const char letters[] = "\\'\"?abfnrtv";
  static const char meanings[] = "\\'\"?\a\b\f\n\r\t\v";
  const char *letter = *self->at != '\0' ? strchr (letters, *self->at) : NULL;

  if (letter != NULL)
    {
      self->at++;
      return append_byte (self, (guint8) meanings[letter - letters]);
    }
  if (*self->at == 'x')
    return read_hex_escape (self);
  if (*self->at >= '0' && *self->at <= '7')
    return append_byte (self, read_digits (self, 8, 3));
  if (*self->at != '\n')
    return fail (self, _("C has no such escape"));
  self->at++;
  return TRUE;
}

/* Reads what stands between two @quote, of which the first is here. */
static gboolean
read_quoted (Reader *self,
             char    quote)
{
  self->at++;
  while (*self->at != quote)
    {
      if (*self->at == '\0' || *self->at == '\n')
        return fail (self, _("the closing quote is missing"));
      if (*self->at == '\\')
        {
          self->at++;
          if (!read_escape (self))
            return FALSE;
        }
      else if (!append_byte (self, (guint8) *self->at++))
        return FALSE;
    }
  self->at++;
  return TRUE;
}

static gboolean
read_character (Reader *self)
{
  const char *start = self->at;
  guint before = self->bytes->len;

  if (!read_quoted (self, '\''))
    return FALSE;
  if (self->bytes->len == before + 1)
    return TRUE;
  self->at = start;
  return fail (self, _("single quotes hold one byte"));
}

static gboolean
read_number (Reader *self)
{
  const char *start = self->at;
  gboolean is_negative = *self->at == '-';
  gint64 number;
  int base = 10;

  if (*self->at == '-' || *self->at == '+')
    self->at++;
  if (self->at[0] == '0' && g_ascii_tolower (self->at[1]) == 'x' &&
      g_ascii_isxdigit (self->at[2]))
    {
      base = 16;
      self->at += 2;
    }
  else if (self->at[0] == '0')
    base = 8;
  if (!g_ascii_isxdigit (*self->at))
    return fail (self, _("a number is expected"));

  number = read_digits (self, base, G_MAXSIZE);
  self->at += strspn (self->at, "uUlL");
  if (g_ascii_isalnum (*self->at) || *self->at == '_')
    return fail (self, _("a number is expected"));
  if (append_byte (self, is_negative ? -number : number))
    return TRUE;
  self->at = start;
  return FALSE;
}

/* Reads numbers with commas between them, and after the last if so wanted. */
static gboolean
read_numbers (Reader *self)
{
  skip_blanks (self);
  while (*self->at != '\0' && *self->at != '}')
    {
      if (!(*self->at == '\'' ? read_character (self) : read_number (self)))
        return FALSE;
      skip_blanks (self);
      if (*self->at == ',')
        {
          self->at++;
          skip_blanks (self);
        }
      else if (*self->at != '\0' && *self->at != '}')
        return fail (self, _("a comma is expected"));
    }
  return TRUE;
}

static gboolean
read_array (Reader *self)
{
  self->at++;
  if (!read_numbers (self))
    return FALSE;
  if (*self->at != '}')
    return fail (self, _("the closing brace is missing"));
  self->at++;
  return TRUE;
}

static gboolean
read_strings (Reader *self)
{
  while (*self->at == '"')
    {
      if (!read_quoted (self, '"'))
        return FALSE;
      skip_blanks (self);
    }
  return TRUE;
}

static gboolean
read_text (Reader *self)
{
  const char *start = self->at;
  gboolean is_read;

  skip_declaration (self);
  if (*self->at == '{')
    is_read = read_array (self);
  else if (*self->at == '"')
    is_read = read_strings (self);
  else
    {
      self->at = start;
      /* Translators: of a closing brace without an opening one */
      return read_numbers (self) && (*self->at == '\0' || fail (self, _("nothing opened this")));
    }
  if (!is_read)
    return FALSE;
  skip_declaration (self);
  return *self->at == '\0' || fail (self, _("text follows the data"));
}

gboolean
hexwire_c_text_parse (const char  *text,
                      GByteArray  *bytes,
                      gsize       *error_position,
                      GError     **error)
{
  Reader reader = { .at = text, .bytes = bytes };

  if (read_text (&reader))
    return TRUE;
  hexwire_codec_set_error_at (error, error_position, (gsize) (reader.at - text),
                              HEXWIRE_CODEC_ERROR_NOTATION, "%s", reader.reason);
  return FALSE;
}

void
hexwire_c_text_append (const guint8 *data,
                       gsize         size_bytes,
                       GString      *text)
{
  gboolean is_long = size_bytes > NUMBERS_ON_A_LINE;
  char number[4] = { '0', 'x' };

  g_string_append (text, is_long ? "{\n" : "{");
  for (gsize i = 0; i < size_bytes; i++)
    {
      gboolean is_first = i % NUMBERS_ON_A_LINE == 0;
      gboolean is_last = i + 1 == size_bytes || (i + 1) % NUMBERS_ON_A_LINE == 0;

      if (is_long && is_first)
        g_string_append (text, "  ");
      number[2] = "0123456789abcdef"[data[i] >> 4];
      number[3] = "0123456789abcdef"[data[i] & 15];
      g_string_append_len (text, number, sizeof number);
      if (i + 1 < size_bytes)
        g_string_append_len (text, is_last ? ",\n" : ", ", 2);
    }
  g_string_append (text, is_long ? "\n}" : "}");
}
