/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/session-value.h"

#include <glib/gi18n-lib.h>

#include "net/net-error.h"

gboolean
hexwire_session_value_fail (const HexwireSection  *section,
                            const char            *key,
                            const char            *reason,
                            GError               **error)
{
  guint line = hexwire_section_get_line (section);
  g_autofree char *value G_GNUC_UNUSED = hexwire_section_dup_value (section, key, &line);

  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SESSION,
               /* Translators: the number of a line, a word in it, and what is wrong with that */
               _("line %u: %s: %s"), line, key, reason);
  return FALSE;
}

static gboolean
fail_word (const HexwireSection  *section,
           const char            *key,
           const char *const     *words,
           GError               **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) words);
  /* Translators: the placeholder is a list of words with commas between them */
  g_autofree char *reason = g_strdup_printf (_("one of %s is expected"), list);

  return hexwire_session_value_fail (section, key, reason, error);
}

gboolean
hexwire_session_read_boolean (const HexwireSection  *section,
                              const char            *key,
                              gboolean              *value,
                              GError               **error)
{
  static const char *const words[] = { "true", "false", NULL };
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);

  if (text == NULL)
    return TRUE;
  g_strstrip (text);
  if (!g_strv_contains (words, text))
    return fail_word (section, key, words, error);
  *value = g_str_equal (text, "true");
  return TRUE;
}

gboolean
hexwire_session_read_number (const HexwireSection  *section,
                             const char            *key,
                             guint                  base,
                             guint                  max,
                             guint                 *number,
                             GError               **error)
{
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);
  g_autofree char *reason = NULL;
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (g_strstrip (text), base, 0, max, &value, NULL))
    {
      *number = (guint) value;
      return TRUE;
    }
  reason = base == 8 ? g_strdup_printf (_("an octal number from 0 to %o is expected"), max)
                     : g_strdup_printf (_("a number from 0 to %u is expected"), max);
  return hexwire_session_value_fail (section, key, reason, error);
}

gboolean
hexwire_session_read_uint (const HexwireSection  *section,
                           const char            *key,
                           guint                  max,
                           guint                 *number,
                           GError               **error)
{
  return hexwire_session_read_number (section, key, 10, max, number, error);
}

gboolean
hexwire_session_read_word (const HexwireSection  *section,
                           const char            *key,
                           const char *const     *words,
                           guint                 *index,
                           GError               **error)
{
  g_autofree char *text = hexwire_section_dup_value (section, key, NULL);

  if (text == NULL)
    return TRUE;
  g_strstrip (text);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *index = i;
        return TRUE;
      }
  return fail_word (section, key, words, error);
}

void
hexwire_session_write_uint (HexwireSection *section,
                            const char     *key,
                            guint           number)
{
  g_autofree char *text = number != 0 ? g_strdup_printf ("%u", number) : NULL;

  hexwire_section_set_value (section, key, text);
}
