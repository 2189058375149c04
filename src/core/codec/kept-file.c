/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/kept-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What of ASCII may stand in the name of a group as it is. */
#define ALLOWED " !\"#$&'()*+,/:;<=>?@\\^`{|}"

static gboolean
check_size (GFile   *file,
            GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) <= HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES)
    return TRUE;
  g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE,
                       _("the file is too large for what it should hold"));
  return FALSE;
}

char *
hexwire_kept_file_read (GFile   *file,
                        gsize   *size_bytes,
                        GError **error)
{
  char *text = NULL;

  if (!check_size (file, error) ||
      !g_file_load_contents (file, NULL, &text, size_bytes, NULL, error))
    return NULL;
  return text;
}

static gboolean
make_folder (GFile   *file,
             GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) own_error = NULL;

  if (folder == NULL || g_file_make_directory_with_parents (folder, NULL, &own_error) ||
      g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

gboolean
hexwire_kept_file_write (GFile       *file,
                         const char  *text,
                         gboolean     makes_folder,
                         GError     **error)
{
  if (makes_folder && !make_folder (file, error))
    return FALSE;
  return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  NULL, error);
}

char *
hexwire_kept_file_to_group (const char *prefix,
                            const char *name)
{
  g_autofree char *escaped = g_uri_escape_string (name, ALLOWED, TRUE);

  return g_strconcat (prefix, escaped, NULL);
}

char *
hexwire_kept_file_to_name (const char *prefix,
                           const char *group)
{
  g_autofree char *name = g_uri_unescape_string (group + strlen (prefix), NULL);

  if (name == NULL || name[strspn (name, " \t\n\v\f\r")] == '\0')
    return NULL;
  return g_steal_pointer (&name);
}

gboolean
hexwire_kept_file_has_group_twice (const char *text,
                                   gsize       size_bytes,
                                   gsize       n_groups)
{
  gsize n = 0;

  for (gsize i = 0; i < size_bytes; i++)
    if (text[i] == '[' && (i == 0 || text[i - 1] == '\n'))
      n++;
  return n > n_groups;
}

char *
hexwire_kept_file_get_string (GKeyFile    *file,
                              const char  *group,
                              const char  *key,
                              GError     **error)
{
  g_autoptr (GError) own_error = NULL;
  g_autofree char *text = g_key_file_get_string (file, group, key, &own_error);

  if (own_error == NULL)
    return g_steal_pointer (&text);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}
