/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/bytes-text.h"
#include "log/field-cells.h"

#define MISSING "?"

typedef struct
{
  const char *format;
  const char *hex;
  const char *cells;      /* with " | " between them */
  gsize end_bytes;
  gsize n_more;
} Case;

static const Case cases[] = {
  { ">id:h count:i q", "fff90012d686ffffffffffffffff", "-7 | 1234566 | -1", 14, 0 },
  { ">h2x3B", "0001ffff010203", "1 | 1, 2, 3", 7, 0 },
  { ">4sf?c", "616200003f8000000141", "b'ab\\x00\\x00' | 1.0 | True | b'A'", 10, 0 },
  { ">HI", "0001000000", "1 | " MISSING, 6, 0 },
  { ">HI", "00", MISSING " | " MISSING, 6, 0 },
  { ">HI", "", MISSING " | " MISSING, 6, 0 },
  { ">3H", "00010002", MISSING, 6, 0 },
  { ">H0s", "0001", "1 | b''", 2, 0 },
  { ">H", "000100020003", "1", 2, 2 },
  { ">H", "00010002ff", "1", 2, 0 },
  { "", "0102", "", 0, 0 },
  { "2x", "0102", "", 2, 0 },
  { ">Hx", "0001ff", "1", 3, 0 },
  { "17B", "0102030405060708090a0b0c0d0e0f1011",
    "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16…", 17, 0 },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireFormat) format = hexwire_format_parse (cases[i].format, NULL, NULL);
      g_autoptr (GBytes) bytes
        = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, cases[i].hex, NULL, NULL);
      g_autoptr (GString) text = g_string_new (NULL);
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (bytes, &size_bytes);
      HexwireFieldCells cells;

      hexwire_field_cells_init (&cells, format);
      for (guint j = 0; j < cells.n_fields; j++)
        {
          g_string_append (text, j > 0 ? " | " : "");
          if (!hexwire_field_cells_append (&cells, text, j, data, size_bytes))
            g_string_append (text, MISSING);
        }
      g_assert_cmpstr (text->str, ==, cases[i].cells);
      g_assert_cmpuint (cells.end_bytes, ==, cases[i].end_bytes);
      g_assert_cmpuint (hexwire_field_cells_count_more (&cells, size_bytes), ==, cases[i].n_more);
      hexwire_field_cells_clear (&cells);
    }
}

static void
test_titles (void)
{
  static const char *const titles[] = { "id", "q", "s", "B", "f" };
  static const gboolean are_numbers[] = { TRUE, TRUE, FALSE, FALSE, TRUE };
  g_autoptr (HexwireFormat) format = hexwire_format_parse (">id:h2xq4s3Bf", NULL, NULL);
  HexwireFieldCells cells;

  hexwire_field_cells_init (&cells, format);
  g_assert_cmpuint (cells.n_fields, ==, G_N_ELEMENTS (titles));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *title = hexwire_field_cells_dup_title (&cells, i);

      g_assert_cmpstr (title, ==, titles[i]);
      g_assert_cmpint (hexwire_field_cells_is_number (&cells, i), ==, are_numbers[i]);
    }
  hexwire_field_cells_clear (&cells);
}

/* What has no cell is behind the last one that has. */
static void
test_many_fields (void)
{
  g_autoptr (GString) text = g_string_new (">");
  g_autoptr (HexwireFormat) format = NULL;
  HexwireFieldCells cells;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, "Hx");
  format = hexwire_format_parse (text->str, NULL, NULL);
  hexwire_field_cells_init (&cells, format);
  g_assert_cmpuint (cells.n_fields, ==, HEXWIRE_FIELD_CELLS_MAX);
  g_assert_cmpuint (cells.end_bytes, ==, HEXWIRE_FIELD_CELLS_MAX * 3);
  hexwire_field_cells_clear (&cells);
}

/* However long a field is, a cell costs no more than it shows. */
static void
test_long_fields (void)
{
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("500000s500000B1024B", NULL, NULL);
  g_autofree guint8 *data = g_malloc0 (1001024);
  HexwireFieldCells cells;

  hexwire_field_cells_init (&cells, format);
  for (guint i = 0; i < cells.n_fields; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_assert_true (hexwire_field_cells_append (&cells, text, i, data, 1001024));
      g_assert_cmpuint (text->len, <, 300);
    }
  hexwire_field_cells_clear (&cells);
}

static void
test_without_format (void)
{
  HexwireFieldCells cells;

  hexwire_field_cells_init (&cells, NULL);
  g_assert_cmpuint (cells.n_fields, ==, 0);
  g_assert_cmpuint (hexwire_field_cells_count_more (&cells, 12), ==, 0);
  hexwire_field_cells_clear (&cells);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field-cells/cells", test_cells);
  g_test_add_func ("/field-cells/long-fields", test_long_fields);
  g_test_add_func ("/field-cells/many-fields", test_many_fields);
  g_test_add_func ("/field-cells/titles", test_titles);
  g_test_add_func ("/field-cells/without-format", test_without_format);

  return g_test_run ();
}
