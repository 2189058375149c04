/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_HELP_PAGE (hexwire_help_page_get_type ())

/**
 * HexwireHelpPage:
 *
 * A page of the help: a file of Markdown, in the language of the user where there is one.
 */
G_DECLARE_FINAL_TYPE (HexwireHelpPage, hexwire_help_page, HEXWIRE, HELP_PAGE, GObject)

/** HEXWIRE_HELP_INDEX: the name of the page that lists the others. */
#define HEXWIRE_HELP_INDEX "index.md"

/**
 * hexwire_help_pages_load:
 * @error: return location for a #GIOErrorEnum or a #GFileError
 *
 * Reads the pages: the index, and those that it links to, in its order. They are looked for where
 * the program was built and where it is installed.
 *
 * Returns: (transfer full) (nullable) (element-type HexwireHelpPage): the pages
 */
GPtrArray *hexwire_help_pages_load (GError **error);

/** hexwire_help_page_get_name: what links call it, "server.md". */
const char *hexwire_help_page_get_name (HexwireHelpPage *self);

/** hexwire_help_page_get_title: its first heading. */
const char *hexwire_help_page_get_title (HexwireHelpPage *self);

/** hexwire_help_page_get_blocks: (transfer none) (element-type HexwireHelpBlock). */
GPtrArray *hexwire_help_page_get_blocks (HexwireHelpPage *self);

/** hexwire_help_page_dup_file: (transfer full): @target: what a picture is called in the page. */
GFile *hexwire_help_page_dup_file (HexwireHelpPage *self,
                                   const char      *target);

/** hexwire_help_page_matches: whether each word of @words is in the page, in either case. */
gboolean hexwire_help_page_matches (HexwireHelpPage *self,
                                    const char      *words);

G_END_DECLS
