/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/import-scanner.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/literal.h"

/* As much of a token that is no word is shown in a message. */
#define SHOWN_SIZE 40

static gboolean
is_word_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static const char *
skip_blanks (const char *at)
{
  for (;;)
    {
      const char *end = NULL;

      while (g_ascii_isspace (*at) || *at == '\v' || (at[0] == '\\' && at[1] == '\n'))
        at++;
      if (*at == '#' || g_str_has_prefix (at, "//"))
        end = at + strcspn (at, "\n");
      else if (g_str_has_prefix (at, "/*"))
        {
          end = strstr (at + 2, "*/");
          end = end != NULL ? end + 2 : at + strlen (at);
        }
      if (end == NULL)
        return at;
      at = end;
    }
}

/* Finds the end of a literal, the end of the text where it is not closed. */
static const char *
find_literal_end (const char *at)
{
  char quote;
  gsize n_quotes;

  at += strcspn (at, "'\"");
  quote = *at;
  n_quotes = at[1] == quote && at[2] == quote ? 3 : 1;
  for (at += n_quotes; *at != '\0'; at++)
    if (*at == '\\' && at[1] != '\0')
      at++;
    else if (*at == quote && (n_quotes == 1 || (at[1] == quote && at[2] == quote)))
      return at + n_quotes;
  return at;
}

static void
read_token (HexwireScanner *self,
            const char     *at)
{
  const char *end = at;
  HexwireToken *token = &self->token;

  token->start = at;
  if (*at == '\0')
    token->kind = '$';
  else if (hexwire_literal_begins (at))
    {
      token->kind = '"';
      end = find_literal_end (at);
    }
  else if (is_word_character (*at))
    {
      token->kind = g_ascii_isdigit (*at) ? '0' : 'a';
      while (is_word_character (*end))
        end++;
    }
  else
    {
      token->kind = *at;
      end++;
    }
  token->size = (gsize) (end - at);
}

void
hexwire_scanner_init (HexwireScanner *self,
                      const char     *text)
{
  self->text = text;
  read_token (self, skip_blanks (text));
}

void
hexwire_scanner_next (HexwireScanner *self)
{
  read_token (self, skip_blanks (self->token.start + self->token.size));
}

gboolean
hexwire_scanner_is (const HexwireScanner *self,
                    const char           *word)
{
  return strlen (word) == self->token.size &&
         strncmp (self->token.start, word, self->token.size) == 0;
}

gboolean
hexwire_scanner_accept (HexwireScanner *self,
                        const char     *word)
{
  if (!hexwire_scanner_is (self, word))
    return FALSE;
  hexwire_scanner_next (self);
  return TRUE;
}

gboolean
hexwire_scanner_expect (HexwireScanner  *self,
                        const char      *word,
                        GError         **error)
{
  g_autofree char *found = NULL;

  if (hexwire_scanner_accept (self, word))
    return TRUE;
  if (self->token.kind == '$')
    return hexwire_scanner_fail (self, self->token.start, error,
                                 /* Translators: the placeholder is what should stand there */
                                 _("\"%s\" is expected where the text ends"), word);
  found = hexwire_scanner_dup_token (self);
  return hexwire_scanner_fail (self, self->token.start, error,
                               /* Translators: what should stand there, and what does */
                               _("\"%s\" is expected, not \"%.64s\""), word, found);
}

void
hexwire_scanner_skip_group (HexwireScanner *self)
{
  gsize depth = 0;

  do
    {
      if (strchr ("([{", self->token.kind) != NULL)
        depth++;
      else if (strchr (")]}", self->token.kind) != NULL)
        depth--;
      hexwire_scanner_next (self);
    }
  while (depth > 0 && self->token.kind != '$');
}

char *
hexwire_scanner_dup_token (const HexwireScanner *self)
{
  g_autofree char *text = NULL;

  if (self->token.kind == 'a')
    return g_strndup (self->token.start, self->token.size);
  /* What is no word may be long, or a byte of a character. */
  text = g_strndup (self->token.start, MIN (self->token.size, SHOWN_SIZE));
  return g_utf8_make_valid (text, -1);
}

gboolean
hexwire_scanner_read_number (HexwireScanner *self,
                             gsize          *number)
{
  g_autofree char *digits = NULL;
  char *end;
  guint64 value;

  if (self->token.kind != '0' || self->token.size > 64)
    return FALSE;
  digits = g_strndup (self->token.start, self->token.size);
  value = g_ascii_strtoull (digits, &end, 0);
  end += strspn (end, "uUlL");
  if (*end != '\0' || value > G_MAXSSIZE)
    return FALSE;
  *number = (gsize) value;
  hexwire_scanner_next (self);
  return TRUE;
}

char *
hexwire_scanner_read_text (HexwireScanner  *self,
                           GError         **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *start = self->token.start;

  while (self->token.kind == '"')
    {
      gsize position = (gsize) (self->token.start - self->text);
      gboolean is_bytes;

      if (!hexwire_literal_parse (self->text, &position, &is_bytes, bytes, NULL,
                                  HEXWIRE_CODEC_ERROR_FORMAT, error))
        return NULL;
      read_token (self, skip_blanks (self->text + position));
    }
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  if (strlen ((const char *) bytes->data) + 1 < bytes->len)
    {
      hexwire_scanner_fail (self, start, error, _("the text holds a NUL"));
      return NULL;
    }
  return (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

gboolean
hexwire_scanner_fail (const HexwireScanner  *self,
                      const char            *at,
                      GError               **error,
                      const char            *format,
                      ...)
{
  va_list args;
  gsize line = 1;

  if (error == NULL)
    return FALSE;
  for (const char *c = self->text; c < at; c++)
    if (*c == '\n')
      line++;
  va_start (args, format);
  *error = g_error_new_valist (HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT, format, args);
  va_end (args);
  /* Translators: begins a message; the number is that of a line of text, from 1 */
  g_prefix_error (error, _("line %zu: "), line);
  return FALSE;
}
