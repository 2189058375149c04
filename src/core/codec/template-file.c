/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/template-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "codec/kept-file.h"

#define HEADER_GROUP "Hexwire templates"
#define VERSION_KEY "Version"
#define VERSION 1
#define GROUP_PREFIX "Template "
#define FORMAT_KEY "Format"
#define VALUES_KEY "Values"
#define NOTE_KEY "Note"

static gboolean
fail (GError     **error,
      const char  *reason)
{
  g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE, reason);
  return FALSE;
}

static void
write_template (GKeyFile        *file,
                HexwireTemplate *template)
{
  const char *const *values = hexwire_template_get_values (template);
  g_autofree char *group
    = hexwire_kept_file_to_group (GROUP_PREFIX, hexwire_template_get_name (template));

  g_key_file_set_string (file, group, FORMAT_KEY, hexwire_template_get_format (template));
  if (values[0] != NULL)
    g_key_file_set_string_list (file, group, VALUES_KEY, values,
                                g_strv_length ((GStrv) values));
  if (*hexwire_template_get_note (template) != '\0')
    g_key_file_set_string (file, group, NOTE_KEY, hexwire_template_get_note (template));
}

char *
hexwire_template_file_write (GPtrArray *templates)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, HEADER_GROUP, VERSION_KEY, VERSION);
  for (guint i = 0; i < templates->len; i++)
    write_template (file, g_ptr_array_index (templates, i));
  return g_key_file_to_data (file, NULL, NULL);
}

static GPtrArray *
fail_twice (GError **error)
{
  fail (error, _("the file of templates is broken: a template stands in it twice"));
  return NULL;
}

static gboolean
check_version (GKeyFile  *file,
               GError   **error)
{
  g_autoptr (GError) version_error = NULL;
  int version = g_key_file_get_integer (file, HEADER_GROUP, VERSION_KEY, &version_error);

  if (version_error != NULL || version < 1)
    return fail (error, _("this is not a file of templates"));
  if (version > VERSION)
    return fail (error, _("the templates are of a newer version of the program"));
  return TRUE;
}

/* As hexwire_kept_file_get_string(). */
static GStrv
read_strings (GKeyFile    *file,
              const char  *group,
              const char  *key,
              GError     **error)
{
  g_autoptr (GError) own_error = NULL;
  g_auto (GStrv) texts = g_key_file_get_string_list (file, group, key, NULL, &own_error);

  if (own_error == NULL)
    return g_steal_pointer (&texts);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return NULL;
}

static HexwireTemplate *
read_template (GKeyFile    *file,
               const char  *group,
               GError     **error)
{
  g_autofree char *name = hexwire_kept_file_to_name (GROUP_PREFIX, group);
  g_autofree char *format = NULL;
  g_autofree char *note = NULL;
  g_auto (GStrv) values = NULL;

  if (name == NULL)
    {
      fail (error, _("a template has no name"));
      return NULL;
    }
  format = hexwire_kept_file_get_string (file, group, FORMAT_KEY, error);
  if (format == NULL)
    return NULL;
  if (g_key_file_has_key (file, group, VALUES_KEY, NULL))
    {
      values = read_strings (file, group, VALUES_KEY, error);
      if (values == NULL)
        return NULL;
    }
  if (g_key_file_has_key (file, group, NOTE_KEY, NULL))
    {
      note = hexwire_kept_file_get_string (file, group, NOTE_KEY, error);
      if (note == NULL)
        return NULL;
    }
  return hexwire_template_new (name, format, (const char *const *) values, note);
}

/* What GKeyFile complains of becomes an error of ours. */
static GPtrArray *
give_up (GError **error,
         GError  *reason)
{
  if (reason != NULL)
    g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
                 /* Translators: the placeholder is a message of GLib's */
                 _("the file of templates is broken: %s"), reason->message);
  return NULL;
}

GPtrArray *
hexwire_template_file_read (const char  *text,
                            gsize        size_bytes,
                            GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) groups = NULL;
  gsize n_groups;

  if (size_bytes == 0 || !g_utf8_validate_len (text, size_bytes, NULL))
    {
      fail (error, _("this is not a file of templates"));
      return NULL;
    }
  if (!g_key_file_load_from_data (file, text, size_bytes, G_KEY_FILE_NONE, &reason))
    return give_up (error, reason);
  if (!check_version (file, error))
    return NULL;
  groups = g_key_file_get_groups (file, &n_groups);
  if (hexwire_kept_file_has_group_twice (text, size_bytes, n_groups))
    return fail_twice (error);
  for (gsize i = 0; i < n_groups; i++)
    {
      HexwireTemplate *template;

      if (!g_str_has_prefix (groups[i], GROUP_PREFIX))
        continue;
      template = read_template (file, groups[i], &reason);
      if (template == NULL)
        return give_up (error, reason);
      g_ptr_array_add (templates, template);
      if (!g_hash_table_add (names, (char *) hexwire_template_get_name (template)))
        return fail_twice (error);
    }
  return g_steal_pointer (&templates);
}

gboolean
hexwire_template_file_check_name (const char  *name,
                                  GError     **error)
{
  if (name[strspn (name, " \t\n\v\f\r")] != '\0')
    return TRUE;
  g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NAME,
                       _("a template needs a name"));
  return FALSE;
}
