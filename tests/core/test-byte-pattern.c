/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/byte-pattern.h"

#include <string.h>

#define TEXT HEXWIRE_PATTERN_TEXT
#define HEX HEXWIRE_PATTERN_HEX
#define REGEX HEXWIRE_PATTERN_REGEX

typedef struct
{
  HexwirePatternKind kind;
  gboolean ignores_case;
  const char *text;
  const char *data;
  const char *matches;      /* OFFSET+LENGTH of each, apart by spaces */
} Case;

static const Case cases[] = {
  { TEXT, FALSE, "", "abc", "" },
  { TEXT, FALSE, "a", "banana", "1+1 3+1 5+1" },
  { TEXT, FALSE, "ana", "bananana", "1+3 5+3" },
  { TEXT, FALSE, "Ana", "banana", "" },
  { TEXT, TRUE, "ANA", "bAnaNanA", "1+3 5+3" },
  { TEXT, TRUE, "K", "kK\xe2\x84\xaa", "0+1 1+1" },
  { TEXT, TRUE, "ab", "xABaBb", "1+2 3+2" },
  { TEXT, TRUE, "12-a4", "12-A412-a5", "0+5" },
  { TEXT, FALSE, "é", "Éé", "2+2" },
  { TEXT, TRUE, "é", "Éé", "0+2 2+2" },
  { TEXT, TRUE, "Größe", "GRÖßE größe", "0+7 8+7" },
  /* The two bytes of ÿ and Ÿ differ both: those of ø are one of each. */
  { TEXT, TRUE, "ÿ", "øŸÿ", "2+2 4+2" },
  /* Without a small letter of the same size. */
  { TEXT, TRUE, "ı", "ıI", "0+2" },
  { HEX, FALSE, " ", "abc", "" },
  { HEX, FALSE, "61 62", "cabab", "1+2 3+2" },
  { HEX, FALSE, "6162", "cabab", "1+2 3+2" },
  { HEX, FALSE, "0x61,\\x62\\x61", "caba", "1+3" },
  { HEX, FALSE, "61 ?? 63", "abcaacbc", "0+3 3+3" },
  { HEX, FALSE, "61??63", "abcaacbc", "0+3 3+3" },
  { HEX, FALSE, "61 ? 63", "abcaacbc", "0+3 3+3" },
  { HEX, FALSE, "6? ?1", "aqbbac!", "0+2 3+2 5+2" },
  { HEX, FALSE, "?? ??", "abcde", "0+2 2+2" },
  { HEX, FALSE, "9", "a\tb", "1+1" },
  { HEX, FALSE, "?? 61 62 63 ?? 64", "abcabcxdabc", "2+6" },
  { REGEX, FALSE, "", "abc", "" },
  { REGEX, FALSE, "x*", "abc", "" },
  { REGEX, FALSE, "x*", "axxb", "1+2" },
  { REGEX, FALSE, "[ab]+", "abcba", "0+2 3+2" },
  { REGEX, TRUE, "AB", "abAB", "0+2 2+2" },
  { REGEX, FALSE, "\\xff.", "a\xff\xfe", "1+2" },
  { REGEX, FALSE, "^a$", "a\nba\r\na", "0+1 6+1" },
  { REGEX, FALSE, "(?<=a)b", "bab", "2+1" },
  { REGEX, FALSE, "a\\Kb", "ab", "1+1" },
};

static char *
find_all (const HexwireBytePattern *pattern,
          const guint8             *data,
          gsize                     size_bytes)
{
  GString *matches = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gsize offset = 0, length = 0;

  while (hexwire_byte_pattern_find (pattern, data, size_bytes, offset + length, &offset, &length,
                                    &error))
    g_string_append_printf (matches, "%s%zu+%zu", matches->len > 0 ? " " : "", offset, length);
  g_assert_no_error (error);
  return g_string_free (matches, FALSE);
}

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireBytePattern) pattern
        = hexwire_byte_pattern_new (c->kind, c->text, c->ignores_case, NULL, &error);
      /* A copy of exactly that size, so that a sanitizer sees a byte too far. */
      g_autofree guint8 *data = g_memdup2 (c->data, strlen (c->data));
      g_autofree char *matches = NULL;

      g_assert_no_error (error);
      matches = find_all (pattern, data, strlen (c->data));
      if (!g_str_equal (matches, c->matches))
        g_error ("\"%s\" in \"%s\": %s", c->text, c->data, matches);
    }
}

