/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "codec/codec-error.h"
#include "codec/half.h"
#include "codec/value.h"

/* A literal, and Python's repr of it. */
static const struct
{
  const char *text;
  HexwireValueKind kind;
  const char *repr;
} literals[] = {
  { "0", HEXWIRE_VALUE_INT, "0" },
  { "-0", HEXWIRE_VALUE_INT, "0" },
  { " +12\t", HEXWIRE_VALUE_INT, "12" },
  { "-7", HEXWIRE_VALUE_INT, "-7" },
  { "00_0", HEXWIRE_VALUE_INT, "0" },
  { "1_000_000", HEXWIRE_VALUE_INT, "1000000" },
  { "0xdead_BEEF", HEXWIRE_VALUE_INT, "3735928559" },
  { "0X_1f", HEXWIRE_VALUE_INT, "31" },
  { "-0o17", HEXWIRE_VALUE_INT, "-15" },
  { "0b1010", HEXWIRE_VALUE_INT, "10" },
  { "9223372036854775807", HEXWIRE_VALUE_INT, "9223372036854775807" },
  { "9223372036854775808", HEXWIRE_VALUE_UINT, "9223372036854775808" },
  { "0xffffffffffffffff", HEXWIRE_VALUE_UINT, "18446744073709551615" },
  { "-9223372036854775808", HEXWIRE_VALUE_INT, "-9223372036854775808" },
  { "True", HEXWIRE_VALUE_BOOL, "True" },
  { "False", HEXWIRE_VALUE_BOOL, "False" },
  { "1.", HEXWIRE_VALUE_FLOAT, "1.0" },
  { ".5", HEXWIRE_VALUE_FLOAT, "0.5" },
  { "-0.0", HEXWIRE_VALUE_FLOAT, "-0.0" },
  { "1e5", HEXWIRE_VALUE_FLOAT, "100000.0" },
  { "1_0.2_5E+1_0", HEXWIRE_VALUE_FLOAT, "102500000000.0" },
  { "01.5", HEXWIRE_VALUE_FLOAT, "1.5" },
  { "1e-3", HEXWIRE_VALUE_FLOAT, "0.001" },
  { "1e400", HEXWIRE_VALUE_FLOAT, "inf" },
  { "-inf", HEXWIRE_VALUE_FLOAT, "-inf" },
  { "nan", HEXWIRE_VALUE_FLOAT, "nan" },
  { "-nan", HEXWIRE_VALUE_FLOAT, "nan" },
  { "b''", HEXWIRE_VALUE_BYTES, "b''" },
  { "B\"it's\"", HEXWIRE_VALUE_BYTES, "b\"it's\"" },
  { "b'say \"hi\"'", HEXWIRE_VALUE_BYTES, "b'say \"hi\"'" },
  { "b'\\'\"'", HEXWIRE_VALUE_BYTES, "b'\\'\"'" },
  { "b'\\n\\r\\t\\\\\\a\\0\\x7f\\xff ~'", HEXWIRE_VALUE_BYTES,
    "b'\\n\\r\\t\\\\\\x07\\x00\\x7f\\xff ~'" },
  { "b'\\101\\1012\\8\\q'", HEXWIRE_VALUE_BYTES, "b'AA2\\\\8\\\\q'" },
  { "rb'\\n\\''", HEXWIRE_VALUE_BYTES, "b\"\\\\n\\\\'\"" },
  { "b'''a\n'b\"'''", HEXWIRE_VALUE_BYTES, "b'a\\n\\'b\"'" },
  { "b'ab\\\ncd'", HEXWIRE_VALUE_BYTES, "b'abcd'" },
  { "b'a' b\"b\"", HEXWIRE_VALUE_BYTES, "b'ab'" },
  { "'A'", HEXWIRE_VALUE_BYTES, "b'A'" },
  { "'\\n'", HEXWIRE_VALUE_BYTES, "b'\\n'" },
  { "\"'\"", HEXWIRE_VALUE_BYTES, "b\"'\"" },
};

