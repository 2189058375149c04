/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/writing.h"

#include <string.h>

#define DATA(data) (data), sizeof (data) - 1

/* A line, and the bytes that it stands for. */
static const struct
{
  const char *line;
  const char *data;
  gsize size_bytes;
} cases[] = {
  { "text Hello, \\n", DATA ("Hello, \\n") },
  { "text  two ", DATA (" two ") },
  { "text ", DATA ("") },
  { "escaped a\\r\\n\\x00", DATA ("a\r\n\0") },
  { "hex 01 0203", DATA ("\1\2\3") },
  { "python b'\\xff'", DATA ("\xff") },
  { "pack [>BH] 1, 0x2000", DATA ("\1\x20\0") },
  { "pack [<3s?] b'a,b', True", DATA ("a,b\1") },
  { "pack [2B]  1,2 ", DATA ("\1\2") },
  { "pack [] ", DATA ("") },
  { "pack [4x]", DATA ("\0\0\0\0") },
};

static void
test_bytes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *line = NULL;
      HexwireWriting writing;

      g_test_message ("%s", cases[i].line);
      g_assert_true (hexwire_writing_parse_line (cases[i].line, &writing, NULL, &error));
      bytes = hexwire_writing_to_bytes (&writing, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].data,
                       cases[i].size_bytes);
      line = hexwire_writing_to_line (&writing);
      if (writing.kind != HEXWIRE_WRITING_PACK)
        g_assert_cmpstr (line, ==, cases[i].line);
      hexwire_writing_clear (&writing);
      g_assert_true (hexwire_writing_parse_line (line, &writing, NULL, NULL));
      hexwire_writing_clear (&writing);
    }
}

/* What is wrong in a line as such. */
static void
test_bad_lines (void)
{
  static const struct
  {
    const char *line;
    gsize position;
  } lines[] = {
    { "", 0 }, { "texts abc", 0 }, { "pack 1", 5 }, { "pack [>B 1", 5 }, { "pack", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      HexwireWriting writing;
      gsize position = 99;

      g_assert_false (hexwire_writing_parse_line (lines[i].line, &writing, &position, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NOTATION);
      g_assert_cmpuint (position, ==, lines[i].position);
    }
}

/* What is wrong in the text of a good line. */
static void
test_bad_texts (void)
{
  static const struct
  {
    const char *line;
    HexwireCodecError code;
    gsize position;
  } lines[] = {
    { "hex 12 3g", HEXWIRE_CODEC_ERROR_NOTATION, 4 },
    { "escaped ab\\q", HEXWIRE_CODEC_ERROR_NOTATION, 2 },
    { "pack [>BZ] 1", HEXWIRE_CODEC_ERROR_FORMAT, 0 },
    { "pack [>BB] 1, ", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 3 },
    { "pack [>BB] 1", HEXWIRE_CODEC_ERROR_VALUE_COUNT, 0 },
    { "pack [>B] 300", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0 },
    { "pack [>B] b'a'", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      HexwireWriting writing;
      gsize position = 99;

      g_test_message ("%s", lines[i].line);
      g_assert_true (hexwire_writing_parse_line (lines[i].line, &writing, NULL, NULL));
      g_assert_null (hexwire_writing_to_bytes (&writing, &position, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, (int) lines[i].code);
      g_assert_cmpuint (position, ==, lines[i].position);
      hexwire_writing_clear (&writing);
    }
}

/* Several lines become one; bytes are written so that they can be read. */
static void
test_from_bytes (void)
{
  static const struct
  {
    const char *data;
    gsize size_bytes;
    const char *line;
  } bytes[] = {
    { DATA (""), "escaped " },
    { DATA ("GET / HTTP/1.1\r\n"), "escaped GET / HTTP/1.1\\r\\n" },
    { DATA ("\1\2\3a"), "hex 01 02 03 61" },
    { DATA ("abc\0"), "hex 61 62 63 00" },
    { DATA ("a\xff"), "hex 61 ff" },
  };
  HexwireWriting writing;
  g_autofree char *line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    {
      g_autofree char *text = NULL;

      hexwire_writing_init_for_bytes (&writing, (const guint8 *) bytes[i].data,
                                      bytes[i].size_bytes);
      text = hexwire_writing_to_line (&writing);
      g_assert_cmpstr (text, ==, bytes[i].line);
      hexwire_writing_clear (&writing);
    }

  hexwire_writing_init (&writing, HEXWIRE_WRITING_TEXT, "a\\\nb", "ignored");
  line = hexwire_writing_to_line (&writing);
  g_assert_cmpstr (line, ==, "escaped a\\\\\\nb");
  g_assert_cmpstr (writing.format, ==, "");
  hexwire_writing_clear (&writing);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/bad-lines", test_bad_lines);
  g_test_add_func ("/writing/bad-texts", test_bad_texts);
  g_test_add_func ("/writing/bytes", test_bytes);
  g_test_add_func ("/writing/from-bytes", test_from_bytes);

  return g_test_run ();
}
