/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/half.h"

/* A block is as many records as stay in the processor's cache while their columns are filled. */
#define BLOCK_VALUES 256

/* Where @n elements of one kind stand, and where their values go: within a record, or the same
 * element in one record after the other. */
typedef struct
{
  const guint8 *at;
  gsize step_bytes;
  HexwireValue *values;
  gsize value_step;
  gsize n;
} Run;

static inline guint16
load16 (const guint8 *at,
        gboolean      is_swapped)
{
  guint16 number;

  memcpy (&number, at, sizeof number);
  return is_swapped ? GUINT16_SWAP_LE_BE (number) : number;
}

static inline guint32
load32 (const guint8 *at,
        gboolean      is_swapped)
{
  guint32 number;

  memcpy (&number, at, sizeof number);
  return is_swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

static inline guint64
load64 (const guint8 *at,
        gboolean      is_swapped)
{
  guint64 number;

  memcpy (&number, at, sizeof number);
  return is_swapped ? GUINT64_SWAP_LE_BE (number) : number;
}

/* The setters write member by member: a struct made elsewhere and copied takes far longer. */
static inline void
set_integer (HexwireValue     *value,
             HexwireValueKind  kind,
             guint64           bits)
{
  value->kind = kind;
  value->size_bytes = 0;
  value->uint64 = bits;
  value->owned = NULL;
}

static inline void
set_float (HexwireValue *value,
           double        number)
{
  value->kind = HEXWIRE_VALUE_FLOAT;
  value->size_bytes = 0;
  value->number = number;
  value->owned = NULL;
}

static inline void
set_bool (HexwireValue *value,
          gboolean      is_true)
{
  value->kind = HEXWIRE_VALUE_BOOL;
  value->size_bytes = 0;
  value->uint64 = 0;
  value->boolean = is_true;
  value->owned = NULL;
}

static inline void
set_bytes (HexwireValue *value,
           const guint8 *data,
           gsize         size_bytes)
{
  value->kind = HEXWIRE_VALUE_BYTES;
  value->size_bytes = size_bytes;
  value->data = data;
  value->owned = NULL;
}

G_ALWAYS_INLINE static inline void
load_signed (HexwireValue *value,
             const guint8 *at,
             gsize         size_bytes,
             gboolean      is_swapped)
{
  if (size_bytes == 1)
    set_integer (value, HEXWIRE_VALUE_INT, (guint64) (gint8) *at);
  else if (size_bytes == 2)
    set_integer (value, HEXWIRE_VALUE_INT, (guint64) (gint16) load16 (at, is_swapped));
  else if (size_bytes == 4)
    set_integer (value, HEXWIRE_VALUE_INT, (guint64) (gint32) load32 (at, is_swapped));
  else
    set_integer (value, HEXWIRE_VALUE_INT, (guint64) (gint64) load64 (at, is_swapped));
}

G_ALWAYS_INLINE static inline void
load_unsigned (HexwireValue *value,
               const guint8 *at,
               gsize         size_bytes,
               gboolean      is_swapped)
{
  if (size_bytes == 1)
    set_integer (value, HEXWIRE_VALUE_UINT, *at);
  else if (size_bytes == 2)
    set_integer (value, HEXWIRE_VALUE_UINT, load16 (at, is_swapped));
  else if (size_bytes == 4)
    set_integer (value, HEXWIRE_VALUE_UINT, load32 (at, is_swapped));
  else
    set_integer (value, HEXWIRE_VALUE_UINT, load64 (at, is_swapped));
}

G_ALWAYS_INLINE static inline void
load_float (HexwireValue *value,
            const guint8 *at,
            gsize         size_bytes,
            gboolean      is_swapped)
{
  if (size_bytes == 2)
    set_float (value, hexwire_half_to_double (load16 (at, is_swapped)));
  else if (size_bytes == 4)
    {
      guint32 bits = load32 (at, is_swapped);
      float number;

      memcpy (&number, &bits, sizeof number);
      set_float (value, (double) number);
    }
  else
    {
      guint64 bits = load64 (at, is_swapped);
      double number;

      memcpy (&number, &bits, sizeof number);
      set_float (value, number);
    }
}

G_ALWAYS_INLINE static inline void
load_element (HexwireStorage  storage,
              HexwireValue   *value,
              const guint8   *at,
              gsize           size_bytes,
              gboolean        is_swapped)
{
  switch (storage)
    {
    case HEXWIRE_STORAGE_SIGNED:
      load_signed (value, at, size_bytes, is_swapped);
      break;
    case HEXWIRE_STORAGE_UNSIGNED:
      load_unsigned (value, at, size_bytes, is_swapped);
      break;
    case HEXWIRE_STORAGE_FLOAT:
      load_float (value, at, size_bytes, is_swapped);
      break;
    case HEXWIRE_STORAGE_BOOL:
      set_bool (value, *at != 0);
      break;
    case HEXWIRE_STORAGE_PASCAL:
      set_bytes (value, at + MIN (size_bytes, 1), size_bytes > 0 ? MIN (*at, size_bytes - 1) : 0);
      break;
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_STRING:
      set_bytes (value, at, size_bytes);
      break;
    case HEXWIRE_STORAGE_PADDING:
    default:
      break;
    }
}

/* Loads a run of one kind. Inlined for each kind, size and order, which are constants there. */
G_ALWAYS_INLINE static inline void
load_elements (HexwireStorage  storage,
               gsize           size_bytes,
               gboolean        is_swapped,
               const Run      *run)
{
  const Run local = *run;
  const guint8 *at = local.at;
  HexwireValue *value = local.values;

  for (gsize i = 0; i < local.n; i++, at += local.step_bytes, value += local.value_step)
    load_element (storage, value, at, size_bytes, is_swapped);
}

G_ALWAYS_INLINE static inline void
load_numbers (HexwireStorage  storage,
              gsize           size_bytes,
              gboolean        is_swapped,
              const Run      *run)
{
  if (size_bytes == 8)
    load_elements (storage, 8, is_swapped, run);
  else if (size_bytes == 4)
    load_elements (storage, 4, is_swapped, run);
  else if (size_bytes == 2)
    load_elements (storage, 2, is_swapped, run);
  else
    load_elements (storage, 1, is_swapped, run);
}

G_ALWAYS_INLINE static inline void
load_run (HexwireStorage  storage,
          gsize           size_bytes,
          gboolean        is_swapped,
          const Run      *run)
{
  switch (storage)
    {
    case HEXWIRE_STORAGE_SIGNED:
      load_numbers (HEXWIRE_STORAGE_SIGNED, size_bytes, is_swapped, run);
      break;
    case HEXWIRE_STORAGE_UNSIGNED:
      load_numbers (HEXWIRE_STORAGE_UNSIGNED, size_bytes, is_swapped, run);
      break;
    case HEXWIRE_STORAGE_FLOAT:
      load_numbers (HEXWIRE_STORAGE_FLOAT, size_bytes, is_swapped, run);
      break;
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_STRING:
      load_elements (HEXWIRE_STORAGE_STRING, size_bytes, FALSE, run);
      break;
    case HEXWIRE_STORAGE_BOOL:
    case HEXWIRE_STORAGE_PASCAL:
    case HEXWIRE_STORAGE_PADDING:
    default:
      load_elements (storage, size_bytes, FALSE, run);
    }
}

/* One field of one record. */
static void
load_item (const HexwireFormat     *self,
           const HexwireFormatItem *item,
           const guint8            *at,
           HexwireValue            *values)
{
  gsize size_bytes = item->field.element_size_bytes;
  Run run = { at, size_bytes, values, 1, item->field.n_values };

  if (self->is_swapped)
    load_run (item->storage, size_bytes, TRUE, &run);
  else
    load_run (item->storage, size_bytes, FALSE, &run);
}

/* One element of many records: what it is needs to be found out only once for all of them. */
static void
load_column (const HexwireFormat     *self,
             const HexwireFormatItem *item,
             const Run               *run)
{
  if (self->is_swapped)
    load_run (item->storage, item->field.element_size_bytes, TRUE, run);
  else
    load_run (item->storage, item->field.element_size_bytes, FALSE, run);
}

static const HexwireFormatItem *
get_items (const HexwireFormat *self)
{
  return (const HexwireFormatItem *) (gconstpointer) self->items->data;
}

gboolean
hexwire_format_unpack (const HexwireFormat  *self,
                       const guint8         *data,
                       gsize                 size_bytes,
                       HexwireValue         *values,
                       GError              **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (size_bytes < self->size_bytes)
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_SHORT_BUFFER,
                   /* Translators: both numbers count bytes */
                   ngettext ("the format takes %zu byte, there are %zu",
                             "the format takes %zu bytes, there are %zu", self->size_bytes),
                   self->size_bytes, size_bytes);
      return FALSE;
    }
  g_return_val_if_fail (values != NULL || self->n_values == 0, FALSE);

  if (data == NULL)
    data = (const guint8 *) "";          /* fields of no bytes point somewhere, too */
  for (gsize i = 0; i < self->items->len; i++)
    {
      const HexwireFormatItem *item = &get_items (self)[i];

      load_item (self, item, data + item->field.offset_bytes, values + item->field.first_value);
    }
  return TRUE;
}

