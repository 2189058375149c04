/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "codec/format.h"
#include "codec/format-import.h"

#define PADDED "Members that are called pad or padding are taken for padding."
#define ALIGNED "The structure ends with padding: the last item aligns its size."
#define POINTERS "Pointers are taken for integers of their size."
#define OPEN "An array without a size is taken for one of no elements."

static const struct
{
  const char *text;
  const char *format;
  const char *values;           /* (nullable): by field, with | between them */
  const char *notes;            /* (nullable) */
} conversions[] = {
  /* Python's struct */
  { "struct.pack('>hiq', -7, 1, 2)", ">hiq", "-7|1|2", NULL },
  { "pack(\">hiq\", -7, 1, 2)", ">hiq", "-7|1|2", NULL },
  { "import struct\ndata = struct.pack(\n  b'>3H x 4s',  # three\n  1, 2,\n  0x3, b'a,)b',)\n",
    ">3H x 4s", "1, 2, 0x3|-|b'a,)b'", NULL },
  { "struct.pack('>hi', len(x), 1)", ">hi", "-|1", "Value 1 is not a literal: len(x)" },
  { "struct.pack('>hi', f(a, [1, 2]), 1)", ">hi", "-|1",
    "Value 1 is not a literal: f(a, [1, 2])" },
  { "struct.pack('>2h', 1)", ">2h", NULL, "The format takes 2 values, the call gives 1." },
  { "struct.pack('>hi', 1, 2, 3)", ">hi", "1|2", "The format takes 2 values, the call gives 3." },
  { "struct.pack('>9999999h', 1)", ">9999999h", NULL,
    "The format takes 9999999 values, the call gives 1." },
  { "struct.pack_into('>h', buffer, 4, 1)", ">h", "1", NULL },
  { "struct.Struct('>hiq')", ">hiq", NULL, NULL },
  { "S = struct.Struct('>h' 'i')\n", ">hi", NULL, NULL },
  { "struct.Struct('>hi').pack(1, 2)", ">hi", "1|2", NULL },
  { "struct.Struct('>').pack()", ">", NULL, NULL },
  { "struct.calcsize('>hi')", ">hi", NULL, NULL },
  { "struct.unpack('>hiq', data)", ">hiq", NULL, NULL },
  { "id, count, total = struct.unpack('>hiq', data)", ">id:h count:i total:q", NULL, NULL },
  { "from struct import unpack\n(id, self.count) = unpack('>h  i', data)", ">id:h  count:i", NULL,
    NULL },
  { "magic, _, xs_0, xs_1 = struct.unpack('>4sB2H', d)", ">magic:4s B xs:2H", NULL, NULL },
  { "a, b_0, c_1 = struct.unpack('>B2H', d)", ">a:B 2H", NULL, NULL },
  { "a, a = struct.unpack('>BH', d)", ">a:B H", NULL, NULL },
  { "a, b = struct.unpack('>B', d)", ">B", NULL, NULL },
  { "x = struct.unpack_from('<I', d, 4)[0]", "<x:I", NULL, NULL },
  { "if struct.unpack('<I', d)[0] == 3:", "<I", NULL, NULL },
  { "a = struct.unpack('<x:I', d)", "<x:I", NULL, NULL },
  { "struct.pack('')", "", NULL, NULL },
  { "'>hiq'", ">hiq", NULL, NULL },
  { " \"<2I\" ", "<2I", NULL, NULL },
  { "b'''>h\n i'''", ">h\n i", NULL, NULL },
  { " >id:h count:i\n", ">id:h count:i", NULL, NULL },

  /* C */
  { "struct foo { uint16_t id; int32_t count; char name[16]; uint8_t pad[3]; float x; "
    "uint64_t ts; } __attribute__((packed));", "=id:H count:i name:16s 3x x:f ts:Q", NULL, PADDED },
  { "struct foo\n{\n  uint16_t id;\n  int32_t count;\n};", "@id:H count:i", NULL, NULL },
  { "struct foo { int32_t count; uint16_t id; };", "@count:i id:H 0i", NULL, ALIGNED },
  { "typedef struct { unsigned char a, b[2]; signed char c; char d; } foo_t;",
    "@a:B b:2B c:b d:c", NULL, NULL },
  { "struct __attribute__((__packed__)) foo { short a; short int b; unsigned short c; };",
    "=a:h b:h c:H", NULL, NULL },
  { "struct __packed __attribute__((unused)) foo { u8 a; u16 b; };", "=a:B b:H", NULL, NULL },
  { "#pragma pack(push, 1)\nstruct foo { uint8_t a; uint32_t b; };\n#pragma pack(pop)\n",
    "=a:B b:I", NULL, NULL },
  { "#pragma pack(1)\n#pragma pack()\nstruct foo { uint8_t a; uint32_t b; };", "@a:B b:I", NULL,
    NULL },
  { "#pragma pack(1)\nstruct foo { long a; unsigned long b; size_t c; ssize_t d; void *e; };",
    "=a:q b:Q c:Q d:q e:Q", NULL, POINTERS },
  { "struct foo { long a; unsigned long int b; long long c; unsigned long long d; };",
    "@a:l b:L c:q d:Q", NULL, NULL },
  { "struct foo { const char *name; struct foo *next; void (*cb) (int, char); size_t n; };",
    "@name:P next:P cb:P n:N", NULL, NULL },
  { "struct foo { uint8_t *p[2], q; volatile int *const r; };", "@p:2P q:B r:P", NULL, NULL },
  { "struct foo { bool a; _Bool b; double c; float d; enum color e; enum { A, B } f; };",
    "@a:? b:? c:d d:f e:i f:i 0d", NULL, ALIGNED },
  { "struct foo { int a[2][0x3]; char b[2][010]; char c[1]; };", "@a:6i b:16s c:1s 0i", NULL,
    ALIGNED },
  { "struct foo { uint32_t n; uint8_t data[]; };", "@n:I data:0B", NULL, OPEN },
  { "/* one */ struct foo { // two\n unsigned /* three */ a; unsigned int b; int unsigned c; };",
    "@a:I b:I c:I", NULL, NULL },
  { "struct hdr { __be16 a; __u8 b; __be32 c; __u8 d; };", ">a:H b:B 1x c:I d:B 3x", NULL, NULL },
  { "struct hdr { __be16 a; __be32 b; } __attribute__((packed));", ">a:H b:I", NULL, NULL },
  { "struct hdr { __u8 a; __le32 b; } __packed;", "<a:B b:I", NULL, NULL },
  { "struct hdr { __le64 *a; };", "@a:P", NULL, NULL },
  { "struct bar;\nstruct bar *f (struct bar *b);\nstruct foo { int a; };", "@a:i", NULL, NULL },
  { "struct foo { };", "@", NULL, NULL },
  { "struct foo { __fp16 a; DWORD b; guint64 c; u_char d; };", "@a:e b:I c:Q d:B 0Q", NULL,
    ALIGNED },
  { "struct foo { uint8_t padded; uint8_t __pad1; char padding_2[3]; int pad; };",
    "@padded:B x 3x pad:i", NULL, PADDED },

  /* ctypes */
  { "class X(ctypes.Structure):\n  _pack_ = 1\n  _fields_ = [\n    (\"id\", c_uint16),\n"
    "    (\"name\", c_char * 16),\n  ]\n", "=id:H name:16s", NULL, NULL },
  { "class X(Structure):\n  _fields_ = [('a', ctypes.c_short), ('b', c_int), ('c', c_char)]",
    "@a:h b:i c:c 0i", NULL, ALIGNED },
  { "class X(BigEndianStructure):\n  _fields_ = [('a', c_short), ('b', c_int), ('c', c_bool)]",
    ">a:h 2x b:i c:? 3x", NULL, NULL },
  { "class X(ctypes.LittleEndianStructure):\n  _pack_ = 1\n  _fields_ = (('a', c_ubyte), "
    "('b', c_long),)", "<a:B b:q", NULL, NULL },
  { "class X(Structure):\n _fields_ = [('a', (c_uint8 * 4) * 2), ('p', POINTER(c_int)), "
    "('q', c_void_p * 2)]", "@a:8B p:P q:2P", NULL, NULL },
  { "import struct\nclass A(BigEndianStructure):\n  pass\nclass B(Structure):\n"
    "  _fields_ = [('f', c_float), ('d', c_double), ('n', c_size_t)]", "@f:f d:d n:N", NULL, NULL },
  { "class X(Structure):\n  _fields_ = []", "@", NULL, NULL },
};

