/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-text.h"

#include <string.h>

typedef struct
{
  HexwireMessageStyle style;
  const char *data;
  gsize size_bytes;
  gsize max_bytes;
  const char *line;
} Line;

static const Line lines[] = {
  { HEXWIRE_MESSAGE_STYLE_TEXT, "", 0, 100, "" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "Hello, world", 12, 100, "Hello, world" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "a\r\n\t\\b", 6, 100, "a\\r\\n\\t\\\\b" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "\0\x1b\x7f", 3, 100, "\\x00\\x1b\\x7f" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "gr\xc3\xbc\xc3\x9f", 6, 100, "grüß" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "\xc3", 1, 100, "\\xc3" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "\x86\xd6\x12\x00", 4, 100, "\\x86\\xd6\\x12\\x00" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "\xff\xd6\x86", 3, 100, "\\xff\\xd6\\x86" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "\xc3\xbc\xff", 3, 100, "\\xc3\\xbc\\xff" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "gr\xc3\xbc\xc3\x9f", 6, 5, "grü\\xc3…" },
  { HEXWIRE_MESSAGE_STYLE_TEXT, "abcdef", 6, 3, "abc…" },
  { HEXWIRE_MESSAGE_STYLE_HEX, "", 0, 100, "" },
  { HEXWIRE_MESSAGE_STYLE_HEX, "\x00\xff\x1a", 3, 100, "00 ff 1a" },
  { HEXWIRE_MESSAGE_STYLE_HEX, "\x00\xff\x1a", 3, 2, "00 ff…" },
  { HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, "Hi", 2, 100, "Hi              48 69" },
  { HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, "", 0, 100, "" },
  { HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, "\x00\x01", 2, 100, "00 01  \\x00\\x01" },
  { HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, "\xff""A", 2, 100, "ff 41  \\xffA" },
  { HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX, "12345678901234567890", 20, 100,
    "12345678901234567890  31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 38 39 30" },
};

static void
test_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      hexwire_message_text_append_line (line, lines[i].style, (const guint8 *) lines[i].data,
                                        lines[i].size_bytes, lines[i].max_bytes);
      g_assert_cmpstr (line->str, ==, lines[i].line);
    }
}

static void
test_hex_start (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) line = g_string_new ("ü  ");
      g_autoptr (GString) hex = g_string_new (NULL);
      gsize start
        = hexwire_message_text_append_line (line, lines[i].style, (const guint8 *) lines[i].data,
                                            lines[i].size_bytes, lines[i].max_bytes);

      if (lines[i].style == HEXWIRE_MESSAGE_STYLE_TEXT && lines[i].size_bytes > 0)
        {
          g_assert_cmpuint (start, ==, G_MAXSIZE);
          continue;
        }
      hexwire_message_text_append_hex (hex, (const guint8 *) lines[i].data,
                                       MIN (lines[i].size_bytes, lines[i].max_bytes));
      g_assert_true (g_str_has_prefix (line->str + start, hex->str));
    }
}

/* Whatever comes in, what is shown is UTF-8. */
static void
test_any_bytes_are_utf8 (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      guint8 data[40];

      for (guint j = 0; j < sizeof data; j++)
        data[j] = (guint8) g_test_rand_int ();
      hexwire_message_text_append_line (line, HEXWIRE_MESSAGE_STYLE_TEXT, data, sizeof data,
                                        sizeof data - i % 20);
      g_assert_true (g_utf8_validate (line->str, (gssize) line->len, NULL));
    }
}

static void
test_time (void)
{
  g_autoptr (GString) time = g_string_new (NULL);
  g_autoptr (GString) date_time = g_string_new (NULL);
  g_autoptr (GDateTime) parsed = NULL;
  gint64 time_us = G_GINT64_CONSTANT (1700000000123456);

  hexwire_message_text_append_time (time, time_us);
  g_assert_cmpuint (time->len, ==, strlen ("12:04:31.204 518"));
  g_assert_true (g_str_has_suffix (time->str, ".123 456"));

  hexwire_message_text_append_date_time (date_time, time_us);
  parsed = g_date_time_new_from_iso8601 (date_time->str, NULL);
  g_assert_nonnull (parsed);
  g_assert_cmpint (g_date_time_to_unix (parsed), ==, 1700000000);
  g_assert_cmpint (g_date_time_get_microsecond (parsed), ==, 123456);
}

static void
test_size (void)
{
  static const struct
  {
    guint64 size_bytes;
    const char *text;
  } sizes[] = {
    { 0, "0 B" },           { 999, "999 B" },         { 1000, "1.0 kB" },
    { 1234, "1.2 kB" },     { 999949, "999.9 kB" },   { 999950, "1.0 MB" },
    { 1200000, "1.2 MB" },  { 5000000000, "5.0 GB" }, { G_MAXUINT64, "18.4 EB" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      hexwire_message_text_append_size (text, sizes[i].size_bytes);
      g_assert_cmpstr (text->str, ==, sizes[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-text/any-bytes-are-utf8", test_any_bytes_are_utf8);
  g_test_add_func ("/message-text/hex-start", test_hex_start);
  g_test_add_func ("/message-text/line", test_line);
  g_test_add_func ("/message-text/size", test_size);
  g_test_add_func ("/message-text/time", test_time);

  return g_test_run ();
}
