/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "codec/format-export.h"
#include "codec/format-import.h"

static const struct
{
  const char *format;
  const char *values;           /* by field, with | between them; empty for none */
  const char *pack;
  const char *unpack;
} statements[] = {
  { ">hiq", "-7|1|2", "struct.pack('>hiq', -7, 1, 2)",
    "value1, value2, value3 = struct.unpack('>hiq', data)" },
  { ">id:h count:i", "", "struct.pack('>h i', id, count)",
    "id, count = struct.unpack('>h i', data)" },
  { ">id: h\n\tcount:3x", "1", "struct.pack('>h  3x', 1)",
    "(id,) = struct.unpack('>h  3x', data)" },
  { "2x", "", "struct.pack('2x')", "struct.unpack('2x', data)" },
  { "", "", "struct.pack('')", "struct.unpack('', data)" },
  { ">xs:3H s:4s", "1, 2 ,3|b'ab,'", "struct.pack('>3H 4s', 1, 2, 3, b'ab,')",
    "xs_0, xs_1, xs_2, s = struct.unpack('>3H 4s', data)" },
  { ">xs:3H", "", "struct.pack('>3H', *xs)", "xs_0, xs_1, xs_2 = struct.unpack('>3H', data)" },
  { "3d", "inf, -nan,1.5", "struct.pack('3d', float('inf'), float('-nan'), 1.5)",
    "value1, value2, value3 = struct.unpack('3d', data)" },
  { "class:h data:h class_:h h value1:h", "",
    "struct.pack('h h h h h', class_, data_, class__, value2, value1)",
    "class_, data_, class__, value2, value1 = struct.unpack('h h h h h', data)" },
  { "a:2h a_0:h", "1, 2|3", "struct.pack('2h h', 1, 2, 3)",
    "a_0_, a_1, a_0 = struct.unpack('2h h', data)" },
  { "bi", "1", "struct.pack('bi', 1, value1)", "value1, value2 = struct.unpack('bi', data)" },
  { "2c", "'\\'', \",\"", "struct.pack('2c', b'\\'', b\",\")",
    "value1, value2 = struct.unpack('2c', data)" },
  { "h", "oops(", "struct.pack('h', oops()", "(value1,) = struct.unpack('h', data)" },
  { "65B", "", "struct.pack('65B', *value1)", "values = struct.unpack('65B', data)" },
};

static const struct
{
  const char *format;
  const char *text;
} structures[] = {
  { ">id:h count:I 3x name:16s x:d",
    "#include <stdint.h>\n\n/* Big-endian. */\nstruct record\n{\n  int16_t id;\n  uint32_t count;\n"
    "  unsigned char pad1[3];\n  char name[16];\n  double x;\n} __attribute__ ((packed));\n" },
  { "<?cbBe2p",
    "#include <stdint.h>\n\n/* Little-endian. */\nstruct record\n{\n  _Bool field1;\n"
    "  char field2;\n  int8_t field3;\n  uint8_t field4;\n"
    "  uint16_t field5;   /* a half-precision float */\n"
    "  unsigned char field6[2];   /* the first byte is the length */\n"
    "} __attribute__ ((packed));\n" },
  { "id:h count:i 2P",
    "struct record\n{\n  short id;\n  int count;\n  void *field1[2];\n};\n" },
  { "@qh",
    "struct record\n{\n  long long field1;\n  short field2;\n"
    "} __attribute__ ((packed));\n" },
  { "@h0q", "struct record\n{\n  short field1;\n  long long align1[0];\n};\n" },
  { "@bhqb",
    "struct record\n{\n  signed char field1;\n  unsigned char pad1;\n  short field2;\n"
    "  unsigned char pad2[4];\n  long long field3;\n  signed char field4;\n"
    "} __attribute__ ((packed));\n" },
  { "n int:N",
    "#include <sys/types.h>\n\nstruct record\n{\n  ssize_t field1;\n  size_t int_;\n};\n" },
  { "", "struct record\n{\n};\n" },
};

static HexwireFormat *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  HexwireFormat *format = hexwire_format_parse (text, NULL, &error);

  g_assert_no_error (error);
  return format;
}

/* Alignment has no text among those of the table. */
static GPtrArray *
split_values (const HexwireFormat *format,
              const char          *values)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) texts = g_strsplit (values, "|", -1);
  gsize n = 0;

  for (gsize i = 0; i < hexwire_format_get_n_fields (format) && texts[n] != NULL; i++)
    if (hexwire_format_get_field (format, i)->n_values > 0)
      g_ptr_array_add (array, g_strdup (texts[n++]));
    else
      g_ptr_array_add (array, NULL);
  return array;
}

