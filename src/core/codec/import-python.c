/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/import-python.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/format-draft.h"
#include "codec/import-scanner.h"
#include "codec/value.h"

/* What a function of the struct module takes before the values, after the format. */
typedef struct
{
  const char *name;
  gboolean has_values;
  guint n_skipped;
} Function;

static const Function functions[] = {
  { "pack", TRUE, 0 },           { "pack_into", TRUE, 2 },  { "unpack", FALSE, 0 },
  { "unpack_from", FALSE, 0 },   { "iter_unpack", FALSE, 0 }, { "calcsize", FALSE, 0 },
  { "Struct", FALSE, 0 },
};

typedef struct
{
  HexwireScanner scanner;
  GPtrArray *targets;           /* (element-type utf8): the names left of `=` in this line */
  gboolean is_assigned;         /* whether the `=` has come */
  gboolean is_target;           /* whether one may come yet */
  GPtrArray *arguments;         /* (element-type utf8): the values as they are written */
  GError **error;
} Reader;

static const Function *
find_function (const HexwireScanner *scanner)
{
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (hexwire_scanner_is (scanner, functions[i].name))
      return &functions[i];
  return NULL;
}

/* Follows a line as far as it may be `id, self.count =`. */
static void
read_target (Reader *self)
{
  const HexwireToken *token = &self->scanner.token;

  if (self->is_target && token->kind == 'a')
    g_ptr_array_add (self->targets, hexwire_scanner_dup_token (&self->scanner));
  else if (self->is_target && token->kind == '.')
    g_ptr_array_set_size (self->targets, MAX ((int) self->targets->len, 1) - 1);
  else if (self->is_target && token->kind == '=')
    {
      self->is_assigned = TRUE;
      self->is_target = FALSE;
    }
  else if (strchr ("(),[]", token->kind) == NULL)
    self->is_target = FALSE;
}

/* Returns whether the next token stands in another line. */
static gboolean
move_on (Reader *self)
{
  const char *end = self->scanner.token.start + self->scanner.token.size;

  hexwire_scanner_next (&self->scanner);
  if (memchr (end, '\n', (gsize) (self->scanner.token.start - end)) == NULL)
    return FALSE;
  g_ptr_array_set_size (self->targets, 0);
  self->is_assigned = FALSE;
  self->is_target = TRUE;
  return TRUE;
}

/* Moves past the parenthesis of a call, if one comes. */
static const Function *
find_call (Reader *self)
{
  while (self->scanner.token.kind != '$')
    {
      const Function *function = find_function (&self->scanner);

      if (!self->is_assigned)
        read_target (self);
      if (!move_on (self) && function != NULL && hexwire_scanner_accept (&self->scanner, "("))
        return function;
    }
  return NULL;
}

/* Reads one argument, up to its comma or the end of the call. */
static char *
read_argument (HexwireScanner *scanner)
{
  const char *start = scanner->token.start;
  const char *end = start;

  while (scanner->token.kind != '$' && strchr (",)]}", scanner->token.kind) == NULL)
    {
      HexwireToken before = scanner->token;

      if (strchr ("([{", scanner->token.kind) != NULL)
        {
          hexwire_scanner_skip_group (scanner);
          end = scanner->token.start;
          continue;
        }
      hexwire_scanner_next (scanner);
      end = before.start + before.size;
    }
  return g_strndup (start, (gsize) (end - start));
}

/* Reads what follows the format; its comma, or the end of the call, is here. */
static void
read_arguments (Reader         *self,
                const Function *function)
{
  HexwireScanner *scanner = &self->scanner;

  for (guint n = 0; hexwire_scanner_accept (scanner, ","); n++)
    {
      char *argument;

      if (hexwire_scanner_is (scanner, ")"))
        return;
      argument = read_argument (scanner);

      if (n < function->n_skipped)
        g_free (argument);
      else
        g_ptr_array_add (self->arguments, g_strchomp (argument));
    }
}

static char *
read_call (Reader         *self,
           const Function *function)
{
  HexwireScanner *scanner = &self->scanner;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  if (scanner->token.kind != '"')
    {
      shown = hexwire_scanner_dup_token (scanner);
      hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                            /* Translators: the placeholder is what stands there instead */
                            _("the format must be a text in quotes, not \"%.64s\""), shown);
      return NULL;
    }
  text = hexwire_scanner_read_text (scanner, self->error);
  if (text == NULL)
    return NULL;
  if (function->has_values)
    read_arguments (self, function);
  else if (g_str_equal (function->name, "Struct") && hexwire_scanner_accept (scanner, ")") &&
           hexwire_scanner_accept (scanner, ".") && hexwire_scanner_accept (scanner, "pack") &&
           hexwire_scanner_is (scanner, "("))
    {
      hexwire_scanner_next (scanner);
      if (!hexwire_scanner_is (scanner, ")"))
        g_ptr_array_add (self->arguments, g_strchomp (read_argument (scanner)));
      read_arguments (self, &functions[0]);
    }
  return g_steal_pointer (&text);
}

static gboolean
is_literal (const char *text)
{
  HexwireValue value;
  gboolean success = hexwire_value_parse (text, &value, NULL, NULL);

  if (success)
    hexwire_value_clear (&value);
  return success;
}

static void
append_note (GString *notes,
             char    *note)
{
  g_string_append_printf (notes, "%s%s", notes->len > 0 ? "\n" : "", note);
  g_free (note);
}