#define NOTHING "line 1: no format, no call of Python's struct, no structure of C and no " \
                "ctypes.Structure was found"

static const struct
{
  const char *text;
  const char *message;
} mistakes[] = {
  { "", NOTHING },
  { "hello world", NOTHING },
  { "import struct", NOTHING },
  { "struct.pack", NOTHING },
  { "\nstruct.pack(fmt, 1)", "line 2: the format must be a text in quotes, not \"fmt\"" },
  { "struct.pack()", "line 1: the format must be a text in quotes, not \")\"" },
  { "struct.pack('>z', 1)", "in the format: position 2: \"z\" is not a type letter" },
  { "struct.pack('>h", "position 16: the closing quote is missing" },
  { "struct.pack('>\\x00')", "line 1: the text holds a NUL" },
  { "'hello'", "in the format: position 5: \"o\" is not a type letter" },

  { "struct foo {", "line 1: the type of a member is expected" },
  { "struct foo { int", "line 1: the name of a member is expected" },
  { "struct foo { int a", "line 1: \";\" is expected where the text ends" },
  { "struct foo {\n int a\n int b; };", "line 3: \";\" is expected, not \"int\"" },
  { "struct foo;", "line 1: no structure with members was found" },
  { "struct foo {\n  int a;\n  unsigned b : 3;\n};",
    "line 3: the bit field \"b\" cannot be a field" },
  { "struct foo {\n  union { int a; } u;\n};",
    "line 2: a union within a structure cannot be a field" },
  { "struct foo {\n\n  struct bar b;\n};",
    "line 3: a struct within a structure cannot be a field" },
  { "struct foo {\n  time_spec t;\n};",
    "line 2: \"t\" is of the type \"time_spec\", which no letter stands for" },
  { "struct foo { long double x; };",
    "line 1: \"x\" is of the type \"long double\", which no letter stands for" },
  { "struct foo { int a[N]; };", "line 1: the size of \"a\" must be a number" },
  { "struct foo { int a[3; };", "line 1: \"]\" is expected, not \";\"" },
  { "struct foo { int a[99999999999][99999999999]; };", "line 1: the array is too large" },
  { "struct foo { int a[9000000000000000000]; };", "position 2: total struct size too long" },
  { "struct foo { __be16 a; __le16 b; };",
    "line 1: \"b\" has another byte order than \"a\"" },
  { "struct foo { uint16_t a;\n __be16 b; };",
    "line 2: \"b\" has another byte order than \"a\"" },
  { "#pragma pack(2)\nstruct foo { int a; };",
    "line 1: members can be packed to 1 byte, or not at all" },
  { "struct foo { char a; int b __attribute__((packed)); };",
    "line 1: either all members are packed, or none" },
  { "struct foo { int a; } __attribute__((packed, aligned(4)));",
    "line 1: no format has an alignment like this" },

  { "class X(Structure):\n  _fields_ = [('a', c_int, 3)]",
    "line 2: the bit field \"a\" cannot be a field" },
  { "class X(Structure):\n  _fields_ = [('a', Other)]",
    "line 2: \"a\" is of the type \"Other\", which no letter stands for" },
  { "class X(Union):\n  _fields_ = []", "line 1: a union cannot be a format" },
  { "class X(Structure):\n  _pack_ = 2\n  _fields_ = []",
    "line 2: members can be packed to 1 byte, or not at all" },
  { "class X(Structure):\n  _fields_ = [('a', c_int * n)]",
    "line 2: the size of \"a\" must be a number" },
  { "class X(Structure):\n  _fields_ = [(a, c_int)]", "line 2: the name of a member is expected" },
  { "class X(Structure):\n  _fields_ = [('a b', c_int)]",
    "line 2: a name has letters a to z, digits and _, and does not begin with a digit" },
  { "class X(Structure):\n  _fields_ = [('a', c_int),",
    "line 2: \"(\" is expected where the text ends" },
  { "class X(Structure):\n  _fields_ = fields", "line 2: \"[\" is expected, not \"fields\"" },
};

