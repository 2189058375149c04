/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/bytes-text.h"
#include "log/decoded-text.h"

typedef struct
{
  const char *format;
  const char *hex;
  guint max_values;
  const char *line;
} Case;

static const Case cases[] = {
  { ">hiq", "fff90012d686ffffffffffffffff", 99, "h=-7  i=1234566  q=-1" },
  { ">id:h count:i", "fff90012d686", 99, "id=-7  count=1234566" },
  { ">h2x3B", "0001ffff010203", 99, "h=1  B=1,2,3" },
  { ">H4s", "000161620000", 99, "H=1  s=b'ab\\x00\\x00'" },
  { ">f?", "3f80000001", 99, "f=1.0  ?=True" },
  { ">H", "000100020003", 99, "H=1 | H=2 | H=3" },
  { ">H", "000100", 99, "H=1  (1 byte left over: 00)" },
  { ">HI", "0001000000", 99, "(1 byte missing)  H=1" },
  { ">H", "0001000200", 99, "H=1  (3 bytes left over: 00 02 00)" },
  { ">HI", "00", 99, "(5 bytes missing)  " },
  { ">HI", "", 99, "(6 bytes missing)  " },
  { "", "0102", 99, "  (2 bytes left over: 01 02)" },
  { ">H", "000100020003", 2, "H=1 | H=2…" },
  { ">3B", "010203", 2, "B=1,2…" },
};

static void
test_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireFormat) format = hexwire_format_parse (cases[i].format, NULL, NULL);
      g_autoptr (GBytes) bytes
        = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, cases[i].hex, NULL, NULL);
      g_autoptr (GString) line = g_string_new (NULL);

      hexwire_decoded_text_append (line, format, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), cases[i].max_values);
      g_assert_cmpstr (line->str, ==, cases[i].line);
    }
}

/* However many values a payload holds, a row costs no more than it shows. */
static void
test_many_values (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("B", NULL, NULL);
  g_autofree guint8 *data = g_malloc0 (1000000);
  g_autoptr (GString) line = g_string_new (NULL);

  hexwire_decoded_text_append (line, format, data, 1000000, 64);
  g_assert_cmpuint (line->len, <, 64 * 8);

  g_string_truncate (line, 0);
  hexwire_format_unref (format);
  format = hexwire_format_parse ("H1000000s999998B", NULL, NULL);
  hexwire_decoded_text_append (line, format, data, 1000000, 64);
  g_assert_cmpuint (line->len, <, 64 * 8);
  hexwire_format_unref (format);
  format = hexwire_format_parse ("H999998B", NULL, NULL);
  g_string_truncate (line, 0);
  hexwire_decoded_text_append (line, format, data, 1000000, 64);
  g_assert_cmpstr (line->str, ==, "H=0  999998B=…");

  for (guint i = 0; i < 2; i++)
    {
      hexwire_format_unref (format);
      format = hexwire_format_parse (i == 0 ? "x" : "65536s", NULL, NULL);
      g_string_truncate (line, 0);
      hexwire_decoded_text_append (line, format, data, 65536, 64);
      g_assert_cmpuint (line->len, <, 1024);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decoded-text/line", test_line);
  g_test_add_func ("/decoded-text/many-values", test_many_values);

  return g_test_run ();
}