/* The arguments of one field, with commas between them, or %NULL where they are no literals. */
static char *
join_arguments (const Reader       *self,
                const HexwireField *field)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < field->n_values; i++)
    {
      const char *argument = g_ptr_array_index (self->arguments, field->first_value + i);

      if (!is_literal (argument))
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", argument);
    }
  return g_string_free (text, FALSE);
}

static void
note_arguments (const Reader        *self,
                const HexwireFormat *format,
                GString             *notes)
{
  gsize n_values = hexwire_format_get_n_values (format);

  if (self->arguments->len != n_values)
    append_note (notes,
                 /* Translators: both are numbers of values */
                 g_strdup_printf (_("The format takes %zu values, the call gives %zu."), n_values,
                                  (gsize) self->arguments->len));
  for (guint i = 0; i < self->arguments->len; i++)
    if (!is_literal (g_ptr_array_index (self->arguments, i)))
      {
        g_autofree char *shown = g_utf8_make_valid (g_ptr_array_index (self->arguments, i), -1);

        append_note (notes,
                     /* Translators: the number of a value, from 1, and its text in Python */
                     g_strdup_printf (_("Value %u is not a literal: %.64s"), i + 1, shown));
        return;
      }
}

static void
assign_values (const Reader        *self,
               const HexwireFormat *format,
               GPtrArray           *values,
               GString             *notes)
{
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      char *value = NULL;

      if (field->n_values > 0 && field->first_value <= self->arguments->len &&
          field->n_values <= self->arguments->len - field->first_value)
        value = join_arguments (self, field);
      g_ptr_array_add (values, value);
    }
  if (self->arguments->len > 0)
    note_arguments (self, format, notes);
}

/* The name for a field: that of its value, or what its values' names have before `_0`, `_1`... */
static char *
make_name (const Reader       *self,
           const HexwireField *field)
{
  const char *first;
  g_autofree char *name = NULL;

  if (field->name != NULL || field->n_values == 0)
    return NULL;
  first = g_ptr_array_index (self->targets, field->first_value);
  if (field->n_values == 1 && field->count == 1)
    return g_str_equal (first, "_") ? NULL : g_strdup (first);
  if (!g_str_has_suffix (first, "_0") || strlen (first) == 2)
    return NULL;
  name = g_strndup (first, strlen (first) - 2);
  for (gsize i = 1; i < field->n_values; i++)
    {
      g_autofree char *expected = g_strdup_printf ("%s_%zu", name, i);

      if (!g_str_equal (expected, g_ptr_array_index (self->targets, field->first_value + i)))
        return NULL;
    }
  return g_steal_pointer (&name);
}

/* Names the fields after the variables that their values go to. */
static char *
assign_names (const Reader  *self,
              const char    *text,
              GError       **error)
{
  g_autoptr (HexwireFormatDraft) draft = hexwire_format_draft_new (text, NULL, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n = 0;

  if (draft == NULL)
    return NULL;
  for (gsize i = 0; i < hexwire_format_get_n_fields (draft->format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (draft->format, i);
      HexwireFormatPiece *piece;
      char *name;

      if (field->type == 0)
        continue;
      piece = hexwire_format_draft_get_piece (draft, n++);
      name = make_name (self, field);
      if (name == NULL || !g_hash_table_add (names, name))
        continue;
      hexwire_format_piece_set (&piece->text, g_strconcat (name, ":", piece->text, NULL));
      piece->is_touched = TRUE;
      if (*piece->gap == '\0' && n < draft->pieces->len)
        hexwire_format_piece_set (&piece->gap, g_strdup (" "));
    }
  return hexwire_format_draft_finish (draft, NULL, error);
}

static gboolean
has_names (const HexwireFormat *format)
{
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    if (hexwire_format_get_field (format, i)->name != NULL)
      return TRUE;
  return FALSE;
}

/* Reads a call, or a text in quotes that is all there is. */
static char *
read_format (Reader *self)
{
  const Function *function;

  if (self->scanner.token.kind == '"')
    return hexwire_scanner_read_text (&self->scanner, self->error);
  function = find_call (self);
  if (function != NULL)
    return read_call (self, function);
  hexwire_scanner_fail (&self->scanner, self->scanner.text, self->error,
                        _("no format, no call of Python's struct, no structure of C and no "
                          "ctypes.Structure was found"));
  return NULL;
}

char *
hexwire_import_python (const char  *text,
                       GPtrArray   *values,
                       GString     *notes,
                       GError     **error)
{
  Reader reader = { .is_target = TRUE, .error = error };
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HexwireFormat) format = NULL;
  g_autofree char *result = NULL;

  reader.targets = targets;
  reader.arguments = arguments;
  hexwire_scanner_init (&reader.scanner, text);
  result = read_format (&reader);
  if (result == NULL)
    return NULL;
  format = hexwire_format_parse (result, NULL, error);
  if (format == NULL)
    {
      /* Translators: begins a message that says what is wrong with a format */
      g_prefix_error (error, _("in the format: "));
      return NULL;
    }
  assign_values (&reader, format, values, notes);
  if (reader.is_assigned && targets->len == hexwire_format_get_n_values (format) &&
      !has_names (format))
    return assign_names (&reader, result, error);
  return g_steal_pointer (&result);
}
