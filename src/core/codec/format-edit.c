/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-edit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/codec-private.h"
#include "codec/format-draft.h"
#include "codec/format-type.h"

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

static gboolean
check_type (const HexwireFormatDraft  *self,
            char                       letter,
            GError                   **error)
{
  const HexwireFormatType *type = hexwire_format_type_find (letter);
  const char text[] = { letter, '\0' };
  g_autofree char *quoted = hexwire_codec_quote (text);

  if (type == NULL)
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                 /* Translators: the placeholder is one character */
                 _("\"%s\" is not a type letter"), quoted);
  else if (type->standard_size_bytes == 0 && hexwire_format_get_byte_order (self->format) != '@')
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT, "%s",
                 _("n, N and P have only native sizes, with @"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
is_taken (const HexwireFormatDraft *self,
          const char               *name)
{
  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    if (g_strcmp0 (hexwire_format_get_field (self->format, i)->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* @own_name: (nullable): the name that the field has already */
static gboolean
check_name (const HexwireFormatDraft  *self,
            const char                *name,
            const char                *own_name,
            GError                   **error)
{
  gsize size = 0;

  if (name == NULL || *name == '\0' || g_strcmp0 (name, own_name) == 0)
    return TRUE;
  while (is_name_character (name[size]))
    size++;
  if (name[size] != '\0' || g_ascii_isdigit (name[0]))
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                 _("a name has letters a to z, digits and _, and does not begin with a digit"));
  else if (is_taken (self, name))
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FORMAT,
                 /* Translators: the placeholder is a field's name */
                 _("another field is called \"%.64s\""), name);
  else
    return TRUE;
  return FALSE;
}

static char *
make_count (gsize count)
{
  return count == 1 ? g_strdup ("") : g_strdup_printf ("%zu", count);
}

/* Finds where count and letter begin, behind the name and the space that may follow it. */
static gsize
find_item (const char *text)
{
  const char *colon = strchr (text, ':');
  const char *at = colon != NULL ? colon + 1 : text;

  while (*at != '\0' && !g_ascii_isalnum (*at) && *at != '?')
    at++;
  return (gsize) (at - text);
}

char *
hexwire_format_edit_add (const char  *text,
                         gsize        after,
                         char         type,
                         gsize        count,
                         const char  *name,
                         GPtrArray   *values,
                         GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  g_autofree char *digits = make_count (count);
  gboolean is_named = name != NULL && *name != '\0';
  gsize index;
  char *item;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new (text, values, error);
  if (draft == NULL || !check_type (draft, type, error) || !check_name (draft, name, NULL, error))
    return NULL;
  index = after < hexwire_format_get_n_fields (draft->format)
            ? hexwire_format_draft_count_pieces (draft, after + 1)
            : draft->pieces->len;
  item = is_named ? g_strdup_printf ("%s:%s%c", name, digits, type)
                  : g_strdup_printf ("%s%c", digits, type);
  hexwire_format_draft_insert (draft, index, item, NULL);
  return hexwire_format_draft_finish (draft, values, error);
}

char *
hexwire_format_edit_remove (const char  *text,
                            gsize        field,
                            GPtrArray   *values,
                            GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  gsize index;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL)
    return NULL;
  if (index > 0)
    {
      HexwireFormatPiece *piece = hexwire_format_draft_get_piece (draft, index);
      HexwireFormatPiece *left = hexwire_format_draft_get_piece (draft, index - 1);
      gboolean is_last = index + 1 == draft->pieces->len;

      if (is_last || *left->gap == '\0')
        hexwire_format_piece_set (&left->gap, g_steal_pointer (&piece->gap));
      left->is_touched = TRUE;
    }
  g_ptr_array_remove_index (draft->pieces, (guint) index);
  return hexwire_format_draft_finish (draft, values, error);
}

/* Finds a name for a second @name. A set of the names keeps it linear in their number. */
static char *
make_other_name (const HexwireFormatDraft *self,
                 const char               *name)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  const char *underscore = strrchr (name, '_');
  gsize size = strlen (name);

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    if (hexwire_format_get_field (self->format, i)->name != NULL)
      g_hash_table_add (taken, (char *) hexwire_format_get_field (self->format, i)->name);
  if (underscore != NULL && underscore > name && underscore[1] != '\0' &&
      strspn (underscore + 1, "0123456789") == strlen (underscore + 1))
    size = (gsize) (underscore - name);
  for (guint i = 2;; i++)
    {
      g_autofree char *other = g_strdup_printf ("%.*s_%u", (int) size, name, i);

      if (!g_hash_table_contains (taken, other))
        return g_steal_pointer (&other);
    }
}

