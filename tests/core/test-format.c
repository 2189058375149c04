/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/format.h"
#include "codec/format-type.h"

/* Sizes as Python's struct.calcsize() prints them on a 64-bit machine. */
static const struct
{
  const char *text;
  gsize size_bytes;
  gsize n_values;
  gboolean is_lp64;             /* holds where long and pointers have 64 bits, as int64 aligned */
} sizes[] = {
  { "", 0, 0, FALSE },
  { ">", 0, 0, FALSE },
  { ">hiq", 14, 3, FALSE },
  { "hiq", 16, 3, TRUE },
  { "@bh", 4, 2, FALSE },
  { "=bh", 3, 2, FALSE },
  { "bq", 16, 2, TRUE },
  { "qb", 9, 2, FALSE },
  { "qb0q", 16, 2, TRUE },
  { "bi0q", 8, 2, TRUE },
  { "b0i", 4, 1, FALSE },
  { "0q", 0, 0, FALSE },
  { "llh0l", 24, 3, TRUE },
  { "=llh0l", 10, 3, FALSE },
  { "nNP", 24, 3, TRUE },
  { "5x", 5, 0, FALSE },
  { "0x", 0, 0, FALSE },
  { "b3xi", 8, 2, FALSE },
  { "10s3p", 13, 2, FALSE },
  { "0s0p", 0, 2, FALSE },
  { "007h", 14, 7, FALSE },
  { " h\t\n\v\f\ri ", 8, 2, FALSE },
  { "<cbB?hHiIlLqQefdsp", 56, 17, FALSE },
  { ">id:h count:i total:q", 14, 3, FALSE },
  { "a:b_1:h  _:3s q: q", 16, 4, TRUE },
  { "99999999999i", (gsize) G_GUINT64_CONSTANT (399999999996),
    (gsize) G_GUINT64_CONSTANT (99999999999), TRUE },
  { "9223372036854775807s", (gsize) G_GUINT64_CONSTANT (9223372036854775807), 1, TRUE },
};

static const struct
{
  const char *text;
  gsize position;
  int code;
  const char *message;
} mistakes[] = {
  { "k", 0, HEXWIRE_CODEC_ERROR_FORMAT, "position 1: \"k\" is not a type letter" },
  { ">hé", 2, HEXWIRE_CODEC_ERROR_FORMAT, "position 3: \"é\" is not a type letter" },
  { "h\x80", 1, HEXWIRE_CODEC_ERROR_FORMAT, "position 2: \"\\x80\" is not a type letter" },
  { "h3", 2, HEXWIRE_CODEC_ERROR_FORMAT,
    "position 3: a count is not followed by a type letter" },
  { "3 h", 1, HEXWIRE_CODEC_ERROR_FORMAT,
    "position 2: no space may stand between a count and its letter" },
  { " <h", 1, HEXWIRE_CODEC_ERROR_FORMAT,
    "position 2: the byte order can only be the first character" },
  { "h<h", 1, HEXWIRE_CODEC_ERROR_FORMAT,
    "position 2: the byte order can only be the first character" },
  { "<hn", 2, HEXWIRE_CODEC_ERROR_FORMAT,
    "position 3: n, N and P have only native sizes, with @" },
  { "=P", 1, HEXWIRE_CODEC_ERROR_FORMAT, "position 2: n, N and P have only native sizes, with @" },
  { "a:h a:i", 4, HEXWIRE_CODEC_ERROR_FORMAT, "position 5: the name \"a\" stands twice" },
  { "count:", 6, HEXWIRE_CODEC_ERROR_FORMAT, "position 7: a name is not followed by an item" },
  { "a:b:h", 3, HEXWIRE_CODEC_ERROR_FORMAT, "position 4: \":\" is not a type letter" },
  { ":h", 0, HEXWIRE_CODEC_ERROR_FORMAT, "position 1: \":\" is not a type letter" },
  { "3:h", 1, HEXWIRE_CODEC_ERROR_FORMAT, "position 2: \":\" is not a type letter" },
  { "-1h", 0, HEXWIRE_CODEC_ERROR_FORMAT, "position 1: \"-\" is not a type letter" },
  { "9223372036854775808s", 0, HEXWIRE_CODEC_ERROR_TOO_LARGE,
    "position 1: total struct size too long" },
  { "b 9223372036854775807s", 2, HEXWIRE_CODEC_ERROR_TOO_LARGE,
    "position 3: total struct size too long" },
  { "9223372036854775807xh", 20, HEXWIRE_CODEC_ERROR_TOO_LARGE, NULL },
  { "1152921504606846976q", 0, HEXWIRE_CODEC_ERROR_TOO_LARGE, NULL },
};

