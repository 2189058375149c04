/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireStorage:
 * @HEXWIRE_STORAGE_PADDING: bytes that hold no value
 * @HEXWIRE_STORAGE_CHAR: one byte, as bytes of length 1
 * @HEXWIRE_STORAGE_BOOL: one byte, where anything but 0 is true
 * @HEXWIRE_STORAGE_SIGNED: an integer in two's complement
 * @HEXWIRE_STORAGE_UNSIGNED: an integer that is never negative
 * @HEXWIRE_STORAGE_FLOAT: an IEEE 754 number
 * @HEXWIRE_STORAGE_STRING: bytes, cut or filled up with zeros to the field's size
 * @HEXWIRE_STORAGE_PASCAL: one byte of length, then as many bytes
 *
 * What the bytes of an element mean.
 */
typedef enum
{
  HEXWIRE_STORAGE_PADDING,
  HEXWIRE_STORAGE_CHAR,
  HEXWIRE_STORAGE_BOOL,
  HEXWIRE_STORAGE_SIGNED,
  HEXWIRE_STORAGE_UNSIGNED,
  HEXWIRE_STORAGE_FLOAT,
  HEXWIRE_STORAGE_STRING,
  HEXWIRE_STORAGE_PASCAL,
} HexwireStorage;

/**
 * HexwireFormatType:
 * @letter: the type's letter in a format
 * @storage: what its bytes mean
 * @c_name: the type in C; not translated
 * @standard_size_bytes: its size with `=`, `<`, `>` and `!`, or 0 where only `@` knows it
 * @native_size_bytes: its size with `@`
 * @native_alignment_bytes: its alignment with `@`
 *
 * One type letter of a format.
 */
typedef struct
{
  char letter;
  HexwireStorage storage;
  const char *c_name;
  guint8 standard_size_bytes;
  guint8 native_size_bytes;
  guint8 native_alignment_bytes;
} HexwireFormatType;

/**
 * hexwire_format_type_get_all:
 * @n_types: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_types): all types, in the order of Python's manual
 */
const HexwireFormatType *hexwire_format_type_get_all (gsize *n_types);

/**
 * hexwire_format_type_find:
 * @letter: any character
 *
 * Returns: (transfer none) (nullable): the type of that letter
 */
const HexwireFormatType *hexwire_format_type_find (char letter);

/**
 * hexwire_format_type_get_range:
 * @self: a type
 * @size_bytes: the size that it has, standard or native
 * @smallest: (out): the smallest integer that it takes
 * @largest: (out): the largest
 *
 * Returns: %TRUE, or %FALSE for a type that holds no integer
 */
gboolean hexwire_format_type_get_range (const HexwireFormatType *self,
                                        gsize                    size_bytes,
                                        gint64                  *smallest,
                                        guint64                 *largest);

G_END_DECLS
