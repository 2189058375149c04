/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "log/frame-rule.h"

static const struct
{
  const char *text;
  const char *canonical;        /* (nullable): where it is another text */
} rules[] = {
  { "none", NULL },
  { "  none\n", "none" },
  { "lines", NULL },
  { "lines strip", NULL },
  { "lines  limit  80", "lines limit 80" },
  { "lines limit 1048576", "lines" },
  { "delimiter \"\\r\\n\\r\\n\"", "delimiter b'\\r\\n\\r\\n'" },
  { "delimiter b'a b' strip limit 3", NULL },
  { "delimiter 'limit' strip", "delimiter b'limit' strip" },
  { "delimiter '\\x7e'", "delimiter b'~'" },
  { "delimiter '\\x00a'", "delimiter hex 00 61" },
  { "delimiter hex 0d0a", "delimiter b'\\r\\n'" },
  { "delimiter hex c0", NULL },
  { "delimiter hex fa,f3 80 strip limit 16", "delimiter hex fa f3 80 strip limit 16" },
  { "fixed 16", NULL },
  { "fixed 2097152", NULL },
  { "fixed 2097152 limit 2097152", "fixed 2097152" },
  { "fixed 2097152 limit 2097153", NULL },
  { "fixed 16 limit 16", NULL },
  { "length u8", NULL },
  { "length u16be at 2 add -4 counts-itself", NULL },
  { "length u16be at 16 counts-all", NULL },
  { "length u24le add +1", "length u24le add 1" },
  { "length u32le at 0 add 0", "length u32le" },
  { "length u64be add -9223372036854775808 limit 8", NULL },
  { "format >HHI", NULL },
  { "format >id:h count:i  limit 100", "format >id:h count:i limit 100" },
  { "format <16s limit:H", NULL },
  { "gap 50 ms", NULL },
  { "gap 1 ms limit 1", NULL },
};

static const struct
{
  const char *text;
  int code;
  gsize position;
} mistakes[] = {
  { "", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 0 },
  { " line", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 1 },
  { "none limit 5", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 11 },
  { "none 5", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 5 },
  { "lines strip strip", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 12 },
  { "lines limit", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 11 },
  { "lines limit 0", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 12 },
  { "lines limit 1073741825", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 12 },
  { "lines limit 5 strip", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 14 },
  { "delimiter", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 9 },
  { "delimiter \\n", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 10 },
  { "delimiter ''", HEXWIRE_FRAME_RULE_ERROR_DELIMITER, 10 },
  { "delimiter 'abc", HEXWIRE_FRAME_RULE_ERROR_DELIMITER, 14 },
  { "delimiter 'a\\xg'", HEXWIRE_FRAME_RULE_ERROR_DELIMITER, 12 },
  { "delimiter 'a'strip", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 13 },
  { "delimiter hex", HEXWIRE_FRAME_RULE_ERROR_DELIMITER, 10 },
  { "delimiter hex 0d 0g", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 18 },
  { "delimiter 'abc' limit 2", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 22 },
  { "fixed", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 5 },
  { "fixed 0", HEXWIRE_FRAME_RULE_ERROR_SIZE, 6 },
  { "fixed -1", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 6 },
  { "fixed 1073741825", HEXWIRE_FRAME_RULE_ERROR_SIZE, 6 },
  { "fixed 99999999999999999999", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 6 },
  { "fixed 16 limit 15", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 15 },
  { "length", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 6 },
  { "length u16", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 7 },
  { "length u12be", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 7 },
  { "length u8be", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 7 },
  { "length u8 at x", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 13 },
  { "length u8 at 5000000000", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 13 },
  { "length u8 at 1073741824", HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX, 7 },
  { "length u8 add +-1", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 14 },
  { "length u8 counts-itself counts-all", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 24 },
  { "length u32be at 2 limit 5", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 24 },
  { "format", HEXWIRE_FRAME_RULE_ERROR_FORMAT, 6 },
  { "format 0s", HEXWIRE_FRAME_RULE_ERROR_FORMAT, 7 },
  { "format >HHy", HEXWIRE_FRAME_RULE_ERROR_FORMAT, 10 },
  { "format 2000000000s", HEXWIRE_FRAME_RULE_ERROR_FORMAT, 7 },
  { "format >I limit 3", HEXWIRE_FRAME_RULE_ERROR_LIMIT, 16 },
  { "gap 50", HEXWIRE_FRAME_RULE_ERROR_SYNTAX, 6 },
  { "gap 0 ms", HEXWIRE_FRAME_RULE_ERROR_GAP, 4 },
  { "gap 86400001 ms", HEXWIRE_FRAME_RULE_ERROR_GAP, 4 },
};

