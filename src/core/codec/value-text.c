/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/value.h"

#include "codec/float-text.h"
#include "codec/literal.h"

static void
append_magnitude (GString  *text,
                  gboolean  is_negative,
                  guint64   magnitude)
{
  char buffer[24];
  char *at = buffer + sizeof buffer;

  do
    {
      *--at = (char) ('0' + magnitude % 10);
      magnitude /= 10;
    }
  while (magnitude != 0);
  if (is_negative)
    *--at = '-';
  g_string_append_len (text, at, buffer + sizeof buffer - at);
}

void
hexwire_value_append_text (const HexwireValue *self,
                           GString            *text)
{
  char number[HEXWIRE_FLOAT_TEXT_SIZE];

  g_return_if_fail (self != NULL && text != NULL);

  switch (self->kind)
    {
    case HEXWIRE_VALUE_INT:
      append_magnitude (text, self->int64 < 0,
                        self->int64 < 0 ? 0 - (guint64) self->int64 : (guint64) self->int64);
      break;
    case HEXWIRE_VALUE_UINT:
      append_magnitude (text, FALSE, self->uint64);
      break;
    case HEXWIRE_VALUE_FLOAT:
      g_string_append_len (text, number, (gssize) hexwire_float_to_text (self->number, number));
      break;
    case HEXWIRE_VALUE_BOOL:
      g_string_append (text, self->boolean ? "True" : "False");
      break;
    case HEXWIRE_VALUE_BYTES:
      hexwire_literal_append (self->data, self->size_bytes, text);
      break;
    default:
      g_assert_not_reached ();
    }
}