static void
test_errors (void)
{
  static const struct
  {
    HexwirePatternKind kind;
    const char *text;
    gsize position;
    const char *message;      /* begins so; the reasons of expressions are not ours */
  } bad[] = {
    { HEX, "de xx", 3, "position 4: a hex digit or ? is expected" },
    { HEX, "de a?g", 5, "position 6: a hex digit or ? is expected" },
    { HEX, "de adb", 3, "position 4: a run of hex digits has an odd length" },
    { HEX, "0x", 2, "position 3: a hex digit or ? is expected" },
    { REGEX, "foo(", 4, "position 5: " },
    { REGEX, "a[b", 3, "position 4: " },
    { REGEX, "(*UTF)a", 0, "position 1: an expression cannot begin with (* and a name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize position = G_MAXSIZE;

      g_assert_null (hexwire_byte_pattern_new (bad[i].kind, bad[i].text, FALSE, &position, &error));
      g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_PATTERN);
      g_assert_true (g_str_has_prefix (error->message, bad[i].message));
      g_assert_cmpuint (position, ==, bad[i].position);
    }
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (HEXWIRE_BYTE_PATTERN_MAX_BYTES + 1, '1');
  g_autofree char *hex = g_strnfill (2 * HEXWIRE_BYTE_PATTERN_MAX_BYTES + 2, '1');
  g_autoptr (HexwireBytePattern) longest
    = hexwire_byte_pattern_new (TEXT, text + 1, TRUE, NULL, NULL);

  g_assert_null (hexwire_byte_pattern_new (TEXT, text, FALSE, NULL, NULL));
  g_assert_null (hexwire_byte_pattern_new (HEX, hex, FALSE, NULL, NULL));
  g_assert_cmpuint (hexwire_byte_pattern_get_max_overlap_bytes (longest), ==,
                    HEXWIRE_BYTE_PATTERN_MAX_BYTES - 1);
}

static void
test_too_complicated (void)
{
  g_autoptr (HexwireBytePattern) pattern
    = hexwire_byte_pattern_new (REGEX, "(a+)+[bc]", FALSE, NULL, NULL);
  g_autofree char *data = g_strnfill (16384, 'a');
  g_autoptr (GError) error = NULL;
  gsize offset, length;

  g_assert_false (hexwire_byte_pattern_find (pattern, (guint8 *) data, 16384, 0, &offset, &length,
                                             &error));
  g_assert_error (error, HEXWIRE_SEARCH_ERROR, HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED);
}

/* More than fits on the stack of compiled expressions, and not complicated. */
static void
test_deep (void)
{
  g_autoptr (HexwireBytePattern) pattern
    = hexwire_byte_pattern_new (REGEX, "(?:a|b)*x?", FALSE, NULL, NULL);
  g_autofree char *data = g_strnfill (16384, 'a');
  g_autofree char *matches = find_all (pattern, (guint8 *) data, 16384);

  g_assert_cmpstr (matches, ==, "0+16384");
}

