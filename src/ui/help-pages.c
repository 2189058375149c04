/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help-pages.h"

#include "help-markdown.h"

#include <pango/pango.h>
#include <string.h>

#define DEFAULT_LANGUAGE "en"

struct _HexwireHelpPage
{
  GObject parent_instance;

  char *name;
  GFile *file;
  GPtrArray *blocks;      /* (element-type HexwireHelpBlock) */
  char *title;
  char *folded;           /* what is searched */
};

G_DEFINE_FINAL_TYPE (HexwireHelpPage, hexwire_help_page, G_TYPE_OBJECT)

static void
hexwire_help_page_finalize (GObject *object)
{
  HexwireHelpPage *self = HEXWIRE_HELP_PAGE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->file);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (hexwire_help_page_parent_class)->finalize (object);
}

static void
hexwire_help_page_class_init (HexwireHelpPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_help_page_finalize;
}

static void
hexwire_help_page_init (HexwireHelpPage *self)
{
}

static gboolean
is_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* The folder of all languages: that of the build tree for a program in it, so that it does not show
 * what an installed one has; then that of the installation, also where that was moved. */
static char *
dup_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *place = program != NULL ? g_path_get_dirname (program) : g_strdup ("");
  g_autofree char *built = g_build_filename (place, "..", "..", "help", NULL);
  g_autofree char *moved = g_build_filename (place, "..", "share", "hexwire", "help", NULL);

  if (g_str_has_suffix (place, "/src/ui") && is_folder (built))
    return g_steal_pointer (&built);
  if (!is_folder (HELPDIR) && is_folder (moved))
    return g_steal_pointer (&moved);
  return g_strdup (HELPDIR);
}

/* The user's language, where the help is written in it. */
static char *
dup_language (const char *folder)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (is_folder (path))
        return g_strdup (names[i]);
    }
  return g_strdup (DEFAULT_LANGUAGE);
}

/* Links are markup of labels, which Pango does not know. */
static char *
dup_without_links (const char *markup)
{
  g_autoptr (GRegex) links = g_regex_new ("</?a\\b[^>]*>", 0, 0, NULL);

  return g_regex_replace_literal (links, markup, -1, 0, "", 0, NULL);
}

/* What is read of a block: nothing of a picture. */
static char *
dup_read_text (const HexwireHelpBlock *block)
{
  g_autofree char *markup = NULL;
  char *text = NULL;

  if (block->kind == HEXWIRE_HELP_CODE)
    return g_strdup (block->text);
  if (block->kind == HEXWIRE_HELP_PICTURE)
    return g_strdup ("");
  markup = dup_without_links (block->text);
  return pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL) ? text : g_strdup ("");
}

static char *
dup_title (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      HexwireHelpBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == HEXWIRE_HELP_HEADING)
        return dup_read_text (block);
    }
  return g_strdup ("");
}

static char *
dup_folded (GPtrArray *blocks)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *read = dup_read_text (g_ptr_array_index (blocks, i));

      g_string_append_printf (text, "%s\n", read);
    }
  return g_utf8_casefold (text->str, -1);
}

static HexwireHelpPage *
read_page (const char  *folder,
           const char  *language,
           const char  *name,
           GError     **error)
{
  g_autoptr (HexwireHelpPage) self = g_object_new (HEXWIRE_TYPE_HELP_PAGE, NULL);
  g_autofree char *path = g_build_filename (folder, language, name, NULL);
  g_autofree char *text = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_str_equal (language, DEFAULT_LANGUAGE))
    return read_page (folder, DEFAULT_LANGUAGE, name, error);
  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  self->name = g_strdup (name);
  self->file = g_file_new_for_path (path);
  self->blocks = hexwire_help_markdown_parse (text);
  self->title = dup_title (self->blocks);
  self->folded = dup_folded (self->blocks);
  return g_steal_pointer (&self);
}

/* The files that a page links to, in the order of the links. */
static GPtrArray *
find_links (HexwireHelpPage *page)
{
  g_autoptr (GRegex) regex = g_regex_new ("<a href=\"([a-z0-9-]+\\.md)\">", 0, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < page->blocks->len; i++)
    {
      HexwireHelpBlock *block = g_ptr_array_index (page->blocks, i);
      g_autoptr (GMatchInfo) match = NULL;

      for (g_regex_match (regex, block->text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        g_ptr_array_add (names, g_match_info_fetch (match, 1));
    }
  return names;
}

GPtrArray *
hexwire_help_pages_load (GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *language = dup_language (folder);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = NULL;
  HexwireHelpPage *page = read_page (folder, language, HEXWIRE_HELP_INDEX, error);

  if (page == NULL)
    return NULL;
  g_ptr_array_add (pages, page);
  names = find_links (page);
  for (guint i = 0; i < names->len; i++)
    {
      page = read_page (folder, language, g_ptr_array_index (names, i), error);
      if (page == NULL)
        return NULL;
      g_ptr_array_add (pages, page);
    }
  return g_steal_pointer (&pages);
}

const char *
hexwire_help_page_get_name (HexwireHelpPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_HELP_PAGE (self), NULL);
  return self->name;
}

const char *
hexwire_help_page_get_title (HexwireHelpPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_HELP_PAGE (self), NULL);
  return self->title;
}

GPtrArray *
hexwire_help_page_get_blocks (HexwireHelpPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_HELP_PAGE (self), NULL);
  return self->blocks;
}

GFile *
hexwire_help_page_dup_file (HexwireHelpPage *self,
                            const char      *target)
{
  g_autoptr (GFile) folder = NULL;

  g_return_val_if_fail (HEXWIRE_IS_HELP_PAGE (self), NULL);

  folder = g_file_get_parent (self->file);
  return g_file_resolve_relative_path (folder, target);
}

gboolean
hexwire_help_page_matches (HexwireHelpPage *self,
                           const char      *words)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);
  g_auto (GStrv) all = g_strsplit (folded, " ", -1);

  g_return_val_if_fail (HEXWIRE_IS_HELP_PAGE (self), FALSE);

  for (guint i = 0; all[i] != NULL; i++)
    if (strstr (self->folded, all[i]) == NULL)
      return FALSE;
  return TRUE;
}
