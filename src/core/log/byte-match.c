/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-match.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "log/byte-pattern.h"
#include "log/row-filter.h"

#define ANY_CASE "-any-case"

struct _HexwireByteMatch
{
  gatomicrefcount ref_count;
  HexwireByteMatchKind kind;
  HexwireNotation notation;
  gboolean ignores_case;
  char *text;
  char *format;
  HexwireBytePattern *pattern;  /* (nullable) */
  HexwireRowFilter *filter;     /* (nullable) */
};

static const char *const kind_words[HEXWIRE_BYTE_MATCH_N_KINDS] = {
  [HEXWIRE_BYTE_MATCH_ANY] = "any",
  [HEXWIRE_BYTE_MATCH_BEGINS] = "begins",
  [HEXWIRE_BYTE_MATCH_CONTAINS] = "contains",
  [HEXWIRE_BYTE_MATCH_ENDS] = "ends",
  [HEXWIRE_BYTE_MATCH_EQUALS] = "equals",
  [HEXWIRE_BYTE_MATCH_REGEX] = "regex",
  [HEXWIRE_BYTE_MATCH_FIELDS] = "fields",
};

static const char *const notation_words[] = {
  [HEXWIRE_NOTATION_PLAIN] = "text",
  [HEXWIRE_NOTATION_ESCAPED] = "escaped",
  [HEXWIRE_NOTATION_HEX] = "hex",
  [HEXWIRE_NOTATION_PYTHON] = "python",
};

static gboolean
has_notation (HexwireByteMatchKind kind)
{
  return kind >= HEXWIRE_BYTE_MATCH_BEGINS && kind <= HEXWIRE_BYTE_MATCH_EQUALS;
}

static gboolean
may_ignore_case (HexwireByteMatchKind kind)
{
  return has_notation (kind) || kind == HEXWIRE_BYTE_MATCH_REGEX;
}

static gboolean
compile_bytes (HexwireByteMatch  *self,
               gsize             *error_position,
               GError           **error)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize size_bytes;

  bytes = hexwire_bytes_parse (self->notation, self->text, error_position, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size_bytes);
  if (size_bytes > HEXWIRE_BYTE_PATTERN_MAX_BYTES)
    hexwire_search_set_error_at (error, error_position, 0, HEXWIRE_SEARCH_ERROR_PATTERN,
                                 _("this is too long to look for"));
  else
    self->pattern = hexwire_byte_pattern_new_for_bytes (data, size_bytes, self->ignores_case);
  return self->pattern != NULL;
}

static gboolean
compile_pattern (HexwireByteMatch  *self,
                 gsize             *error_position,
                 GError           **error)
{
  gsize line_size = strcspn (self->text, "\n\r");

  if (self->kind == HEXWIRE_BYTE_MATCH_REGEX && self->text[line_size] != '\0')
    {
      hexwire_search_set_error_at (error, error_position, line_size, HEXWIRE_SEARCH_ERROR_PATTERN,
                                   _("an expression stands on one line; a line break is \\n"));
      return FALSE;
    }
  if (self->kind == HEXWIRE_BYTE_MATCH_REGEX)
    self->pattern = hexwire_byte_pattern_new (HEXWIRE_PATTERN_REGEX, self->text,
                                              self->ignores_case, error_position, error);
  else if (self->notation == HEXWIRE_NOTATION_HEX)
    self->pattern = hexwire_byte_pattern_new (HEXWIRE_PATTERN_HEX, self->text, FALSE,
                                              error_position, error);
  else if (!compile_bytes (self, error_position, error))
    return FALSE;
  if (self->pattern == NULL)
    return FALSE;
  if (self->kind == HEXWIRE_BYTE_MATCH_EQUALS || !hexwire_byte_pattern_is_empty (self->pattern))
    return TRUE;
  hexwire_search_set_error_at (error, error_position, 0, HEXWIRE_SEARCH_ERROR_PATTERN,
                               _("there is nothing to look for"));
  return FALSE;
}

static gboolean
compile_filter (HexwireByteMatch  *self,
                gsize             *error_position,
                GError           **error)
{
  g_autoptr (HexwireFormat) format = NULL;

  if (*self->format != '\0')
    {
      format = hexwire_format_parse (self->format, NULL, error);
      if (format == NULL)
        {
          if (error_position != NULL)
            *error_position = 0;
          /* Translators: stands before what is wrong with a format */
          g_prefix_error (error, _("the format: "));
          return FALSE;
        }
    }
  self->filter = hexwire_row_filter_parse (self->text, format, error_position, error);
  if (self->filter != NULL && !hexwire_row_filter_is_empty (self->filter))
    return TRUE;
  if (self->filter != NULL)
    hexwire_search_set_error_at (error, error_position, 0, HEXWIRE_SEARCH_ERROR_PATTERN,
                                 _("there is nothing to look for"));
  return FALSE;
}

