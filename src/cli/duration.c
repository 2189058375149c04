/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "duration.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_US (G_GINT64_CONSTANT (365) * 24 * 60 * 60 * G_USEC_PER_SEC)

static const struct
{
  const char *name;
  double size_us;
} units[] = {
  { "us", 1 }, { "ms", 1e3 }, { "s", 1e6 }, { "min", 60e6 }, { "h", 3600e6 },
};

gboolean
hexwire_duration_parse (const char  *text,
                        gint64      *duration_us,
                        GError     **error)
{
  char *end;
  double number = g_ascii_isdigit (text[0]) || text[0] == '.' ? g_ascii_strtod (text, &end) : -1;

  if (number == 0 && *end == '\0')
    {
      *duration_us = 0;
      return TRUE;
    }
  for (gsize i = 0; number >= 0 && i < G_N_ELEMENTS (units); i++)
    if (strcmp (end, units[i].name) == 0 && number * units[i].size_us <= (double) MAX_US)
      {
        *duration_us = (gint64) (number * units[i].size_us + 0.5);
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: the placeholder is what was typed; the units stay as they are */
               _("“%s” is not a duration such as 500ms: a number and us, ms, s, min or h, up to a "
                 "year"),
               text);
  return FALSE;
}
