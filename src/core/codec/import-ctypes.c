/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/import-python.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/import-layout.h"

static const HexwireImportType types[] = {
  { "c_char", 'c', 0 }, { "c_byte", 'b', 0 }, { "c_ubyte", 'B', 0 }, { "c_bool", '?', 0 },
  { "c_short", 'h', 0 }, { "c_ushort", 'H', 0 }, { "c_int", 'i', 0 }, { "c_uint", 'I', 0 },
  { "c_long", 'l', 0 }, { "c_ulong", 'L', 0 },
  { "c_longlong", 'q', 0 }, { "c_ulonglong", 'Q', 0 },
  { "c_int8", 'b', 0 }, { "c_int16", 'h', 0 }, { "c_int32", 'i', 0 }, { "c_int64", 'q', 0 },
  { "c_uint8", 'B', 0 }, { "c_uint16", 'H', 0 }, { "c_uint32", 'I', 0 }, { "c_uint64", 'Q', 0 },
  { "c_size_t", 'N', 0 }, { "c_ssize_t", 'n', 0 }, { "c_float", 'f', 0 }, { "c_double", 'd', 0 },
  { "c_void_p", 'P', 0 }, { "c_char_p", 'P', 0 }, { "c_wchar_p", 'P', 0 },
  { "POINTER", 'P', 0 },
};

typedef struct
{
  HexwireScanner scanner;
  HexwireImportLayout *layout;
  GError **error;
} Reader;

static gboolean
read_type_name (Reader              *self,
                HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;
  g_autofree char *name = NULL;

  if (hexwire_scanner_accept (scanner, "ctypes") && !hexwire_scanner_expect (scanner, ".",
                                                                             self->error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (hexwire_scanner_accept (scanner, types[i].name))
      {
        member->letter = types[i].letter;
        if (g_str_equal (types[i].name, "POINTER") && scanner->token.kind == '(')
          hexwire_scanner_skip_group (scanner);
        return TRUE;
      }
  name = hexwire_scanner_dup_token (scanner);
  return hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                               /* Translators: a member's name and its type in Python */
                               _("\"%.64s\" is of the type \"%.64s\", which no letter "
                                     "stands for"),
                               member->name, name);
}

/* Reads `c_uint8 * 4`, also in brackets. */
static gboolean
read_type (Reader              *self,
           HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;
  gsize depth = 0;

  while (hexwire_scanner_accept (scanner, "("))
    depth++;
  if (!read_type_name (self, member))
    return FALSE;
  for (;;)
    {
      gsize n;

      if (depth > 0 && hexwire_scanner_accept (scanner, ")"))
        {
          depth--;
          continue;
        }
      if (!hexwire_scanner_accept (scanner, "*"))
        return depth == 0 || hexwire_scanner_expect (scanner, ")", self->error);
      if (!hexwire_scanner_read_number (scanner, &n) ||
          (n > 0 && member->count > G_MAXSSIZE / n))
        return hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                                     /* Translators: the placeholder is a member's name */
                                     _("the size of \"%.64s\" must be a number"), member->name);
      member->count *= n;
      member->is_array = TRUE;
    }
}

static gboolean
is_name (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return FALSE;
  return *text != '\0' && !g_ascii_isdigit (*text);
}

/* Reads `"name", type)`. */
static gboolean
read_member (Reader              *self,
             HexwireImportMember *member)
{
  HexwireScanner *scanner = &self->scanner;

  if (scanner->token.kind != '"')
    return hexwire_scanner_fail (scanner, member->at, self->error,
                                 _("the name of a member is expected"));
  member->name = hexwire_scanner_read_text (scanner, self->error);
  if (member->name == NULL)
    return FALSE;
  if (!is_name (member->name))
    return hexwire_scanner_fail (scanner, member->at, self->error,
                                 _("a name has letters a to z, digits and _, and does not begin "
                                   "with a digit"));
  if (!hexwire_scanner_expect (scanner, ",", self->error) || !read_type (self, member))
    return FALSE;
  if (hexwire_scanner_accept (scanner, ",") && scanner->token.kind == '0')
    return hexwire_scanner_fail (scanner, member->at, self->error,
                                 /* Translators: the placeholder is a member's name */
                                 _("the bit field \"%.64s\" cannot be a field"), member->name);
  return hexwire_scanner_expect (scanner, ")", self->error);
}

static gboolean
read_members (Reader *self)
{
  HexwireScanner *scanner = &self->scanner;
  const char *closing = hexwire_scanner_is (scanner, "(") ? ")" : "]";

  if (!hexwire_scanner_accept (scanner, "(") && !hexwire_scanner_expect (scanner, "[",
                                                                         self->error))
    return FALSE;
  while (!hexwire_scanner_accept (scanner, closing))
    {
      HexwireImportMember member = { .count = 1 };

      if (!hexwire_scanner_expect (scanner, "(", self->error))
        return FALSE;
      member.at = scanner->token.start;
      if (!read_member (self, &member))
        {
          g_free (member.name);
          return FALSE;
        }
      hexwire_import_layout_add (self->layout, member);
      if (!hexwire_scanner_accept (scanner, ","))
        return hexwire_scanner_expect (scanner, closing, self->error);
    }
  return TRUE;
}

static gboolean
read_pack (Reader *self)
{
  HexwireScanner *scanner = &self->scanner;
  const char *start = scanner->token.start;
  gsize alignment;

  if (!hexwire_scanner_read_number (scanner, &alignment))
    return hexwire_scanner_fail (scanner, start, self->error, _("a number is expected"));
  if (alignment > 1 && alignment < 8)
    return hexwire_scanner_fail (scanner, start, self->error,
                                 _("members can be packed to 1 byte, or not at all"));
  self->layout->is_packed = alignment == 1;
  return TRUE;
}

/* Reads up to the fields, with what stands before them. */
static gboolean
read_class (Reader *self)
{
  HexwireScanner *scanner = &self->scanner;

  while (scanner->token.kind != '$')
    {
      if (hexwire_scanner_accept (scanner, "class"))
        {
          self->layout->byte_order = 0;
          self->layout->is_packed = FALSE;
        }
      else if (hexwire_scanner_is (scanner, "Union"))
        return hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                                     _("a union cannot be a format"));
      else if (hexwire_scanner_accept (scanner, "BigEndianStructure"))
        self->layout->byte_order = '>';
      else if (hexwire_scanner_accept (scanner, "LittleEndianStructure"))
        self->layout->byte_order = '<';
      else if (hexwire_scanner_accept (scanner, "_pack_"))
        {
          if (!hexwire_scanner_expect (scanner, "=", self->error) || !read_pack (self))
            return FALSE;
        }
      else if (hexwire_scanner_accept (scanner, "_fields_"))
        return hexwire_scanner_expect (scanner, "=", self->error) && read_members (self);
      else
        hexwire_scanner_next (scanner);
    }
  return hexwire_scanner_fail (scanner, scanner->token.start, self->error,
                               _("no structure with members was found"));
}

char *
hexwire_import_ctypes (const char  *text,
                       GString     *notes,
                       GError     **error)
{
  g_autoptr (HexwireImportLayout) layout = hexwire_import_layout_new ();
  Reader reader = { .layout = layout, .error = error };

  hexwire_scanner_init (&reader.scanner, text);
  if (!read_class (&reader))
    return NULL;
  return hexwire_import_layout_finish (layout, &reader.scanner, notes, error);
}
