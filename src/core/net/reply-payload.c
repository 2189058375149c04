/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/field-text.h"
#include "codec/literal.h"
#include "net/reply-reference.h"

/* Bytes, or a value, or something that every frame tells anew. */
typedef struct
{
  GBytes *bytes;          /* (nullable) */
  HexwireValue value;
  HexwireReplyReference reference;
  gboolean is_reference;
} Piece;

struct _HexwireReplyPayload
{
  gatomicrefcount ref_count;
  HexwireNotation notation;
  char *format_text;      /* (nullable) */
  char *text;

  HexwireReplyNames names;
  HexwireFormat *format;  /* (nullable) */
  GArray *pieces;         /* (element-type Piece) */
};

static const char *const words[] = {
  [HEXWIRE_NOTATION_PLAIN] = "text",       [HEXWIRE_NOTATION_ESCAPED] = "escaped",
  [HEXWIRE_NOTATION_HEX] = "hex",          [HEXWIRE_NOTATION_PYTHON] = "python",
};

typedef struct
{
  HexwireReplyPayload *payload;
  const HexwireReplyNames *names;   /* (nullable) */
  gsize *error_position;
  GError **error;
} Parser;

static void
piece_clear (gpointer data)
{
  Piece *self = data;

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
                             (gsize) (at - parser->payload->text), HEXWIRE_SEARCH_ERROR_PATTERN);
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
  Piece piece = { .bytes = hexwire_bytes_parse (parser->payload->notation, text, &position,
                                                &reason) };

  if (piece.bytes == NULL)
    return fail_at (parser, at, position, reason);
  g_array_append_val (parser->payload->pieces, piece);
  return TRUE;
}

static gboolean
add_reference (Parser      *parser,
               const char **at,
               gboolean     is_value)
{
  GError *reason = NULL;
  Piece piece = { .is_reference = TRUE };

  if (!hexwire_reply_reference_parse (at, parser->names, is_value, &piece.reference, &reason))
    return fail_at (parser, *at, 0, reason);
  g_array_append_val (parser->payload->pieces, piece);
  return TRUE;
}

static gboolean
add_numbered (Parser     *parser,
              const char *at)
{
  GError *reason = NULL;
  Piece piece = { .is_reference = TRUE };

  if (!hexwire_reply_reference_parse_capture (parser->names, (guint) (at[1] - '0'),
                                              &piece.reference, &reason))
    return fail_at (parser, at, 0, reason);
  g_array_append_val (parser->payload->pieces, piece);
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
  const char *at = parser->payload->text;

  while (*at != '\0')
    {
      const char *end = find_reference (at);
      gboolean is_dollar = end[0] == '$' && end[1] == '$';

      if (end > at && !add_bytes (parser, at, end))
        return FALSE;
      at = end;
      if (*at == '\0')
        break;
      if (is_dollar && parser->payload->notation == HEXWIRE_NOTATION_ESCAPED)
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
  Piece piece = { 0 };

  if (hexwire_value_parse (text, &piece.value, &position, &reason))
    {
      g_array_append_val (parser->payload->pieces, piece);
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
  g_array_append_val (parser->payload->pieces, piece);
  *n_values += hexwire_reply_reference_count_values (&piece.reference);
  return TRUE;
}

static gboolean
read_values (Parser *parser)
{
  HexwireReplyPayload *self = parser->payload;
  gsize n_wanted = hexwire_format_get_n_values (self->format);
  gsize n_values = 0;
  const char *at = self->text;

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
  return fail_at (parser, self->text + strlen (self->text), 0,
                  g_error_new (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                               /* Translators: how many values a format takes, and how many were
                                * typed */
                               _("%zu values wanted, %zu given"), n_wanted, n_values));
}

/* What never changes is packed now, so that its errors are told now. */
static gboolean
check_constant (Parser *parser)
{
  HexwireReplyPayload *self = parser->payload;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, Piece, i).is_reference)
      return TRUE;
  bytes = hexwire_reply_payload_build (self, NULL, &reason);
  if (bytes == NULL)
    return fail_at (parser, self->text, 0, g_steal_pointer (&reason));
  return TRUE;
}

