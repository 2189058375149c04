/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/integer.h"

#define BIG HEXWIRE_INTEGER_BIG_UNSIGNED
#define LITTLE HEXWIRE_INTEGER_LITTLE
#define SIGNED HEXWIRE_INTEGER_SIGNED

/* What Python's int.from_bytes() and int.to_bytes() print. */
static const struct
{
  const char *text;
  guint flags;
  gsize size_bytes;
  const char *bytes;
} integers[] = {
  { "0", BIG, 0, "" },
  { "0", SIGNED, 0, "" },
  { "0", BIG, 3, "\x00\x00\x00" },
  { "0", SIGNED, 1, "\x00" },
  { "255", BIG, 1, "\xff" },
  { "-1", SIGNED, 1, "\xff" },
  { "127", SIGNED, 1, "\x7f" },
  { "-128", SIGNED, 1, "\x80" },
  { "-129", SIGNED, 2, "\xff\x7f" },
  { "66051", BIG, 3, "\x01\x02\x03" },
  { "197121", LITTLE, 3, "\x01\x02\x03" },
  { "-130816", SIGNED, 3, "\xfe\x01\x00" },
  { "510", SIGNED | LITTLE, 3, "\xfe\x01\x00" },
  { "18446744073709551615", BIG, 8, "\xff\xff\xff\xff\xff\xff\xff\xff" },
  { "18446744073709551616", BIG, 9, "\x01\x00\x00\x00\x00\x00\x00\x00\x00" },
  { "-9223372036854775808", SIGNED, 8, "\x80\x00\x00\x00\x00\x00\x00\x00" },
  { "1000000000", BIG, 4, "\x3b\x9a\xca\x00" },
  { "1000000000000000000000", BIG, 9, "\x36\x35\xc9\xad\xc5\xde\xa0\x00\x00" },
  { "20441799243135961136544514575631", BIG, 14,
    "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0f" },
};

static const struct
{
  const char *text;
  guint flags;
  gsize size_bytes;
  int code;
} mistakes[] = {
  { "", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "12a", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "1__2", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "007", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "0x", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "1.0", BIG, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "--1", SIGNED, 4, HEXWIRE_CODEC_ERROR_VALUE_SYNTAX },
  { "1", BIG, 0, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "-1", SIGNED, 0, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "256", BIG, 1, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "-1", BIG, 1, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "128", SIGNED, 1, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "-129", SIGNED, 1, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "0x1_0000", BIG, 2, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "99999999999999999999999999", BIG, 2, HEXWIRE_CODEC_ERROR_VALUE_RANGE },
  { "1", BIG, HEXWIRE_INTEGER_MAX_SIZE_BYTES + 1, HEXWIRE_CODEC_ERROR_TOO_LARGE },
};

static const struct
{
  const char *text;
  guint8 byte;
} notations[] = {
  { " 7 ", 7 },         { "+7", 7 },   { "-0", 0 },      { "0_0", 0 },      { "0xF_f", 255 },
  { "0x000000ff", 255 }, { "0o377", 255 }, { "0b1111_0000", 0xf0 }, { "0B1", 1 }, { "2_5_5", 255 },
};

static void
test_to_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autofree char *text = hexwire_integer_to_text ((const guint8 *) integers[i].bytes,
                                                       integers[i].size_bytes, integers[i].flags,
                                                       NULL);

      g_assert_cmpstr (text, ==, integers[i].text);
    }
}

static void
test_from_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      bytes = hexwire_integer_from_text (integers[i].text, integers[i].size_bytes,
                                         integers[i].flags, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       integers[i].bytes, integers[i].size_bytes);
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hexwire_integer_from_text (mistakes[i].text, mistakes[i].size_bytes,
                                                mistakes[i].flags, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, mistakes[i].code);
    }
}

static void
test_notations (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notations); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = hexwire_integer_from_text (notations[i].text, 1, BIG, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       &notations[i].byte, 1);
    }
}

static void
test_too_wide (void)
{
  g_autofree guint8 *data = g_malloc0 (HEXWIRE_INTEGER_MAX_SIZE_BYTES + 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (hexwire_integer_to_text (data, HEXWIRE_INTEGER_MAX_SIZE_BYTES + 1, BIG, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE);
}

/* Any bytes are an integer, and it makes the same bytes again. */
static void
test_round_trip (void)
{
  for (gsize size = 0; size < 5000; size = size * 5 / 4 + 1)
    for (guint flags = 0; flags < 4; flags++)
      {
        g_autofree guint8 *data = g_malloc (size + 1);
        g_autofree char *text = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) bytes = NULL;

        for (gsize i = 0; i < size; i++)
          data[i] = (guint8) g_test_rand_int ();
        text = hexwire_integer_to_text (data, size, flags, NULL);
        bytes = hexwire_integer_from_text (text, size, flags, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, size);
      }
}

/* All integers of two bytes, by C's own arithmetic. */
static void
test_narrow (void)
{
  for (guint i = 0; i <= G_MAXUINT16; i++)
    {
      const guint8 data[2] = { (guint8) (i >> 8), (guint8) i };
      g_autofree char *unsigned_text = hexwire_integer_to_text (data, 2, BIG, NULL);
      g_autofree char *signed_text = hexwire_integer_to_text (data, 2, SIGNED, NULL);
      g_autofree char *little_text = hexwire_integer_to_text (data, 2, LITTLE, NULL);

      g_assert_cmpint (g_ascii_strtoll (unsigned_text, NULL, 10), ==, i);
      g_assert_cmpint (g_ascii_strtoll (signed_text, NULL, 10), ==, (gint16) i);
      g_assert_cmpint (g_ascii_strtoll (little_text, NULL, 10), ==, GUINT16_SWAP_LE_BE (i));
    }
}

/* A power of two and its predecessor, in hex and in decimal, at a width of 4096 bytes. */
static void
test_wide (void)
{
  g_autofree char *nines = g_strnfill (8192, 'f');
  g_autofree char *hex = g_strconcat ("0x", nines, NULL);
  g_autofree char *decimal = NULL;
  g_autoptr (GBytes) bytes = hexwire_integer_from_text (hex, 4096, BIG, NULL);
  g_autoptr (GBytes) again = NULL;

  decimal = hexwire_integer_to_text (g_bytes_get_data (bytes, NULL), 4096, BIG, NULL);
  g_assert_cmpuint (strlen (decimal), ==, 9865);
  g_assert_true (g_str_has_prefix (decimal, "1415461031044954789001553"));
  g_assert_true (g_str_has_suffix (decimal, "4633712377855"));
  again = hexwire_integer_from_text (decimal, 4096, BIG, NULL);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_null (hexwire_integer_from_text (decimal, 4096, SIGNED, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/integer/to-text", test_to_text);
  g_test_add_func ("/integer/from-text", test_from_text);
  g_test_add_func ("/integer/mistakes", test_mistakes);
  g_test_add_func ("/integer/notations", test_notations);
  g_test_add_func ("/integer/too-wide", test_too_wide);
  g_test_add_func ("/integer/round-trip", test_round_trip);
  g_test_add_func ("/integer/narrow", test_narrow);
  g_test_add_func ("/integer/wide", test_wide);
  return g_test_run ();
}
