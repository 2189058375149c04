/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/record-format.h"

#include "codec/record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
hexwire_record_format_init (HexwireRecordFormat *self)
{
  self->text = g_strdup ("");
  self->format = hexwire_format_parse ("", NULL, NULL);
  self->error = NULL;
  self->error_position = 0;
}

void
hexwire_record_format_clear (HexwireRecordFormat *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->format, hexwire_format_unref);
  g_clear_pointer (&self->error, g_free);
}

/* Takes @text with what is wrong with it. */
static HexwireFormat *
parse (HexwireRecordFormat *self,
       const char          *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFormat) format = NULL;
  char *former = self->text;

  self->text = g_strdup (text);
  g_free (former);
  self->error_position = 0;
  g_clear_pointer (&self->error, g_free);
  format = hexwire_format_parse (self->text, &self->error_position, &error);
  if (format == NULL)
    self->error = g_strdup (error->message);
  else if (hexwire_format_get_size_bytes (format) > HEXWIRE_RECORD_MAX_SIZE_BYTES
           || hexwire_format_get_n_values (format) > HEXWIRE_RECORD_MAX_VALUES)
    {
      self->error = g_strdup_printf (_("too large to show: %zu bytes, %zu values"),
                                     hexwire_format_get_size_bytes (format),
                                     hexwire_format_get_n_values (format));
      g_clear_pointer (&format, hexwire_format_unref);
    }
  return g_steal_pointer (&format);
}

gboolean
hexwire_record_format_set (HexwireRecordFormat *self,
                           const char          *text)
{
  HexwireFormat *format = parse (self, text);

  if (format == NULL)
    return FALSE;
  hexwire_format_unref (self->format);
  self->format = format;
  return TRUE;
}

void
hexwire_record_format_restore (HexwireRecordFormat *self,
                               const char          *text,
                               HexwireFormat       *format)
{
  /* For its error alone. */
  g_autoptr (HexwireFormat) parsed G_GNUC_UNUSED = parse (self, text);
  HexwireFormat *former = self->format;

  self->format = hexwire_format_ref (format);
  hexwire_format_unref (former);
}

static gboolean
has_prefix (const char *text)
{
  return text[0] != '\0' && strchr ("@=<>!", text[0]) != NULL;
}

char
hexwire_record_format_get_byte_order (const HexwireRecordFormat *self)
{
  return has_prefix (self->text) ? self->text[0] : '@';
}

char *
hexwire_record_format_dup_with_byte_order (const HexwireRecordFormat *self,
                                           char                       byte_order)
{
  const char *rest = has_prefix (self->text) ? self->text + 1 : self->text;

  return g_strdup_printf ("%c%s", byte_order, rest);
}
