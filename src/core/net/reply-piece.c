/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-piece.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/field-text.h"
#include "codec/literal.h"

typedef struct
{
  HexwireNotation notation;
  const HexwireFormat *format;      /* (nullable) */
  const char *text;
  const HexwireReplyNames *names;   /* (nullable) */
  GArray *pieces;
  gsize *error_position;
  GError **error;
} Parser;

static void
piece_clear (gpointer data)
{
  HexwireReplyPiece *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  hexwire_value_clear (&self->value);
}

/* @reason: (transfer full): where it has a position, one from @at. */
static gboolean
fail_at (Parser     *parser,
         const char *at,
         gsize       position,
         GError     *reason)
{
  hexwire_search_move_error (parser->error, parser->error_position, reason, position,
                             (gsize) (at - parser->text), HEXWIRE_SEARCH_ERROR_PATTERN);
  return FALSE;
}

static gboolean
add_bytes (Parser     *parser,
           const char *at,
           const char *end)
{
  g_autofree char *text = g_strndup (at, (gsize) (end - at));
  GError *reason = NULL;
  gsize position = 0;
  HexwireReplyPiece piece = { 0 };

  piece.bytes = hexwire_bytes_parse (parser->notation, text, &position, &reason);
  if (piece.bytes == NULL)
    return fail_at (parser, at, position, reason);
  g_array_append_val (parser->pieces, piece);
  return TRUE;
}

static gboolean
add_reference (Parser      *parser,
               const char **at,
               gboolean     is_value)
{
  GError *reason = NULL;
  HexwireReplyPiece piece = { .is_reference = TRUE };

  if (!hexwire_reply_reference_parse (at, parser->names, is_value, &piece.reference, &reason))
    return fail_at (parser, *at, 0, reason);
  g_array_append_val (parser->pieces, piece);
  return TRUE;
}

static gboolean
add_numbered (Parser     *parser,
              const char *at)
{
  GError *reason = NULL;
  HexwireReplyPiece piece = { .is_reference = TRUE };

  if (!hexwire_reply_reference_parse_capture (parser->names, (guint) (at[1] - '0'),
                                              &piece.reference, &reason))
    return fail_at (parser, at, 0, reason);
  g_array_append_val (parser->pieces, piece);
  return TRUE;
}

static gboolean
is_numbered (const char *at)
{
  return at[0] == '\\' && at[1] >= '1' && at[1] <= '9';
}

/* Where the next reference begins, or the text ends. */
static const char *
find_reference (const char *at)
{
  for (; *at != '\0' && *at != '$' && !is_numbered (at); at++)
    if (at[0] == '\\' && at[1] != '\0')
      at++;
  return at;
}

static gboolean
read_bytes_with_references (Parser *parser)
{
  const char *at = parser->text;

  while (*at != '\0')
    {
      const char *end = find_reference (at);
      gboolean is_dollar = end[0] == '$' && end[1] == '$';

      if (end > at && !add_bytes (parser, at, end))
        return FALSE;
      at = end;
      if (*at == '\0')
        break;
      if (is_dollar && parser->notation == HEXWIRE_NOTATION_ESCAPED)
        {
          if (!add_bytes (parser, at, at + 1))
            return FALSE;
          at += 2;
        }
      else if (is_numbered (at))
        {
          if (!add_numbered (parser, at))
            return FALSE;
          at += 2;
        }
      else if (!add_reference (parser, &at, FALSE))
        return FALSE;
    }
  return TRUE;
}

static gboolean
may_be_reference (const char *at)
{
  return (*at == '$' || *at == '_' || g_ascii_isalpha (*at)) && !hexwire_literal_begins (at);
}

static gboolean
read_value (Parser     *parser,
            const char *at,
            const char *end,
            gsize      *n_values)
{
  g_autofree char *text = g_strndup (at, (gsize) (end - at));
  const char *start = text + strspn (text, " \t");
  GError *reason = NULL;
  gsize position = 0;
  HexwireReplyPiece piece = { 0 };

  if (hexwire_value_parse (text, &piece.value, &position, &reason))
    {
      g_array_append_val (parser->pieces, piece);
      *n_values += 1;
      return TRUE;
    }
  if (parser->names == NULL || !may_be_reference (start))
    return fail_at (parser, at, position, reason);

  g_clear_error (&reason);
  piece.is_reference = TRUE;
  if (!hexwire_reply_reference_parse (&start, parser->names, TRUE, &piece.reference, &reason))
    return fail_at (parser, at + (start - text), 0, reason);
  start += strspn (start, " \t");
  if (*start != '\0')
    {
      reason = g_error_new_literal (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                                    _("a comma is expected"));
      return fail_at (parser, at + (start - text), 0, reason);
    }
  g_array_append_val (parser->pieces, piece);
  *n_values += hexwire_reply_reference_count_values (&piece.reference);
  return TRUE;
}

static gboolean
read_values (Parser *parser)
{
  gsize n_wanted = hexwire_format_get_n_values (parser->format);
  gsize n_values = 0;
  const char *at = parser->text;

  while (at[strspn (at, " \t")] != '\0' || n_values > 0)
    {
      const char *end = hexwire_field_text_find_end (at);

      if (!read_value (parser, at, end, &n_values))
        return FALSE;
      if (*end == '\0')
        break;
      at = end + 1;
    }
  if (n_values == n_wanted)
    return TRUE;
  return fail_at (parser, parser->text + strlen (parser->text), 0,
                  g_error_new (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                               /* Translators: how many values a format takes, and how many were
                                * typed */
                               _("%zu values wanted, %zu given"), n_wanted, n_values));
}

static gboolean
read_all (Parser *parser)
{
  gboolean has_references = parser->names != NULL
                            && (parser->notation == HEXWIRE_NOTATION_ESCAPED
                                || parser->notation == HEXWIRE_NOTATION_HEX);

  if (strpbrk (parser->text, "\r\n") != NULL)
    return fail_at (parser, strpbrk (parser->text, "\r\n"), 0,
                    g_error_new_literal (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                                         _("the text has more than one line: write \\n with "
                                           "escapes")));
  if (parser->format != NULL)
    return read_values (parser);
  if (has_references)
    return read_bytes_with_references (parser);
  return add_bytes (parser, parser->text, parser->text + strlen (parser->text));
}

GArray *
hexwire_reply_pieces_parse (HexwireNotation           notation,
                            const HexwireFormat      *format,
                            const char               *text,
                            const HexwireReplyNames  *names,
                            gsize                    *error_position,
                            GError                  **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (HexwireReplyPiece));
  Parser parser = { notation, format, text, names, pieces, error_position, error };

  g_array_set_clear_func (pieces, piece_clear);
  return read_all (&parser) ? g_steal_pointer (&pieces) : NULL;
}