HexwireByteMatch *
hexwire_byte_match_new (HexwireByteMatchKind   kind,
                        HexwireNotation        notation,
                        const char            *text,
                        const char            *format,
                        gboolean               ignores_case,
                        gsize                 *error_position,
                        GError               **error)
{
  g_autoptr (HexwireByteMatch) self = g_new0 (HexwireByteMatch, 1);
  gboolean is_good = TRUE;

  g_return_val_if_fail (kind < HEXWIRE_BYTE_MATCH_N_KINDS, NULL);
  g_return_val_if_fail (notation < G_N_ELEMENTS (notation_words), NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->notation = has_notation (kind) ? notation : HEXWIRE_NOTATION_PLAIN;
  self->ignores_case = ignores_case && may_ignore_case (kind);
  self->text = g_strdup (kind != HEXWIRE_BYTE_MATCH_ANY ? text : "");
  self->format = g_strdup (kind == HEXWIRE_BYTE_MATCH_FIELDS && format != NULL ? format : "");
  /* A line break is one space of many there, and the text of a match has but one line. */
  if (kind == HEXWIRE_BYTE_MATCH_FIELDS)
    {
      g_strdelimit (self->text, "\n\r", ' ');
      g_strdelimit (self->format, "\n\r", ' ');
    }
  if (kind == HEXWIRE_BYTE_MATCH_FIELDS)
    is_good = compile_filter (self, error_position, error);
  else if (kind != HEXWIRE_BYTE_MATCH_ANY)
    is_good = compile_pattern (self, error_position, error);
  return is_good ? g_steal_pointer (&self) : NULL;
}

HexwireByteMatch *
hexwire_byte_match_ref (HexwireByteMatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_byte_match_unref (HexwireByteMatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->pattern, hexwire_byte_pattern_unref);
  g_clear_pointer (&self->filter, hexwire_row_filter_unref);
  g_free (self->text);
  g_free (self->format);
  g_free (self);
}

/* Takes the word at *@at and the one space behind it; (gsize) -1 where it is none of @words. */
static gsize
take_word (const char        **at,
           const char *const  *words,
           gsize               n_words,
           gboolean           *has_any_case)
{
  gsize size = strcspn (*at, " ");
  g_autofree char *word = g_strndup (*at, size);

  if (has_any_case != NULL)
    *has_any_case = g_str_has_suffix (word, ANY_CASE);
  if (has_any_case != NULL && *has_any_case)
    word[size - strlen (ANY_CASE)] = '\0';
  for (gsize i = 0; i < n_words; i++)
    if (g_str_equal (word, words[i]))
      {
        *at += size + ((*at)[size] == ' ' ? 1 : 0);
        return i;
      }
  return (gsize) -1;
}

static HexwireByteMatch *
fail_at (const char   *line,
         const char   *at,
         gsize        *error_position,
         GError      **error,
         const char   *reason)
{
  hexwire_search_set_error_at (error, error_position, (gsize) (at - line),
                               HEXWIRE_SEARCH_ERROR_PATTERN, "%s", reason);
  return NULL;
}

/* Takes a format in brackets, which may be left out, and the spaces round it. */
static gboolean
take_format (const char **at,
             char       **format)
{
  const char *end;

  *at += strspn (*at, " ");
  if (**at != '[')
    return TRUE;
  end = strchr (*at, ']');
  if (end == NULL)
    return FALSE;
  *format = g_strndup (*at + 1, (gsize) (end - *at - 1));
  *at = end + 1 + strspn (end + 1, " ");
  return TRUE;
}

HexwireByteMatch *
hexwire_byte_match_parse (const char  *line,
                          gsize       *error_position,
                          GError     **error)
{
  const char *at = line;
  g_autofree char *format = NULL;
  HexwireByteMatch *self;
  GError *reason = NULL;
  gboolean ignores_case;
  gsize notation = HEXWIRE_NOTATION_PLAIN;
  gsize kind, position = 0;

  g_return_val_if_fail (line != NULL, NULL);

  kind = take_word (&at, kind_words, G_N_ELEMENTS (kind_words), &ignores_case);
  if (kind == (gsize) -1 || (ignores_case && !may_ignore_case (kind)))
    return fail_at (line, line, error_position, error,
                    _("one of any, begins, contains, ends, equals, regex and fields is expected"));
  if (has_notation (kind))
    notation = take_word (&at, notation_words, G_N_ELEMENTS (notation_words), NULL);
  if (notation == (gsize) -1)
    return fail_at (line, at, error_position, error,
                    _("one of text, escaped, hex and python is expected"));
  if (kind == HEXWIRE_BYTE_MATCH_ANY && at[strspn (at, " ")] != '\0')
    return fail_at (line, at, error_position, error, _("nothing can follow here"));
  if (kind == HEXWIRE_BYTE_MATCH_FIELDS && !take_format (&at, &format))
    return fail_at (line, at, error_position, error, _("the closing bracket is missing"));
  self = hexwire_byte_match_new (kind, notation, at, format, ignores_case, &position, &reason);
  if (self == NULL)
    hexwire_search_move_error (error, error_position, reason, position, (gsize) (at - line),
                               HEXWIRE_SEARCH_ERROR_PATTERN);
  return self;
}

/* A text with a line break does not stand on one line as it is. */
static void
append_bytes (const HexwireByteMatch *self,
              GString                *line)
{
  HexwireNotation notation = self->notation;
  g_autofree char *escaped = NULL;

  if (strpbrk (self->text, "\n\r") != NULL)
    {
      g_autoptr (GBytes) bytes = hexwire_bytes_parse (notation, self->text, NULL, NULL);
      gsize size_bytes = 0;
      const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size_bytes) : NULL;

      if (bytes != NULL)
        {
          notation = HEXWIRE_NOTATION_ESCAPED;
          escaped = hexwire_bytes_to_text (notation, data, size_bytes);
        }
      else
        escaped = g_strdelimit (g_strdup (self->text), "\n\r", ' ');
    }
  g_string_append_printf (line, " %s %s", notation_words[notation],
                          escaped != NULL ? escaped : self->text);
}

