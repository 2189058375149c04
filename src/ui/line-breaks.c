/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "line-breaks.h"

#include <string.h>

typedef struct
{
  char open;            /* '\0' outside; three of a kind open and close as one does */
  gboolean is_escaped;  /* what comes next */
} Quotes;

static void
follow_quotes (Quotes *quotes,
               char    byte)
{
  if (quotes->is_escaped)
    quotes->is_escaped = FALSE;
  else if (byte == '\\')
    quotes->is_escaped = quotes->open != '\0';
  else if (quotes->open != '\0')
    quotes->open = byte == quotes->open ? '\0' : quotes->open;
  else if (byte == '"' || byte == '\'')
    quotes->open = byte;
}

HexwireLineBreaks
hexwire_line_breaks_of_notation (HexwireNotation notation)
{
  if (notation == HEXWIRE_NOTATION_ESCAPED)
    return HEXWIRE_LINE_BREAKS_ESCAPED;
  if (notation == HEXWIRE_NOTATION_HEX)
    return HEXWIRE_LINE_BREAKS_BLANK;
  if (notation == HEXWIRE_NOTATION_PYTHON)
    return HEXWIRE_LINE_BREAKS_QUOTED;
  return HEXWIRE_LINE_BREAKS_KEPT;
}

char *
hexwire_line_breaks_write (HexwireLineBreaks  how,
                           const char        *before,
                           const char        *text,
                           const char        *after)
{
  GString *written;
  Quotes quotes = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  if (how == HEXWIRE_LINE_BREAKS_KEPT || strpbrk (text, "\r\n") == NULL)
    return NULL;
  for (const char *at = before; how == HEXWIRE_LINE_BREAKS_QUOTED && *at != '\0'; at++)
    follow_quotes (&quotes, *at);
  written = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at++)
    {
      if (how == HEXWIRE_LINE_BREAKS_QUOTED)
        follow_quotes (&quotes, *at);
      if (*at != '\r' && *at != '\n')
        g_string_append_c (written, *at);
      else if (how == HEXWIRE_LINE_BREAKS_ESCAPED || quotes.open != '\0')
        g_string_append (written, *at == '\r' ? "\\r" : "\\n");
      else if (at[1] != '\r' && at[1] != '\n' && (at[1] != '\0' || *after != '\0'))
        g_string_append_c (written, ' ');
    }
  return g_string_free (written, FALSE);
}
