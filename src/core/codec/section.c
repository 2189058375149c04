/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/section.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *key;      /* NULL for a comment, or an empty line */
  char *text;     /* as it is written, without the line's end */
  gsize value;    /* where in it the value begins */
  guint number;   /* from 1; 0 for a line that was not read */
} Line;

struct _HexwireSection
{
  char *name;
  guint number;       /* of the line with the name */
  GPtrArray *above;   /* (element-type Line): comments */
  GPtrArray *lines;   /* (element-type Line) */
};

static void
line_free (Line *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

static Line *
line_new (const char *key,
          const char *value)
{
  Line *self = g_new0 (Line, 1);

  self->key = g_strdup (key);
  self->text = g_strconcat (key, "=", value, NULL);
  self->value = strlen (key) + 1;
  return self;
}

HexwireSection *
hexwire_section_new (const char *name)
{
  HexwireSection *self = g_new0 (HexwireSection, 1);

  self->name = g_strdup (name);
  self->above = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  return self;
}

void
hexwire_section_free (HexwireSection *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->above);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static gboolean
fail (GError     **error,
      guint        number,
      const char  *reason)
{
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
               /* Translators: the number of a line, and what is wrong in it */
               _("line %u: %s"), number, reason);
  return FALSE;
}

static gboolean
has_key (const HexwireSection *self,
         guint                 index,
         const char           *key)
{
  const Line *line = g_ptr_array_index (self->lines, index);

  return line->key != NULL && g_str_equal (line->key, key);
}

/* The first line of a key; the number of lines where it has none. */
static guint
find (const HexwireSection *self,
      const char           *key)
{
  guint index = 0;

  while (index < self->lines->len && !has_key (self, index, key))
    index++;
  return index;
}

/* Finds key and value; the value is behind one space where the key is before one. */
static gboolean
split (Line     *line,
       GError  **error)
{
  const char *equals = strchr (line->text, '=');
  g_autofree char *key = NULL;
  gboolean is_spaced;

  if (equals == NULL)
    return fail (error, line->number, _("“key=value” is expected"));
  is_spaced = equals > line->text && g_ascii_isspace (equals[-1]);
  key = g_strstrip (g_strndup (line->text, (gsize) (equals - line->text)));
  if (*key == '\0')
    return fail (error, line->number, _("nothing stands before the “=”"));
  line->key = g_steal_pointer (&key);
  line->value = (gsize) (equals + 1 - line->text);
  if (is_spaced && equals[1] == ' ')
    line->value++;
  return TRUE;
}

/* Lines of one key make one value where they stand together; apart, somebody merged two. */
static gboolean
add_pair (HexwireSection  *self,
          Line            *line,
          GError         **error)
{
  guint n_lines = self->lines->len;
  g_autofree char *reason = NULL;

  if (!split (line, error))
    {
      line_free (line);
      return FALSE;
    }
  if (find (self, line->key) == n_lines || has_key (self, n_lines - 1, line->key))
    {
      g_ptr_array_add (self->lines, line);
      return TRUE;
    }
  /* Translators: the placeholder is a word before “=” */
  reason = g_strdup_printf (_("“%s” is there twice"), line->key);
  fail (error, line->number, reason);
  line_free (line);
  return FALSE;
}

/* The comments right above a section's name are about that section, and all that stand before the
 * first one. */
static void
take_comments (HexwireSection *self,
               GPtrArray      *lines,
               gboolean        takes_all)
{
  guint first = takes_all ? 0 : lines->len;

  while (first > 0 && *((Line *) g_ptr_array_index (lines, first - 1))->text == '#')
    first--;
  while (lines->len > first)
    g_ptr_array_add (self->above, g_ptr_array_steal_index (lines, first));
}

static gboolean
begin_section (GPtrArray  *sections,
               GPtrArray  *start,
               Line       *line,
               GError    **error)
{
  gsize length = strlen (g_strchomp (line->text));
  g_autofree char *name = NULL;
  HexwireSection *last = NULL;
  HexwireSection *section;

  if (line->text[length - 1] != ']' || length < 3)
    return fail (error, line->number, _("the name of a section stands between “[” and “]”"));
  if (sections->len > 0)
    last = g_ptr_array_index (sections, sections->len - 1);
  name = g_strndup (line->text + 1, length - 2);
  section = hexwire_section_new (name);
  section->number = line->number;
  take_comments (section, last != NULL ? last->lines : start, last == NULL);
  g_ptr_array_add (sections, section);
  return TRUE;
}