static const struct
{
  const char *text;
  int code;
  gsize position;
} mistakes[] = {
  { "", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "  ", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "-", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "--1", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "12a", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "1 2", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "1__0", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "1_", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "_1", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "1_.5", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "1._5", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "1e", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { ".", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "007", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "0x", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "0b12", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 3 },
  { "true", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "-True", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 1 },
  { "Trues", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "infinity", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "18446744073709551616", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 0 },
  { " -9223372036854775809", HEXWIRE_CODEC_ERROR_VALUE_RANGE, 1 },
  { "b'a", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 3 },
  { "b'a\nb'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 3 },
  { "b'\\x4'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "b'\\", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 3 },
  { "b'é'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 2 },
  { "b'a' 'b'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 5 },
  { "bb'a'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "'AB'", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
  { "''", HEXWIRE_CODEC_ERROR_VALUE_SYNTAX, 0 },
};

/* Numbers on which shortest-text algorithms go wrong, and Python's repr of them. */
static const struct
{
  double number;
  const char *repr;
} floats[] = {
  { 0.1, "0.1" },
  { 0.30000000000000004, "0.30000000000000004" },
  { 1e15, "1000000000000000.0" },
  { 1e16, "1e+16" },
  { 123456789012345680.0, "1.2345678901234568e+17" },
  { 9007199254740992.0, "9007199254740992.0" },
  { 9007199254740993.0, "9007199254740992.0" },
  { 0.0001, "0.0001" },
  { 0.00001, "1e-05" },
  { 1e22, "1e+22" },
  { 1e23, "1e+23" },
  { 5e-324, "5e-324" },
  { 2.2250738585072014e-308, "2.2250738585072014e-308" },
  { 2.225073858507201e-308, "2.225073858507201e-308" },
  { 1.7976931348623157e308, "1.7976931348623157e+308" },
  { 0x1p-44, "5.684341886080802e-14" },
  { 0x1p-1022, "2.2250738585072014e-308" },
  { 0x1p-24, "5.960464477539063e-08" },
  { 3.14159265358979, "3.14159265358979" },
  { 21.5, "21.5" },
  { -273.15, "-273.15" },
  { 4.35, "4.35" },
  { 0.001, "0.001" },
  { 100.0, "100.0" },
  { 65504.0, "65504.0" },
};

static void
assert_text (const HexwireValue *value,
             const char         *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  hexwire_value_append_text (value, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_literals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      g_autoptr (GError) error = NULL;
      HexwireValue value;

      g_test_message ("row %zu", i);
      hexwire_value_parse (literals[i].text, &value, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (value.kind, ==, literals[i].kind);
      assert_text (&value, literals[i].repr);
      hexwire_value_clear (&value);
      assert_text (&value, "0");
    }
}

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = G_MAXSIZE;
      HexwireValue value;

      g_test_message ("row %zu", i);
      g_assert_false (hexwire_value_parse (mistakes[i].text, &value, &position, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, mistakes[i].code);
      g_assert_cmpuint (position, ==, mistakes[i].position);
      g_assert_false (hexwire_value_parse (mistakes[i].text, &value, NULL, NULL));
    }
}

static void
test_messages (void)
{
  g_autoptr (GError) error = NULL;
  HexwireValue value;

  g_assert_false (hexwire_value_parse ("12a", &value, NULL, &error));
  g_assert_cmpstr (error->message, ==, "position 3: \"a\" cannot stand here in a value");
}

static void
test_floats (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (floats); i++)
    {
      HexwireValue value = { .kind = HEXWIRE_VALUE_FLOAT };

      value.number = floats[i].number;
      assert_text (&value, floats[i].repr);
    }
}

static double
make_random_double (void)
{
  guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  double number;

  memcpy (&number, &bits, sizeof number);
  return number;
}

static void
test_floats_read_back (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      HexwireValue value = { .kind = HEXWIRE_VALUE_FLOAT };

      value.number = i % 2 == 0 ? make_random_double () : g_test_rand_double_range (-1e6, 1e6);
      hexwire_value_append_text (&value, text);
      if (isnan (value.number))
        g_assert_cmpstr (text->str, ==, "nan");
      else
        g_assert_true (g_ascii_strtod (text->str, NULL) == value.number);
    }
}

/* No decimal with a digit less reads back. */
static void
test_floats_shortest (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      double number = i % 2 == 0 ? fabs (make_random_double ())
                                 : g_test_rand_double_range (1e-9, 1e18);
      HexwireValue value = { .kind = HEXWIRE_VALUE_FLOAT };
      g_autoptr (GString) text = g_string_new (NULL);
      char shorter[64], format[16];
      guint n_digits = 0;

      if (!isnormal (number))
        continue;
      value.number = number;
      hexwire_value_append_text (&value, text);
      for (const char *at = text->str; *at != '\0' && *at != 'e'; at++)
        if (*at != '.' && (n_digits > 0 || *at != '0'))
          n_digits++;
      if (n_digits < 2 || g_str_has_suffix (text->str, ".0"))
        continue;
      g_snprintf (format, sizeof format, "%%.%ue", n_digits - 2);
      g_ascii_formatd (shorter, sizeof shorter, format, number);
      g_assert_true (g_ascii_strtod (shorter, NULL) != number);
    }
}

/* Every half is a double and reads back; between two of them lies the middle, which goes to the
 * even one. */
static void
test_halves (void)
{
  for (guint i = 0; i <= 0x7bff; i++)
    {
      double number = hexwire_half_to_double ((guint16) i);
      double next = i < 0x7bff ? hexwire_half_to_double ((guint16) (i + 1)) : 65536;
      double middle = (number + next) / 2;
      guint16 half;

      g_assert_true (hexwire_half_from_double (number, &half));
      g_assert_cmpuint (half, ==, i);
      g_assert_true (hexwire_half_from_double (-number, &half));
      g_assert_cmpuint (half, ==, i | 0x8000);
      g_assert_true (hexwire_half_from_double (nextafter (middle, 0), &half));
      g_assert_cmpuint (half, ==, i);
      if (i == 0x7bff)
        g_assert_false (hexwire_half_from_double (middle, &half));
      else
        {
          g_assert_true (hexwire_half_from_double (middle, &half));
          g_assert_cmpuint (half, ==, i + (i & 1));
        }
    }
}

static void
test_half_specials (void)
{
  guint16 half;

  g_assert_true (hexwire_half_from_double (INFINITY, &half));
  g_assert_cmpuint (half, ==, 0x7c00);
  g_assert_true (hexwire_half_from_double (-INFINITY, &half));
  g_assert_cmpuint (half, ==, 0xfc00);
  g_assert_true (hexwire_half_from_double (NAN, &half));
  g_assert_cmpuint (half & 0x7fff, ==, 0x7e00);
  g_assert_true (isnan (hexwire_half_to_double (0x7c01)));
  g_assert_true (isinf (hexwire_half_to_double (0xfc00)));
  g_assert_true (hexwire_half_from_double (5e-324, &half));
  g_assert_cmpuint (half, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/literals", test_literals);
  g_test_add_func ("/value/mistakes", test_mistakes);
  g_test_add_func ("/value/messages", test_messages);
  g_test_add_func ("/value/floats", test_floats);
  g_test_add_func ("/value/floats-read-back", test_floats_read_back);
  g_test_add_func ("/value/floats-shortest", test_floats_shortest);
  g_test_add_func ("/value/halves", test_halves);
  g_test_add_func ("/value/half-specials", test_half_specials);
  return g_test_run ();
}
