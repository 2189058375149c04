/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/base64-text.h"

#include <glib/gi18n-lib.h>

#include "codec/codec-private.h"

static gboolean
is_digit (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/';
}

/* GLib skips what is not base64; this finds it. */
static const char *
find_mistake (const char  *text,
              const char **at)
{
  gsize n_digits = 0, n_padding = 0;

  for (*at = text; **at != '\0'; (*at)++)
    {
      if (g_ascii_isspace (**at))
        continue;
      if (**at == '=' && n_digits % 4 >= 2 && n_digits % 4 + n_padding < 4)
        n_padding++;
      else if (is_digit (**at) && n_padding == 0)
        n_digits++;
      else
        return _("this cannot stand here in base64");
    }
  if ((n_digits + n_padding) % 4 != 0)
    return _("base64 comes in groups of four characters, filled up with =");
  return NULL;
}

gboolean
hexwire_base64_parse (const char  *text,
                      GByteArray  *bytes,
                      gsize       *error_position,
                      GError     **error)
{
  const char *at;
  const char *reason = find_mistake (text, &at);
  g_autofree guint8 *data = NULL;
  gsize size_bytes;

  if (reason != NULL)
    {
      hexwire_codec_set_error_at (error, error_position, (gsize) (at - text),
                                  HEXWIRE_CODEC_ERROR_NOTATION, "%s", reason);
      return FALSE;
    }
  data = g_base64_decode (text, &size_bytes);
  g_byte_array_append (bytes, data, (guint) size_bytes);
  return TRUE;
}
