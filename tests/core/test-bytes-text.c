/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/bytes-text.h"
#include "codec/dump-text.h"

#define NOTATION(name) HEXWIRE_NOTATION_##name

/* Texts, and the hex digits of the bytes that they stand for. */
static const struct
{
  HexwireNotation notation;
  const char *text;
  const char *bytes;
} texts[] = {
  { NOTATION (PLAIN), "", "" },
  { NOTATION (PLAIN), "a\\né", "615c6ec3a9" },
  { NOTATION (ESCAPED), "a\\n\\r\\t\\0\\\\\\x7Fé", "610a0d09005c7fc3a9" },
  { NOTATION (HEX), "", "" },
  { NOTATION (HEX), "  \n", "" },
  { NOTATION (HEX), "41", "41" },
  { NOTATION (HEX), "4142 43", "414243" },
  { NOTATION (HEX), "1 2 a", "01020a" },
  { NOTATION (HEX), "0x41, 0X42,0x4", "414204" },
  { NOTATION (HEX), "\\x41\\x42", "4142" },
  { NOTATION (HEX), "00:1A:2b\t3C\n", "001a2b3c" },
  { NOTATION (HEX), "0x4142", "4142" },
  { NOTATION (PYTHON), "", "" },
  { NOTATION (PYTHON), "b'AB\\x00\\n'", "4142000a" },
  { NOTATION (PYTHON), " b'A'\n b\"B\" rb'\\n' ", "41425c6e" },
  { NOTATION (C), "", "" },
  { NOTATION (C), "{}", "" },
  { NOTATION (C), "{0x41, 66, 'C', 0104, '\\n',}", "414243440a" },
  { NOTATION (C), "0x41, 0x42", "4142" },
  { NOTATION (C), "\"a\\\nb\"", "6162" },
  { NOTATION (DUMP), "  0000\t41 42\tAB\n", "4142" },
  { NOTATION (DUMP), "000000 41 42 43                                     >ABC<\n000003\n",
    "414243" },
  { NOTATION (DUMP), "deadbeef: 41\ndeadbef0: 42\n", "4142" },
  { NOTATION (C), "{ -1, -128, 255u, 0xFFul }", "ff80ffff" },
  { NOTATION (C), "const uint8_t data[] = { 1, /* two */ 2, // three\n 3 };", "010203" },
  { NOTATION (C), "unsigned char a_bin[] = {\n  0x61, 0x62\n};\nunsigned int a_bin_len = 2;\n",
    "6162" },
  { NOTATION (C), "\"a\\tb\\0\\x41\" \"B\\\"\\101\\?\"", "6109620041422241" "3f" },
  { NOTATION (C), "static const char s[] = \"ab\"\n  \"c\";", "616263" },
  { NOTATION (BASE64), "", "" },
  { NOTATION (BASE64), "QQ==", "41" },
  { NOTATION (BASE64), "QUI=", "4142" },
  { NOTATION (BASE64), "QU\n JD", "414243" },
  { NOTATION (DUMP), "", "" },
  { NOTATION (DUMP), "00000000  41 42\n", "4142" },
};

static const struct
{
  HexwireNotation notation;
  const char *text;
  gsize position;
} mistakes[] = {
  { NOTATION (ESCAPED), "ab\\", 2 },
  { NOTATION (ESCAPED), "\\q", 0 },
  { NOTATION (ESCAPED), "a\\x4", 1 },
  { NOTATION (HEX), "414", 0 },
  { NOTATION (HEX), "41 4243x", 7 },
  { NOTATION (HEX), "0x", 2 },
  { NOTATION (HEX), "41 zz", 3 },
  { NOTATION (HEX), "41\\42", 2 },
  { NOTATION (HEX), "410x42", 3 },
  { NOTATION (PYTHON), "'A'", 0 },
  { NOTATION (PYTHON), "b'A' x", 5 },
  { NOTATION (PYTHON), "b'A", 3 },
  { NOTATION (C), "{1, 256}", 4 },
  { NOTATION (C), "{1, -129}", 4 },
  { NOTATION (C), "{1 2}", 3 },
  { NOTATION (C), "{1, 2", 5 },
  { NOTATION (C), "{'ab'}", 1 },
  { NOTATION (C), "{08}", 2 },
  { NOTATION (C), "{0x}", 2 },
  { NOTATION (C), "1}", 1 },
  { NOTATION (C), "{1} + 2", 4 },
  { NOTATION (C), "\"a", 2 },
  { NOTATION (C), "\"a\\x123\"", 2 },
  { NOTATION (C), "\"\\q\"", 2 },
  { NOTATION (C), "\"\\xg\"", 3 },
  { NOTATION (C), "\"\\777\"", 5 },
  { NOTATION (C), "{'a", 3 },
  { NOTATION (C), "{99999999999999999999999}", 1 },
  { NOTATION (BASE64), "QQ=", 3 },
  { NOTATION (BASE64), "QQ", 2 },
  { NOTATION (BASE64), "Q===", 1 },
  { NOTATION (BASE64), "QQ==QQ==", 4 },
  { NOTATION (BASE64), "QU-D", 2 },
  { NOTATION (DUMP), "hello", 0 },
  { NOTATION (DUMP), "0000  zz", 4 },
  { NOTATION (DUMP), "0000  41 42\n0003  43\n", 12 },
  { NOTATION (DUMP), "*\n0010\n", 2 },
  { NOTATION (DUMP), "0000  41\n*\n", 9 },
  { NOTATION (DUMP), "0000  41\n*\nffffffff  42\n", 11 },
};

