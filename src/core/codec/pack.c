/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/format-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "codec/half.h"

#define MAX_RECORD_SIZE_BYTES ((gsize) 1 << 30)

/* How much of a value a message repeats, in bytes of its text. */
#define MAX_QUOTED_SIZE 40

/* Writes the low @size_bytes of a number. */
static void
store_bits (guint8   *at,
            guint64   bits,
            gsize     size_bytes,
            gboolean  is_swapped)
{
  guint16 bits16 = (guint16) bits;
  guint32 bits32 = (guint32) bits;

  if (size_bytes == 1)
    *at = (guint8) bits;
  else if (size_bytes == 2)
    {
      bits16 = is_swapped ? GUINT16_SWAP_LE_BE (bits16) : bits16;
      memcpy (at, &bits16, sizeof bits16);
    }
  else if (size_bytes == 4)
    {
      bits32 = is_swapped ? GUINT32_SWAP_LE_BE (bits32) : bits32;
      memcpy (at, &bits32, sizeof bits32);
    }
  else
    {
      bits = is_swapped ? GUINT64_SWAP_LE_BE (bits) : bits;
      memcpy (at, &bits, sizeof bits);
    }
}

static char *
describe_value (const HexwireValue *value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HexwireValue head = *value;

  if (head.kind == HEXWIRE_VALUE_BYTES)
    head.size_bytes = MIN (head.size_bytes, MAX_QUOTED_SIZE);
  hexwire_value_append_text (&head, text);
  if (text->len > MAX_QUOTED_SIZE)
    g_string_append (g_string_truncate (text, MAX_QUOTED_SIZE), "…");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
fail_type (const HexwireFormatItem *item,
           const HexwireValue      *value,
           GError                 **error)
{
  g_autofree char *text = describe_value (value);
  gboolean is_char = item->storage == HEXWIRE_STORAGE_CHAR;
  gboolean is_bytes = item->storage == HEXWIRE_STORAGE_STRING ||
                      item->storage == HEXWIRE_STORAGE_PASCAL;
  gboolean is_float = item->storage == HEXWIRE_STORAGE_FLOAT;

  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_TYPE,
               /* Translators, of this and the next three: a value, then a type letter */
               is_char    ? _("%s does not go into %c, which takes one byte, as in b'A'")
               : is_bytes ? _("%s does not go into %c, which takes bytes, as in b'AB'")
               : is_float ? _("%s does not go into %c, which takes a number")
                          : _("%s does not go into %c, which takes an integer"),
               text, item->field.type);
  return FALSE;
}

static gboolean
fail_range (const HexwireFormatItem *item,
            const HexwireValue      *value,
            const char              *smallest,
            const char              *largest,
            GError                 **error)
{
  g_autofree char *text = describe_value (value);

  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_RANGE,
               /* Translators: a number, a type letter, the smallest and the largest it takes */
               _("%s does not fit %c, %s to %s"), text, item->field.type, smallest, largest);
  return FALSE;
}

/* An integer as sign and two's complement bits. */
static gboolean
get_integer (const HexwireValue *value,
             gboolean           *is_negative,
             guint64            *bits)
{
  *is_negative = FALSE;
  if (value->kind == HEXWIRE_VALUE_INT)
    {
      *is_negative = value->int64 < 0;
      *bits = (guint64) value->int64;
    }
  else if (value->kind == HEXWIRE_VALUE_UINT)
    *bits = value->uint64;
  else if (value->kind == HEXWIRE_VALUE_BOOL)
    *bits = value->boolean ? 1 : 0;
  else
    return FALSE;
  return TRUE;
}

static gboolean
store_integer (const HexwireFormatItem *item,
               const HexwireValue      *value,
               guint8                  *at,
               gboolean                 is_swapped,
               GError                 **error)
{
  guint64 bits;
  gboolean is_negative;

  if (!get_integer (value, &is_negative, &bits))
    return fail_type (item, value, error);

  if (is_negative ? (gint64) bits < item->smallest : bits > item->largest)
    {
      g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, item->smallest);
      g_autofree char *to = g_strdup_printf ("%" G_GUINT64_FORMAT, item->largest);

      return fail_range (item, value, from, to, error);
    }
  store_bits (at, bits, item->field.element_size_bytes, is_swapped);
  return TRUE;
}

static gboolean
get_number (const HexwireValue *value,
            double             *number)
{
  if (value->kind == HEXWIRE_VALUE_FLOAT)
    *number = value->number;
  else if (value->kind == HEXWIRE_VALUE_INT)
    *number = (double) value->int64;
  else if (value->kind == HEXWIRE_VALUE_UINT)
    *number = (double) value->uint64;
  else if (value->kind == HEXWIRE_VALUE_BOOL)
    *number = value->boolean ? 1 : 0;
  else
    return FALSE;
  return TRUE;
}

/* With native sizes Python lets a float overflow to infinity, as C does; see np_float() there. */
static gboolean
store_single (const HexwireFormat     *self,
              const HexwireFormatItem *item,
              double                   number,
              guint8                  *at)
{
  float single = (float) number;
  guint32 bits;

  if (isinf (single) && !isinf (number) && !self->is_native)
    return FALSE;
  memcpy (&bits, &single, sizeof bits);
  store_bits (at, bits, sizeof bits, self->is_swapped);
  return TRUE;
}

