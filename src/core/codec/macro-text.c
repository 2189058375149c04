/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/macro-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/literal.h"

/* Bytes that are always the same, or, without any, a macro. */
typedef struct
{
  GBytes *fixed;
  HexwireMacro macro;
} Piece;

struct _HexwireMacroText
{
  grefcount ref_count;
  GArray *pieces;       /* of Piece */
};

/* The literal of Python's that a place in a text is in: how it began, and with which quotes. */
typedef struct
{
  const char *opening;
  gsize opening_size;
  gsize quotes_size;    /* 0: outside of any literal */
} Literal;

typedef struct
{
  HexwireNotation notation;
  HexwireCodecSource source;
  Literal literal;
  HexwireMacroText *result;
} Parser;

static void
piece_clear (gpointer piece)
{
  g_clear_pointer (&((Piece *) piece)->fixed, g_bytes_unref);
}

static HexwireMacroText *
macro_text_new (void)
{
  HexwireMacroText *self = g_new0 (HexwireMacroText, 1);

  g_ref_count_init (&self->ref_count);
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);
  return self;
}

static void
take_fixed (HexwireMacroText *self,
            GBytes           *bytes)
{
  Piece piece = { .fixed = bytes };

  g_array_append_val (self->pieces, piece);
}

/* Opens or closes a literal at @at. Returns how much of the text that takes. */
static gsize
step_literal (Literal    *self,
              const char *start,
              const char *at)
{
  gboolean is_quote = *at == '\'' || *at == '"';
  const char *opening = at;

  if (self->quotes_size > 0)
    {
      const char *quotes = self->opening + self->opening_size - self->quotes_size;

      if (*at == '\\' && at[1] != '\0')
        return 2;
      if (strncmp (at, quotes, self->quotes_size) != 0)
        return 1;
      at += self->quotes_size;
      *self = (Literal) { 0 };
      return (gsize) (at - opening);
    }
  if (!is_quote)
    return 1;
  self->quotes_size = at[1] == at[0] && at[2] == at[0] ? 3 : 1;
  while (opening > start && g_ascii_isalpha (opening[-1]))
    opening--;
  self->opening = opening;
  self->opening_size = (gsize) (at - opening) + self->quotes_size;
  return self->quotes_size;
}

/* The text from @start to @end, made whole where it is within a literal, with blanks for all that
 * comes before: so errors have their position in the whole text. */
static char *
dup_segment (Parser        *self,
             const char    *start,
             const char    *end,
             const Literal *before,
             gsize         *n_blanks)
{
  GString *segment = g_string_new (NULL);
  gsize opening_size = before->quotes_size > 0 ? before->opening_size : 0;

  *n_blanks = (gsize) (start - self->source.text);
  *n_blanks -= MIN (*n_blanks, opening_size);
  for (gsize i = 0; i < *n_blanks; i++)
    g_string_append_c (segment, ' ');
  g_string_append_len (segment, before->opening, (gssize) opening_size);
  g_string_append_len (segment, start, end - start);
  if (self->literal.quotes_size > 0 && *end != '\0')
    g_string_append_len (segment,
                         self->literal.opening + self->literal.opening_size
                           - self->literal.quotes_size,
                         (gssize) self->literal.quotes_size);
  return g_string_free (segment, FALSE);
}

static gboolean
add_segment (Parser        *self,
             const char    *start,
             const char    *end,
             const Literal *before)
{
  gsize n_blanks;
  g_autofree char *segment = dup_segment (self, start, end, before, &n_blanks);
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (self->notation, segment,
                                                  self->source.error_position, self->source.error);
  gsize n_extra = 0;

  if (bytes == NULL)
    return FALSE;
  if (self->notation == HEXWIRE_NOTATION_PLAIN || self->notation == HEXWIRE_NOTATION_ESCAPED)
    n_extra = n_blanks;
  if (g_bytes_get_size (bytes) > n_extra)
    take_fixed (self->result, g_bytes_new_from_bytes (bytes, n_extra,
                                                      g_bytes_get_size (bytes) - n_extra));
  return TRUE;
}