/* The same twenty bytes, as several programs write them. */
static const char *const dumps[] = {
  "00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  |ABCDEFGHIJKLMNOP|\n"
  "00000010  61 62 20 0a                                       |ab .|\n"
  "00000014\n",
  "00000000: 4142 4344 4546 4748 494a 4b4c 4d4e 4f50  ABCDEFGHIJKLMNOP\n"
  "00000010: 6162 200a                                ab .\n",
  "00000000: 41 42 43 44  ABCD\n00000004: 45 46 47 48  EFGH\n00000008: 49 4a 4b 4c  IJKL\n"
  "0000000c: 4d 4e 4f 50  MNOP\n00000010: 61 62 20 0a  ab .\n",
  "0000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50   ABCDEFGHIJKLMNOP\n"
  "0010  61 62 20 0a                                       ab .\n",
  "0000   41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGH IJKLMNOP\r\n"
  "0010   61 62 20 0a                                       ab .\r\n",
  "0010  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50\n\n0020  61 62 20 0a",
};

static const struct
{
  const char *text;
  HexwireNotation notation;
} pastes[] = {
  { "", NOTATION (PLAIN) },
  { "hello", NOTATION (PLAIN) },
  { "cafe", NOTATION (PLAIN) },
  { "1234", NOTATION (PLAIN) },
  { "hello, world", NOTATION (PLAIN) },
  { "GET / HTTP/1.1", NOTATION (PLAIN) },
  { "{\"json\": 1}", NOTATION (PLAIN) },
  { "41 42 43", NOTATION (HEX) },
  { "0x41,0x42", NOTATION (HEX) },
  { "\\x41\\x42", NOTATION (HEX) },
  { "000c00000017000000000006e2f0", NOTATION (HEX) },
  { "  b'ab\\n'\n", NOTATION (PYTHON) },
  { "{0x41, 'B'}", NOTATION (C) },
  { "\"a\\tb\"", NOTATION (C) },
  { "uint8_t x[] = {1, 2};", NOTATION (C) },
  { "GET / HTTP/1.1\\r\\n", NOTATION (ESCAPED) },
  { "SGVsbG8sIHdvcmxkIQ==", NOTATION (BASE64) },
  { "AQIDBAU=", NOTATION (BASE64) },
  { "password", NOTATION (PLAIN) },
  { "00000000  41 42 43  |ABC|", NOTATION (DUMP) },
  { "00000000: 4142 43                                  ABC", NOTATION (DUMP) },
  { "0000  41 42 43\n", NOTATION (DUMP) },
};

static void
assert_bytes (GBytes     *bytes,
              const char *hex)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize size_bytes;
  const guint8 *data = g_bytes_get_data (bytes, &size_bytes);

  for (gsize i = 0; i < size_bytes; i++)
    g_string_append_printf (digits, "%02x", data[i]);
  g_assert_cmpstr (digits->str, ==, hex);
}

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      g_test_message ("row %zu", i);
      bytes = hexwire_bytes_parse (texts[i].notation, texts[i].text, NULL, &error);
      g_assert_no_error (error);
      assert_bytes (bytes, texts[i].bytes);
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = G_MAXSIZE;

      g_test_message ("row %zu", i);
      g_assert_null (hexwire_bytes_parse (mistakes[i].notation, mistakes[i].text, &position,
                                          &error));
      if (strstr (mistakes[i].text, "ffffffff") != NULL)
        g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE);
      else
        g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NOTATION);
      g_assert_cmpuint (position, ==, mistakes[i].position);
      g_assert_null (hexwire_bytes_parse (mistakes[i].notation, mistakes[i].text, NULL, NULL));
    }
}

