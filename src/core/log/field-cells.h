/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/** HEXWIRE_FIELD_CELLS_MAX: more columns are too many to read, and a widget each in every row. */
#define HEXWIRE_FIELD_CELLS_MAX 32

/**
 * HexwireFieldCells:
 * @format: what payloads are taken for
 * @fields: (array length=n_fields): those that have a cell, in their order; padding has none
 * @n_fields: how many there are
 * @end_bytes: where the bytes begin that no cell shows
 *
 * The cells in which the fields of a payload stand in a table. A payload of several records shows
 * the first; it is never unpacked as a whole, but each field for its own cell.
 */
typedef struct
{
  HexwireFormat *format;
  const HexwireField *fields[HEXWIRE_FIELD_CELLS_MAX];
  guint n_fields;
  gsize end_bytes;
} HexwireFieldCells;

/** hexwire_field_cells_init: @format: (nullable): without one there are no cells. */
void hexwire_field_cells_init  (HexwireFieldCells *self,
                                HexwireFormat     *format);
void hexwire_field_cells_clear (HexwireFieldCells *self);

/** hexwire_field_cells_dup_title: (transfer full): the name of a field, or its type letter. */
char *hexwire_field_cells_dup_title (const HexwireFieldCells *self,
                                     guint                    index);

/** hexwire_field_cells_is_number: whether a cell holds one number, to stand below others. */
gboolean hexwire_field_cells_is_number (const HexwireFieldCells *self,
                                        guint                    index);

/**
 * hexwire_field_cells_append:
 * @text: where the text is appended
 * @index: which cell
 * @data: (array length=size_bytes) (nullable): a payload
 *
 * Writes the value of a field as Python would, those of an array with commas; an ellipsis stands
 * for what is too much for a cell.
 *
 * Returns: %FALSE, and nothing is written, where the payload ends before or within the field
 */
gboolean hexwire_field_cells_append (const HexwireFieldCells *self,
                                     GString                 *text,
                                     guint                    index,
                                     const guint8            *data,
                                     gsize                    size_bytes);

/**
 * hexwire_field_cells_count_more:
 *
 * Returns: how many records follow the first, where the payload is records to the byte; else 0
 */
gsize hexwire_field_cells_count_more (const HexwireFieldCells *self,
                                      gsize                    size_bytes);

G_END_DECLS
