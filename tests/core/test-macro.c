/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/macro-text.h"

#include <string.h>

#define NOW_US G_GINT64_CONSTANT (1700000000123456)

static const HexwireMacroContext context = { 0x10203, NOW_US, "[fe80::1%eth0]:50007" };

typedef struct
{
  HexwireNotation notation;
  const char *text;
  const char *bytes;    /* in hex */
} Expansion;

static const Expansion expansions[] = {
  { HEXWIRE_NOTATION_PLAIN, "", "" },
  { HEXWIRE_NOTATION_PLAIN, "a $ {b} \\n", "61 20 24 20 7b 62 7d 20 5c 6e" },
  { HEXWIRE_NOTATION_PLAIN, "n=${counter};", "6e 3d 36 36 30 35 31 3b" },
  { HEXWIRE_NOTATION_PLAIN, "${counter:08}", "30 30 30 36 36 30 35 31" },
  { HEXWIRE_NOTATION_PLAIN, "${counter:08d}", "30 30 30 36 36 30 35 31" },
  { HEXWIRE_NOTATION_PLAIN, "${counter:d}", "36 36 30 35 31" },
  { HEXWIRE_NOTATION_PLAIN, "${counter:x}", "31 30 32 30 33" },
  { HEXWIRE_NOTATION_PLAIN, "${counter:06x}", "30 31 30 32 30 33" },
  { HEXWIRE_NOTATION_PLAIN, "$${counter}", "24 7b 63 6f 75 6e 74 65 72 7d" },
  { HEXWIRE_NOTATION_PLAIN, "$$${counter:u8}$$", "24 03 24" },
  { HEXWIRE_NOTATION_PLAIN, "5 $", "35 20 24" },
  { HEXWIRE_NOTATION_PLAIN, "${time:iso}", "32 30 32 33 2d 31 31 2d 31 34 54 32 32 3a 31 33 3a 32 "
                                           "30 2e 31 32 33 34 35 36 5a" },
  { HEXWIRE_NOTATION_PLAIN, "${time:unix}", "31 37 30 30 30 30 30 30 30 30" },
  { HEXWIRE_NOTATION_PLAIN, "${peer}", "5b 66 65 38 30 3a 3a 31 25 65 74 68 30 5d 3a 35 30 "
                                       "30 30 37" },
  { HEXWIRE_NOTATION_PLAIN, "${peer.host}", "66 65 38 30 3a 3a 31 25 65 74 68 30" },
  { HEXWIRE_NOTATION_PLAIN, "${peer.port}", "35 30 30 30 37" },
  { HEXWIRE_NOTATION_PLAIN, "${random:7..7}", "37" },
  { HEXWIRE_NOTATION_ESCAPED, "\\x01${counter:u16be}\\n", "01 02 03 0a" },
  { HEXWIRE_NOTATION_ESCAPED, "\\x24{counter}", "24 7b 63 6f 75 6e 74 65 72 7d" },
  { HEXWIRE_NOTATION_HEX, "0a ${counter:u16be}0b", "0a 02 03 0b" },
  { HEXWIRE_NOTATION_HEX, "${counter:u16}", "02 03" },
  { HEXWIRE_NOTATION_HEX, "${counter:u8} ${counter:i8le}", "03 03" },
  { HEXWIRE_NOTATION_HEX, "${counter:u24le}", "03 02 01" },
  { HEXWIRE_NOTATION_HEX, "${counter:u32le}", "03 02 01 00" },
  { HEXWIRE_NOTATION_HEX, "${counter:u40be}", "00 00 01 02 03" },
  { HEXWIRE_NOTATION_HEX, "${counter:u64be}", "00 00 00 00 00 01 02 03" },
  { HEXWIRE_NOTATION_HEX, "${time:unix32}", "65 53 f1 00" },
  { HEXWIRE_NOTATION_HEX, "${time:unix32le}", "00 f1 53 65" },
  { HEXWIRE_NOTATION_HEX, "${time:unix64}", "00 00 00 00 65 53 f1 00" },
  { HEXWIRE_NOTATION_HEX, "${time:u32be}", "65 53 f1 00" },
  { HEXWIRE_NOTATION_HEX, "${time.ms:u64}", "00 00 01 8b cf e5 68 7b" },
  { HEXWIRE_NOTATION_HEX, "${time.us:u64}", "00 06 0a 24 18 20 22 40" },
  { HEXWIRE_NOTATION_HEX, "${peer.port:u16}", "c3 57" },
  { HEXWIRE_NOTATION_PYTHON, "b'a${counter:u8}b'", "61 03 62" },
  { HEXWIRE_NOTATION_PYTHON, "b'a\\'${counter:u8}' b\"b\" ${counter:u8}", "61 27 03 62 03" },
  { HEXWIRE_NOTATION_PYTHON, "rb'''\\'${counter:u8}'''", "5c 27 03" },
  { HEXWIRE_NOTATION_PYTHON, "b'$$${counter:u8}'", "24 03" },
};

static void
test_expansions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expansions); i++)
    {
      const Expansion *row = &expansions[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireMacroText) text
        = hexwire_macro_text_parse (row->notation, row->text, NULL, &error);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *hex = NULL;

      g_assert_no_error (error);
      bytes = hexwire_macro_text_expand (text, &context);
      hex = hexwire_bytes_to_text (HEXWIRE_NOTATION_HEX, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes));
      g_test_message ("%s", row->text);
      g_assert_cmpstr (hex, ==, row->bytes);
    }
}

