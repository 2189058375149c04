/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-match.h"

#include <string.h>

#define NONE ((gsize) -1)
#define DATA(data) (data), sizeof (data) - 1

/* A match, bytes, and where and how long what it finds is; NONE where it does not match. */
static const struct
{
  const char *line;
  const char *data;
  gsize size_bytes;
  gsize offset;
  gsize length;
} cases[] = {
  { "any", DATA (""), 0, 0 },
  { "any", DATA ("abc"), 0, 3 },
  { "begins text HELLO", DATA ("HELLO you"), 0, 5 },
  { "begins text HELLO", DATA ("hello you"), NONE, 0 },
  { "begins text HELLO", DATA ("HELL"), NONE, 0 },
  { "begins text HELLO", DATA (" HELLO"), NONE, 0 },
  { "begins-any-case text HELLO", DATA ("hellO you"), 0, 5 },
  { "begins text  two", DATA (" two spaces"), 0, 4 },
  { "begins hex de ?? 3?", DATA ("\xde\x00\x3f""9"), 0, 3 },
  { "begins hex de ?? 3?", DATA ("\xde\x00\x4f""9"), NONE, 0 },
  { "contains escaped \\r\\n", DATA ("a\r\nb\r\n"), 1, 2 },
  { "contains python b'\\x00ok'", DATA ("abc\0ok"), 3, 3 },
  { "contains text \xc3\x84", DATA ("a\xc3\xa4"), NONE, 0 },
  { "contains-any-case text \xc3\x84", DATA ("a\xc3\xa4"), 1, 2 },
  { "ends escaped \\n", DATA ("a\nb\n"), 3, 1 },
  { "ends escaped \\n", DATA ("a\nb"), NONE, 0 },
  { "ends escaped ab", DATA ("b"), NONE, 0 },
  { "equals text abc", DATA ("abc"), 0, 3 },
  { "equals text abc", DATA ("abcd"), NONE, 0 },
  { "equals hex ?? ??", DATA ("\0\xff"), 0, 2 },
  { "equals text ", DATA (""), 0, 0 },
  { "equals text", DATA (""), 0, 0 },
  { "equals hex ", DATA ("a"), NONE, 0 },
  { "regex OK (\\d+)", DATA ("say OK 42!"), 4, 5 },
  { "regex ok", DATA ("say OK 42!"), NONE, 0 },
  { "regex-any-case ok", DATA ("say OK 42!"), 4, 2 },
  { "regex ^\\xff.$", DATA ("\xff\x80"), 0, 2 },
  { "fields [>op:B n:H] op == 3", DATA ("\3\0\1"), 0, 3 },
  { "fields [>op:B n:H] op == 3 and n > 1", DATA ("\3\0\1"), NONE, 0 },
  { "fields [>op:B n:H] op == 3", DATA ("\3"), 0, 1 },
  { "fields [>op:B n:H] n == 3", DATA ("\3"), NONE, 0 },
  { "fields len > 2 and \"b\"", DATA ("abc"), 0, 3 },
  { "fields len > 2 and \"b\"", DATA ("ab"), NONE, 0 },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireByteMatch) match = hexwire_byte_match_parse (cases[i].line, NULL, &error);
      gsize offset = 99, length = 99;
      gboolean has_match;

      g_test_message ("%s", cases[i].line);
      g_assert_no_error (error);
      has_match = hexwire_byte_match_find (match, (const guint8 *) cases[i].data,
                                           cases[i].size_bytes, &offset, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpint (has_match, ==, cases[i].offset != NONE);
      if (!has_match)
        continue;
      g_assert_cmpuint (offset, ==, cases[i].offset);
      g_assert_cmpuint (length, ==, cases[i].length);
    }
}

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireByteMatch) match = hexwire_byte_match_parse (cases[i].line, NULL, NULL);
      g_autofree char *text = hexwire_byte_match_to_text (match);
      g_autofree char *expected = g_strdup (cases[i].line);

      g_assert_cmpstr (g_strchomp (text), ==, g_strchomp (expected));
    }
}

