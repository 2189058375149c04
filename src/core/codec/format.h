/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"
#include "codec/value.h"

G_BEGIN_DECLS

/**
 * HexwireFormat:
 *
 * A compiled format of Python's `struct` module (see its documentation, "Format Strings"), with one
 * extension: an item may be preceded by a name and a colon, as in `>id:h count:i total:q`.
 * Immutable and reference-counted; may be used from any thread.
 */
typedef struct _HexwireFormat HexwireFormat;

/**
 * HexwireField:
 * @type: the type letter; `x` for written padding and 0 for padding that alignment put there
 * @name: (nullable): the name given in the format
 * @offset_bytes: where the first element begins, from the start of the record
 * @element_size_bytes: the size of one element; for `s` and `p` the whole field
 * @count: the number of elements; for `s`, `p` and padding 1 element of `element_size_bytes`,
 *   except that a `0` count keeps 0 (`0s` is an element of no bytes: count 1, size 0)
 * @first_value: the index of the field's first value among all the values of a record
 * @n_values: how many values the field holds: 0 for padding, 1 for `s` and `p`, else @count
 * @text_offset: where the item stands in the format's text, in bytes
 * @text_size: how much of that text it takes, in bytes (0 for alignment)
 *
 * One item of a format, or a run of pad bytes. The fields of a format cover its record without
 * gaps, in the order of their offsets.
 */
typedef struct
{
  char type;
  const char *name;
  gsize offset_bytes;
  gsize element_size_bytes;
  gsize count;
  gsize first_value;
  gsize n_values;
  gsize text_offset;
  gsize text_size;
} HexwireField;

/**
 * hexwire_format_parse:
 * @text: a format
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes
 * @error: return location for a #HexwireCodecError
 *
 * Compiles @text.
 *
 * Returns: (transfer full) (nullable): the format, or %NULL with %HEXWIRE_CODEC_ERROR_FORMAT, or
 *   with %HEXWIRE_CODEC_ERROR_TOO_LARGE where the size of a record overflows
 */
HexwireFormat *hexwire_format_parse (const char  *text,
                                     gsize       *error_position,
                                     GError     **error);
HexwireFormat *hexwire_format_ref   (HexwireFormat *self);
void           hexwire_format_unref (HexwireFormat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFormat, hexwire_format_unref)

/** hexwire_format_get_text: the text that @self was compiled from. */
const char *hexwire_format_get_text (const HexwireFormat *self);

/** hexwire_format_get_byte_order: `@`, `=`, `<`, `>` or `!`; `@` where the text names none. */
char hexwire_format_get_byte_order (const HexwireFormat *self);

/** hexwire_format_get_size_bytes: the size of one record, as Python's `struct.calcsize()`. */
gsize hexwire_format_get_size_bytes (const HexwireFormat *self);

/** hexwire_format_get_n_values: how many values one record holds. */
gsize hexwire_format_get_n_values (const HexwireFormat *self);

gsize               hexwire_format_get_n_fields (const HexwireFormat *self);
const HexwireField *hexwire_format_get_field    (const HexwireFormat *self,
                                                 gsize                index);

/**
 * hexwire_format_get_field_of_value:
 * @value_index: less than hexwire_format_get_n_values()
 *
 * Returns: (transfer none): the field that the value belongs to
 */
const HexwireField *hexwire_format_get_field_of_value (const HexwireFormat *self,
                                                       gsize                value_index);

/**
 * hexwire_format_pack:
 * @values: (array length=n_values): one value per element, in order
 * @error_value: (out) (optional): on failure, the index of the value that is to blame
 * @error: return location for a #HexwireCodecError
 *
 * Packs one record as `struct.pack()` does.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with one of the `VALUE` errors, or with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE for a record of more than 1 GiB
 */
GBytes *hexwire_format_pack (const HexwireFormat *self,
                             const HexwireValue  *values,
                             gsize                n_values,
                             gsize               *error_value,
                             GError             **error);

/**
 * hexwire_format_pack_into:
 * @data: (out caller-allocates): room for the record; what it holds after a failure is undefined
 *
 * Packs as hexwire_format_pack(), into memory of the caller's, as `struct.pack_into()` does.
 *
 * Returns: %TRUE, or %FALSE with one of the `VALUE` errors
 */
gboolean hexwire_format_pack_into (const HexwireFormat  *self,
                                   const HexwireValue   *values,
                                   gsize                 n_values,
                                   guint8               *data,
                                   gsize                *error_value,
                                   GError              **error);

/**
 * hexwire_format_unpack:
 * @data: (nullable): the record; needs no alignment
 * @size_bytes: how many bytes @data has; more than the record is no error
 * @values: (out caller-allocates): room for hexwire_format_get_n_values() values. What bytes they
 *   hold stays part of @data: nothing is allocated and nothing needs to be cleared. Not looked at
 *   where @data is too short.
 * @error: return location for a #HexwireCodecError
 *
 * Unpacks one record from the start of @data, as `struct.unpack_from()` does.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_SHORT_BUFFER
 */
gboolean hexwire_format_unpack (const HexwireFormat  *self,
                                const guint8         *data,
                                gsize                 size_bytes,
                                HexwireValue         *values,
                                GError              **error);

/**
 * hexwire_format_unpack_records:
 * @data: records, one after the other
 * @n_records: how many
 * @values: (out caller-allocates): room for all values of all records, those of the first record
 *   first; they are like those of hexwire_format_unpack()
 *
 * Unpacks many records, as `struct.iter_unpack()` does and several times faster than one by one.
 */
void hexwire_format_unpack_records (const HexwireFormat *self,
                                    const guint8        *data,
                                    gsize                n_records,
                                    HexwireValue        *values);

/**
 * hexwire_format_unpack_field:
 * @field: a field of @self with values
 * @data: the record's first byte; the field must lie within what is there
 * @values: (out caller-allocates): room for the field's `n_values`
 *
 * Unpacks one field, for records that are not complete.
 */
void hexwire_format_unpack_field (const HexwireFormat *self,
                                  const HexwireField  *field,
                                  const guint8        *data,
                                  HexwireValue        *values);

G_END_DECLS
