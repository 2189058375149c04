/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/value.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/digits.h"
#include "codec/literal.h"

typedef struct
{
  HexwireCodecSource source;
  const char *at;
} Reader;

static gboolean
reader_fail_syntax (Reader     *self,
                    const char *at)
{
  g_autofree char *quoted = NULL;

  if (*at == '\0')
    return hexwire_codec_source_fail (&self->source, at, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                                      _("a value is missing"));

  quoted = hexwire_codec_quote (at);
  hexwire_codec_set_error_at (self->source.error, self->source.error_position,
                              (gsize) (at - self->source.text), HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                              /* Translators: the placeholder is one character */
                              _("\"%s\" cannot stand here in a value"), quoted);
  return FALSE;
}

static void
skip_spaces (Reader *self)
{
  while (g_ascii_isspace (*self->at) || *self->at == '\v')
    self->at++;
}

static gboolean
read_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if (strncmp (self->at, word, length) != 0)
    return FALSE;
  if (g_ascii_isalnum (self->at[length]) || self->at[length] == '_')
    return FALSE;
  self->at += length;
  return TRUE;
}

static gboolean
set_integer (Reader       *self,
             const char   *start,
             gboolean      fits,
             gboolean      is_negative,
             guint64       magnitude,
             HexwireValue *value)
{
  const guint64 sign_bit = G_GUINT64_CONSTANT (1) << 63;

  if (!fits || (is_negative && magnitude > sign_bit))
    return hexwire_codec_source_fail (&self->source, start, HEXWIRE_CODEC_ERROR_VALUE_RANGE,
                                      _("the integer needs more than 64 bits"));

  value->kind = !is_negative && magnitude >= sign_bit ? HEXWIRE_VALUE_UINT : HEXWIRE_VALUE_INT;
  if (value->kind == HEXWIRE_VALUE_UINT)
    value->uint64 = magnitude;
  else
    value->int64 = (gint64) (is_negative ? 0 - magnitude : magnitude);
  return TRUE;
}

/* Reads a float's digits, or nothing and %FALSE where an integer's stand. */
static gboolean
read_float (Reader   *self,
            gboolean  is_negative,
            double   *number)
{
  g_autoptr (GString) digits = g_string_new (is_negative ? "-" : NULL);
  const char *start = self->at;
  gboolean is_float = FALSE;

  self->at = hexwire_digits_read (self->at, 10, digits);
  if (*self->at == '.' && (self->at > start || g_ascii_isdigit (self->at[1])))
    {
      g_string_append_c (digits, *self->at++);
      self->at = hexwire_digits_read (self->at, 10, digits);
      is_float = TRUE;
    }
  if (self->at > start && g_ascii_tolower (*self->at) == 'e' &&
      g_ascii_isdigit (self->at[self->at[1] == '-' || self->at[1] == '+' ? 2 : 1]))
    {
      g_string_append_c (digits, *self->at++);
      if (!g_ascii_isdigit (*self->at))
        g_string_append_c (digits, *self->at++);
      self->at = hexwire_digits_read (self->at, 10, digits);
      is_float = TRUE;
    }
  if (is_float)
    *number = g_ascii_strtod (digits->str, NULL);
  else
    self->at = start;
  return is_float;
}

static gboolean
read_integer (Reader       *self,
              const char   *start,
              gboolean      is_negative,
              HexwireValue *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize prefix_size;
  guint base = hexwire_digits_get_base (self->at, &prefix_size);
  const char *first = self->at + prefix_size;
  guint64 magnitude;

  self->at = hexwire_digits_read (first, base, digits);
  if (self->at == first)
    return reader_fail_syntax (self, self->at);

  errno = 0;
  magnitude = g_ascii_strtoull (digits->str, NULL, base);
  if (base == 10 && *first == '0' && magnitude != 0)
    return hexwire_codec_source_fail (&self->source, first, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                                      _("a decimal integer does not begin with 0; "
                                        "octal ones begin with 0o"));
  return set_integer (self, start, errno == 0, is_negative, magnitude, value);
}

static gboolean
read_number (Reader       *self,
             HexwireValue *value)
{
  const char *start = self->at;
  gboolean is_negative = *start == '-';

  if (*start == '-' || *start == '+')
    self->at++;

  value->kind = HEXWIRE_VALUE_FLOAT;
  if (read_word (self, "inf"))
    value->number = is_negative ? -INFINITY : INFINITY;
  else if (read_word (self, "nan"))
    value->number = is_negative ? -NAN : NAN;
  else if (!read_float (self, is_negative, &value->number))
    return read_integer (self, start, is_negative, value);
  return TRUE;
}

/* Reads b'...', also several of them in a row, or one character in quotes. */
static gboolean
read_quoted (Reader       *self,
             HexwireValue *value)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *start = self->at;
  gboolean is_bytes;

  do
    {
      const char *literal = self->at;
      gsize position = (gsize) (literal - self->source.text);

      if (!hexwire_literal_parse (self->source.text, &position, &is_bytes, bytes,
                                  self->source.error_position, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                                  self->source.error))
        return FALSE;
      if (!is_bytes && literal > start)
        return reader_fail_syntax (self, literal);
      self->at = self->source.text + position;
      skip_spaces (self);
    }
  while (is_bytes && hexwire_literal_begins (self->at));

  if (!is_bytes && bytes->len != 1)
    return hexwire_codec_source_fail (&self->source, start, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX,
                                      _("quotes without b hold one character, "
                                        "bytes are written b'...'"));

  value->kind = HEXWIRE_VALUE_BYTES;
  value->owned = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  value->data = g_bytes_get_data (value->owned, &value->size_bytes);
  return TRUE;
}

static gboolean
read_value (Reader       *self,
            HexwireValue *value)
{
  gboolean is_true;

  skip_spaces (self);
  if (hexwire_literal_begins (self->at))
    return read_quoted (self, value);

  is_true = read_word (self, "True");
  if (!is_true && !read_word (self, "False"))
    return read_number (self, value);
  value->kind = HEXWIRE_VALUE_BOOL;
  value->boolean = is_true;
  return TRUE;
}

void
hexwire_value_clear (HexwireValue *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->owned, g_bytes_unref);
  *self = (HexwireValue) { .kind = HEXWIRE_VALUE_INT };
}

gboolean
hexwire_value_parse (const char    *text,
                     HexwireValue  *value,
                     gsize         *error_position,
                     GError       **error)
{
  Reader reader = { { text, error_position, error }, text };

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  *value = (HexwireValue) { .kind = HEXWIRE_VALUE_INT };
  if (read_value (&reader, value))
    {
      skip_spaces (&reader);
      if (*reader.at == '\0')
        return TRUE;
      reader_fail_syntax (&reader, reader.at);
    }
  hexwire_value_clear (value);
  return FALSE;
}