static gboolean
read_all (Parser *parser)
{
  HexwireReplyPayload *self = parser->payload;
  gboolean has_references = parser->names != NULL
                            && (self->notation == HEXWIRE_NOTATION_ESCAPED
                                || self->notation == HEXWIRE_NOTATION_HEX);

  if (strpbrk (self->text, "\r\n") != NULL)
    return fail_at (parser, strpbrk (self->text, "\r\n"), 0,
                    g_error_new_literal (HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN,
                                         _("the text has more than one line: write \\n with "
                                           "escapes")));
  if (self->format != NULL)
    return read_values (parser) && check_constant (parser);
  if (has_references)
    return read_bytes_with_references (parser);
  return add_bytes (parser, self->text, self->text + strlen (self->text));
}

HexwireReplyPayload *
hexwire_reply_payload_new (HexwireNotation           notation,
                           const char               *format,
                           const char               *text,
                           const HexwireReplyNames  *names,
                           gsize                    *error_position,
                           GError                  **error)
{
  g_autoptr (HexwireReplyPayload) self = g_new0 (HexwireReplyPayload, 1);
  Parser parser = { self, names, error_position, error };

  g_return_val_if_fail (notation < G_N_ELEMENTS (words), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->notation = notation;
  self->format_text = g_strdup (format);
  self->text = g_strdup (text);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);
  if (names != NULL)
    {
      self->names.captures = names->captures;
      self->names.fields = names->fields != NULL ? hexwire_format_ref (names->fields) : NULL;
    }
  if (format != NULL)
    {
      GError *reason = NULL;

      self->format = hexwire_format_parse (format, NULL, &reason);
      if (self->format == NULL)
        {
          fail_at (&parser, self->text, 0, reason);
          return NULL;
        }
    }
  return read_all (&parser) ? g_steal_pointer (&self) : NULL;
}

/* The format in brackets at @line, and where it ends. */
static char *
take_format (const char **line)
{
  const char *end = **line == '[' ? strchr (*line, ']') : NULL;
  char *format;

  if (end == NULL)
    return NULL;
  format = g_strndup (*line + 1, (gsize) (end - *line - 1));
  *line = end + 1 + (end[1] == ' ' ? 1 : 0);
  return format;
}

const char *
hexwire_reply_payload_split (const char       *line,
                             HexwireNotation  *notation,
                             char            **format,
                             gsize            *error_position,
                             GError          **error)
{
  gsize n_word = strcspn (line, " ");
  const char *text = line + n_word + (line[n_word] == ' ' ? 1 : 0);
  g_autofree char *word = g_strndup (line, n_word);

  *notation = HEXWIRE_NOTATION_ESCAPED;
  *format = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      {
        *notation = i;
        return text;
      }
  if (!g_str_equal (word, "pack"))
    {
      hexwire_search_set_error_at (error, error_position, 0, HEXWIRE_SEARCH_ERROR_PATTERN,
                                   /* Translators: do not translate text, escaped and so on */
                                   _("a payload begins with text, escaped, hex, python or pack"));
      return NULL;
    }
  *format = take_format (&text);
  if (*format == NULL)
    hexwire_search_set_error_at (error, error_position, (gsize) (text - line),
                                 HEXWIRE_SEARCH_ERROR_PATTERN,
                                 _("a format in brackets is expected"));
  return *format != NULL ? text : NULL;
}

char *
hexwire_reply_payload_write (HexwireNotation  notation,
                             const char      *format,
                             const char      *text)
{
  if (format != NULL)
    return g_strdup_printf ("pack [%s] %s", format, text);
  return g_strdup_printf ("%s %s", words[notation], text);
}

