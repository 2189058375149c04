/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/writing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/field-text.h"

static const char *const words[HEXWIRE_WRITING_N_KINDS] = {
  [HEXWIRE_WRITING_TEXT] = "text",
  [HEXWIRE_WRITING_ESCAPED] = "escaped",
  [HEXWIRE_WRITING_HEX] = "hex",
  [HEXWIRE_WRITING_PYTHON] = "python",
  [HEXWIRE_WRITING_PACK] = "pack",
};

static char *
make_valid (const char *text)
{
  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

void
hexwire_writing_init (HexwireWriting     *self,
                      HexwireWritingKind  kind,
                      const char         *text,
                      const char         *format)
{
  g_return_if_fail (kind < HEXWIRE_WRITING_N_KINDS);

  self->kind = kind;
  self->text = make_valid (text);
  self->format = make_valid (kind == HEXWIRE_WRITING_PACK ? format : NULL);
}

void
hexwire_writing_clear (HexwireWriting *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->format, g_free);
}

/* Text has no NULs, and of what no key types a tenth at most. */
static gboolean
is_readable (const guint8 *data,
             gsize         size_bytes)
{
  gsize n_odd = 0;

  if (!g_utf8_validate_len ((const char *) data, size_bytes, NULL))
    return FALSE;
  for (gsize i = 0; i < size_bytes; i++)
    n_odd += g_ascii_iscntrl ((char) data[i]) && strchr ("\t\n\r", data[i]) == NULL ? 1 : 0;
  return n_odd * 10 <= size_bytes;
}

void
hexwire_writing_init_for_bytes (HexwireWriting *self,
                                const guint8   *data,
                                gsize           size_bytes)
{
  HexwireWritingKind kind = size_bytes == 0 || is_readable (data, size_bytes)
                              ? HEXWIRE_WRITING_ESCAPED : HEXWIRE_WRITING_HEX;
  g_autofree char *text = hexwire_bytes_to_text ((HexwireNotation) kind, data, size_bytes);

  hexwire_writing_init (self, kind, text, NULL);
}

gboolean
hexwire_writing_equal (const HexwireWriting *self,
                       const HexwireWriting *other)
{
  return self->kind == other->kind && g_str_equal (self->text, other->text)
         && g_str_equal (self->format, other->format);
}

/* Reads literals that are separated by commas; without any where there is nothing but spaces. */
static gboolean
parse_values (const char  *text,
              GArray      *values,
              gsize       *error_position,
              GError     **error)
{
  const char *at = text;

  if (text[strspn (text, " \t\n\v\f\r")] == '\0')
    return TRUE;
  while (TRUE)
    {
      const char *end = hexwire_field_text_find_end (at);
      g_autofree char *literal = g_strndup (at, (gsize) (end - at));
      HexwireValue value = { 0 };
      gsize position = 0;

      if (!hexwire_value_parse (literal, &value, &position, error))
        {
          if (error_position != NULL)
            *error_position = (gsize) (at - text) + position;
          /* Translators: begins a message; the number counts values from 1 */
          g_prefix_error (error, _("value %u: "), values->len + 1);
          return FALSE;
        }
      g_array_append_val (values, value);
      if (*end == '\0')
        return TRUE;
      at = end + 1;
    }
}

static GBytes *
pack (const HexwireWriting  *self,
      gsize                 *error_position,
      GError               **error)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (self->format, NULL, error);
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (HexwireValue));

  if (error_position != NULL)
    *error_position = 0;
  g_array_set_clear_func (values, (GDestroyNotify) hexwire_value_clear);
  if (format == NULL)
    {
      /* Translators: stands before what is wrong with a format */
      g_prefix_error (error, _("the format: "));
      return NULL;
    }
  if (!parse_values (self->text, values, error_position, error))
    return NULL;
  return hexwire_format_pack (format, (const HexwireValue *) (gconstpointer) values->data,
                              values->len, NULL, error);
}

GBytes *
hexwire_writing_to_bytes (const HexwireWriting  *self,
                          gsize                 *error_position,
                          GError               **error)
{
  if (self->kind == HEXWIRE_WRITING_PACK)
    return pack (self, error_position, error);
  return hexwire_bytes_parse ((HexwireNotation) self->kind, self->text, error_position, error);
}

const char *
hexwire_writing_kind_get_word (HexwireWritingKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_WRITING_N_KINDS, NULL);
  return words[kind];
}

gboolean
hexwire_writing_kind_find (const char         *word,
                           HexwireWritingKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
hexwire_writing_parse_line (const char      *line,
                            HexwireWriting  *self,
                            gsize           *error_position,
                            GError         **error)
{
  HexwireCodecSource source = { line, error_position, error };
  gsize word_size = strcspn (line, " ");
  g_autofree char *word = g_strndup (line, word_size);
  const char *at = line + word_size + (line[word_size] == ' ' ? 1 : 0);
  g_autofree char *format = NULL;
  const char *end;
  HexwireWritingKind kind;

  if (!hexwire_writing_kind_find (word, &kind))
    return hexwire_codec_source_fail (&source, line, HEXWIRE_CODEC_ERROR_NOTATION,
                                      _("one of text, escaped, hex, python and pack is expected"));
  if (kind == HEXWIRE_WRITING_PACK)
    {
      at += strspn (at, " ");
      end = *at == '[' ? strchr (at, ']') : NULL;
      if (end == NULL)
        return hexwire_codec_source_fail (&source, at, HEXWIRE_CODEC_ERROR_NOTATION,
                                          _("a format in brackets is expected"));
      format = g_strndup (at + 1, (gsize) (end - at - 1));
      at = end + 1 + strspn (end + 1, " ");
    }
  hexwire_writing_init (self, kind, at, format);
  return TRUE;
}

char *
hexwire_writing_to_line (const HexwireWriting *self)
{
  g_autofree char *text = g_strdup (self->text);
  g_autofree char *format = g_strdelimit (g_strdup (self->format), "\n\r", ' ');
  g_autoptr (GBytes) bytes = NULL;
  HexwireWritingKind kind = self->kind;
  gsize size_bytes = 0;
  const guint8 *data;

  if (kind == HEXWIRE_WRITING_PACK)
    return g_strdup_printf ("pack [%s] %s", format, g_strdelimit (text, "\n\r", ' '));
  if (strpbrk (text, "\n\r") != NULL && kind < HEXWIRE_WRITING_HEX)
    bytes = hexwire_writing_to_bytes (self, NULL, NULL);
  if (bytes != NULL)
    {
      data = g_bytes_get_data (bytes, &size_bytes);
      kind = HEXWIRE_WRITING_ESCAPED;
      g_free (text);
      text = hexwire_bytes_to_text (HEXWIRE_NOTATION_ESCAPED, data, size_bytes);
    }
  return g_strdup_printf ("%s %s", words[kind], g_strdelimit (text, "\n\r", ' '));
}
