/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help-markdown.h"

#include <string.h>

static void
assert_markup (const char *text)
{
  const GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autofree char *whole = g_strdup_printf ("<markup>%s</markup>", text);

  g_assert_true (g_markup_parse_context_parse (context, whole, -1, NULL));
  g_assert_true (g_markup_parse_context_end_parse (context, NULL));
}

/* Blocks as text: a letter for the kind, the level, the text and the target. */
static char *
dup_blocks (const char *markdown)
{
  g_autoptr (GPtrArray) blocks = hexwire_help_markdown_parse (markdown);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      HexwireHelpBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (text, "%c%u:%s%s%s\n", "HPICG"[block->kind], block->level,
                              block->text, block->target != NULL ? "|" : "",
                              block->target != NULL ? block->target : "");
      if (block->kind != HEXWIRE_HELP_CODE && block->kind != HEXWIRE_HELP_PICTURE)
        assert_markup (block->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *markdown;
  const char *blocks;
} cases[] = {
  { "", "" },
  { "# Title\ntext", "H1:Title\nP0:text\n" },
  { "## A `b`\n\n#no heading", "H2:A <tt>b</tt>\nP0:#no heading\n" },
  { "one\ntwo\n\nthree", "P0:one two\nP0:three\n" },
  { "一行\n二行\nand", "P0:一行二行 and\n" },
  { "- a\n  goes on\n- b\n3. c", "I0:a goes on\nI0:b\nI3:c\n" },
  { "```\n# a <b>\n\n  c\n```\nd", "C0:# a <b>\n\n  c\nP0:d\n" },
  { "```\nnever closed", "C0:never closed\n" },
  { "![a *b*](../c.png)\ntext", "G0:a *b*|../c.png\nP0:text\n" },
  { "a **b** *c* `*d*` <e> & f", "P0:a <b>b</b> <i>c</i> <tt>*d*</tt> &lt;e&gt; &amp; f\n" },
  { "[a](b.md), [c](", "P0:<a href=\"b.md\">a</a>, [c](\n" },
  { "\\*a\\* \\\\n * alone, `alone", "P0:*a* \\n * alone, `alone\n" },
  { "**", "P0:**\n" },
  { "[\"](\"&)", "P0:<a href=\"&quot;&amp;\">&quot;</a>\n" },
};

static void
test_blocks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *blocks = dup_blocks (cases[i].markdown);

      g_assert_cmpstr (blocks, ==, cases[i].blocks);
    }
}

/* Whatever is cut off, what is left is read. */
static void
test_cut (void)
{
  static const char text[] = "# T\n- a [b](c.md) **d** `e`\n```\nf\n```\n![g](h)\n1. *i*\n";

  for (gsize i = 0; i <= strlen (text); i++)
    {
      g_autofree char *start = g_strndup (text, i);
      g_autofree char *blocks = dup_blocks (start);

      g_assert_true (g_utf8_validate (blocks, -1, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/help-markdown/blocks", test_blocks);
  g_test_add_func ("/help-markdown/cut", test_cut);

  return g_test_run ();
}
