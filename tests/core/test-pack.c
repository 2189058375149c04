/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/bytes-text.h"
#include "codec/format.h"
#include "codec/format-type.h"

/* What Python's struct makes of the values, and then again of the bytes. */
static const struct
{
  const char *format;
  const char *values;
  const char *bytes;
  const char *unpacked;         /* (nullable): where it differs from values */
  gboolean is_lp64;             /* a little-endian machine with a long of 64 bits */
} records[] = {
  { ">hiq", "12 23 451312", "000c00000017000000000006e2f0", NULL, FALSE },
  { "<hiq", "12 23 451312", "0c0017000000f0e2060000000000", NULL, FALSE },
  { "hiq", "12 23 451312", "0c00000017000000f0e2060000000000", NULL, TRUE },
  { ">hiq", "-1 -2 -3", "fffffffffffefffffffffffffffd", NULL, FALSE },
  { "@bh", "1 2", "01000200", NULL, TRUE },
  { "bq", "1 2", "01000000000000000200000000000000", NULL, TRUE },
  { "bi0q", "1 2", "0100000002000000", NULL, TRUE },
  { "0q", "", "", NULL, FALSE },
  { "llh0l", "1 2 3", "010000000000000002000000000000000300000000000000", NULL, TRUE },
  { ">?", "1", "01", "True", FALSE },
  { "3?", "b'' nan 0.0", "000100", "False True False", FALSE },
  { "3s", "b'abcdef'", "616263", "b'abc'", FALSE },
  { "5s", "b'ab'", "6162000000", "b'ab\\x00\\x00\\x00'", FALSE },
  { "0s", "b'ab'", "", "b''", FALSE },
  { "0p", "b'ab'", "", "b''", FALSE },
  { "1p", "b'a'", "00", "b''", FALSE },
  { "4p", "b'abcdef'", "03616263", "b'abc'", FALSE },
  { "6p", "b'ab'", "026162000000", "b'ab'", FALSE },
  { ">e", "1.5", "3e00", NULL, FALSE },
  { "<e", "65504", "ff7b", "65504.0", FALSE },
  { "<e", "6e-08", "0100", "5.960464477539063e-08", FALSE },
  { ">f", "0.1", "3dcccccd", "0.10000000149011612", FALSE },
  { ">d", "0.1", "3fb999999999999a", NULL, FALSE },
  { "<d", "nan", "000000000000f87f", NULL, FALSE },
  { "<f", "-inf", "000080ff", NULL, FALSE },
  { ">d", "-0.0", "8000000000000000", NULL, FALSE },
  { ">d", "3", "4008000000000000", "3.0", FALSE },
  { ">d", "18446744073709551615", "43f0000000000000", "1.8446744073709552e+19", FALSE },
  { "@f", "1e300", "0000807f", "inf", TRUE },
  { ">2x3bx", "1 2 3", "000001020300", NULL, FALSE },
  { "!I", "0xdeadbeef", "deadbeef", "3735928559", FALSE },
  { ">Q", "18446744073709551615", "ffffffffffffffff", NULL, FALSE },
  { ">q", "-9223372036854775808", "8000000000000000", NULL, FALSE },
  { "P", "-1", "ffffffffffffffff", "18446744073709551615", TRUE },
  { "nN", "-1 1", "ffffffffffffffff0100000000000000", NULL, TRUE },
  { "c2s?", "b'A' b'BC' False", "41424300", NULL, FALSE },
  { ">l", "True", "00000001", "1", FALSE },
  { ">d", "True", "3ff0000000000000", "1.0", FALSE },
  { ">?", "18446744073709551615", "01", "True", FALSE },
  { "bB", "-128 255", "80ff", NULL, FALSE },
  { "x3xb", "1", "0000000001", NULL, FALSE },
  { "<IHHddq8s", "1 2 3 1.5 -0.0 -4 b'hexwire'",
    "0100000002000300000000000000f83f0000000000000080fcffffffffffffff6865787769726500",
    "1 2 3 1.5 -0.0 -4 b'hexwire\\x00'", FALSE },
};

