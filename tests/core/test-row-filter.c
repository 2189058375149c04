/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter.h"

#include <string.h>

#define FORMAT ">id:h count:i big:Q name:4s list:3B x:d ok:? c"

/* One record of FORMAT: id=-16 count=81 big=2**63+1 name=b'ab\0\0' list=1,2,200 x=0.5 ok=True
 * c=b'z' */
static const guint8 decoded[] = "\xff\xf0\0\0\0\x51\x80\0\0\0\0\0\0\1"
                                "ab\0\0\1\2\xc8\x3f\xe0\0\0\0\0\0\0\1z";

static const HexwireLogPeer one = { .address = "127.0.0.1:5000" };
static const HexwireLogPeer two = { .address = "[fe80::1%eth0]:5000" };

#define RECORD(kind_, peer_, data_) \
  { .kind = HEXWIRE_MESSAGE_##kind_, .peer = peer_, .data = (const guint8 *) (data_), \
    .size_bytes = sizeof (data_) - 1 }

static const HexwireLogRecord records[] = {
  RECORD (RECEIVED, &one, "Hello, world"),
  RECORD (SENT, &two, "hello\r\n\xde\xad\xef"),
  RECORD (OPENED, &one, "Connected"),
  RECORD (NOTE, NULL, "A note of 80 characters"),
  RECORD (RECEIVED, &two, ""),
  RECORD (RECEIVED, &one, decoded),
};

/* Which of the records are expected: a letter for each, `-` where it is hidden. */
static const struct
{
  const char *text;
  const char *expected;
} cases[] = {
  { "", "012345" },
  { "  ", "012345" },
  { "in", "0---45" },
  { "OUT", "-1----" },
  { "kind = data", "01--45" },
  { "kind data", "01--45" },
  { "kind==received", "0---45" },
  { "kind != received", "-123--" },
  { "kind = opened or kind = note", "--23--" },
  { "kind = closed || kind = error || kind = sent", "-1----" },
  { "peer 127.0", "0-2--5" },
  { "peer = 127.0", "------" },
  { "peer = 127.0.0.1:5000", "0-2--5" },
  { "peer != \"127.0.0.1:5000\"", "-1-34-" },
  { "(peer = [fe80::1%eth0]:5000)", "-1--4-" },
  { "len = 0", "----4-" },
  { "len > 10", "0--3-5" },
  { "length >= 12 and size <= 0xc", "0-----" },
  { "len < 10", "--2-4-" },
  { "len != 10", "0-2345" },
  { "len > -1", "012345" },
  { "len < 18446744073709551615", "012345" },
  { "\"HELLO\"", "01----" },
  { "'hello'", "01----" },
  { "case \"hello\"", "-1----" },
  { "\"\\r\\n\\xDE\"", "-1----" },
  { "\"note\"", "---3--" },
  { "hex \"de ?? ef\"", "-1----" },
  { "hex '0d0a'", "-1----" },
  { "/hell[o]/", "-1----" },
  { "/hell[o]/i", "01----" },
  { "/^a.*rs$/i", "---3--" },
  { "/80\\/|world/", "0-----" },
  { "marked", "------" },
  { "not in", "-123--" },
  { "!in", "-123--" },
  { "not not in", "0---45" },
  { "in peer fe80", "----4-" },
  { "in and peer fe80", "----4-" },
  { "in && !peer fe80", "0----5" },
  { "out or in peer fe80", "-1--4-" },
  { "(out or in) peer fe80", "-1--4-" },
  { "in peer 127 or out", "01---5" },
  { "in (peer 127 or out)", "0----5" },
};

/* Whether they match the record that FORMAT is for. */
static const struct
{
  const char *text;
  gboolean matches;
} field_cases[] = {
  { "count > 80", TRUE },
  { "count>81", FALSE },
  { "count >= 81 count <= 81 count == 81", TRUE },
  { "count = 81.0", TRUE },
  { "id = -0x10", TRUE },
  { "id < 0", TRUE },
  { "not id < 0", FALSE },
  { "big = 9223372036854775809", TRUE },
  { "big = 9223372036854775808", FALSE },
  { "big > -1", TRUE },
  { "name = \"ab\"", TRUE },
  { "name = b'ab\\0'", TRUE },
  { "name = \"abc\"", FALSE },
  { "name < \"b\"", TRUE },
  { "name = \"\"", FALSE },
  { "name > \"\"", TRUE },
  { "list = 200", TRUE },
  { "list = 3", FALSE },
  { "list != 1", TRUE },
  { "x = .5", TRUE },
  { "x < 1", TRUE },
  { "x = nan", FALSE },
  { "x != nan", TRUE },
  { "ok = true", TRUE },
  { "ok = False", FALSE },
  { "ok = 1", TRUE },
  { "c = 'z'", TRUE },
  { ".count = 81", TRUE },
};