static void
test_sizes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HexwireFormat) format = NULL;

      if (sizes[i].is_lp64 && sizeof (long) != 8)
        continue;
      format = hexwire_format_parse (sizes[i].text, NULL, &error);
      g_assert_no_error (error);
      g_test_message ("row %zu", i);
      g_assert_cmpuint (hexwire_format_get_size_bytes (format), ==, sizes[i].size_bytes);
      g_assert_cmpuint (hexwire_format_get_n_values (format), ==, sizes[i].n_values);
      g_assert_cmpstr (hexwire_format_get_text (format), ==, sizes[i].text);
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
      g_assert_null (hexwire_format_parse (mistakes[i].text, &position, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, mistakes[i].code);
      g_assert_cmpuint (position, ==, mistakes[i].position);
      if (mistakes[i].message != NULL)
        g_assert_cmpstr (error->message, ==, mistakes[i].message);
      g_assert_null (hexwire_format_parse (mistakes[i].text, NULL, NULL));
    }
}

static void
assert_field (const HexwireFormat *format,
              gsize                index,
              char                 type,
              const char          *name,
              gsize                offset_bytes,
              gsize                element_size_bytes,
              gsize                count,
              gsize                first_value,
              gsize                n_values)
{
  const HexwireField *field = hexwire_format_get_field (format, index);

  g_assert_cmpint (field->type, ==, type);
  g_assert_cmpstr (field->name, ==, name);
  g_assert_cmpuint (field->offset_bytes, ==, offset_bytes);
  g_assert_cmpuint (field->element_size_bytes, ==, element_size_bytes);
  g_assert_cmpuint (field->count, ==, count);
  g_assert_cmpuint (field->first_value, ==, first_value);
  g_assert_cmpuint (field->n_values, ==, n_values);
}

static void
test_fields (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("b id:3h 2x 0s name:4s0q d", NULL, NULL);
  const HexwireField *field;

  g_assert_nonnull (format);
  g_assert_cmpuint (hexwire_format_get_n_fields (format), ==, 9);
  assert_field (format, 0, 'b', NULL, 0, 1, 1, 0, 1);
  assert_field (format, 1, 0, NULL, 1, 1, 1, 1, 0);
  assert_field (format, 2, 'h', "id", 2, 2, 3, 1, 3);
  assert_field (format, 3, 'x', NULL, 8, 2, 1, 4, 0);
  assert_field (format, 4, 's', NULL, 10, 0, 1, 4, 1);
  assert_field (format, 5, 's', "name", 10, 4, 1, 5, 1);
  assert_field (format, 6, 0, NULL, 14, 2, 1, 6, 0);
  assert_field (format, 7, 'q', NULL, 16, 8, 0, 6, 0);
  assert_field (format, 8, 'd', NULL, 16, 8, 1, 6, 1);

  field = hexwire_format_get_field (format, 1);
  g_assert_cmpuint (field->text_size, ==, 0);
  field = hexwire_format_get_field (format, 2);
  g_assert_cmpuint (field->text_offset, ==, 2);
  g_assert_cmpuint (field->text_size, ==, 5);
  field = hexwire_format_get_field (format, 7);
  g_assert_cmpuint (field->text_offset, ==, 21);
  g_assert_cmpuint (field->text_size, ==, 2);
}

static void
test_field_of_value (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("<x 2h x 0i 3s 0q x b x", NULL, NULL);
  const gsize fields[] = { 1, 1, 4, 7 };

  g_assert_cmpuint (hexwire_format_get_n_values (format), ==, G_N_ELEMENTS (fields));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (hexwire_format_get_field_of_value (format, i) ==
                   hexwire_format_get_field (format, fields[i]));
}