static const struct
{
  const char *format;
  const char *values;
  int code;
  gsize index;
  const char *message;
} mistakes[] = {
  { ">id:h count:h", "1 70000", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 1,
    "value 2 \"count\": 70000 does not fit h, -32768 to 32767" },
  { ">2B", "1 -1", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 1, "value 2: -1 does not fit B, 0 to 255" },
  { ">Q", "-1", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0,
    "value 1: -1 does not fit Q, 0 to 18446744073709551615" },
  { ">q", "9223372036854775808", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0,
    "value 1: 9223372036854775808 does not fit q, -9223372036854775808 to 9223372036854775807" },
  { ">h", "1.0", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: 1.0 does not go into h, which takes an integer" },
  { ">h", "b'a'", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: b'a' does not go into h, which takes an integer" },
  { ">d", "b'0123456789012345678901234567890123456789'", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: b'01234567890123456789012345678901234567… does not go into d, which takes a number" },
  { "c", "b'ab'", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: b'ab' does not go into c, which takes one byte, as in b'A'" },
  { "c", "65", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: 65 does not go into c, which takes one byte, as in b'A'" },
  { "x3s", "1", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: 1 does not go into s, which takes bytes, as in b'AB'" },
  { "3p", "True", HEXWIRE_CODEC_ERROR_VALUE_TYPE, 0,
    "value 1: True does not go into p, which takes bytes, as in b'AB'" },
  { ">e", "65520.0", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0,
    "value 1: 65520.0 does not fit e, -65504.0 to 65504.0" },
  { "e", "-1e300", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0,
    "value 1: -1e+300 does not fit e, -65504.0 to 65504.0" },
  { ">f", "3.5e38", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0,
    "value 1: 3.5e+38 does not fit f, -3.4028234663852886e+38 to 3.4028234663852886e+38" },
  { "2h", "1", HEXWIRE_CODEC_ERROR_VALUE_COUNT, 1, "the format takes 2 values, there are 1" },
  { "h", "1 2", HEXWIRE_CODEC_ERROR_VALUE_COUNT, 1, "the format takes 1 value, there are 2" },
  { "99999999999i", "1", HEXWIRE_CODEC_ERROR_VALUE_COUNT, 1, NULL },
  { "99999999999s", "b''", HEXWIRE_CODEC_ERROR_TOO_LARGE, 1,
    "a record of 99999999999 bytes is too large to pack" },
};

static gboolean
is_skipped (gboolean is_lp64)
{
  return is_lp64 && (G_BYTE_ORDER != G_LITTLE_ENDIAN || sizeof (long) != 8);
}

/* Values from text with one space between them. */
static GArray *
parse_values (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1); /* none in an empty text */
  GArray *values = g_array_new (FALSE, TRUE, sizeof (HexwireValue));

  g_array_set_clear_func (values, (GDestroyNotify) hexwire_value_clear);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      HexwireValue value;

      hexwire_value_parse (words[i], &value, NULL, &error);
      g_assert_no_error (error);
      g_array_append_val (values, value);
    }
  return values;
}

static char *
write_values (const HexwireValue *values,
              gsize               n_values)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      hexwire_value_append_text (&values[i], text);
    }
  return g_string_free (text, FALSE);
}

static void
test_pack (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireFormat) format = hexwire_format_parse (records[i].format, NULL, NULL);
      g_autoptr (GArray) values = parse_values (records[i].values);
      g_autoptr (GBytes) packed = NULL;
      g_autoptr (GBytes) expected = NULL;

      if (is_skipped (records[i].is_lp64))
        continue;
      g_test_message ("row %zu", i);
      packed = hexwire_format_pack (format, (HexwireValue *) (gpointer) values->data, values->len,
                                    NULL, &error);
      g_assert_no_error (error);
      expected = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, records[i].bytes, NULL, NULL);
      g_assert_cmpmem (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                       g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
    }
}

static void
test_unpack (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireFormat) format = hexwire_format_parse (records[i].format, NULL, NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree HexwireValue *values = NULL;
      g_autofree char *text = NULL;
      gsize n_values = hexwire_format_get_n_values (format);

      if (is_skipped (records[i].is_lp64))
        continue;
      g_test_message ("row %zu", i);
      bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, records[i].bytes, NULL, NULL);
      values = g_new0 (HexwireValue, n_values + 1);
      hexwire_format_unpack (format, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                             values, &error);
      g_assert_no_error (error);
      text = write_values (values, n_values);
      g_assert_cmpstr (text, ==,
                       records[i].unpacked != NULL ? records[i].unpacked : records[i].values);
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireFormat) format = hexwire_format_parse (mistakes[i].format, NULL, NULL);
      g_autoptr (GArray) values = parse_values (mistakes[i].values);
      gsize index = G_MAXSIZE;

      g_assert_null (hexwire_format_pack (format, (HexwireValue *) (gpointer) values->data,
                                          values->len, &index, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, mistakes[i].code);
      g_assert_cmpuint (index, ==, mistakes[i].index);
      if (mistakes[i].message != NULL)
        g_assert_cmpstr (error->message, ==, mistakes[i].message);
    }
}

