/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-export.h"

#include <string.h>

#include "codec/export-names.h"
#include "codec/format-type.h"

typedef struct
{
  const HexwireFormat *format;
  gboolean is_native;
  gboolean is_packed;
  HexwireExportNames *names;
  GString *text;
} Writer;

/* Whether the compiler's structure ends where the record does: Python adds no padding behind it. */
static gboolean
ends_aligned (const HexwireFormat *format)
{
  gsize alignment = 1;

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (field->type != 0)
        alignment = MAX (alignment, hexwire_format_type_find (field->type)->native_alignment_bytes);
    }
  return hexwire_format_get_size_bytes (format) % alignment == 0;
}

static const char *
get_standard_name (const HexwireFormatType *type)
{
  static const char *const names[][2] = {
    { "int8_t", "uint8_t" }, { "int16_t", "uint16_t" }, { "int32_t", "uint32_t" },
    { "int64_t", "uint64_t" },
  };
  gsize row = 0;

  while (1u << row < type->standard_size_bytes)
    row++;
  return names[row][type->storage == HEXWIRE_STORAGE_UNSIGNED];
}

/* The type of an element in C, with without what makes an array of it. */
static const char *
get_type_name (const Writer       *self,
               const HexwireField *field)
{
  const HexwireFormatType *type = hexwire_format_type_find (field->type != 0 ? field->type : 'x');

  switch (type->storage)
    {
    case HEXWIRE_STORAGE_PADDING:
    case HEXWIRE_STORAGE_PASCAL:
      return "unsigned char";
    case HEXWIRE_STORAGE_STRING:
      return "char";
    case HEXWIRE_STORAGE_SIGNED:
    case HEXWIRE_STORAGE_UNSIGNED:
      return self->is_native ? type->c_name : get_standard_name (type);
    case HEXWIRE_STORAGE_FLOAT:
      return type->letter != 'e' ? type->c_name : self->is_native ? "unsigned short" : "uint16_t";
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_BOOL:
    default:
      return type->c_name;
    }
}

static const char *
get_comment (const HexwireField *field)
{
  if (field->type == 'p')
    return "   /* the first byte is the length */";
  if (field->type == 'e')
    return "   /* a half-precision float */";
  return "";
}

static void
append_member (Writer             *self,
               const HexwireField *field)
{
  gboolean is_padding = field->type == 0 || field->type == 'x';
  gboolean is_string = field->type == 's' || field->type == 'p';
  gsize n = is_padding || is_string ? field->element_size_bytes : field->count;
  const char *type = get_type_name (self, field);
  const char *stem = is_padding ? "pad" : n == 0 ? "align" : "field";
  g_autofree char *name = NULL;

  if (field->type == 0 && !self->is_packed)
    return;
  if (n == 0 && (is_padding || (field->name == NULL && self->is_packed)))
    return;
  name = hexwire_export_names_get (self->names, field, stem);
  g_string_append_printf (self->text, "  %s%s%s", type, g_str_has_suffix (type, "*") ? "" : " ",
                          name);
  if (n != 1 || is_string)
    g_string_append_printf (self->text, "[%zu]", n);
  g_string_append_printf (self->text, ";%s\n", get_comment (field));
}

static void
append_includes (Writer *self)
{
  if (!self->is_native)
    g_string_append (self->text, "#include <stdint.h>\n\n");
  else
    for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
      {
        char type = hexwire_format_get_field (self->format, i)->type;

        if (type != 'n' && type != 'N')
          continue;
        g_string_append (self->text, "#include <sys/types.h>\n\n");
        return;
      }
}

static void
append_order (Writer *self)
{
  char byte_order = hexwire_format_get_byte_order (self->format);

  if (byte_order == '<')
    g_string_append (self->text, "/* Little-endian. */\n");
  else if (byte_order == '>' || byte_order == '!')
    g_string_append (self->text, "/* Big-endian. */\n");
}

/* Makes a name that C allows; one that ends with an underscore means nothing to it. */
static char *
make_tag (const char *name)
{
  g_autoptr (HexwireFormat) nameless = hexwire_format_parse ("", NULL, NULL);
  g_autoptr (HexwireExportNames) names = hexwire_export_names_new (nameless);
  g_autofree char *tag = g_strconcat (g_ascii_isdigit (*name) ? "_" : "", name, NULL);

  g_strcanon (tag, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '_');
  return hexwire_export_names_add (names, tag);
}

char *
hexwire_format_export_c (const HexwireFormat *format,
                         const char          *name)
{
  g_autoptr (HexwireExportNames) names = NULL;
  g_autofree char *tag = NULL;
  Writer writer = { .format = format };

  g_return_val_if_fail (format != NULL, NULL);

  writer.names = names = hexwire_export_names_new (format);
  tag = make_tag (name != NULL && *name != '\0' ? name : "record");
  writer.is_native = hexwire_format_get_byte_order (format) == '@';
  writer.is_packed = !writer.is_native || !ends_aligned (format);
  writer.text = g_string_new (NULL);
  append_includes (&writer);
  append_order (&writer);
  g_string_append_printf (writer.text, "struct %s\n{\n", tag);
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    append_member (&writer, hexwire_format_get_field (format, i));
  g_string_append (writer.text, writer.is_packed ? "} __attribute__ ((packed));\n" : "};\n");
  return g_string_free (writer.text, FALSE);
}