static void
test_anchored (void)
{
  static const struct
  {
    const char *text;
    gboolean is_anchored;
  } expressions[] = {
    { "abc", FALSE }, { "^abc", TRUE },   { "abc$", TRUE },  { "[$^]", FALSE }, { "\\^\\$", FALSE },
    { "\\Aa", TRUE }, { "\\\\A", FALSE }, { "[]^]a", FALSE }, { "[^]$]$", TRUE }, { "a\\z", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_autoptr (HexwireBytePattern) pattern
        = hexwire_byte_pattern_new (REGEX, expressions[i].text, FALSE, NULL, NULL);

      g_assert_cmpint (hexwire_byte_pattern_is_anchored (pattern), ==, expressions[i].is_anchored);
    }
}

/* What a pattern that was made at random accepts at each place. */
typedef struct
{
  HexwireBytePattern *pattern;
  guint8 bytes[16];
  guint8 masks[16];
  gboolean ignores_case;
  gsize size_bytes;
} Random;

static void
random_init (Random *self)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  self->size_bytes = (gsize) g_test_rand_int_range (1, 16);
  self->ignores_case = g_test_rand_bit ();
  for (gsize i = 0; i < self->size_bytes; i++)
    {
      static const guint8 masks[] = { 0xff, 0xff, 0xff, 0xf0, 0x0f, 0 };

      self->bytes[i] = (guint8) ("aAbB"[g_test_rand_int_range (0, 4)]);
      self->masks[i] = self->ignores_case ? 0xff : masks[g_test_rand_int_range (0, 6)];
      g_string_append_printf (hex, "%02x", self->bytes[i]);
      if ((self->masks[i] & 0xf0) == 0)
        hex->str[hex->len - 2] = '?';
      if ((self->masks[i] & 0x0f) == 0)
        hex->str[hex->len - 1] = '?';
    }
  if (self->ignores_case)
    self->pattern = hexwire_byte_pattern_new_for_bytes (self->bytes, self->size_bytes, TRUE);
  else
    self->pattern = hexwire_byte_pattern_new (HEX, hex->str, FALSE, NULL, NULL);
}

static gboolean
random_matches (const Random *self,
                const guint8 *data)
{
  for (gsize i = 0; i < self->size_bytes; i++)
    {
      gboolean is_equal = ((data[i] ^ self->bytes[i]) & self->masks[i]) == 0;

      if (self->ignores_case)
        is_equal = g_ascii_tolower ((char) data[i]) == g_ascii_tolower ((char) self->bytes[i]);
      if (!is_equal)
        return FALSE;
    }
  return TRUE;
}

static void
check_random (const Random *self,
              const guint8 *data,
              gsize         size_bytes)
{
  for (gsize i = 0, found, length; i < size_bytes; i++)
    {
      gboolean has_match = hexwire_byte_pattern_find (self->pattern, data, size_bytes, i, &found,
                                                      &length, NULL);
      gsize expected = i;

      while (expected + self->size_bytes <= size_bytes && !random_matches (self, data + expected))
        expected++;
      g_assert_cmpint (has_match, ==, expected + self->size_bytes <= size_bytes);
      if (!has_match)
        continue;
      g_assert_cmpuint (found, ==, expected);
      g_assert_cmpuint (length, ==, self->size_bytes);
      for (gsize j = 0; j + 1 < length; j++)
        g_assert_true (hexwire_byte_pattern_may_span (self->pattern, data[found + j],
                                                      data[found + j + 1]));
    }
}

static void
test_random (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      gsize size_bytes = (gsize) g_test_rand_int_range (0, 120);
      g_autofree guint8 *data = g_malloc (MAX (size_bytes, 1));
      Random random;

      random_init (&random);
      for (gsize i = 0; i < size_bytes; i++)
        data[i] = (guint8) "aAbBq"[g_test_rand_int_range (0, 5)];
      if (size_bytes >= random.size_bytes)
        memcpy (data + g_test_rand_int_range (0, (int) (size_bytes - random.size_bytes) + 1),
                random.bytes, random.size_bytes);
      check_random (&random, data, size_bytes);
      hexwire_byte_pattern_unref (random.pattern);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/byte-pattern/anchored", test_anchored);
  g_test_add_func ("/byte-pattern/deep", test_deep);
  g_test_add_func ("/byte-pattern/errors", test_errors);
  g_test_add_func ("/byte-pattern/find", test_find);
  g_test_add_func ("/byte-pattern/random", test_random);
  g_test_add_func ("/byte-pattern/too-complicated", test_too_complicated);
  g_test_add_func ("/byte-pattern/too-long", test_too_long);

  return g_test_run ();
}