char *
hexwire_byte_match_to_text (const HexwireByteMatch *self)
{
  g_autoptr (GString) line = g_string_new (kind_words[self->kind]);

  if (self->ignores_case)
    g_string_append (line, ANY_CASE);
  if (has_notation (self->kind))
    append_bytes (self, line);
  else if (self->kind == HEXWIRE_BYTE_MATCH_FIELDS && *self->format != '\0')
    g_string_append_printf (line, " [%s] %s", self->format, self->text);
  else if (self->kind != HEXWIRE_BYTE_MATCH_ANY)
    g_string_append_printf (line, " %s", self->text);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

HexwireByteMatchKind
hexwire_byte_match_get_kind (const HexwireByteMatch *self)
{
  return self->kind;
}

HexwireNotation
hexwire_byte_match_get_notation (const HexwireByteMatch *self)
{
  return self->notation;
}

const char *
hexwire_byte_match_get_text (const HexwireByteMatch *self)
{
  return self->text;
}

gboolean
hexwire_byte_match_get_ignores_case (const HexwireByteMatch *self)
{
  return self->ignores_case;
}

const char *
hexwire_byte_match_get_format (const HexwireByteMatch *self)
{
  return self->format;
}

static gboolean
match_filter (const HexwireByteMatch  *self,
              const guint8            *data,
              gsize                    size_bytes,
              GError                 **error)
{
  HexwireLogRecord record = { .kind = HEXWIRE_MESSAGE_RECEIVED, .data = data,
                              .size_bytes = size_bytes };
  gboolean gave_up = FALSE;

  if (hexwire_row_filter_matches (self->filter, &record, &gave_up))
    return TRUE;
  if (gave_up)
    g_set_error_literal (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED,
                         _("The expression is too complicated: it would take too long"));
  return FALSE;
}

/* A pattern of fixed size is looked for where it may stand, and nowhere else. */
static gboolean
find_pattern (const HexwireByteMatch  *self,
              const guint8            *data,
              gsize                    size_bytes,
              gsize                   *offset,
              gsize                   *length,
              GError                 **error)
{
  gsize from = 0;

  if (self->kind >= HEXWIRE_BYTE_MATCH_BEGINS && self->kind <= HEXWIRE_BYTE_MATCH_EQUALS
      && self->kind != HEXWIRE_BYTE_MATCH_CONTAINS)
    {
      gsize wanted = hexwire_byte_pattern_is_empty (self->pattern)
                       ? 0 : hexwire_byte_pattern_get_max_overlap_bytes (self->pattern) + 1;

      if (size_bytes < wanted || (self->kind == HEXWIRE_BYTE_MATCH_EQUALS && size_bytes != wanted))
        return FALSE;
      if (wanted == 0)
        {
          *offset = *length = 0;
          return TRUE;
        }
      from = self->kind == HEXWIRE_BYTE_MATCH_ENDS ? size_bytes - wanted : 0;
      size_bytes = from + wanted;
    }
  return hexwire_byte_pattern_find (self->pattern, data, size_bytes, from, offset, length, error);
}

gboolean
hexwire_byte_match_find (const HexwireByteMatch  *self,
                         const guint8            *data,
                         gsize                    size_bytes,
                         gsize                   *offset,
                         gsize                   *length,
                         GError                 **error)
{
  gsize at = 0, n = size_bytes;
  gboolean has_match = TRUE;

  if (self->kind == HEXWIRE_BYTE_MATCH_FIELDS)
    has_match = match_filter (self, data, size_bytes, error);
  else if (self->kind != HEXWIRE_BYTE_MATCH_ANY)
    has_match = find_pattern (self, data, size_bytes, &at, &n, error);
  if (offset != NULL)
    *offset = at;
  if (length != NULL)
    *length = n;
  return has_match;
}