static const struct
{
  const char *line;
  gsize position;
} errors[] = {
  { "", 0 },
  { "starts text abc", 0 },
  { "begin", 0 },
  { "any-any-case", 0 },
  { "fields-any-case len > 1", 0 },
  { "any thing", 4 },
  { "begins", 6 },
  { "begins abc", 7 },
  { "begins text", 11 },
  { "begins text ", 12 },
  { "contains hex ", 13 },
  { "contains hex 12 3g", 17 },
  { "contains escaped ab\\q", 19 },
  { "contains python b'ab", 20 },
  { "regex ", 6 },
  { "regex a(b", 9 },
  { "fields ", 7 },
  { "fields [>B op == 3", 7 },
  { "fields [>?w] op == 3", 13 },
  { "fields [>op:B] ip == 3", 15 },
  { "fields op == 3", 7 },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = NONE;

      g_test_message ("%s", errors[i].line);
      g_assert_null (hexwire_byte_match_parse (errors[i].line, &position, &error));
      g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN);
      g_assert_cmpuint (position, ==, errors[i].position);
    }
}

/* What a dialogue sets has line breaks, where a line of text has none. */
static void
test_line_breaks (void)
{
  static const struct
  {
    HexwireByteMatchKind kind;
    HexwireNotation notation;
    const char *text;
    const char *line;
  } texts[] = {
    { HEXWIRE_BYTE_MATCH_BEGINS, HEXWIRE_NOTATION_PLAIN, "a\nb\\", "begins escaped a\\nb\\\\" },
    { HEXWIRE_BYTE_MATCH_EQUALS, HEXWIRE_NOTATION_HEX, "a1\n??", "equals hex a1 ??" },
    { HEXWIRE_BYTE_MATCH_EQUALS, HEXWIRE_NOTATION_HEX, "61\n62", "equals escaped ab" },
    { HEXWIRE_BYTE_MATCH_FIELDS, HEXWIRE_NOTATION_PLAIN, "len\n> 1", "fields len > 1" },
    { HEXWIRE_BYTE_MATCH_REGEX, HEXWIRE_NOTATION_PLAIN, "a\nb", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireByteMatch) match
        = hexwire_byte_match_new (texts[i].kind, texts[i].notation, texts[i].text, NULL, FALSE,
                                  NULL, &error);
      g_autofree char *line = match != NULL ? hexwire_byte_match_to_text (match) : NULL;

      g_assert_cmpint (match == NULL, ==, error != NULL);
      g_assert_cmpstr (line, ==, texts[i].line);
    }
}

static void
test_parts (void)
{
  g_autoptr (HexwireByteMatch) bytes = hexwire_byte_match_parse ("ends-any-case escaped a\\n", NULL,
                                                                 NULL);
  g_autoptr (HexwireByteMatch) fields = hexwire_byte_match_parse ("fields [B] B = 1", NULL, NULL);

  g_assert_cmpint (hexwire_byte_match_get_kind (bytes), ==, HEXWIRE_BYTE_MATCH_ENDS);
  g_assert_cmpint (hexwire_byte_match_get_notation (bytes), ==, HEXWIRE_NOTATION_ESCAPED);
  g_assert_cmpstr (hexwire_byte_match_get_text (bytes), ==, "a\\n");
  g_assert_cmpstr (hexwire_byte_match_get_format (bytes), ==, "");
  g_assert_true (hexwire_byte_match_get_ignores_case (bytes));
  g_assert_cmpstr (hexwire_byte_match_get_text (fields), ==, "B = 1");
  g_assert_cmpstr (hexwire_byte_match_get_format (fields), ==, "B");
}

static void
test_too_complicated (void)
{
  g_autoptr (HexwireByteMatch) match = hexwire_byte_match_parse ("regex (a+)+[bc]", NULL, NULL);
  g_autofree char *data = g_strnfill (16384, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_false (hexwire_byte_match_find (match, (const guint8 *) data, strlen (data), NULL, NULL,
                                           &error));
  g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-match/errors", test_errors);
  g_test_add_func ("/byte-match/find", test_find);
  g_test_add_func ("/byte-match/line-breaks", test_line_breaks);
  g_test_add_func ("/byte-match/parts", test_parts);
  g_test_add_func ("/byte-match/text", test_text);
  g_test_add_func ("/byte-match/too-complicated", test_too_complicated);

  return g_test_run ();
}
