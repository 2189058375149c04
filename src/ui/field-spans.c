/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "field-spans.h"

/* Runs of bytes with a colour; what comes after so many is not coloured. */
#define MAX_SPANS 20000

void
hexwire_field_spans_append (GArray *spans,
                            gsize   offset_bytes,
                            gsize   size_bytes,
                            guint   color)
{
  HexwireHexSpan span = { offset_bytes, size_bytes, color };

  if (size_bytes > 0)
    g_array_append_val (spans, span);
}

gsize
hexwire_field_spans_append_records (GArray        *spans,
                                    HexwireFormat *format,
                                    gsize          start,
                                    gsize          payload_size)
{
  gsize record_size = hexwire_format_get_size_bytes (format);
  gboolean is_repeated = record_size > 0 && payload_size > 0 && payload_size % record_size == 0;
  gsize n_records = is_repeated ? payload_size / record_size : 1;

  for (gsize record = 0; record < n_records && spans->len < MAX_SPANS; record++)
    {
      guint color = 0;

      for (gsize i = 0; i < hexwire_format_get_n_fields (format); i++)
        {
          const HexwireField *field = hexwire_format_get_field (format, i);
          gboolean has_value = field->n_values > 0;

          hexwire_field_spans_append (spans, start + record * record_size + field->offset_bytes,
                                      field->count * field->element_size_bytes,
                                      has_value ? color : HEXWIRE_COLOR_PADDING);
          color = (color + (has_value ? 1 : 0)) % HEXWIRE_N_FIELD_COLORS;
        }
    }
  return n_records * record_size;
}
