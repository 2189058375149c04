/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/reply-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/reply-piece.h"

struct _HexwireReplyPayload
{
  gatomicrefcount ref_count;
  HexwireNotation notation;
  char *format_text;      /* (nullable) */
  char *text;

  HexwireReplyNames names;
  HexwireFormat *format;  /* (nullable) */
  GArray *pieces;         /* (element-type HexwireReplyPiece) */
};

static const char *const words[] = {
  [HEXWIRE_NOTATION_PLAIN] = "text",       [HEXWIRE_NOTATION_ESCAPED] = "escaped",
  [HEXWIRE_NOTATION_HEX] = "hex",          [HEXWIRE_NOTATION_PYTHON] = "python",
};

/* What never changes is packed now, so that its errors are told now. */
static gboolean
check_constant (const HexwireReplyPayload  *self,
                gsize                      *error_position,
                GError                    **error)
{
  GError *reason = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, HexwireReplyPiece, i).is_reference)
      return TRUE;
  bytes = hexwire_reply_payload_build (self, NULL, &reason);
  if (bytes == NULL)
    hexwire_search_move_error (error, error_position, reason, 0, 0, HEXWIRE_SEARCH_ERROR_PATTERN);
  return bytes != NULL;
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

  g_return_val_if_fail (notation < G_N_ELEMENTS (words), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->notation = notation;
  self->format_text = g_strdup (format);
  self->text = g_strdup (text);
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
          hexwire_search_move_error (error, error_position, reason, 0, 0,
                                     HEXWIRE_SEARCH_ERROR_PATTERN);
          return NULL;
        }
    }
  self->pieces = hexwire_reply_pieces_parse (notation, self->format, self->text, names,
                                             error_position, error);
  if (self->pieces == NULL
      || (self->format != NULL && !check_constant (self, error_position, error)))
    return NULL;
  return g_steal_pointer (&self);
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
  g_clear_pointer (&self->pieces, g_array_unref);
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
              const HexwireReplyPiece    *piece,
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
      const HexwireReplyPiece *piece = &g_array_index (self->pieces, HexwireReplyPiece, i);

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
  const HexwireReplyPiece *pieces = (const HexwireReplyPiece *) (gpointer) self->pieces->data;
  g_autoptr (GByteArray) bytes = NULL;

  if (self->format != NULL)
    return pack (self, frame, error);
  if (self->pieces->len == 1 && !pieces[0].is_reference)
    return g_bytes_ref (pieces[0].bytes);
  bytes = g_byte_array_new ();
  for (guint i = 0; i < self->pieces->len; i++)
    if (!append_piece (self, &pieces[i], frame, bytes, error))
      return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
