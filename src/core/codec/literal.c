/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/literal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"

typedef struct
{
  const char *at;
  char quote;
  gsize n_quotes;               /* 1, or 3 for a literal that may have several lines */
  gboolean is_raw;
  gboolean is_bytes;
} Literal;

static gsize
measure_prefix (const char *text)
{
  gsize n = strspn (text, "bBrR");

  if (n > 2 || (n == 2 && g_ascii_tolower (text[0]) == g_ascii_tolower (text[1])))
    return 0;
  return n;
}

static void
literal_init (Literal    *self,
              const char *text)
{
  gsize n = measure_prefix (text);

  self->is_raw = self->is_bytes = FALSE;
  for (gsize i = 0; i < n; i++)
    if (g_ascii_tolower (text[i]) == 'r')
      self->is_raw = TRUE;
    else
      self->is_bytes = TRUE;
  self->quote = text[n];
  self->n_quotes = text[n + 1] == self->quote && text[n + 2] == self->quote ? 3 : 1;
  self->at = text + n + self->n_quotes;
}

static gboolean
literal_ends (const Literal *self)
{
  for (gsize i = 0; i < self->n_quotes; i++)
    if (self->at[i] != self->quote)
      return FALSE;
  return TRUE;
}

static void
append_byte (GByteArray *bytes,
             guint       byte)
{
  guint8 narrow = (guint8) byte;

  g_byte_array_append (bytes, &narrow, 1);
}

static void
read_octal (Literal    *self,
            GByteArray *bytes)
{
  guint byte = 0;

  for (int i = 0; i < 3 && *self->at >= '0' && *self->at <= '7'; i++)
    byte = byte * 8 + (guint) (*self->at++ - '0');
  append_byte (bytes, byte);
}

static gboolean
read_hex (Literal    *self,
          GByteArray *bytes)
{
  int high = g_ascii_xdigit_value (self->at[1]);
  int low = high < 0 ? -1 : g_ascii_xdigit_value (self->at[2]);

  if (low < 0)
    return FALSE;
  append_byte (bytes, (guint) (high * 16 + low));
  self->at += 3;
  return TRUE;
}

/* Reads what follows a backslash. An escape that Python does not know keeps its backslash. */
static gboolean
read_escape (Literal    *self,
             GByteArray *bytes)
{
  static const char letters[] = "\\'\"abfnrtv";
  static const char meanings[] = "\\'\"\a\b\f\n\r\t\v";
  const char *letter;

  if (*self->at >= '0' && *self->at <= '7')
    {
      read_octal (self, bytes);
      return TRUE;
    }
  if (*self->at == 'x')
    return read_hex (self, bytes);
  if (*self->at == '\n')
    {
      self->at++;
      return TRUE;
    }

  letter = *self->at != '\0' ? strchr (letters, *self->at) : NULL;
  if (letter == NULL)
    {
      append_byte (bytes, '\\');
      return TRUE;
    }
  append_byte (bytes, (guint8) meanings[letter - letters]);
  self->at++;
  return TRUE;
}

/* Reads one character of the literal; on failure, says which rule it breaks. */
static const char *
read_character (Literal    *self,
                GByteArray *bytes)
{
  if (*self->at == '\0' || (*self->at == '\n' && self->n_quotes == 1))
    return _("the closing quote is missing");
  if ((guint8) *self->at >= 0x80)
    return _("only ASCII characters may stand here, write others as \\x and two hex digits");

  if (*self->at != '\\')
    append_byte (bytes, (guint8) *self->at++);
  else if (self->is_raw)
    {
      append_byte (bytes, (guint8) *self->at++);
      if (*self->at == self->quote || *self->at == '\\')
        append_byte (bytes, (guint8) *self->at++);
    }
  else
    {
      self->at++;
      if (!read_escape (self, bytes))
        return _("\\x wants two hex digits");
    }
  return NULL;
}

gboolean
hexwire_literal_begins (const char *text)
{
  char quote = text[measure_prefix (text)];

  return quote == '\'' || quote == '"';
}

gboolean
hexwire_literal_parse (const char         *text,
                       gsize              *position,
                       gboolean           *is_bytes,
                       GByteArray         *bytes,
                       gsize              *error_position,
                       HexwireCodecError   code,
                       GError            **error)
{
  Literal literal;

  g_return_val_if_fail (hexwire_literal_begins (text + *position), FALSE);

  literal_init (&literal, text + *position);
  while (!literal_ends (&literal))
    {
      gsize start = (gsize) (literal.at - text);
      const char *reason = read_character (&literal, bytes);

      if (reason != NULL)
        {
          hexwire_codec_set_error_at (error, error_position, start, code, "%s", reason);
          return FALSE;
        }
    }

  *position = (gsize) (literal.at - text) + literal.n_quotes;
  *is_bytes = literal.is_bytes;
  return TRUE;
}

static void
append_escaped (GString *text,
                guint8   byte,
                char     quote)
{
  if (byte == '\t')
    g_string_append (text, "\\t");
  else if (byte == '\n')
    g_string_append (text, "\\n");
  else if (byte == '\r')
    g_string_append (text, "\\r");
  else if (byte < 0x20 || byte >= 0x7f)
    {
      char escape[4] = { '\\', 'x', "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15] };

      g_string_append_len (text, escape, sizeof escape);
    }
  else
    {
      if (byte == (guint8) quote || byte == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, (char) byte);
    }
}

static gboolean
is_plain (guint8 byte,
          char   quote)
{
  return byte >= 0x20 && byte < 0x7f && byte != '\\' && byte != (guint8) quote;
}

void
hexwire_literal_append (const guint8 *data,
                        gsize         size_bytes,
                        GString      *text)
{
  gboolean has_single = size_bytes > 0 && memchr (data, '\'', size_bytes) != NULL;
  gboolean has_double = has_single && memchr (data, '"', size_bytes) != NULL;
  char quote = has_single && !has_double ? '"' : '\'';

  g_string_append_c (text, 'b');
  g_string_append_c (text, quote);
  for (gsize i = 0, n; i < size_bytes; i += n)
    {
      for (n = 0; i + n < size_bytes && is_plain (data[i + n], quote); n++)
        ;
      if (n > 0)
        g_string_append_len (text, (const char *) data + i, (gssize) n);
      else
        append_escaped (text, data[i], quote);
      n = MAX (n, 1);
    }
  g_string_append_c (text, quote);
}
