/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/half.h"

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

static inline HexwireValue
make_int (gint64 number)
{
  return (HexwireValue) { .kind = HEXWIRE_VALUE_INT, .int64 = number };
}

static inline HexwireValue
make_uint (guint64 number)
{
  return (HexwireValue) { .kind = HEXWIRE_VALUE_UINT, .uint64 = number };
}

static inline HexwireValue
make_bytes (const guint8 *data,
            gsize         size_bytes)
{
  return (HexwireValue) { .kind = HEXWIRE_VALUE_BYTES, .size_bytes = size_bytes, .data = data };
}

static inline HexwireValue
load_signed (const guint8 *at,
             gsize         size_bytes,
             gboolean      is_swapped)
{
  switch (size_bytes)
    {
    case 1:
      return make_int ((gint8) *at);
    case 2:
      return make_int ((gint16) load16 (at, is_swapped));
    case 4:
      return make_int ((gint32) load32 (at, is_swapped));
    default:
      return make_int ((gint64) load64 (at, is_swapped));
    }
}

static inline HexwireValue
load_unsigned (const guint8 *at,
               gsize         size_bytes,
               gboolean      is_swapped)
{
  switch (size_bytes)
    {
    case 1:
      return make_uint (*at);
    case 2:
      return make_uint (load16 (at, is_swapped));
    case 4:
      return make_uint (load32 (at, is_swapped));
    default:
      return make_uint (load64 (at, is_swapped));
    }
}

static inline HexwireValue
load_float (const guint8 *at,
            gsize         size_bytes,
            gboolean      is_swapped)
{
  HexwireValue value = { .kind = HEXWIRE_VALUE_FLOAT };

  if (size_bytes == 2)
    value.number = hexwire_half_to_double (load16 (at, is_swapped));
  else if (size_bytes == 4)
    {
      guint32 bits = load32 (at, is_swapped);
      float number;

      memcpy (&number, &bits, sizeof number);
      value.number = (double) number;
    }
  else
    {
      guint64 bits = load64 (at, is_swapped);

      memcpy (&value.number, &bits, sizeof bits);
    }
  return value;
}

static inline HexwireValue
load_pascal (const guint8 *at,
             gsize         size_bytes)
{
  if (size_bytes == 0)
    return make_bytes (at, 0);
  return make_bytes (at + 1, MIN (*at, size_bytes - 1));
}

static inline HexwireValue
load_element (HexwireStorage  storage,
              const guint8   *at,
              gsize           size_bytes,
              gboolean        is_swapped)
{
  switch (storage)
    {
    case HEXWIRE_STORAGE_SIGNED:
      return load_signed (at, size_bytes, is_swapped);
    case HEXWIRE_STORAGE_UNSIGNED:
      return load_unsigned (at, size_bytes, is_swapped);
    case HEXWIRE_STORAGE_FLOAT:
      return load_float (at, size_bytes, is_swapped);
    case HEXWIRE_STORAGE_BOOL:
      return (HexwireValue) { .kind = HEXWIRE_VALUE_BOOL, .boolean = *at != 0 };
    case HEXWIRE_STORAGE_PASCAL:
      return load_pascal (at, size_bytes);
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_STRING:
      return make_bytes (at, size_bytes);
    case HEXWIRE_STORAGE_PADDING:
    default:
      return make_int (0);
    }
}

static inline void
load_item (const HexwireFormatItem *item,
           const guint8            *at,
           HexwireValue            *values,
           gboolean                 is_swapped)
{
  gsize size_bytes = item->field.element_size_bytes;

  for (gsize i = 0; i < item->field.n_values; i++)
    values[i] = load_element (item->storage, at + i * size_bytes, size_bytes, is_swapped);
}

/* Inlined twice, with the byte order a constant in each. */
static inline void
load_record (const HexwireFormat *self,
             const guint8        *data,
             HexwireValue        *values,
             gboolean             is_swapped)
{
  const HexwireFormatItem *items = (const HexwireFormatItem *) (gconstpointer) self->items->data;

  for (gsize i = 0; i < self->items->len; i++)
    load_item (&items[i], data + items[i].field.offset_bytes,
               values + items[i].field.first_value, is_swapped);
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
  if (self->is_swapped)
    load_record (self, data, values, TRUE);
  else
    load_record (self, data, values, FALSE);
  return TRUE;
}

void
hexwire_format_unpack_field (const HexwireFormat *self,
                             const HexwireField  *field,
                             const guint8        *data,
                             HexwireValue        *values)
{
  const HexwireFormatItem *item = (const HexwireFormatItem *) (gconstpointer) field;

  g_return_if_fail (self != NULL && field != NULL);

  load_item (item, data + field->offset_bytes, values, self->is_swapped);
}