/* Fills the values of @n_records records, one column after the other. */
static void
load_block (const HexwireFormat *self,
            const guint8        *data,
            gsize                n_records,
            HexwireValue        *values)
{
  for (gsize i = 0; i < self->items->len; i++)
    {
      const HexwireField *field = &get_items (self)[i].field;

      for (gsize j = 0; j < field->n_values; j++)
        {
          Run run = { data + field->offset_bytes + j * field->element_size_bytes,
                      self->size_bytes, values + field->first_value + j, self->n_values,
                      n_records };

          load_column (self, &get_items (self)[i], &run);
        }
    }
}

void
hexwire_format_unpack_records (const HexwireFormat *self,
                               const guint8        *data,
                               gsize                n_records,
                               HexwireValue        *values)
{
  gsize block_size;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((data != NULL && values != NULL) || n_records == 0);

  block_size = MAX (BLOCK_VALUES / MAX (self->n_values, 1), 1);
  while (n_records > 0)
    {
      gsize n = MIN (n_records, block_size);

      load_block (self, data, n, values);
      data += n * self->size_bytes;
      values += n * self->n_values;
      n_records -= n;
    }
}

void
hexwire_format_unpack_field (const HexwireFormat *self,
                             const HexwireField  *field,
                             const guint8        *data,
                             HexwireValue        *values)
{
  const HexwireFormatItem *item = (const HexwireFormatItem *) (gconstpointer) field;

  g_return_if_fail (self != NULL && field != NULL);

  load_item (self, item, data + field->offset_bytes, values);
}
