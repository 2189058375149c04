/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "codec/format-type.h"

G_BEGIN_DECLS

/**
 * HexwireFormatItem:
 * @field: what callers see
 * @storage: what the bytes of an element mean
 * @type: (nullable): the letter's type; %NULL for padding that alignment put there
 *
 * One row of a compiled format.
 */
typedef struct
{
  HexwireField field;
  HexwireStorage storage;
  const HexwireFormatType *type;
} HexwireFormatItem;

struct _HexwireFormat
{
  gatomicrefcount ref_count;
  char *text;
  char byte_order;
  gboolean is_swapped;          /* the bytes run against this machine's order */
  gboolean is_native;
  gsize size_bytes;
  gsize n_values;
  GArray *items;                /* of HexwireFormatItem */
  GHashTable *names;            /* set, owns the fields' names */
};

G_END_DECLS