HexwireReplyPayload *
hexwire_reply_payload_parse (const char               *line,
                             const HexwireReplyNames  *names,
                             gsize                    *error_position,
                             GError                  **error)
{
  HexwireNotation notation;
  g_autofree char *format = NULL;
  const char *text = hexwire_reply_payload_split (line, &notation, &format, error_position, error);
  HexwireReplyPayload *self;
  GError *reason = NULL;
  gsize position = 0;

  if (text == NULL)
    return NULL;
  self = hexwire_reply_payload_new (notation, format, text, names, &position, &reason);
  if (self == NULL)
    hexwire_search_move_error (error, error_position, reason, position, (gsize) (text - line),
                               HEXWIRE_SEARCH_ERROR_PATTERN);
  return self;
}

HexwireReplyPayload *
hexwire_reply_payload_ref (HexwireReplyPayload *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_reply_payload_unref (HexwireReplyPayload *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->names.fields, hexwire_format_unref);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_array_unref (self->pieces);
  g_free (self->format_text);
  g_free (self->text);
  g_free (self);
}

char *
hexwire_reply_payload_to_text (const HexwireReplyPayload *self)
{
  return hexwire_reply_payload_write (self->notation, self->format_text, self->text);
}

HexwireNotation
hexwire_reply_payload_get_notation (const HexwireReplyPayload *self)
{
  return self->notation;
}

const char *
hexwire_reply_payload_get_text (const HexwireReplyPayload *self)
{
  return self->text;
}

const char *
hexwire_reply_payload_get_format (const HexwireReplyPayload *self)
{
  return self->format_text;
}

static gboolean
append_piece (const HexwireReplyPayload  *self,
              const Piece                *piece,
              const HexwireReplyFrame    *frame,
              GByteArray                 *bytes,
              GError                    **error)
{
  if (!piece->is_reference)
    {
      g_byte_array_append (bytes, g_bytes_get_data (piece->bytes, NULL),
                           (guint) g_bytes_get_size (piece->bytes));
      return TRUE;
    }
  if (self->notation == HEXWIRE_NOTATION_HEX)
    return hexwire_reply_reference_append_bytes (&piece->reference, &self->names, frame, bytes,
                                                 error);
  return hexwire_reply_reference_append_text (&piece->reference, &self->names, frame, bytes,
                                              error);
}

static GBytes *
pack (const HexwireReplyPayload  *self,
      const HexwireReplyFrame    *frame,
      GError                    **error)
{
  gsize n_values = hexwire_format_get_n_values (self->format);
  g_autofree HexwireValue *values = g_new0 (HexwireValue, n_values + 1);
  gboolean is_good = TRUE;
  gsize n = 0;
  GBytes *bytes = NULL;

  for (guint i = 0; i < self->pieces->len && is_good; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->is_reference)
        {
          is_good = hexwire_reply_reference_get_values (&piece->reference, &self->names, frame,
                                                        self->format, n, &values[n], error);
          n += hexwire_reply_reference_count_values (&piece->reference);
        }
      else
        {
          values[n] = piece->value;
          values[n++].owned = NULL;
        }
    }
  if (is_good)
    bytes = hexwire_format_pack (self->format, values, n_values, NULL, error);
  for (gsize i = 0; i < n_values; i++)
    hexwire_value_clear (&values[i]);
  return bytes;
}

GBytes *
hexwire_reply_payload_build (const HexwireReplyPayload  *self,
                             const HexwireReplyFrame    *frame,
                             GError                    **error)
{
  const Piece *first = self->pieces->len == 1 ? &g_array_index (self->pieces, Piece, 0) : NULL;
  g_autoptr (GByteArray) bytes = NULL;

  if (self->format != NULL)
    return pack (self, frame, error);
  if (first != NULL && !first->is_reference)
    return g_bytes_ref (first->bytes);
  bytes = g_byte_array_new ();
  for (guint i = 0; i < self->pieces->len; i++)
    if (!append_piece (self, &g_array_index (self->pieces, Piece, i), frame, bytes, error))
      return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
