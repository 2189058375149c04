/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/search-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

void
hexwire_search_move_error (GError             **error,
                           gsize               *error_position,
                           GError              *part_error,
                           gsize                part_position,
                           gsize                start,
                           HexwireSearchError   code)
{
  g_autofree char *prefix = g_strdup_printf (_("position %zu: "), part_position + 1);
  const char *reason = part_error->message;

  if (g_str_has_prefix (reason, prefix))
    reason += strlen (prefix);
  hexwire_search_set_error_at (error, error_position, start + part_position, code, "%s", reason);
  g_error_free (part_error);
}
