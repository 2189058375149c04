/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "codec/format-type.h"

G_BEGIN_DECLS

/**
 * HexwireFormatItem:
 * @field: what callers see
 * @storage: what the bytes of an element mean
 * @smallest: the smallest integer that goes into an element
 * @largest: the largest
 *
 * One row of a compiled format.
 */
typedef struct
{
  HexwireField field;
  HexwireStorage storage;
  gint64 smallest;
  guint64 largest;
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
