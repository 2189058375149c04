/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help-markdown.h"

#include <string.h>

#define MAX_HEADING_LEVEL 6

typedef struct
{
  GPtrArray *blocks;
  HexwireHelpBlock *open;   /* (nullable): what the next line may go on with; its text is raw */
  GString *text;            /* of that */
} Parser;

static void
block_free (gpointer data)
{
  HexwireHelpBlock *self = data;

  g_free (self->text);
  g_free (self->target);
  g_free (self);
}

static void
append_escaped (GString    *markup,
                const char *text,
                const char *end)
{
  g_autofree char *escaped = g_markup_escape_text (text, end - text);

  g_string_append (markup, escaped);
}

/* Where @mark is between @text and @end, or NULL. */
static const char *
find (const char *text,
      const char *end,
      const char *mark)
{
  const char *found = text < end ? g_strstr_len (text, end - text, mark) : NULL;

  return found != NULL && found > text ? found : NULL;
}

/* What stands between two marks; returns what is behind, or @text where there is no second one. */
static const char *
append_span (GString    *markup,
             const char *text,
             const char *end,
             const char *mark,
             const char *tag)
{
  gsize size = strlen (mark);
  const char *close = g_str_has_prefix (text, mark) ? find (text + size, end, mark) : NULL;

  if (close == NULL)
    return text;
  g_string_append_printf (markup, "<%s>", tag);
  append_escaped (markup, text + size, close);
  g_string_append_printf (markup, "</%s>", tag);
  return close + size;
}

static const char *
append_link (GString    *markup,
             const char *text,
             const char *end)
{
  const char *middle = *text == '[' ? find (text + 1, end, "](") : NULL;
  const char *close = middle != NULL ? find (middle + 2, end, ")") : NULL;

  if (close == NULL)
    return text;
  g_string_append (markup, "<a href=\"");
  append_escaped (markup, middle + 2, close);
  g_string_append (markup, "\">");
  append_escaped (markup, text + 1, middle);
  g_string_append (markup, "</a>");
  return close + 1;
}

static void
append_markup (GString    *markup,
               const char *text,
               const char *end)
{
  static const char *const spans[][2] = { { "`", "tt" }, { "**", "b" }, { "*", "i" } };

  while (text < end)
    {
      const char *behind = append_link (markup, text, end);

      for (guint i = 0; i < G_N_ELEMENTS (spans) && behind == text; i++)
        behind = append_span (markup, text, end, spans[i][0], spans[i][1]);
      if (behind == text)
        {
          if (*text == '\\' && text + 1 < end && g_ascii_ispunct (text[1]))
            text++;
          behind = g_utf8_next_char (text);
          append_escaped (markup, text, behind);
        }
      text = behind;
    }
}

static void
end_block (Parser *self)
{
  GString *markup;

  if (self->open == NULL)
    return;
  if (self->open->kind == HEXWIRE_HELP_CODE)
    self->open->text = g_strdup (self->text->str);
  else
    {
      markup = g_string_new (NULL);
      append_markup (markup, self->text->str, self->text->str + self->text->len);
      self->open->text = g_string_free (markup, FALSE);
    }
  self->open = NULL;
}

static HexwireHelpBlock *
begin_block (Parser               *self,
             HexwireHelpBlockKind  kind,
             const char           *text)
{
  HexwireHelpBlock *block = g_new0 (HexwireHelpBlock, 1);

  end_block (self);
  block->kind = kind;
  g_ptr_array_add (self->blocks, block);
  g_string_assign (self->text, text);
  self->open = block;
  return block;
}

/* Between lines stands a space, but not between characters of a script that has none. */
static void
go_on (Parser     *self,
       const char *line)
{
  const char *last = g_utf8_find_prev_char (self->text->str, self->text->str + self->text->len);

  if (last == NULL || !g_unichar_iswide (g_utf8_get_char (last))
      || !g_unichar_iswide (g_utf8_get_char (line)))
    g_string_append_c (self->text, ' ');
  g_string_append (self->text, line);
}

static gboolean
read_picture (Parser     *self,
              const char *line)
{
  const char *end = line + strlen (line);
  const char *middle = g_str_has_prefix (line, "![") ? find (line + 2, end, "](") : NULL;
  HexwireHelpBlock *block;

  if (middle == NULL || end[-1] != ')')
    return FALSE;
  block = begin_block (self, HEXWIRE_HELP_PICTURE, "");
  self->open = NULL;
  block->text = g_strndup (line + 2, (gsize) (middle - line - 2));
  block->target = g_strndup (middle + 2, (gsize) (end - 1 - middle - 2));
  return TRUE;
}

static gboolean
read_heading (Parser     *self,
              const char *line)
{
  gsize level = strspn (line, "#");

  if (level == 0 || level > MAX_HEADING_LEVEL || line[level] != ' ')
    return FALSE;
  begin_block (self, HEXWIRE_HELP_HEADING, line + level + 1)->level = (guint) level;
  end_block (self);
  return TRUE;
}

static gboolean
read_item (Parser     *self,
           const char *line)
{
  gsize n_digits = strspn (line, "0123456789");

  if (g_str_has_prefix (line, "- "))
    begin_block (self, HEXWIRE_HELP_ITEM, line + 2);
  else if (n_digits > 0 && n_digits < 4 && g_str_has_prefix (line + n_digits, ". "))
    begin_block (self, HEXWIRE_HELP_ITEM, line + n_digits + 2)->level
      = (guint) g_ascii_strtoull (line, NULL, 10);
  else
    return FALSE;
  return TRUE;
}

static void
read_line (Parser     *self,
           const char *line)
{
  const char *at = line + strspn (line, " ");

  if (*at == '\0')
    end_block (self);
  else if (g_str_has_prefix (at, "```"))
    begin_block (self, HEXWIRE_HELP_CODE, "");
  else if (!read_picture (self, at) && !read_heading (self, at) && !read_item (self, at))
    {
      if (self->open != NULL)
        go_on (self, at);
      else
        begin_block (self, HEXWIRE_HELP_PARAGRAPH, at);
    }
}

GPtrArray *
hexwire_help_markdown_parse (const char *text)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (block_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) buffer = g_string_new (NULL);
  Parser parser = { .blocks = blocks, .text = buffer };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (parser.open == NULL || parser.open->kind != HEXWIRE_HELP_CODE)
        read_line (&parser, lines[i]);
      else if (g_str_has_prefix (lines[i], "```"))
        end_block (&parser);
      else
        g_string_append_printf (buffer, "%s%s", buffer->len > 0 ? "\n" : "", lines[i]);
    }
  end_block (&parser);
  return g_steal_pointer (&blocks);
}