/* Each type after each other begins at the next multiple of its alignment, and only with @. */
static void
test_alignment (void)
{
  gsize n_types;
  const HexwireFormatType *types = hexwire_format_type_get_all (&n_types);

  for (gsize i = 0; i < n_types * n_types; i++)
    {
      const HexwireFormatType *first = &types[i / n_types], *second = &types[i % n_types];
      const char text[] = { first->letter, second->letter, '\0' };
      g_autofree char *packed_text = g_strconcat ("=", text, NULL);
      g_autoptr (HexwireFormat) native = hexwire_format_parse (text, NULL, NULL);
      g_autoptr (HexwireFormat) packed = hexwire_format_parse (packed_text, NULL, NULL);
      gsize alignment = second->native_alignment_bytes;
      gsize offset = (first->native_size_bytes + alignment - 1) / alignment * alignment;

      g_assert_cmpuint (hexwire_format_get_size_bytes (native), ==,
                        offset + second->native_size_bytes);
      if (packed != NULL)
        g_assert_cmpuint (hexwire_format_get_size_bytes (packed), ==,
                          first->standard_size_bytes + second->standard_size_bytes);
      else
        g_assert_true (first->standard_size_bytes == 0 || second->standard_size_bytes == 0);
    }
}

/* Fields cover the record without gaps. */
static void
test_cover (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (HexwireFormat) format = hexwire_format_parse (sizes[i].text, NULL, NULL);
      gsize offset = 0, n_values = 0;

      for (gsize j = 0; format != NULL && j < hexwire_format_get_n_fields (format); j++)
        {
          const HexwireField *field = hexwire_format_get_field (format, j);

          g_assert_cmpuint (field->offset_bytes, ==, offset);
          g_assert_cmpuint (field->first_value, ==, n_values);
          offset += field->count * field->element_size_bytes;
          n_values += field->n_values;
        }
      if (format != NULL)
        g_assert_cmpuint (offset, ==, hexwire_format_get_size_bytes (format));
    }
}

static void
test_byte_order (void)
{
  const char *const texts[] = { "h", "@h", "=h", "<h", ">h", "!h" };
  const char orders[] = "@@=<>!";

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HexwireFormat) format = hexwire_format_parse (texts[i], NULL, NULL);
      g_autoptr (HexwireFormat) again = hexwire_format_ref (format);

      g_assert_cmpint (hexwire_format_get_byte_order (again), ==, orders[i]);
    }
}

/* A long run of letters must not be searched for a name again at each of them. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (1000000, 'h');
  g_autoptr (HexwireFormat) format = NULL;

  format = hexwire_format_parse (text, NULL, NULL);
  g_assert_cmpuint (hexwire_format_get_n_values (format), ==, 1000000);
  g_assert_cmpuint (hexwire_format_get_field_of_value (format, 700000)->offset_bytes, ==, 1400000);
}

static void
test_types (void)
{
  gint64 smallest;
  guint64 largest;
  gsize n_types;
  const HexwireFormatType *types = hexwire_format_type_get_all (&n_types);

  g_assert_cmpuint (n_types, ==, strlen ("xcbB?hHiIlLqQnNefdspP"));
  for (gsize i = 0; i < n_types; i++)
    g_assert_true (hexwire_format_type_find (types[i].letter) == &types[i]);
  g_assert_null (hexwire_format_type_find ('k'));
  g_assert_null (hexwire_format_type_find ('\0'));

  g_assert_true (hexwire_format_type_get_range (hexwire_format_type_find ('h'), 2, &smallest,
                                                &largest));
  g_assert_cmpint (smallest, ==, -32768);
  g_assert_cmpuint (largest, ==, 32767);
  g_assert_true (hexwire_format_type_get_range (hexwire_format_type_find ('Q'), 8, &smallest,
                                                &largest));
  g_assert_cmpint (smallest, ==, 0);
  g_assert_cmpuint (largest, ==, G_MAXUINT64);
  g_assert_false (hexwire_format_type_get_range (hexwire_format_type_find ('d'), 8, &smallest,
                                                 &largest));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/sizes", test_sizes);
  g_test_add_func ("/format/mistakes", test_mistakes);
  g_test_add_func ("/format/fields", test_fields);
  g_test_add_func ("/format/field-of-value", test_field_of_value);
  g_test_add_func ("/format/alignment", test_alignment);
  g_test_add_func ("/format/cover", test_cover);
  g_test_add_func ("/format/byte-order", test_byte_order);
  g_test_add_func ("/format/long", test_long);
  g_test_add_func ("/format/types", test_types);
  return g_test_run ();
}
