/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "long-text.h"

#include <string.h>

char *
hexwire_long_text_dup_start (const char *text,
                             gsize       max_chars)
{
  const char *end = text;
  g_autofree char *start = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  for (gsize i = 0; i < max_chars && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  start = g_strndup (text, (gsize) (end - text));
  return *end == '\0' ? g_steal_pointer (&start) : g_strconcat (start, "…", NULL);
}
