/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireHelpBlockKind:
 * @HEXWIRE_HELP_HEADING: a heading
 * @HEXWIRE_HELP_PARAGRAPH: some text
 * @HEXWIRE_HELP_ITEM: an item of a list
 * @HEXWIRE_HELP_CODE: lines as they are
 * @HEXWIRE_HELP_PICTURE: a picture
 */
typedef enum
{
  HEXWIRE_HELP_HEADING,
  HEXWIRE_HELP_PARAGRAPH,
  HEXWIRE_HELP_ITEM,
  HEXWIRE_HELP_CODE,
  HEXWIRE_HELP_PICTURE,
} HexwireHelpBlockKind;

/**
 * HexwireHelpBlock:
 * @kind: what it is
 * @level: of a heading, 1 for a title; of an item, its number, 0 where it has none
 * @text: Pango markup, with links in it; of code and of a picture plain text
 * @target: (nullable): of a picture: its file, as it is written
 */
typedef struct
{
  HexwireHelpBlockKind kind;
  guint level;
  char *text;
  char *target;
} HexwireHelpBlock;

/**
 * hexwire_help_markdown_parse:
 * @text: Markdown: headings with `#`, paragraphs, lists of one level, fenced code, and pictures on
 *   lines of their own; within text code, *emphasis*, **strong** words and links, none within
 *   another
 *
 * Whatever else it holds is text.
 *
 * Returns: (transfer full) (element-type HexwireHelpBlock): the blocks in their order
 */
GPtrArray *hexwire_help_markdown_parse (const char *text);

G_END_DECLS