static void
check (const char    *text,
       HexwireFormat *format,
       const char    *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireRowFilter) filter = hexwire_row_filter_parse (text, format, NULL, &error);
  char matching[G_N_ELEMENTS (records) + 1] = "";

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    matching[i] = hexwire_row_filter_matches (filter, &records[i], NULL) ? (char) ('0' + i) : '-';
  if (!g_str_equal (matching, expected))
    g_error ("%s: %s instead of %s", text, matching, expected);
}

static void
test_matches (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (FORMAT, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (cases[i].text, format, cases[i].expected);
}

static void
test_fields (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (FORMAT, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("len = 31 (%s)", field_cases[i].text);

      check (text, format, field_cases[i].matches ? "-----5" : "------");
      /* A note has no fields, whatever its text would decode to. */
      g_free (text);
      text = g_strdup_printf ("kind = note (%s)", field_cases[i].text);
      check (text, format, g_str_has_prefix (field_cases[i].text, "not ") ? "---3--" : "------");
    }
}

/* Several records in a payload, and fields without names. */
static void
test_records (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (">B2xHH", NULL, NULL);
  static const guint8 data[] = { 1, 0, 0, 0, 2, 0, 3, 4, 0, 0, 0, 5, 0, 6, 9 };
  static const struct
  {
    const char *text;
    gsize size_bytes;
    gboolean matches;
  } expected[] = {
    { "B = 1", 14, TRUE }, { "B = 4", 14, TRUE },  { "B = 4", 15, FALSE }, { "H = 3", 7, TRUE },
    { "H = 6", 14, TRUE }, { "H = 7", 14, FALSE }, { "H = 3", 6, FALSE },  { "H = 2", 6, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      HexwireLogRecord record = { .data = data, .size_bytes = expected[i].size_bytes };
      g_autoptr (HexwireRowFilter) filter
        = hexwire_row_filter_parse (expected[i].text, format, NULL, NULL);

      g_assert_cmpint (hexwire_row_filter_matches (filter, &record, NULL), ==, expected[i].matches);
    }
}

static void
test_marked (void)
{
  g_autoptr (HexwireRowFilter) filter = hexwire_row_filter_parse ("marked", NULL, NULL, NULL);
  HexwireLogRecord record = { .flags = HEXWIRE_RECORD_MARKED };

  g_assert_true (hexwire_row_filter_matches (filter, &record, NULL));
}

static void
test_properties (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (FORMAT, NULL, NULL);
  g_autoptr (HexwireRowFilter) empty = hexwire_row_filter_parse (" ", format, NULL, NULL);
  g_autoptr (HexwireRowFilter) fields
    = hexwire_row_filter_parse ("in and not (out or count = 1)", format, NULL, NULL);
  g_autoptr (HexwireRowFilter) plain = hexwire_row_filter_parse ("in", format, NULL, NULL);

  g_assert_true (hexwire_row_filter_is_empty (empty));
  g_assert_false (hexwire_row_filter_is_empty (plain));
  g_assert_true (hexwire_row_filter_has_fields (fields));
  g_assert_false (hexwire_row_filter_has_fields (plain));
  g_assert_false (hexwire_row_filter_has_fields (empty));
  g_assert_cmpstr (hexwire_row_filter_get_text (plain), ==, "in");
}

static const struct
{
  const char *text;
  const char *format;
  const char *message;
} bad[] = {
  { "hello", NULL,
    "position 1: “hello” is no word of a filter; a text stands in quotes: \"hello\"" },
  { "in hello", FORMAT,
    "position 4: “hello” is no word of a filter; a text stands in quotes: \"hello\"" },
  { "in count > 80", NULL,
    "position 4: “count” would be a field, but no format decodes the messages" },
  { "cuont > 80", FORMAT,
    "position 1: no field is called “cuont”, but: id, count, big, name, list, x, ok, c" },
  { "count", FORMAT, "position 6: one of = != < <= > >= is expected after the field" },
  { "count > ", FORMAT, "position 9: a value is missing" },
  { "count > 8x", FORMAT, "position 10: \"x\" cannot stand here in a value" },
  { "count > 99999999999999999999", FORMAT, "position 9: the integer needs more than 64 bits" },
  { "count = \"a\"", FORMAT, "position 9: the field is a number" },
  { "name = 3", FORMAT, "position 8: the field is a text, which stands in quotes" },
  { "name = \"a", FORMAT, "position 8: the closing quote is missing" },
  { "len", NULL, "position 4: one of = != < <= > >= is expected after the length" },
  { "len > 1.5", NULL, "position 7: a length is a whole number" },
  { "peer", NULL, "position 5: a peer's address is missing" },
  { "peer < 3", NULL, "position 6: a peer is compared by = or != alone" },
  { "kind < data", NULL, "position 6: a kind is compared by = or != alone" },
  { "kind = foo", NULL,
    "position 8: a kind is data, received, sent, opened, closed, error or note" },
  { "\"\"", NULL, "position 1: the text is empty" },
  { "\"a\\q\"", NULL,
    "position 3: an escape is \\n, \\r, \\t, \\0, \\\\, \\\", \\' or \\x and two hex digits" },
  { "case foo", NULL, "position 6: a text in quotes is expected" },
  { "hex de", NULL, "position 5: hex digits in quotes are expected" },
  { "in hex \"de xx\"", NULL, "position 12: a hex digit or ? is expected" },
  { "hex \"\"", NULL, "position 6: there is nothing to look for" },
  { "/ab", NULL, "position 1: the closing / is missing" },
  { "(in", NULL, "position 1: the closing parenthesis is missing" },
  { "in)", NULL, "position 3: a parenthesis is closed that was not opened" },
  { "in or", NULL, "position 6: something to compare is missing" },
  { "in and and out", NULL,
    "position 8: “and” is no word of a filter; a text stands in quotes: \"and\"" },
  { "in > 3", NULL, "position 4: this cannot stand here in a filter" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HexwireFormat) format
        = bad[i].format != NULL ? hexwire_format_parse (bad[i].format, NULL, NULL) : NULL;
      g_autofree char *prefix = NULL;
      g_autoptr (GError) error = NULL;
      gsize position = G_MAXSIZE;

      g_assert_null (hexwire_row_filter_parse (bad[i].text, format, &position, &error));
      g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_FILTER);
      g_assert_cmpstr (error->message, ==, bad[i].message);
      prefix = g_strdup_printf ("position %zu: ", position + 1);
      g_assert_true (g_str_has_prefix (error->message, prefix));
    }
}