static char *
join_values (GPtrArray *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < values->len; i++)
    {
      const char *value = g_ptr_array_index (values, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", value != NULL ? value : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_conversions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (conversions); i++)
    {
      g_autofree char *format = NULL;
      g_autofree char *notes = NULL;
      g_autofree char *joined = NULL;
      g_autoptr (GPtrArray) values = NULL;
      g_autoptr (GError) error = NULL;
      gboolean success = hexwire_format_import (conversions[i].text, &format, &values, &notes,
                                                &error);

      g_test_message ("%s", conversions[i].text);
      g_assert_no_error (error);
      g_assert_true (success);
      g_assert_cmpstr (format, ==, conversions[i].format);
      joined = values != NULL ? join_values (values) : NULL;
      g_assert_cmpstr (joined, ==, conversions[i].values);
      g_assert_cmpstr (notes, ==, conversions[i].notes);
    }
}

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      char *format = (char *) "", *notes = (char *) "";
      GPtrArray *values = (GPtrArray *) &format;
      g_autoptr (GError) error = NULL;
      gboolean success = hexwire_format_import (mistakes[i].text, &format, &values, &notes,
                                                &error);

      g_test_message ("%s: %s", mistakes[i].text, format);
      g_assert_false (success);
      g_assert_true (format == NULL && values == NULL && notes == NULL);
      g_assert_nonnull (error);
      g_assert_true (error->domain == HEXWIRE_CODEC_ERROR);
      g_assert_cmpstr (error->message, ==, mistakes[i].message);
    }
}

