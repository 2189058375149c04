/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/codec-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (hexwire-codec-error-quark, hexwire_codec_error)

void
hexwire_codec_set_error_at (GError            **error,
                            gsize              *error_position,
                            gsize               position,
                            HexwireCodecError   code,
                            const char         *format,
                            ...)
{
  va_list args;

  if (error_position != NULL)
    *error_position = position;
  if (error == NULL)
    return;

  va_start (args, format);
  *error = g_error_new_valist (HEXWIRE_CODEC_ERROR, (int) code, format, args);
  va_end (args);
  /* Translators: begins a message; the number is that of a character in a line, from 1 */
  g_prefix_error (error, _("position %zu: "), position + 1);
}

gboolean
hexwire_codec_source_fail (const HexwireCodecSource *self,
                           const char               *at,
                           HexwireCodecError         code,
                           const char               *reason)
{
  hexwire_codec_set_error_at (self->error, self->error_position, (gsize) (at - self->text), code,
                              "%s", reason);
  return FALSE;
}

char *
hexwire_codec_quote (const char *text)
{
  gunichar c = g_utf8_get_char_validated (text, -1);

  if (c != (gunichar) -1 && c != (gunichar) -2 && g_unichar_isprint (c))
    return g_strndup (text, (gsize) (g_utf8_next_char (text) - text));
  return g_strdup_printf ("\\x%02x", (guint8) text[0]);
}