/* @start: (element-type Line): what stands before the first section. */
static gboolean
read_line (GPtrArray  *sections,
           GPtrArray  *start,
           Line       *line,
           GError    **error)
{
  HexwireSection *last = NULL;

  if (sections->len > 0)
    last = g_ptr_array_index (sections, sections->len - 1);
  if (*line->text == '[')
    {
      gboolean is_good = begin_section (sections, start, line, error);

      line_free (line);
      return is_good;
    }
  if (*line->text == '#' || line->text[strspn (line->text, " \t")] == '\0')
    g_ptr_array_add (last != NULL ? last->lines : start, line);
  else if (last != NULL)
    return add_pair (last, line, error);
  else
    {
      fail (error, line->number, _("a section is expected, “[name]”"));
      line_free (line);
      return FALSE;
    }
  return TRUE;
}

/* Without the ends of lines that other systems write. */
static Line *
cut_line (const char *text,
          gsize       size_bytes,
          guint       number)
{
  Line *line = g_new0 (Line, 1);

  while (size_bytes > 0 && text[size_bytes - 1] == '\r')
    size_bytes--;
  line->text = g_strndup (text, size_bytes);
  line->number = number;
  return line;
}

GPtrArray *
hexwire_sections_parse (const char  *text,
                        gsize        size_bytes,
                        GError     **error)
{
  g_autoptr (GPtrArray) sections
    = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_section_free);
  g_autoptr (GPtrArray) start = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  guint number = 0;

  if (!g_utf8_validate_len (text, size_bytes, NULL))
    {
      g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
                           _("the file is not UTF-8 text"));
      return NULL;
    }
  while (size_bytes > 0)
    {
      const char *end = memchr (text, '\n', size_bytes);
      gsize line_bytes = end != NULL ? (gsize) (end - text) : size_bytes;
      gsize taken_bytes = MIN (line_bytes + 1, size_bytes);

      if (!read_line (sections, start, cut_line (text, line_bytes, ++number), error))
        return NULL;
      text += taken_bytes;
      size_bytes -= taken_bytes;
    }
  return g_steal_pointer (&sections);
}

const char *
hexwire_section_get_name (const HexwireSection *self)
{
  return self->name;
}

guint
hexwire_section_get_line (const HexwireSection *self)
{
  return self->number;
}

char *
hexwire_section_dup_value (const HexwireSection *self,
                           const char           *key,
                           guint                *line)
{
  guint first = find (self, key);
  GString *value;

  if (first == self->lines->len)
    return NULL;
  value = g_string_new (NULL);
  for (guint i = first; i < self->lines->len && has_key (self, i, key); i++)
    {
      const Line *present = g_ptr_array_index (self->lines, i);

      if (i > first)
        g_string_append_c (value, '\n');
      g_string_append (value, present->text + present->value);
    }
  if (line != NULL)
    *line = ((Line *) g_ptr_array_index (self->lines, first))->number;
  return g_string_free (value, FALSE);
}

/* Where a key goes that was not there: behind the last one that is. */
static guint
find_end (const HexwireSection *self)
{
  guint index = self->lines->len;

  while (index > 0 && ((Line *) g_ptr_array_index (self->lines, index - 1))->key == NULL)
    index--;
  return index;
}

static char *
dup_without_returns (const char *text)
{
  char *copy = g_strdup (text);
  gsize length = strlen (copy);

  while (length > 0 && copy[length - 1] == '\r')
    copy[--length] = '\0';
  return copy;
}

void
hexwire_section_set_value (HexwireSection *self,
                           const char     *key,
                           const char     *value)
{
  guint first = find (self, key);
  g_autofree char *present = hexwire_section_dup_value (self, key, NULL);
  g_auto (GStrv) texts = NULL;

  if (g_strcmp0 (present, value) == 0)
    return;
  if (present == NULL)
    first = find_end (self);
  while (first < self->lines->len && has_key (self, first, key))
    g_ptr_array_remove_index (self->lines, first);
  if (value == NULL)
    return;
  /* An empty text has no parts for g_strsplit(), but a line here. */
  texts = g_strsplit (*value != '\0' ? value : "\n", "\n", -1);
  for (guint i = 0; texts[i] != NULL && (i == 0 || *value != '\0'); i++)
    {
      g_autofree char *text = dup_without_returns (texts[i]);

      g_ptr_array_insert (self->lines, (int) (first + i), line_new (key, text));
    }
}

static void
append_lines (GPtrArray *lines,
              GString   *text)
{
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", ((Line *) g_ptr_array_index (lines, i))->text);
}

void
hexwire_section_append (const HexwireSection *self,
                        GString              *text)
{
  if (text->len > 0 && !g_str_has_suffix (text->str, "\n\n"))
    g_string_append_c (text, '\n');
  append_lines (self->above, text);
  g_string_append_printf (text, "[%s]\n", self->name);
  append_lines (self->lines, text);
}
