/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * hexwire_format_export_pack:
 * @values: (nullable) (element-type utf8): a text for each field, as of hexwire_record_get_value();
 *   a variable stands in for a field without one
 *
 * Returns: (transfer full): the Python call `struct.pack('>hiq', -7, 1, 2)`
 */
char *hexwire_format_export_pack (const HexwireFormat *format,
                                  GPtrArray           *values);

/**
 * hexwire_format_export_unpack:
 *
 * Returns: (transfer full): the Python statement `id, count = struct.unpack('>hi', data)`; a record
 *   of very many values goes to one variable
 */
char *hexwire_format_export_unpack (const HexwireFormat *format);

/**
 * hexwire_format_export_c:
 * @name: (nullable): what the structure is called, `record` for %NULL; what C does not allow in a
 *   name is replaced
 *
 * Writes a declaration in GNU C, as GCC and Clang take it, of the size of the record. It is packed
 * unless the format is native and ends where the structure does. A comment names the byte order
 * where it is not that of the machine.
 *
 * Returns: (transfer full): the declaration
 */
char *hexwire_format_export_c (const HexwireFormat *format,
                               const char          *name);

G_END_DECLS
