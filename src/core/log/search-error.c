/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/search-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (hexwire-search-error-quark, hexwire_search_error)

void
hexwire_search_set_error_at (GError             **error,
                             gsize               *error_position,
                             gsize                position,
                             HexwireSearchError   code,
                             const char          *format,
                             ...)
{
  va_list args;

  if (error_position != NULL)
    *error_position = position;
  if (error == NULL)
    return;

  va_start (args, format);
  *error = g_error_new_valist (HEXWIRE_SEARCH_ERROR, (int) code, format, args);
  va_end (args);
  /* Translators: begins a message; the number is that of a character in a line, from 1 */
  g_prefix_error (error, _("position %zu: "), position + 1);
}
