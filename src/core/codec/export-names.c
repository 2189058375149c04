/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/export-names.h"

struct _HexwireExportNames
{
  GHashTable *taken;            /* set of names */
  GHashTable *given;            /* the names of fields, as they are in the format, to theirs here */
  GHashTable *numbers;          /* stems to the last number behind them */
};

/* What means something in C, in Python, or in the source that is generated. */
static const char *const reserved[] = {
  "False", "None", "True", "_Bool", "_Float16", "and", "as", "assert", "async", "auto", "await",
  "bool", "break", "case", "char", "class", "const", "continue", "data", "def", "default", "del",
  "do", "double", "elif", "else", "enum", "except", "extern", "finally", "float", "for", "from",
  "global", "goto", "if", "import", "in", "inline", "int", "is", "lambda", "long", "nonlocal",
  "not", "or", "pass", "raise", "register", "restrict", "return", "short", "signed", "size_t",
  "sizeof", "ssize_t", "static", "struct", "switch", "try", "typedef", "typeof", "union",
  "unsigned", "void", "volatile", "while", "with", "yield", "asm", "int8_t", "int16_t", "int32_t",
  "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t",
};

HexwireExportNames *
hexwire_export_names_new (const HexwireFormat *format)
{
  HexwireExportNames *self = g_new0 (HexwireExportNames, 1);

  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_hash_table_add (self->taken, g_strdup (reserved[i]));
  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const char *name = hexwire_format_get_field (format, i)->name;

      if (name != NULL)
        g_hash_table_insert (self->given, g_strdup (name), hexwire_export_names_add (self, name));
    }
  return self;
}

void
hexwire_export_names_free (HexwireExportNames *self)
{
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_clear_pointer (&self->given, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_free (self);
}

/* Numbers begin where the last one of the same stem ended, so that many names take no longer. */
static guint
get_next_number (HexwireExportNames *self,
                 const char         *stem)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, stem)) + 1;

  g_hash_table_insert (self->numbers, (char *) stem, GUINT_TO_POINTER (number));
  return number;
}

char *
hexwire_export_names_get (HexwireExportNames *self,
                          const HexwireField *field,
                          const char         *stem)
{
  if (field->name != NULL)
    return g_strdup (g_hash_table_lookup (self->given, field->name));
  for (;;)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", stem, get_next_number (self, stem));

      if (g_hash_table_add (self->taken, g_strdup (name)))
        return g_steal_pointer (&name);
    }
}

char *
hexwire_export_names_add (HexwireExportNames *self,
                          const char         *wanted)
{
  g_autofree char *name = g_strdup (wanted);

  while (!g_hash_table_add (self->taken, g_strdup (name)))
    {
      char *other = g_strconcat (name, "_", NULL);

      g_free (name);
      name = other;
    }
  return g_steal_pointer (&name);
}