/* What a reader is shown of a frame. */
static const struct
{
  const char *rule;
  const char *frame;
  gsize shown_bytes;
} shown[] = {
  { "lines", "ab\r\n", 4 },
  { "lines strip", "ab\r\n", 2 },
  { "lines strip", "ab\n", 2 },
  { "lines strip", "a\r\r\n", 2 },
  { "lines strip", "\r\n", 0 },
  { "lines strip", "\n", 0 },
  { "lines strip", "ab\r", 3 },
  { "lines strip", "", 0 },
  { "delimiter '\\n' strip", "ab\r\n", 3 },
  { "delimiter '||' strip", "a||", 1 },
  { "delimiter '||' strip", "a|", 2 },
  { "delimiter '||' strip", "|", 1 },
  { "delimiter '||'", "a||", 3 },
  { "fixed 3", "ab\n", 3 },
};

static HexwireFrameRule *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HexwireFrameRule *rule = hexwire_frame_rule_parse (text, NULL, &error);

  g_assert_no_error (error);
  return rule;
}

static void
test_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (HexwireFrameRule) rule = parse (rules[i].text);
      g_autofree char *text = hexwire_frame_rule_to_text (rule);
      g_autoptr (HexwireFrameRule) again = parse (text);

      g_assert_cmpstr (text, ==, rules[i].canonical != NULL ? rules[i].canonical : rules[i].text);
      g_assert_true (hexwire_frame_rule_equal (rule, again));
      g_assert_cmpint (again->kind, ==, rule->kind);
      g_assert_cmpuint (again->limit_bytes, ==, rule->limit_bytes);
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *prefix = g_strdup_printf ("position %zu: ", mistakes[i].position + 1);
      gsize position = G_MAXSIZE;

      g_test_message ("%s", mistakes[i].text);
      g_assert_null (hexwire_frame_rule_parse (mistakes[i].text, &position, &error));
      g_assert_error (error, HEXWIRE_FRAME_RULE_ERROR, mistakes[i].code);
      g_assert_cmpuint (position, ==, mistakes[i].position);
      g_assert_true (g_str_has_prefix (error->message, prefix));
      g_assert_null (hexwire_frame_rule_parse (mistakes[i].text, NULL, NULL));
    }
}

static void
test_parameters (void)
{
  const guint8 delimiter[HEXWIRE_FRAME_MAX_DELIMITER_BYTES + 1] = { 0 };
  HexwireLengthPrefix prefix = { .size_bytes = 5 };
  g_autoptr (HexwireFrameRule) longest = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hexwire_frame_rule_new_delimiter (delimiter, sizeof delimiter, FALSE, &error));
  g_assert_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_DELIMITER);
  g_clear_error (&error);
  longest = hexwire_frame_rule_new_delimiter (delimiter, sizeof delimiter - 1, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (longest->borders[254], ==, 254);

  g_assert_null (hexwire_frame_rule_new_length_prefix (&prefix, &error));
  g_assert_error (error, HEXWIRE_FRAME_RULE_ERROR, HEXWIRE_FRAME_RULE_ERROR_LENGTH_PREFIX);
  prefix.size_bytes = 0;
  g_assert_null (hexwire_frame_rule_new_length_prefix (&prefix, NULL));
}

static void
test_limit (void)
{
  g_autoptr (HexwireFrameRule) lines = hexwire_frame_rule_new_lines (TRUE);
  g_autoptr (HexwireFrameRule) same = hexwire_frame_rule_ref (lines);
  g_autoptr (HexwireFrameRule) short_lines = hexwire_frame_rule_with_limit (lines, 80, NULL);

  g_assert_cmpuint (lines->limit_bytes, ==, HEXWIRE_FRAME_DEFAULT_LIMIT_BYTES);
  g_assert_cmpuint (short_lines->limit_bytes, ==, 80);
  g_assert_true (short_lines->strips_delimiter);
  g_assert_true (hexwire_frame_rule_equal (lines, same));
  g_assert_false (hexwire_frame_rule_equal (lines, short_lines));
}

static void
test_shown (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (HexwireFrameRule) rule = parse (shown[i].rule);
      const guint8 *frame = (const guint8 *) shown[i].frame;

      g_assert_cmpuint (hexwire_frame_rule_measure_shown (rule, frame, strlen (shown[i].frame)), ==,
                        shown[i].shown_bytes);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-rule/text", test_text);
  g_test_add_func ("/frame-rule/mistakes", test_mistakes);
  g_test_add_func ("/frame-rule/parameters", test_parameters);
  g_test_add_func ("/frame-rule/limit", test_limit);
  g_test_add_func ("/frame-rule/shown", test_shown);
  return g_test_run ();
}
