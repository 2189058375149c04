/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/field-cells.h"
#include "log/log-record.h"

G_BEGIN_DECLS

/**
 * HexwireRowKeyKind:
 * @HEXWIRE_ROW_KEY_TIME: when it was received or sent
 * @HEXWIRE_ROW_KEY_KIND: received, sent, and so on
 * @HEXWIRE_ROW_KEY_PEER: the peer, in the order of their coming
 * @HEXWIRE_ROW_KEY_LENGTH: the size of the payload
 * @HEXWIRE_ROW_KEY_FIELD: a field of the decoded payload
 */
typedef enum
{
  HEXWIRE_ROW_KEY_TIME,
  HEXWIRE_ROW_KEY_KIND,
  HEXWIRE_ROW_KEY_PEER,
  HEXWIRE_ROW_KEY_LENGTH,
  HEXWIRE_ROW_KEY_FIELD,
} HexwireRowKeyKind;

/**
 * HexwireRowKey:
 * @kind: what rows are sorted by
 * @cells: the fields, where it is one of them
 * @index: which cell
 * @values: (private): room to unpack the field
 *
 * What rows are sorted by: bytes of a fixed size, of which memcmp(3) tells the order.
 */
typedef struct
{
  HexwireRowKeyKind kind;
  HexwireFieldCells cells;
  guint index;
  HexwireValue *values;
} HexwireRowKey;

/** hexwire_row_key_init: @format: (nullable): of which @index is a cell, where it is a field. */
void hexwire_row_key_init  (HexwireRowKey     *self,
                            HexwireRowKeyKind  kind,
                            HexwireFormat     *format,
                            guint              index);
void hexwire_row_key_clear (HexwireRowKey     *self);

/** hexwire_row_key_get_size_bytes: the size of every row's key. */
gsize hexwire_row_key_get_size_bytes (const HexwireRowKey *self);

/**
 * hexwire_row_key_write:
 * @key: (out caller-allocates): hexwire_row_key_get_size_bytes() bytes
 *
 * Writes the key of a row. Numbers compare by value, NaN behind all others; strings by their first
 * 64 bytes, arrays by their first 16 values.
 *
 * Returns: whether the row has what is asked for; one without stands behind all others, in either
 *   order
 */
gboolean hexwire_row_key_write (const HexwireRowKey    *self,
                                const HexwireLogRecord *record,
                                guint8                 *key);

G_END_DECLS