char *
hexwire_format_edit_duplicate (const char  *text,
                               gsize        field,
                               GPtrArray   *values,
                               GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  g_autofree char *name = NULL;
  const char *own_name, *rest;
  const HexwireFormatPiece *piece;
  gsize index;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL)
    return NULL;
  piece = hexwire_format_draft_get_piece (draft, index);
  own_name = hexwire_format_get_field (draft->format, field)->name;
  if (own_name != NULL)
    name = make_other_name (draft, own_name);
  rest = piece->text + (own_name != NULL ? strlen (own_name) : 0);
  hexwire_format_draft_insert (draft, index + 1,
                               g_strconcat (name != NULL ? name : "", rest, NULL),
                               g_strdup (piece->value));
  return hexwire_format_draft_finish (draft, values, error);
}

static void
exchange (const HexwireFormatDraft *draft,
          gsize                     index,
          gsize                     other_index)
{
  HexwireFormatPiece *piece = hexwire_format_draft_get_piece (draft, index);
  HexwireFormatPiece *other = hexwire_format_draft_get_piece (draft, other_index);
  HexwireFormatPiece before = *piece;

  /* The white space stays where it is. */
  piece->text = other->text;
  piece->value = other->value;
  other->text = before.text;
  other->value = before.value;
  other->is_touched = TRUE;
}

static gsize
find_field_of_piece (const char *text,
                     gsize       index)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, NULL);
  gsize n_pieces = 0;
  gsize field = 0;

  while (hexwire_format_get_field (format, field)->type == 0 || n_pieces++ < index)
    field++;
  return field;
}

char *
hexwire_format_edit_move (const char  *text,
                          gsize        field,
                          gsize        target,
                          GPtrArray   *values,
                          gsize       *new_field,
                          GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  gsize index;
  gsize target_index;
  char *result;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL)
    return NULL;
  target_index = hexwire_format_draft_count_pieces (
    draft, MIN (target, hexwire_format_get_n_fields (draft->format)));
  target_index = MIN (target_index, draft->pieces->len - 1);
  for (; index < target_index; index++)
    exchange (draft, index, index + 1);
  for (; index > target_index; index--)
    exchange (draft, index, index - 1);
  result = hexwire_format_draft_finish (draft, values, error);
  if (result != NULL && new_field != NULL)
    *new_field = find_field_of_piece (result, index);
  return result;
}

char *
hexwire_format_edit_set_type (const char  *text,
                              gsize        field,
                              char         type,
                              GPtrArray   *values,
                              GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  gsize index;
  char *item;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL || !check_type (draft, type, error))
    return NULL;
  item = hexwire_format_draft_get_piece (draft, index)->text;
  item[strlen (item) - 1] = type;
  return hexwire_format_draft_finish (draft, values, error);
}

char *
hexwire_format_edit_set_count (const char  *text,
                               gsize        field,
                               gsize        count,
                               GPtrArray   *values,
                               GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  g_autofree char *digits = make_count (count);
  gsize index, start;
  HexwireFormatPiece *piece;
  char letter;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL)
    return NULL;
  piece = hexwire_format_draft_get_piece (draft, index);
  start = find_item (piece->text);
  letter = piece->text[strlen (piece->text) - 1];
  piece->text[start] = '\0';
  hexwire_format_piece_set (&piece->text,
                            g_strdup_printf ("%s%s%c", piece->text, digits, letter));
  return hexwire_format_draft_finish (draft, values, error);
}

/* A named item is easier to find with white space on both sides. */
static void
set_apart (HexwireFormatDraft *self,
           gsize               index)
{
  for (gsize i = index > 0 ? index - 1 : 0; i <= index && i + 1 < self->pieces->len; i++)
    {
      HexwireFormatPiece *piece = hexwire_format_draft_get_piece (self, i);

      if (*piece->gap == '\0')
        hexwire_format_piece_set (&piece->gap, g_strdup (" "));
    }
}

char *
hexwire_format_edit_set_name (const char  *text,
                              gsize        field,
                              const char  *name,
                              GPtrArray   *values,
                              GError     **error)
{
  g_autoptr (HexwireFormatDraft) draft = NULL;
  const char *own_name, *rest;
  gsize index;
  HexwireFormatPiece *piece;

  g_return_val_if_fail (text != NULL, NULL);

  draft = hexwire_format_draft_new_at (text, field, values, &index, error);
  if (draft == NULL)
    return NULL;
  own_name = hexwire_format_get_field (draft->format, field)->name;
  if (!check_name (draft, name, own_name, error))
    return NULL;
  piece = hexwire_format_draft_get_piece (draft, index);
  rest = piece->text + (own_name != NULL ? strlen (own_name) + 1 : 0);
  if (name == NULL || *name == '\0')
    hexwire_format_piece_set (&piece->text,
                              g_strdup (piece->text + find_item (piece->text)));
  else
    {
      hexwire_format_piece_set (&piece->text, g_strconcat (name, ":", rest, NULL));
      if (own_name == NULL)
        set_apart (draft, index);
    }
  return hexwire_format_draft_finish (draft, values, error);
}