static gboolean
store_float (const HexwireFormat     *self,
             const HexwireFormatItem *item,
             const HexwireValue      *value,
             guint8                  *at,
             GError                 **error)
{
  guint64 bits;
  guint16 half;
  double number;

  if (!get_number (value, &number))
    return fail_type (item, value, error);

  if (item->field.element_size_bytes == sizeof half)
    {
      if (!hexwire_half_from_double (number, &half))
        return fail_range (item, value, "-65504.0", "65504.0", error);
      store_bits (at, half, sizeof half, self->is_swapped);
    }
  else if (item->field.element_size_bytes == sizeof (float))
    {
      if (!store_single (self, item, number, at))
        return fail_range (item, value, "-3.4028234663852886e+38", "3.4028234663852886e+38",
                           error);
    }
  else
    {
      memcpy (&bits, &number, sizeof bits);
      store_bits (at, bits, sizeof bits, self->is_swapped);
    }
  return TRUE;
}

static gboolean
is_true (const HexwireValue *value)
{
  switch (value->kind)
    {
    case HEXWIRE_VALUE_INT:
      return value->int64 != 0;
    case HEXWIRE_VALUE_UINT:
      return value->uint64 != 0;
    case HEXWIRE_VALUE_FLOAT:
      return value->number != 0;
    case HEXWIRE_VALUE_BOOL:
      return value->boolean;
    case HEXWIRE_VALUE_BYTES:
    default:
      return value->size_bytes != 0;
    }
}

static gboolean
store_bytes (const HexwireFormatItem *item,
             const HexwireValue      *value,
             guint8                  *at,
             GError                 **error)
{
  gsize size = item->field.element_size_bytes;

  if (value->kind != HEXWIRE_VALUE_BYTES ||
      (item->storage == HEXWIRE_STORAGE_CHAR && value->size_bytes != 1))
    return fail_type (item, value, error);

  if (item->storage == HEXWIRE_STORAGE_PASCAL && size > 0)
    {
      size--;
      *at++ = (guint8) MIN (MIN (value->size_bytes, size), G_MAXUINT8);
    }
  size = MIN (value->size_bytes, size);
  if (size > 0)
    memcpy (at, value->data, size);
  return TRUE;
}

static gboolean
store_value (const HexwireFormat     *self,
             const HexwireFormatItem *item,
             const HexwireValue      *value,
             guint8                  *at,
             GError                 **error)
{
  switch (item->storage)
    {
    case HEXWIRE_STORAGE_SIGNED:
    case HEXWIRE_STORAGE_UNSIGNED:
      return store_integer (item, value, at, self->is_swapped, error);
    case HEXWIRE_STORAGE_FLOAT:
      return store_float (self, item, value, at, error);
    case HEXWIRE_STORAGE_BOOL:
      *at = is_true (value) ? 1 : 0;
      return TRUE;
    case HEXWIRE_STORAGE_CHAR:
    case HEXWIRE_STORAGE_STRING:
    case HEXWIRE_STORAGE_PASCAL:
      return store_bytes (item, value, at, error);
    case HEXWIRE_STORAGE_PADDING:
    default:
      return TRUE;
    }
}

static gboolean
store_item (const HexwireFormat     *self,
            const HexwireFormatItem *item,
            const HexwireValue      *values,
            guint8                  *data,
            gsize                   *error_value,
            GError                 **error)
{
  const HexwireField *field = &item->field;
  guint8 *at = data + field->offset_bytes;

  for (gsize i = 0; i < field->n_values; i++, at += field->element_size_bytes)
    {
      gsize index = field->first_value + i;

      if (store_value (self, item, &values[index], at, error))
        continue;
      if (error_value != NULL)
        *error_value = index;
      if (field->name != NULL)
        /* Translators: begins a message; the number counts values from 1, then comes a name */
        g_prefix_error (error, _("value %zu \"%s\": "), index + 1, field->name);
      else
        /* Translators: begins a message; the number counts values from 1 */
        g_prefix_error (error, _("value %zu: "), index + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_count (const HexwireFormat  *self,
             gsize                 n_values,
             gsize                *error_value,
             GError              **error)
{
  if (n_values == self->n_values)
    return TRUE;
  if (error_value != NULL)
    *error_value = MIN (n_values, self->n_values);
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_VALUE_COUNT,
               /* Translators: both numbers count values */
               ngettext ("the format takes %zu value, there are %zu",
                         "the format takes %zu values, there are %zu", self->n_values),
               self->n_values, n_values);
  return FALSE;
}

gboolean
hexwire_format_pack_into (const HexwireFormat  *self,
                          const HexwireValue   *values,
                          gsize                 n_values,
                          guint8               *data,
                          gsize                *error_value,
                          GError              **error)
{
  g_return_val_if_fail (self != NULL && data != NULL, FALSE);
  g_return_val_if_fail (values != NULL || n_values == 0, FALSE);

  if (!check_count (self, n_values, error_value, error))
    return FALSE;
  memset (data, 0, self->size_bytes);
  for (gsize i = 0; i < self->items->len; i++)
    if (!store_item (self, &g_array_index (self->items, HexwireFormatItem, i), values, data,
                     error_value, error))
      return FALSE;
  return TRUE;
}

GBytes *
hexwire_format_pack (const HexwireFormat  *self,
                     const HexwireValue   *values,
                     gsize                 n_values,
                     gsize                *error_value,
                     GError              **error)
{
  g_autofree guint8 *data = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!check_count (self, n_values, error_value, error))
    return NULL;
  if (self->size_bytes <= MAX_RECORD_SIZE_BYTES)
    data = g_try_malloc (MAX (self->size_bytes, 1));
  if (data == NULL)
    {
      if (error_value != NULL)
        *error_value = n_values;
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE,
                   _("a record of %zu bytes is too large to pack"), self->size_bytes);
      return NULL;
    }
  if (!hexwire_format_pack_into (self, values, n_values, data, error_value, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&data), self->size_bytes);
}
