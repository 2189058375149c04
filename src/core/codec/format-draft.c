/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
piece_free (gpointer data)
{
  HexwireFormatPiece *self = data;

  g_free (self->text);
  g_free (self->gap);
  g_free (self->value);
  g_free (self);
}

void
hexwire_format_draft_free (HexwireFormatDraft *self)
{
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_clear_pointer (&self->lead, g_free);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_free (self);
}

HexwireFormatPiece *
hexwire_format_draft_get_piece (const HexwireFormatDraft *self,
                                gsize                     index)
{
  return g_ptr_array_index (self->pieces, index);
}

void
hexwire_format_piece_set (char **text,
                          char  *with)
{
  g_free (*text);
  *text = with;
}

/* Where @field begins in the text; alignment begins where the item behind it does. */
static gsize
get_start (const HexwireFormatDraft *self,
           gsize                     field)
{
  if (field < hexwire_format_get_n_fields (self->format))
    return hexwire_format_get_field (self->format, field)->text_offset;
  return strlen (hexwire_format_get_text (self->format));
}

/* Adds what is written from the field at @index on up to the next one. */
static void
add_piece (HexwireFormatDraft *self,
           gsize               index,
           const char         *value)
{
  const HexwireField *field = hexwire_format_get_field (self->format, index);
  const char *text = hexwire_format_get_text (self->format);
  gsize end = field->text_offset + field->text_size;
  HexwireFormatPiece *piece = g_new0 (HexwireFormatPiece, 1);

  piece->text = g_strndup (text + field->text_offset, field->text_size);
  piece->gap = g_strndup (text + end, get_start (self, index + 1) - end);
  piece->value = g_strdup (value);
  g_ptr_array_add (self->pieces, piece);
}

HexwireFormatDraft *
hexwire_format_draft_new (const char  *text,
                          GPtrArray   *values,
                          GError     **error)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, error);
  HexwireFormatDraft *self;

  if (format == NULL)
    return NULL;
  self = g_new0 (HexwireFormatDraft, 1);
  self->format = g_steal_pointer (&format);
  self->lead = g_strndup (text, get_start (self, 0));
  self->pieces = g_ptr_array_new_with_free_func (piece_free);
  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    if (hexwire_format_get_field (self->format, i)->type != 0)
      add_piece (self, i,
                 values != NULL && i < values->len ? g_ptr_array_index (values, i) : NULL);
  return self;
}

gsize
hexwire_format_draft_count_pieces (const HexwireFormatDraft *self,
                                   gsize                     n_fields)
{
  gsize n = 0;

  for (gsize i = 0; i < MIN (n_fields, hexwire_format_get_n_fields (self->format)); i++)
    if (hexwire_format_get_field (self->format, i)->type != 0)
      n++;
  return n;
}

HexwireFormatDraft *
hexwire_format_draft_new_at (const char  *text,
                             gsize        field,
                             GPtrArray   *values,
                             gsize       *index,
                             GError     **error)
{
  g_autoptr (HexwireFormatDraft) self = hexwire_format_draft_new (text, values, error);

  if (self == NULL)
    return NULL;
  if (field >= hexwire_format_get_n_fields (self->format))
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                   /* Translators: the number of a field, from 1 */
                   _("there is no field %zu"), field + 1);
      return NULL;
    }
  if (hexwire_format_get_field (self->format, field)->type == 0)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                   _("alignment puts this padding here, it is not written in the format"));
      return NULL;
    }
  *index = hexwire_format_draft_count_pieces (self, field);
  hexwire_format_draft_get_piece (self, *index)->is_touched = TRUE;
  return g_steal_pointer (&self);
}

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Whether a colon makes a name of the letters and digits from the item at @index on. */
static gboolean
begins_name (const HexwireFormatDraft *self,
             gsize                     index)
{
  for (; index < self->pieces->len; index++)
    {
      const HexwireFormatPiece *piece = hexwire_format_draft_get_piece (self, index);
      const char *at = piece->text;

      while (is_name_character (*at))
        at++;
      if (*at != '\0' || *piece->gap != '\0')
        return *at == ':';
    }
  return FALSE;
}

/* Puts a space where the letter of an item would become part of the next one's name. */
static void
separate (HexwireFormatDraft *self)
{
  for (gsize i = self->pieces->len; i-- > 1;)
    {
      HexwireFormatPiece *left = hexwire_format_draft_get_piece (self, i - 1);
      const HexwireFormatPiece *right = hexwire_format_draft_get_piece (self, i);

      if ((left->is_touched || right->is_touched) && *left->gap == '\0' &&
          is_name_character (left->text[strlen (left->text) - 1]) && begins_name (self, i))
        hexwire_format_piece_set (&left->gap, g_strdup (" "));
    }
}

static void
rearrange (const HexwireFormatDraft *self,
           const HexwireFormat      *format,
           GPtrArray                *values)
{
  gsize n = 0;

  g_ptr_array_set_size (values, 0);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      char *value = NULL;

      if (hexwire_format_get_field (format, i)->type != 0)
        value = g_steal_pointer (&hexwire_format_draft_get_piece (self, n++)->value);
      g_ptr_array_add (values, value);
    }
}

char *
hexwire_format_draft_finish (HexwireFormatDraft  *self,
                             GPtrArray           *values,
                             GError             **error)
{
  GString *text = g_string_new (self->lead);
  g_autofree char *result = NULL;
  g_autoptr (HexwireFormat) format = NULL;

  separate (self);
  for (gsize i = 0; i < self->pieces->len; i++)
    {
      g_string_append (text, hexwire_format_draft_get_piece (self, i)->text);
      g_string_append (text, hexwire_format_draft_get_piece (self, i)->gap);
    }
  result = g_string_free (text, FALSE);
  format = hexwire_format_parse (result, NULL, error);
  if (format == NULL)
    return NULL;
  if (values != NULL)
    rearrange (self, format, values);
  return g_steal_pointer (&result);
}

/* Whether items stand apart here, so that a new one should. */
static gboolean
is_spaced (const HexwireFormatDraft *self,
           const HexwireFormatPiece *added)
{
  if (strchr (added->text, ':') != NULL)
    return TRUE;
  for (gsize i = 0; i < self->pieces->len; i++)
    {
      const HexwireFormatPiece *piece = hexwire_format_draft_get_piece (self, i);

      if (strchr (piece->text, ':') != NULL ||
          (i + 1 < self->pieces->len && *piece->gap != '\0'))
        return TRUE;
    }
  return FALSE;
}

void
hexwire_format_draft_insert (HexwireFormatDraft *self,
                             gsize               index,
                             char               *text,
                             char               *value)
{
  HexwireFormatPiece *piece = g_new0 (HexwireFormatPiece, 1);
  const char *space;
  char *gap;

  piece->text = text;
  piece->value = value;
  piece->is_touched = TRUE;
  space = is_spaced (self, piece) ? " " : "";
  gap = g_strdup (index < self->pieces->len ? space : "");
  if (index > 0)
    {
      HexwireFormatPiece *left = hexwire_format_draft_get_piece (self, index - 1);

      if (*left->gap != '\0')
        hexwire_format_piece_set (&gap, g_strdup (left->gap));
      hexwire_format_piece_set (&left->gap, g_strdup (space));
    }
  piece->gap = gap;
  g_ptr_array_insert (self->pieces, (int) index, piece);
}