static gboolean
can_pack (const HexwireFormat *format,
          HexwireValueKind     kind,
          guint64              bits)
{
  HexwireValue value = { .kind = kind };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;
  HexwireValue again;

  value.uint64 = bits;
  packed = hexwire_format_pack (format, &value, 1, NULL, &error);
  if (packed == NULL)
    {
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_RANGE);
      return FALSE;
    }
  hexwire_format_unpack (format, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                         &again, NULL);
  g_assert_cmpuint (again.uint64, ==, bits);
  return TRUE;
}

static void
check_limits (const HexwireFormat     *format,
              const HexwireFormatType *type)
{
  gint64 smallest;
  guint64 largest;

  if (!hexwire_format_type_get_range (type, hexwire_format_get_size_bytes (format), &smallest,
                                      &largest))
    return;
  g_assert_true (can_pack (format, HEXWIRE_VALUE_INT, (guint64) smallest));
  g_assert_true (can_pack (format, HEXWIRE_VALUE_UINT, largest));
  if (smallest > G_MININT64)
    g_assert_false (can_pack (format, HEXWIRE_VALUE_INT, (guint64) (smallest - 1)));
  if (largest < G_MAXUINT64)
    g_assert_false (can_pack (format, HEXWIRE_VALUE_UINT, largest + 1));
}

/* Every integer type takes its limits and nothing beyond, in every order. */
static void
test_limits (void)
{
  const char orders[] = "@=<>!";
  gsize n_types;
  const HexwireFormatType *types = hexwire_format_type_get_all (&n_types);

  for (gsize i = 0; i < n_types; i++)
    for (const char *order = orders; *order != '\0'; order++)
      {
        const char text[] = { *order, types[i].letter, '\0' };
        g_autoptr (HexwireFormat) format = hexwire_format_parse (text, NULL, NULL);

        g_assert_cmpint (format != NULL, ==,
                         *order == '@' || types[i].standard_size_bytes != 0);
        if (format != NULL)
          check_limits (format, &types[i]);
      }
}

/* A value that is out of range leaves its index, whichever element of an array it is. */
static void
test_blame (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("x2b data:4B 3s", NULL, NULL);
  HexwireValue values[7] = { 0 };

  values[6].kind = HEXWIRE_VALUE_BYTES;
  for (gsize i = 0; i < 6; i++)
    {
      g_autofree char *prefix = g_strdup_printf (i < 2 ? "value %zu: " : "value %zu \"data\": ",
                                                 i + 1);
      g_autoptr (GError) error = NULL;
      gsize index = G_MAXSIZE;

      values[i].int64 = 1000;
      g_assert_null (hexwire_format_pack (format, values, 7, &index, &error));
      g_assert_cmpuint (index, ==, i);
      g_assert_true (g_str_has_prefix (error->message, prefix));
      values[i].int64 = 0;
    }
}

/* A Pascal string's length takes one byte, its field may be longer. */
static void
test_long_pascal (void)
{
  g_autofree char *letters = g_strnfill (400, 'z');
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("300p", NULL, NULL);
  g_autoptr (GBytes) packed = NULL;
  HexwireValue value = { .kind = HEXWIRE_VALUE_BYTES, .size_bytes = 400 };
  const guint8 *data;
  gsize size_bytes;

  value.data = (const guint8 *) letters;
  packed = hexwire_format_pack (format, &value, 1, NULL, NULL);
  data = g_bytes_get_data (packed, &size_bytes);
  g_assert_cmpuint (size_bytes, ==, 300);
  g_assert_cmpuint (data[0], ==, 255);
  g_assert_cmpuint (data[299], ==, 'z');

  g_assert_true (hexwire_format_unpack (format, data, size_bytes, &value, NULL));
  g_assert_cmpuint (value.size_bytes, ==, 255);
  g_assert_true (value.data == data + 1);
}

static void
test_pascal_length (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("4p", NULL, NULL);
  const guint8 data[] = { 200, 'a', 'b', 'c' };
  HexwireValue value;

  g_assert_true (hexwire_format_unpack (format, data, sizeof data, &value, NULL));
  g_assert_cmpmem (value.data, value.size_bytes, "abc", 3);
}

