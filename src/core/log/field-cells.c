/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/field-cells.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Values of an array and bytes of a string that a cell shows. */
#define MAX_CELL_VALUES 16
#define MAX_CELL_BYTES 64

/* A longer array is not for a cell, and unpacking it would cost more than the cell is worth. */
#define MAX_ARRAY_VALUES 1024

void
hexwire_field_cells_init (HexwireFieldCells *self,
                          HexwireFormat     *format)
{
  gsize n_fields = format != NULL ? hexwire_format_get_n_fields (format) : 0;

  memset (self, 0, sizeof *self);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  for (gsize i = 0; i < n_fields; i++)
    {
      const HexwireField *field = hexwire_format_get_field (format, i);

      if (field->n_values > 0 && self->n_fields == HEXWIRE_FIELD_CELLS_MAX)
        return;
      if (field->n_values > 0)
        self->fields[self->n_fields++] = field;
      self->end_bytes = field->offset_bytes + field->count * field->element_size_bytes;
    }
}

void
hexwire_field_cells_clear (HexwireFieldCells *self)
{
  g_clear_pointer (&self->format, hexwire_format_unref);
  self->n_fields = 0;
}

char *
hexwire_field_cells_dup_title (const HexwireFieldCells *self,
                               guint                    index)
{
  const HexwireField *field = self->fields[index];

  return field->name != NULL ? g_strdup (field->name) : g_strdup_printf ("%c", field->type);
}

gboolean
hexwire_field_cells_is_number (const HexwireFieldCells *self,
                               guint                    index)
{
  const HexwireField *field = self->fields[index];

  return field->n_values == 1 && strchr ("csp?", field->type) == NULL;
}

static void
append_value (GString            *text,
              const HexwireValue *value)
{
  HexwireValue start = *value;

  if (value->kind == HEXWIRE_VALUE_BYTES)
    start.size_bytes = MIN (value->size_bytes, MAX_CELL_BYTES);
  hexwire_value_append_text (&start, text);
  if (start.size_bytes < value->size_bytes)
    g_string_append (text, "…");
}

gboolean
hexwire_field_cells_append (const HexwireFieldCells *self,
                            GString                 *text,
                            guint                    index,
                            const guint8            *data,
                            gsize                    size_bytes)
{
  const HexwireField *field = self->fields[index];
  HexwireValue values[MAX_ARRAY_VALUES];

  if (field->offset_bytes + field->count * field->element_size_bytes > size_bytes)
    return FALSE;
  if (field->n_values > MAX_ARRAY_VALUES)
    {
      g_string_append_printf (text, ngettext ("%zu value", "%zu values", (gulong) field->n_values),
                              field->n_values);
      return TRUE;
    }

  hexwire_format_unpack_field (self->format, field, data, values);
  for (gsize i = 0; i < MIN (field->n_values, MAX_CELL_VALUES); i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_value (text, &values[i]);
    }
  if (field->n_values > MAX_CELL_VALUES)
    g_string_append (text, "…");
  return TRUE;
}

gsize
hexwire_field_cells_count_more (const HexwireFieldCells *self,
                                gsize                    size_bytes)
{
  gsize record_size = self->format != NULL ? hexwire_format_get_size_bytes (self->format) : 0;

  if (record_size == 0 || size_bytes == 0 || size_bytes % record_size != 0)
    return 0;
  return size_bytes / record_size - 1;
}
