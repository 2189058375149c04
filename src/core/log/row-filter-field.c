/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-filter-private.h"

#include <string.h>

/* So many values of a field are read without an allocation. */
#define N_LOCAL_VALUES 16

/* What two values that have no order compare as. */
#define UNORDERED 2

static int
compare_doubles (double a,
                 double b)
{
  if (a != a || b != b)
    return UNORDERED;
  return (a > b) - (a < b);
}

/* The bytes that pad a field do not count. */
static int
compare_bytes (const HexwireValue *a,
               const HexwireValue *b)
{
  gsize size_bytes = a->size_bytes;
  int order = 0;

  while (size_bytes > b->size_bytes && a->data[size_bytes - 1] == '\0')
    size_bytes--;
  if (size_bytes > 0 && b->size_bytes > 0)
    order = memcmp (a->data, b->data, MIN (size_bytes, b->size_bytes));
  if (order == 0)
    order = (size_bytes > b->size_bytes) - (size_bytes < b->size_bytes);
  return (order > 0) - (order < 0);
}

static double
to_double (const HexwireValue *value)
{
  if (value->kind == HEXWIRE_VALUE_FLOAT)
    return value->number;
  if (value->kind == HEXWIRE_VALUE_BOOL)
    return value->boolean ? 1 : 0;
  return value->kind == HEXWIRE_VALUE_INT ? (double) value->int64 : (double) value->uint64;
}

static gboolean
is_negative (const HexwireValue *value)
{
  return value->kind == HEXWIRE_VALUE_INT && value->int64 < 0;
}

/* The bits of an integer; of negative ones, too, they run in order. */
static guint64
to_bits (const HexwireValue *value)
{
  if (value->kind == HEXWIRE_VALUE_BOOL)
    return value->boolean ? 1 : 0;
  return value->kind == HEXWIRE_VALUE_INT ? (guint64) value->int64 : value->uint64;
}

static int
compare (const HexwireValue *a,
         const HexwireValue *b)
{
  guint64 a_bits, b_bits;

  if (a->kind == HEXWIRE_VALUE_BYTES)
    return compare_bytes (a, b);
  if (a->kind == HEXWIRE_VALUE_FLOAT || b->kind == HEXWIRE_VALUE_FLOAT)
    return compare_doubles (to_double (a), to_double (b));
  if (is_negative (a) != is_negative (b))
    return is_negative (a) ? -1 : 1;
  a_bits = to_bits (a);
  b_bits = to_bits (b);
  return (a_bits > b_bits) - (a_bits < b_bits);
}

gboolean
hexwire_filter_compare_values (const HexwireValue *a,
                               HexwireComparison   comparison,
                               const HexwireValue *b)
{
  int order = compare (a, b);

  switch (comparison)
    {
    case HEXWIRE_COMPARISON_EQUAL:
      return order == 0;
    case HEXWIRE_COMPARISON_NOT_EQUAL:
      return order != 0;
    case HEXWIRE_COMPARISON_LESS:
      return order == -1;
    case HEXWIRE_COMPARISON_AT_MOST:
      return order <= 0;
    case HEXWIRE_COMPARISON_GREATER:
      return order == 1;
    case HEXWIRE_COMPARISON_AT_LEAST:
      return order == 0 || order == 1;
    case HEXWIRE_COMPARISON_NONE:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
match_values (const HexwireFilterNode *node,
              const HexwireFormat     *format,
              const HexwireField      *field,
              const guint8            *data)
{
  HexwireValue local[N_LOCAL_VALUES];
  g_autofree HexwireValue *allocated = NULL;
  HexwireValue *values = local;
  gboolean has_match = FALSE;

  if (field->n_values > N_LOCAL_VALUES)
    values = allocated = g_new (HexwireValue, field->n_values);
  hexwire_format_unpack_field (format, field, data, values);
  for (gsize i = 0; i < field->n_values && !has_match; i++)
    has_match = hexwire_filter_compare_values (&values[i], node->comparison, &node->value);
  return has_match;
}

static gboolean
match_record (const HexwireFilterNode *node,
              const HexwireFormat     *format,
              const guint8            *data,
              gsize                    size_bytes)
{
  for (guint i = 0; i < node->fields->len; i++)
    {
      const HexwireField *field = g_ptr_array_index (node->fields, i);

      if (field->offset_bytes + field->count * field->element_size_bytes <= size_bytes
          && match_values (node, format, field, data))
        return TRUE;
    }
  return FALSE;
}

gboolean
hexwire_filter_match_field (const HexwireFilterNode *node,
                            const HexwireFormat     *format,
                            const HexwireLogRecord  *record)
{
  const guint8 *data = record->data != NULL ? record->data : (const guint8 *) "";
  gsize record_size = hexwire_format_get_size_bytes (format);
  gsize n_records = 1;
  gboolean has_match = FALSE;

  if (!hexwire_message_kind_is_data (record->kind))
    return FALSE;

  /* As decoded text has it: several records only where they fill the payload to the byte. */
  if (record_size > 0 && record->size_bytes > record_size && record->size_bytes % record_size == 0)
    n_records = record->size_bytes / record_size;
  for (gsize i = 0; i < n_records && !has_match; i++)
    has_match = match_record (node, format, data + i * record_size,
                              record->size_bytes - i * record_size);
  return has_match;
}

static gboolean
is_called (const HexwireField *field,
           const char         *name)
{
  if (field->n_values == 0)
    return FALSE;
  if (field->name != NULL)
    return g_str_equal (field->name, name);
  return name[0] == field->type && name[1] == '\0';
}

GPtrArray *
hexwire_filter_find_fields (const HexwireFormat *format,
                            const char          *name)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (is_called (field, name) && fields->len > 0
          && ((HexwireField *) g_ptr_array_index (fields, 0))->type != field->type)
        continue;
      if (is_called (field, name))
        g_ptr_array_add (fields, (gpointer) field);
    }
  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

char *
hexwire_filter_list_fields (const HexwireFormat *format)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);
      g_autofree char *name = field->name != NULL ? g_strdup (field->name)
                                                  : g_strdup_printf ("%c", field->type);

      if (field->n_values > 0 && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}