/* Every beginning of what can be converted is either converted or refused. */
static void
test_cut_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (conversions); i++)
    for (gsize size = strlen (conversions[i].text); size > 0; size--)
      {
        g_autofree char *text = g_strndup (conversions[i].text, size - 1);
        g_autofree char *format = NULL;
        g_autoptr (GError) error = NULL;

        if (hexwire_format_import (text, &format, NULL, NULL, &error))
          g_assert_no_error (error);
        else
          g_assert_nonnull (error);
      }
}

/* Time and memory must not grow with more than the text. */
static void
test_long_texts (void)
{
  static const char *const parts[][3] = {
    { "struct f { int a", "[1]", "; };" }, { "struct f { int ", "*", "a; };" },
    { "struct f { unsigned ", "const ", "a; };" }, { "struct.pack('h', ", "(", "" },
    { "struct.pack('h'", ", x", ")" }, { "", "a, ", "= struct.unpack('h', d)" },
    { "", "#pragma pack(", "\nstruct f { };" }, { "", "struct ", "{ }" },
    { "_fields_ = [('a', ", "(", "c_int)]" }, { "_fields_ = [('a', c_int", " * 1", ")]" },
    { "", "'h' ", "" }, { "/*", "*", "" }, { "struct f {", " int x;", "}" },
    { "a = unpack('", "h", "', d)" }, { "", " ", "struct f { };" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GString *text = g_string_new (parts[i][0]);
      g_autofree char *format = NULL;

      for (guint n = 0; n < 100000; n++)
        g_string_append (text, parts[i][1]);
      g_string_append (text, parts[i][2]);
      hexwire_format_import (text->str, &format, NULL, NULL, NULL);
      g_string_free (text, TRUE);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format-import/conversions", test_conversions);
  g_test_add_func ("/format-import/cut-texts", test_cut_texts);
  g_test_add_func ("/format-import/long-texts", test_long_texts);
  g_test_add_func ("/format-import/mistakes", test_mistakes);

  return g_test_run ();
}