static void
test_dumps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dumps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      g_test_message ("row %zu", i);
      bytes = hexwire_bytes_parse (NOTATION (DUMP), dumps[i], NULL, &error);
      g_assert_no_error (error);
      assert_bytes (bytes, "4142434445464748494a4b4c4d4e4f506162200a");
    }
}

static void
test_repeated_line (void)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize size_bytes;
  const guint8 *data;

  bytes = hexwire_bytes_parse (NOTATION (DUMP),
                               "00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |...|\n"
                               "*\n00001000  ff  |.|\n00001001\n", NULL, NULL);
  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &size_bytes);
  g_assert_cmpuint (size_bytes, ==, 0x1001);
  for (gsize i = 0; i < 0x1000; i++)
    g_assert_cmpuint (data[i], ==, i % 16);
  g_assert_cmpuint (data[0x1000], ==, 0xff);
}

/* Hex-like text beside the digits is not taken for more of them. */
static void
test_text_like_digits (void)
{
  g_autoptr (GBytes) bytes = NULL;

  bytes = hexwire_bytes_parse (NOTATION (DUMP),
                               "0000  61 62 20 63 64 20 65 66 20 61 62 20 63 64 20 65   "
                               "ab cd ef ab cd e\n"
                               "0010  61 62                                             ab\n",
                               NULL, NULL);
  assert_bytes (bytes, "616220636420656620616220636420656162");
}

static void
test_recognise (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_test_message ("row %zu", i);
      g_assert_cmpint (hexwire_bytes_recognise (pastes[i].text), ==, pastes[i].notation);
    }
}

static void
test_write (void)
{
  static const struct
  {
    HexwireNotation notation;
    const char *text;
  } written[] = {
    { NOTATION (PLAIN), "a\\\n\\0\\xffé" },
    { NOTATION (ESCAPED), "a\\\\\\n\\0\\xffé" },
    { NOTATION (HEX), "61 5c 0a 00 ff c3 a9" },
    { NOTATION (PYTHON), "b'a\\\\\\n\\x00\\xff\\xc3\\xa9'" },
    { NOTATION (C), "{0x61, 0x5c, 0x0a, 0x00, 0xff, 0xc3, 0xa9}" },
    { NOTATION (BASE64), "YVwKAP/DqQ==" },
    { NOTATION (DUMP), "00000000  61 5c 0a 00 ff c3 a9                              |a\\.....|\n" },
  };
  static const guint8 data[] = { 'a', '\\', '\n', 0, 0xff, 0xc3, 0xa9 };

  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *text = hexwire_bytes_to_text (written[i].notation, data, sizeof data);
      g_autofree char *empty = hexwire_bytes_to_text (written[i].notation, NULL, 0);

      g_assert_cmpstr (text, ==, written[i].text);
      g_assert_nonnull (empty);
    }
}

static void
test_round_trip (void)
{
  for (guint size = 0; size < 600; size += 7)
    for (int notation = NOTATION (ESCAPED); notation <= NOTATION (DUMP); notation++)
      {
        g_autofree guint8 *data = g_malloc (size + 1);
        g_autofree char *text = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = NULL;

        for (guint i = 0; i < size; i++)
          data[i] = (guint8) (size < 300 ? i : (guint) g_test_rand_int ());
        text = hexwire_bytes_to_text ((HexwireNotation) notation, data, size);
        bytes = hexwire_bytes_parse ((HexwireNotation) notation, text, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, size);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bytes-text/parse", test_parse);
  g_test_add_func ("/bytes-text/mistakes", test_mistakes);
  g_test_add_func ("/bytes-text/dumps", test_dumps);
  g_test_add_func ("/bytes-text/repeated-line", test_repeated_line);
  g_test_add_func ("/bytes-text/text-like-digits", test_text_like_digits);
  g_test_add_func ("/bytes-text/recognise", test_recognise);
  g_test_add_func ("/bytes-text/write", test_write);
  g_test_add_func ("/bytes-text/round-trip", test_round_trip);
  return g_test_run ();
}