static const struct
{
  HexwireNotation notation;
  const char *text;
  gsize position;
} mistakes[] = {
  { HEXWIRE_NOTATION_PLAIN, "ab${cuonter}", 4 },
  { HEXWIRE_NOTATION_PLAIN, "${}", 2 },
  { HEXWIRE_NOTATION_PLAIN, "${counter", 9 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:u16be", 15 },
  { HEXWIRE_NOTATION_PLAIN, "${counter${counter}", 9 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:u12}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:u72}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:u16xe}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:4}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:021}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${counter:unix32}", 10 },
  { HEXWIRE_NOTATION_PLAIN, "${time:unix16}", 7 },
  { HEXWIRE_NOTATION_PLAIN, "${random:0}", 9 },
  { HEXWIRE_NOTATION_PLAIN, "${random:65536}", 9 },
  { HEXWIRE_NOTATION_PLAIN, "${random:9..1}", 9 },
  { HEXWIRE_NOTATION_PLAIN, "${peer:u16}", 7 },
  { HEXWIRE_NOTATION_HEX, "0a ${counter:u8} 0z", 18 },
  { HEXWIRE_NOTATION_ESCAPED, "${counter}\\q", 10 },
  { HEXWIRE_NOTATION_PYTHON, "b'${counter}\\xg0'", 12 },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = G_MAXSIZE;
      g_autofree char *begin = g_strdup_printf ("position %zu: ", mistakes[i].position + 1);

      g_test_message ("%s", mistakes[i].text);
      g_assert_null (hexwire_macro_text_parse (mistakes[i].notation, mistakes[i].text, &position,
                                               &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (position, ==, mistakes[i].position);
      g_assert_true (g_str_has_prefix (error->message, begin));
    }
}

static void
test_open_literal (void)
{
  g_assert_null (hexwire_macro_text_parse (HEXWIRE_NOTATION_PYTHON, "b'${counter}", NULL, NULL));
  g_assert_null (hexwire_macro_text_parse (HEXWIRE_NOTATION_PYTHON, "'${counter}'", NULL, NULL));
}

static void
test_random (void)
{
  g_autoptr (HexwireMacroText) text
    = hexwire_macro_text_parse (HEXWIRE_NOTATION_PLAIN, "${random:16}", NULL, NULL);
  g_autoptr (GBytes) first = hexwire_macro_text_expand (text, &context);
  g_autoptr (GBytes) second = hexwire_macro_text_expand (text, &context);

  g_assert_true (hexwire_macro_text_has_macros (text));
  g_assert_cmpuint (g_bytes_get_size (first), ==, 16);
  g_assert_cmpuint (g_bytes_get_size (second), ==, 16);
  g_assert_false (g_bytes_equal (first, second));
}

static void
test_random_range (void)
{
  g_autoptr (HexwireMacroText) text
    = hexwire_macro_text_parse (HEXWIRE_NOTATION_PLAIN, "${random:3..5}", NULL, NULL);
  guint n_seen[256] = { 0 };

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GBytes) bytes = hexwire_macro_text_expand (text, &context);

      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
      n_seen[*(const guint8 *) g_bytes_get_data (bytes, NULL)]++;
    }
  g_assert_cmpuint (n_seen['3'] + n_seen['4'] + n_seen['5'], ==, 300);
  g_assert_true (n_seen['3'] > 0 && n_seen['4'] > 0 && n_seen['5'] > 0);
}

static const struct
{
  const char *format;
  const char *text;
  const char *expanded;     /* NULL: a mistake */
} values[] = {
  { "B", "${counter}", "3" },
  { "b", "${counter}", "3" },
  { "H", "${counter}", "515" },
  { "q", "${counter}", "66051" },
  { ">I", "${time}", "1700000000" },
  { "d", "${time}", "1700000000.1234560013" },
  { "Q", "${time.us}", "1700000000123456" },
  { "b", "${random:200..200}", "-56" },
  { "?", "${counter}", "True" },
  { "5s", "${counter}", "b'66051'" },
  { "2h", "${counter}, -1", "515, -1" },
  { "12s", "b'${counter}'", "b'${counter}'" },
  { "H", "${peer.port}", "50007" },
  { "H", "${peer}", NULL },
  { "H", "${counter:u16be}", NULL },
  { "H", "${counter", NULL },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (HexwireFormat) format = hexwire_format_parse (values[i].format, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s %s", values[i].format, values[i].text);
      text = hexwire_macro_values_expand (values[i].text, hexwire_format_get_field (format, 0),
                                          &context, &error);
      if (values[i].expanded == NULL)
        g_assert_nonnull (error);
      else if (values[i].format[0] == 'd')
        g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, 1700000000.123456);
      else
        g_assert_cmpstr (text, ==, values[i].expanded);
    }
  g_assert_true (hexwire_macro_values_have_macros ("1, ${counter}"));
  g_assert_false (hexwire_macro_values_have_macros ("b'${counter}'"));
  g_assert_false (hexwire_macro_values_have_macros (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/macro/expansions", test_expansions);
  g_test_add_func ("/macro/mistakes", test_mistakes);
  g_test_add_func ("/macro/open-literal", test_open_literal);
  g_test_add_func ("/macro/random", test_random);
  g_test_add_func ("/macro/random-range", test_random_range);
  g_test_add_func ("/macro/values", test_values);
  return g_test_run ();
}