static void
test_bad_regex (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hexwire_row_filter_parse ("in /ab(/", NULL, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "position 8: "));
}

static void
test_too_many_terms (void)
{
  g_autofree char *deep = g_strnfill (100000, '(');
  g_autofree char *nots = g_strnfill (100000, '!');
  g_autoptr (GString) many = g_string_new ("in");

  for (guint i = 0; i < 450; i++)
    g_string_append (many, " in");
  check (many->str, NULL, "0---45");
  for (guint i = 0; i < 100; i++)
    g_string_append (many, " in");
  g_assert_null (hexwire_row_filter_parse (many->str, NULL, NULL, NULL));
  g_assert_null (hexwire_row_filter_parse (deep, NULL, NULL, NULL));
  g_assert_null (hexwire_row_filter_parse (nots, NULL, NULL, NULL));
}

/* Each place is within the bound of an expression, and there are many. */
static void
test_giving_up (void)
{
  g_autoptr (HexwireRowFilter) slow
    = hexwire_row_filter_parse ("/(a|aa)*[xy]/", NULL, NULL, NULL);
  g_autoptr (HexwireRowFilter) fast
    = hexwire_row_filter_parse ("/a\\n(?s).*aa\\z/", NULL, NULL, NULL);
  gsize size_bytes = 1024 * 1024;
  g_autofree char *data = g_strnfill (size_bytes, 'a');
  HexwireLogRecord record = { .data = (guint8 *) data, .size_bytes = size_bytes };
  gint64 start_us = g_get_monotonic_time ();
  gboolean gave_up;

  for (gsize i = 22; i < size_bytes - 23; i += 23)
    data[i] = '\n';
  g_assert_false (hexwire_row_filter_matches (slow, &record, &gave_up));
  g_assert_true (gave_up);
  /* It was half a minute. */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 3 * G_USEC_PER_SEC);
  g_assert_true (hexwire_row_filter_matches (fast, &record, &gave_up));
  g_assert_false (gave_up);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/row-filter/bad-regex", test_bad_regex);
  g_test_add_func ("/row-filter/errors", test_errors);
  g_test_add_func ("/row-filter/fields", test_fields);
  g_test_add_func ("/row-filter/giving-up", test_giving_up);
  g_test_add_func ("/row-filter/marked", test_marked);
  g_test_add_func ("/row-filter/matches", test_matches);
  g_test_add_func ("/row-filter/properties", test_properties);
  g_test_add_func ("/row-filter/records", test_records);
  g_test_add_func ("/row-filter/too-many-terms", test_too_many_terms);

  return g_test_run ();
}
