/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-import.h"

#include "codec/format.h"
#include "codec/import-c.h"
#include "codec/import-python.h"
#include "codec/import-scanner.h"

typedef enum
{
  KIND_PYTHON,
  KIND_CTYPES,
  KIND_C,
} Kind;

/* `struct` begins a structure of C, unless Python imports it or takes something from it. */
static gboolean
is_c_struct (const HexwireScanner *scanner,
             gboolean              is_imported)
{
  HexwireScanner behind = *scanner;

  if (is_imported || !hexwire_scanner_accept (&behind, "struct"))
    return FALSE;
  return behind.token.kind == 'a' || behind.token.kind == '{';
}

static Kind
recognise (const char *text)
{
  HexwireScanner scanner;
  gboolean is_imported = FALSE;
  Kind kind = KIND_PYTHON;

  hexwire_scanner_init (&scanner, text);
  while (scanner.token.kind != '$' && kind == KIND_PYTHON)
    {
      if (hexwire_scanner_is (&scanner, "_fields_"))
        kind = KIND_CTYPES;
      else if (is_c_struct (&scanner, is_imported))
        kind = KIND_C;
      is_imported = hexwire_scanner_is (&scanner, "import") ||
                    hexwire_scanner_is (&scanner, "from") ||
                    (is_imported && hexwire_scanner_is (&scanner, ","));
      hexwire_scanner_next (&scanner);
    }
  return kind;
}

/* A format as it is, without quotes. */
static char *
read_bare (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (HexwireFormat) format = hexwire_format_parse (stripped, NULL, NULL);

  return format != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static gboolean
has_values (GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    if (g_ptr_array_index (values, i) != NULL)
      return TRUE;
  return FALSE;
}

static char *
import_text (const char  *text,
             GPtrArray   *values,
             GString     *notes,
             GError     **error)
{
  char *format = read_bare (text);

  if (format != NULL)
    return format;
  switch (recognise (text))
    {
    case KIND_C:
      return hexwire_import_c (text, notes, error);
    case KIND_CTYPES:
      return hexwire_import_ctypes (text, notes, error);
    case KIND_PYTHON:
    default:
      return hexwire_import_python (text, values, notes, error);
    }
}

gboolean
hexwire_format_import (const char  *text,
                       char       **format,
                       GPtrArray  **values,
                       char       **notes,
                       GError     **error)
{
  g_autoptr (GPtrArray) found_values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) found_notes = g_string_new (NULL);

  g_return_val_if_fail (text != NULL && format != NULL, FALSE);

  *format = import_text (text, found_values, found_notes, error);
  if (values != NULL)
    *values = *format != NULL && has_values (found_values)
                ? g_steal_pointer (&found_values)
                : NULL;
  if (notes != NULL)
    *notes = *format != NULL && found_notes->len > 0 ? g_strdup (found_notes->str) : NULL;
  return *format != NULL;
}