static void
test_statements (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (HexwireFormat) format = parse (statements[i].format);
      g_autoptr (GPtrArray) values = split_values (format, statements[i].values);
      g_autofree char *pack = NULL;
      g_autofree char *unpack = hexwire_format_export_unpack (format);

      pack = hexwire_format_export_pack (format, values);
      g_assert_cmpstr (pack, ==, statements[i].pack);
      g_assert_cmpstr (unpack, ==, statements[i].unpack);
    }
}

static void
test_structures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (structures); i++)
    {
      g_autoptr (HexwireFormat) format = parse (structures[i].format);
      g_autofree char *text = hexwire_format_export_c (format, NULL);

      g_assert_cmpstr (text, ==, structures[i].text);
    }
}

static void
test_tags (void)
{
  static const char *const tags[][2] = {
    { "foo", "struct foo\n" }, { "a b-c", "struct a_b_c\n" }, { "2x", "struct _2x\n" },
    { "int", "struct int_\n" }, { "", "struct record\n" }, { "Maß", "struct Ma__\n" },
  };
  g_autoptr (HexwireFormat) format = parse ("");

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *text = hexwire_format_export_c (format, tags[i][0]);

      g_assert_true (g_str_has_prefix (text, tags[i][1]));
    }
}

static HexwireFormat *
make_random_format (void)
{
  static const char letters[] = "xcbB?hHiIlLqQefdspnNP";
  GString *text = g_string_new (NULL);
  HexwireFormat *format;
  int n_letters = (int) sizeof letters - 1;

  if (g_test_rand_bit ())
    {
      g_string_append_c (text, "=<>!"[g_test_rand_int_range (0, 4)]);
      n_letters -= 3;
    }
  for (int i = g_test_rand_int_range (1, 9); i > 0; i--)
    {
      if (g_test_rand_bit ())
        g_string_append_printf (text, " n%d:", i);
      if (g_test_rand_bit ())
        g_string_append_printf (text, "%d", g_test_rand_int_range (0, 5));
      g_string_append_printf (text, "%c ", letters[g_test_rand_int_range (0, n_letters)]);
    }
  format = parse (text->str);
  g_string_free (text, TRUE);
  return format;
}

static void
check_import (const HexwireFormat *format,
              const char          *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *imported = NULL;
  g_autoptr (HexwireFormat) again = NULL;

  g_test_message ("\"%s\": %s", hexwire_format_get_text (format), text);
  hexwire_format_import (text, &imported, NULL, NULL, &error);
  g_assert_no_error (error);
  again = parse (imported);
  g_test_message ("\"%s\"", imported);
  g_assert_cmpuint (hexwire_format_get_size_bytes (again), ==,
                    hexwire_format_get_size_bytes (format));
}

/* What is exported can be imported, and means a record of the same size. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (HexwireFormat) format = make_random_format ();
      g_autofree char *c = hexwire_format_export_c (format, NULL);
      g_autofree char *pack = hexwire_format_export_pack (format, NULL);
      g_autofree char *unpack = hexwire_format_export_unpack (format);

      check_import (format, c);
      check_import (format, pack);
      check_import (format, unpack);
    }
}

/* A compiler gives the structures the sizes of the records. */
static void
test_compiler_agrees (void)
{
  g_autofree char *compiler = g_find_program_in_path ("cc");
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *messages = NULL;
  g_autoptr (GError) error = NULL;

  if (compiler == NULL)
    {
      g_test_skip ("no C compiler");
      return;
    }
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (HexwireFormat) format = make_random_format ();
      g_autofree char *name = g_strdup_printf ("record%u", i);
      g_autofree char *text = hexwire_format_export_c (format, name);

      g_string_append_printf (source, "%s_Static_assert (sizeof (struct %s) == %zu, \"%s\");\n",
                              text, name, hexwire_format_get_size_bytes (format),
                              hexwire_format_get_text (format));
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, compiler, "-std=gnu11", "-fsyntax-only", "-xc", "-", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, source->str, NULL, NULL, &messages, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_test_message ("%s", messages);
  g_assert_true (g_subprocess_get_successful (process));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format-export/compiler-agrees", test_compiler_agrees);
  g_test_add_func ("/format-export/round-trip", test_round_trip);
  g_test_add_func ("/format-export/statements", test_statements);
  g_test_add_func ("/format-export/structures", test_structures);
  g_test_add_func ("/format-export/tags", test_tags);

  return g_test_run ();
}
