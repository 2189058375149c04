/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-type.h"

/* CPython measures alignment within a struct, which some ABIs make less than _Alignof. */
#define ALIGNMENT_OF(type) G_STRUCT_OFFSET (struct { char before; type member; }, member)
#define NATIVE(type) sizeof (type), ALIGNMENT_OF (type)

static const HexwireFormatType types[] = {
  { 'x', HEXWIRE_STORAGE_PADDING,  "",                   1, 1, 1 },
  { 'c', HEXWIRE_STORAGE_CHAR,     "char",               1, NATIVE (char) },
  { 'b', HEXWIRE_STORAGE_SIGNED,   "signed char",        1, NATIVE (signed char) },
  { 'B', HEXWIRE_STORAGE_UNSIGNED, "unsigned char",      1, NATIVE (unsigned char) },
  { '?', HEXWIRE_STORAGE_BOOL,     "_Bool",              1, NATIVE (_Bool) },
  { 'h', HEXWIRE_STORAGE_SIGNED,   "short",              2, NATIVE (short) },
  { 'H', HEXWIRE_STORAGE_UNSIGNED, "unsigned short",     2, NATIVE (unsigned short) },
  { 'i', HEXWIRE_STORAGE_SIGNED,   "int",                4, NATIVE (int) },
  { 'I', HEXWIRE_STORAGE_UNSIGNED, "unsigned int",       4, NATIVE (unsigned int) },
  { 'l', HEXWIRE_STORAGE_SIGNED,   "long",               4, NATIVE (long) },
  { 'L', HEXWIRE_STORAGE_UNSIGNED, "unsigned long",      4, NATIVE (unsigned long) },
  { 'q', HEXWIRE_STORAGE_SIGNED,   "long long",          8, NATIVE (long long) },
  { 'Q', HEXWIRE_STORAGE_UNSIGNED, "unsigned long long", 8, NATIVE (unsigned long long) },
  { 'n', HEXWIRE_STORAGE_SIGNED,   "ssize_t",            0, NATIVE (gssize) },
  { 'N', HEXWIRE_STORAGE_UNSIGNED, "size_t",             0, NATIVE (gsize) },
  { 'e', HEXWIRE_STORAGE_FLOAT,    "_Float16",           2, NATIVE (guint16) },
  { 'f', HEXWIRE_STORAGE_FLOAT,    "float",              4, NATIVE (float) },
  { 'd', HEXWIRE_STORAGE_FLOAT,    "double",             8, NATIVE (double) },
  { 's', HEXWIRE_STORAGE_STRING,   "char[]",             1, 1, 1 },
  { 'p', HEXWIRE_STORAGE_PASCAL,   "char[]",             1, 1, 1 },
  { 'P', HEXWIRE_STORAGE_UNSIGNED, "void *",             0, NATIVE (void *) },
};

const HexwireFormatType *
hexwire_format_type_get_all (gsize *n_types)
{
  *n_types = G_N_ELEMENTS (types);
  return types;
}

const HexwireFormatType *
hexwire_format_type_find (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].letter == letter)
      return &types[i];
  return NULL;
}

gboolean
hexwire_format_type_get_range (const HexwireFormatType *self,
                               gsize                    size_bytes,
                               gint64                  *smallest,
                               guint64                 *largest)
{
  guint64 all = G_MAXUINT64 >> (64 - 8 * size_bytes);

  g_return_val_if_fail (size_bytes > 0 && size_bytes <= 8, FALSE);

  if (self->storage != HEXWIRE_STORAGE_SIGNED && self->storage != HEXWIRE_STORAGE_UNSIGNED)
    return FALSE;

  /* Python takes a pointer as a signed number, too. */
  *largest = self->storage == HEXWIRE_STORAGE_SIGNED ? all >> 1 : all;
  *smallest = 0;
  if (self->storage == HEXWIRE_STORAGE_SIGNED || self->letter == 'P')
    *smallest = -(gint64) (all >> 1) - 1;
  return TRUE;
}
