/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/decoded-text.h"

#include "log/message-text.h"

#include <glib/gi18n-lib.h>

#define MAX_LEFT_OVER_BYTES 16

/* So much of a string, and about so much of a line: more would have to be laid out, unread. */
#define MAX_STRING_BYTES 128
#define MAX_LINE_BYTES 1024

/* A longer array is not for a line, and unpacking it would cost more than the line is worth. */
#define MAX_ARRAY_VALUES 1024

typedef struct
{
  GString *line;
  const HexwireFormat *format;
  guint n_values_left;
} Writer;

static void
append_value (Writer             *self,
              const HexwireField *field,
              const HexwireValue *value,
              gsize               index)
{
  if (self->n_values_left == 0)
    return;
  self->n_values_left--;
  if (index > 0)
    g_string_append_c (self->line, ',');
  else if (field->name != NULL)
    g_string_append_printf (self->line, "%s=", field->name);
  else
    g_string_append_printf (self->line, "%c=", field->type);
  if (value->kind == HEXWIRE_VALUE_BYTES && value->size_bytes > MAX_STRING_BYTES)
    {
      HexwireValue start = *value;

      start.size_bytes = MAX_STRING_BYTES;
      hexwire_value_append_text (&start, self->line);
      g_string_append (self->line, "…");
    }
  else
    hexwire_value_append_text (value, self->line);
  if (self->n_values_left == 0)
    g_string_append (self->line, "…");
}

static void
append_field (Writer             *self,
              const HexwireField *field,
              const guint8       *record)
{
  gsize n_values = MIN (field->n_values, self->n_values_left);
  g_autofree HexwireValue *values = NULL;

  if (n_values == 0)
    return;
  if (field->n_values > MAX_ARRAY_VALUES)
    {
      g_string_append_printf (self->line, "%zu%c=…", field->n_values, field->type);
      self->n_values_left--;
      return;
    }
  values = g_new0 (HexwireValue, field->n_values);
  hexwire_format_unpack_field (self->format, field, record, values);
  for (gsize i = 0; i < n_values; i++)
    append_value (self, field, &values[i], i);
}

static void
append_record (Writer       *self,
               const guint8 *record,
               gsize         size_bytes)
{
  gsize start = self->line->len;

  for (gsize i = 0; i < hexwire_format_get_n_fields (self->format); i++)
    {
      const HexwireField *field = hexwire_format_get_field (self->format, i);

      if (field->offset_bytes + field->count * field->element_size_bytes > size_bytes)
        return;
      if (field->n_values == 0 || self->n_values_left == 0)
        continue;
      if (self->line->len > start)
        g_string_append (self->line, "  ");
      append_field (self, field, record);
    }
}

static void
append_missing (GString *line,
                gsize    n_bytes)
{
  /* Translators: a payload is too short for its format */
  g_string_append_printf (line,
                          ngettext ("(%zu byte missing)", "(%zu bytes missing)", (gulong) n_bytes),
                          n_bytes);
  g_string_append (line, "  ");
}

static void
append_left_over (GString      *line,
                  const guint8 *data,
                  gsize         n_bytes)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  hexwire_message_text_append_hex (hex, data, MIN (n_bytes, MAX_LEFT_OVER_BYTES));
  if (n_bytes > MAX_LEFT_OVER_BYTES)
    g_string_append (hex, "…");
  g_string_append (line, "  ");
  /* Translators: a payload is longer than its format; %s is the bytes in hex */
  g_string_append_printf (line,
                          ngettext ("(%zu byte left over: %s)", "(%zu bytes left over: %s)",
                                    (gulong) n_bytes),
                          n_bytes, hex->str);
}

static gboolean
has_values (const HexwireFormat *format)
{
  return hexwire_format_get_n_values (format) > 0;
}

void
hexwire_decoded_text_append (GString             *line,
                             const HexwireFormat *format,
                             const guint8        *data,
                             gsize                size_bytes,
                             guint                max_values)
{
  Writer writer = { .line = line, .format = format, .n_values_left = max_values };
  gsize record_size = hexwire_format_get_size_bytes (format);
  gsize start = line->len;
  gsize n_records = 1;

  /* What follows a record is its body, unless it is as many records more, to the byte. */
  if (record_size > 0 && size_bytes > record_size && size_bytes % record_size == 0)
    n_records = size_bytes / record_size;
  if (size_bytes < record_size)
    append_missing (line, record_size - size_bytes);
  for (gsize i = 0; i < n_records && writer.n_values_left > 0 && has_values (format)
                    && line->len - start < MAX_LINE_BYTES; i++)
    {
      if (i > 0)
        g_string_append (line, " | ");
      append_record (&writer, data + i * record_size, size_bytes - i * record_size);
    }
  if (size_bytes > n_records * record_size)
    append_left_over (line, data + n_records * record_size, size_bytes - n_records * record_size);
}