static void
test_short (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (">hi", NULL, NULL);
  g_autoptr (GError) error = NULL;
  const guint8 data[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  HexwireValue values[2];

  g_assert_false (hexwire_format_unpack (format, data, 5, values, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_SHORT_BUFFER);
  g_assert_cmpstr (error->message, ==, "the format takes 6 bytes, there are 5");

  g_assert_true (hexwire_format_unpack (format, data + 1, 7, values, NULL));
  g_assert_cmpint (values[0].int64, ==, 0x0203);
  g_assert_cmpint (values[1].int64, ==, 0x04050607);
}

/* Many records give the same values as each by itself. */
static void
check_records (const char *format_text)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (format_text, NULL, NULL);
  gsize size_bytes = hexwire_format_get_size_bytes (format);
  gsize n_values = hexwire_format_get_n_values (format);
  const gsize n_records = 1000;
  g_autofree guint8 *data = g_malloc (n_records * size_bytes);
  g_autofree HexwireValue *all = g_new0 (HexwireValue, n_records * n_values);
  g_autofree HexwireValue *values = g_new0 (HexwireValue, n_values);

  for (gsize i = 0; i < n_records * size_bytes; i++)
    data[i] = (guint8) g_test_rand_int ();
  hexwire_format_unpack_records (format, data, n_records, all);
  for (gsize i = 0; i < n_records; i++)
    {
      g_autofree char *expected = NULL, *text = NULL;

      hexwire_format_unpack (format, data + i * size_bytes, size_bytes, values, NULL);
      expected = write_values (values, n_values);
      text = write_values (all + i * n_values, n_values);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_pack_into (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (">h2x", NULL, NULL);
  g_autoptr (GError) error = NULL;
  HexwireValue value = { .kind = HEXWIRE_VALUE_INT };
  guint8 data[5];

  memset (data, 0xee, sizeof data);
  value.int64 = -2;
  g_assert_true (hexwire_format_pack_into (format, &value, 1, data, NULL, &error));
  g_assert_cmpmem (data, sizeof data, "\xff\xfe\0\0\xee", 5);
  g_assert_false (hexwire_format_pack_into (format, &value, 0, data, NULL, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_COUNT);
}

static void
test_unpack_records (void)
{
  check_records (">2h e x i 3p ? 2s 0q Q f c");
  check_records ("<2h e x i 3p ? 2s 0q Q f c");
  check_records ("@b3xB hH iI lL qQ efd");
  check_records ("<500B");
}

/* An empty GBytes has no data at all. */
static void
test_no_data (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("0s0i0p", NULL, NULL);
  HexwireValue values[2];

  g_assert_true (hexwire_format_unpack (format, NULL, 0, values, NULL));
  g_assert_cmpuint (values[1].size_bytes, ==, 0);
  g_assert_nonnull (values[1].data);
}

static void
test_unpack_field (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse (">h 2H i", NULL, NULL);
  const guint8 data[6] = { 0, 1, 0xff, 0xfe, 0, 3 };
  HexwireValue values[2];

  hexwire_format_unpack_field (format, hexwire_format_get_field (format, 1), data, values);
  g_assert_cmpint (values[0].kind, ==, HEXWIRE_VALUE_UINT);
  g_assert_cmpuint (values[0].uint64, ==, 0xfffe);
  g_assert_cmpuint (values[1].uint64, ==, 3);
}

static void
test_bool (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("3?", NULL, NULL);
  const guint8 data[3] = { 0, 1, 0x80 };
  HexwireValue values[3];

  g_assert_true (hexwire_format_unpack (format, data, sizeof data, values, NULL));
  g_assert_false (values[0].boolean);
  g_assert_cmpint (values[1].boolean, ==, TRUE);
  g_assert_cmpint (values[2].boolean, ==, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack/records", test_pack);
  g_test_add_func ("/pack/mistakes", test_mistakes);
  g_test_add_func ("/pack/limits", test_limits);
  g_test_add_func ("/pack/blame", test_blame);
  g_test_add_func ("/pack/long-pascal", test_long_pascal);
  g_test_add_func ("/unpack/records", test_unpack);
  g_test_add_func ("/unpack/pascal-length", test_pascal_length);
  g_test_add_func ("/unpack/short", test_short);
  g_test_add_func ("/pack/into", test_pack_into);
  g_test_add_func ("/unpack/many", test_unpack_records);
  g_test_add_func ("/unpack/no-data", test_no_data);
  g_test_add_func ("/unpack/field", test_unpack_field);
  g_test_add_func ("/unpack/bool", test_bool);
  return g_test_run ();
}
