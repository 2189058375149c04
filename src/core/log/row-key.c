/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-key.h"

#include <math.h>
#include <string.h>

/* As much of an array or a string as a cell shows. */
#define MAX_KEY_VALUES 16
#define MAX_STRING_BYTES 64

#define SIGN_BIT (G_GUINT64_CONSTANT (1) << 63)

void
hexwire_row_key_init (HexwireRowKey     *self,
                      HexwireRowKeyKind  kind,
                      HexwireFormat     *format,
                      guint              index)
{
  self->kind = kind;
  self->index = index;
  self->values = NULL;
  hexwire_field_cells_init (&self->cells, kind == HEXWIRE_ROW_KEY_FIELD ? format : NULL);
  if (kind == HEXWIRE_ROW_KEY_FIELD)
    self->values = g_new (HexwireValue, self->cells.fields[index]->n_values);
}

void
hexwire_row_key_clear (HexwireRowKey *self)
{
  hexwire_field_cells_clear (&self->cells);
  g_clear_pointer (&self->values, g_free);
}

static const HexwireField *
get_field (const HexwireRowKey *self)
{
  return self->cells.fields[self->index];
}

static gboolean
is_string (const HexwireField *field)
{
  return field->type == 's' || field->type == 'p' || field->type == 'c';
}

gsize
hexwire_row_key_get_size_bytes (const HexwireRowKey *self)
{
  if (self->kind != HEXWIRE_ROW_KEY_FIELD)
    return sizeof (guint64);
  if (is_string (get_field (self)))
    return MIN (get_field (self)->count * get_field (self)->element_size_bytes, MAX_STRING_BYTES);
  return MIN (get_field (self)->n_values, MAX_KEY_VALUES) * sizeof (guint64);
}

static void
write_number (guint64  number,
              guint8  *key)
{
  number = GUINT64_TO_BE (number);
  memcpy (key, &number, sizeof number);
}

/* IEEE 754 orders positive doubles as their bits are ordered, and negative ones the other way. */
static guint64
order_float (double number)
{
  guint64 bits;

  if (isnan (number))
    return G_MAXUINT64;
  number += 0.0;    /* -0.0 equals 0.0 */
  memcpy (&bits, &number, sizeof bits);
  return (bits & SIGN_BIT) != 0 ? ~bits : bits | SIGN_BIT;
}

static guint64
order_value (const HexwireValue *value)
{
  switch (value->kind)
    {
    case HEXWIRE_VALUE_INT:
      return (guint64) value->int64 ^ SIGN_BIT;
    case HEXWIRE_VALUE_UINT:
      return value->uint64;
    case HEXWIRE_VALUE_FLOAT:
      return order_float (value->number);
    case HEXWIRE_VALUE_BOOL:
      return value->boolean ? 1 : 0;
    case HEXWIRE_VALUE_BYTES:
    default:
      g_return_val_if_reached (0);
    }
}

/* A shorter string is less than a longer one that begins with it. */
static void
write_string (const guint8 *data,
              gsize         n_bytes,
              guint8       *key,
              gsize         size_bytes)
{
  memset (key, 0, size_bytes);
  memcpy (key, data, MIN (n_bytes, size_bytes));
}

static gboolean
write_field (const HexwireRowKey    *self,
             const HexwireLogRecord *record,
             guint8                 *key)
{
  const HexwireField *field = get_field (self);
  gsize n_field_bytes = field->count * field->element_size_bytes;
  gsize size_bytes = hexwire_row_key_get_size_bytes (self);

  if (!hexwire_message_kind_is_data (record->kind)
      || field->offset_bytes + n_field_bytes > record->size_bytes)
    return FALSE;
  if (field->type == 'c')
    {
      write_string (record->data + field->offset_bytes, n_field_bytes, key, size_bytes);
      return TRUE;
    }
  hexwire_format_unpack_field (self->cells.format, field, record->data, self->values);
  if (is_string (field))
    write_string (self->values[0].data, self->values[0].size_bytes, key, size_bytes);
  else
    for (gsize i = 0; i < size_bytes / sizeof (guint64); i++)
      write_number (order_value (&self->values[i]), key + i * sizeof (guint64));
  return TRUE;
}

gboolean
hexwire_row_key_write (const HexwireRowKey    *self,
                       const HexwireLogRecord *record,
                       guint8                 *key)
{
  switch (self->kind)
    {
    case HEXWIRE_ROW_KEY_TIME:
      write_number ((guint64) record->time_us, key);
      return TRUE;
    case HEXWIRE_ROW_KEY_KIND:
      write_number (record->kind, key);
      return TRUE;
    case HEXWIRE_ROW_KEY_PEER:
      write_number (record->peer_id, key);
      return record->peer_id != 0;
    case HEXWIRE_ROW_KEY_LENGTH:
      write_number (record->size_bytes, key);
      return hexwire_message_kind_is_data (record->kind);
    case HEXWIRE_ROW_KEY_FIELD:
      return write_field (self, record, key);
    default:
      g_return_val_if_reached (FALSE);
    }
}