/* A macro or a written dollar at @at; moves it behind. */
static gboolean
add_special (Parser      *self,
             const char **at)
{
  gsize position = (gsize) (*at - self->source.text);
  Piece piece = { 0 };

  if (self->result->pieces->len > 2 * HEXWIRE_MACRO_TEXT_MAX_MACROS)
    return hexwire_codec_source_fail (&self->source, *at, HEXWIRE_CODEC_ERROR_TOO_LARGE,
                                      _("there are too many macros"));
  if ((*at)[1] == '$')
    {
      take_fixed (self->result, g_bytes_new_static ("$", 1));
      *at += 2;
      return TRUE;
    }
  if (!hexwire_macro_parse (self->source.text, &position, &piece.macro,
                            self->source.error_position, self->source.error))
    return FALSE;
  g_array_append_val (self->result->pieces, piece);
  *at = self->source.text + position;
  return TRUE;
}

static gboolean
is_special (const char *at)
{
  return at[0] == '$' && (at[1] == '{' || at[1] == '$');
}

static gboolean
parse (Parser *self)
{
  const char *at = self->source.text;

  while (*at != '\0')
    {
      const char *start = at;
      Literal before = self->literal;

      while (*at != '\0' && !is_special (at))
        at += self->notation == HEXWIRE_NOTATION_PYTHON ? step_literal (&self->literal,
                                                                        self->source.text, at)
                                                        : 1;
      if (at > start && !add_segment (self, start, at, &before))
        return FALSE;
      if (*at != '\0' && !add_special (self, &at))
        return FALSE;
    }
  /* The literal that a macro is in may never end. */
  return self->literal.quotes_size == 0 || add_segment (self, at, at, &self->literal);
}

HexwireMacroText *
hexwire_macro_text_parse (HexwireNotation   notation,
                          const char       *text,
                          gsize            *error_position,
                          GError          **error)
{
  g_autoptr (HexwireMacroText) self = macro_text_new ();
  Parser parser = { .notation = notation,
                    .source = { text, error_position, error },
                    .result = self };

  g_return_val_if_fail (text != NULL, NULL);

  return parse (&parser) ? g_steal_pointer (&self) : NULL;
}

HexwireMacroText *
hexwire_macro_text_new (GBytes *bytes)
{
  HexwireMacroText *self = macro_text_new ();

  take_fixed (self, g_bytes_ref (bytes));
  return self;
}

void
hexwire_macro_text_append (HexwireMacroText *self,
                           GBytes           *bytes)
{
  take_fixed (self, g_bytes_ref (bytes));
}

HexwireMacroText *
hexwire_macro_text_ref (HexwireMacroText *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_macro_text_unref (HexwireMacroText *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->pieces);
  g_free (self);
}

gboolean
hexwire_macro_text_has_macros (const HexwireMacroText *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, Piece, i).fixed == NULL)
      return TRUE;
  return FALSE;
}

GBytes *
hexwire_macro_text_expand (const HexwireMacroText    *self,
                           const HexwireMacroContext *context)
{
  GByteArray *bytes;

  if (self->pieces->len == 1 && g_array_index (self->pieces, Piece, 0).fixed != NULL)
    return g_bytes_ref (g_array_index (self->pieces, Piece, 0).fixed);
  bytes = g_byte_array_new ();
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->fixed == NULL)
        hexwire_macro_append (&piece->macro, context, bytes);
      else
        g_byte_array_append (bytes, g_bytes_get_data (piece->fixed, NULL),
                             (guint) g_bytes_get_size (piece->fixed));
    }
  return g_byte_array_free_to_bytes (bytes);
}

/* The first macro outside of quotes, or the end. */
static const char *
find_macro (const char *text,
            const char *at,
            Literal    *literal)
{
  while (*at != '\0' && (literal->quotes_size > 0 || at[0] != '$' || at[1] != '{'))
    at += step_literal (literal, text, at);
  return at;
}

gboolean
hexwire_macro_values_have_macros (const char *text)
{
  Literal literal = { 0 };

  return text != NULL && *find_macro (text, text, &literal) != '\0';
}

char *
hexwire_macro_values_expand (const char                 *text,
                             const HexwireField         *field,
                             const HexwireMacroContext  *context,
                             GError                    **error)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  Literal literal = { 0 };
  const char *at = text;

  while (*at != '\0')
    {
      const char *start = at;
      HexwireMacro macro;
      gsize position;

      at = find_macro (text, at, &literal);
      g_string_append_len (expanded, start, at - start);
      if (*at == '\0')
        break;
      position = (gsize) (at - text);
      if (!hexwire_macro_parse (text, &position, &macro, NULL, error)
          || !hexwire_macro_append_literal (&macro, context, field, expanded, error))
        return NULL;
      at = text + position;
    }
  return g_string_free (g_steal_pointer (&expanded), FALSE);
}
