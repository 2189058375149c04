/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/message-file.h"

#include <glib/gi18n-lib.h>

#include "codec/kept-file.h"

#define HEADER_GROUP "Hexwire messages"
#define VERSION_KEY "Version"
#define VERSION 1
#define GROUP_PREFIX "Message "
#define WRITTEN_KEY "Written"
#define FORMAT_KEY "Format"
#define TEXT_KEY "Text"
#define KEY_KEY "Key"
#define NOTE_KEY "Note"

static void
write_message (GKeyFile            *file,
               HexwireSavedMessage *message)
{
  const HexwireWriting *writing = hexwire_saved_message_get_writing (message);
  g_autofree char *group
    = hexwire_kept_file_to_group (GROUP_PREFIX, hexwire_saved_message_get_name (message));
  guint key = hexwire_saved_message_get_key (message);

  g_key_file_set_string (file, group, WRITTEN_KEY, hexwire_writing_kind_get_word (writing->kind));
  if (*writing->format != '\0')
    g_key_file_set_string (file, group, FORMAT_KEY, writing->format);
  g_key_file_set_string (file, group, TEXT_KEY, writing->text);
  if (key > 0)
    g_key_file_set_integer (file, group, KEY_KEY, (int) key);
  if (*hexwire_saved_message_get_note (message) != '\0')
    g_key_file_set_string (file, group, NOTE_KEY, hexwire_saved_message_get_note (message));
}

char *
hexwire_message_file_write (GPtrArray *messages)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_integer (file, HEADER_GROUP, VERSION_KEY, VERSION);
  for (guint i = 0; i < messages->len; i++)
    write_message (file, g_ptr_array_index (messages, i));
  return g_key_file_to_data (file, NULL, NULL);
}

static GPtrArray *
fail (GError     **error,
      const char  *reason)
{
  g_set_error_literal (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE, reason);
  return NULL;
}

/* What GKeyFile complains of becomes an error of ours. */
static GPtrArray *
fail_broken (GError       **error,
             const GError  *reason)
{
  g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
               /* Translators: the placeholder is a message that tells what is wrong */
               _("the file of messages is broken: %s"), reason->message);
  return NULL;
}

static char *
read_optional (GKeyFile    *file,
               const char  *group,
               const char  *key,
               GError     **error)
{
  if (!g_key_file_has_key (file, group, key, NULL))
    return g_strdup ("");
  return hexwire_kept_file_get_string (file, group, key, error);
}

static gboolean
read_key (GKeyFile    *file,
          const char  *group,
          guint       *key,
          GError     **error)
{
  g_autoptr (GError) own_error = NULL;
  int number = 0;

  if (g_key_file_has_key (file, group, KEY_KEY, NULL))
    number = g_key_file_get_integer (file, group, KEY_KEY, &own_error);
  if (own_error == NULL && (number < 0 || number > HEXWIRE_SAVED_MESSAGE_N_KEYS))
    own_error = g_error_new (HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
                             /* Translators: a group of a file, then a number */
                             _("the key of “%s” is a number up to %d"), group,
                             HEXWIRE_SAVED_MESSAGE_N_KEYS);
  *key = (guint) number;
  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  return *error == NULL;
}

/* @error is set where %NULL is returned. */
static HexwireSavedMessage *
read_message (GKeyFile    *file,
              const char  *group,
              GError     **error)
{
  g_autofree char *name = hexwire_kept_file_to_name (GROUP_PREFIX, group);
  g_autofree char *word = hexwire_kept_file_get_string (file, group, WRITTEN_KEY, error);
  g_autofree char *text = NULL;
  g_autofree char *format = NULL;
  g_autofree char *note = NULL;
  HexwireWriting writing = { 0 };
  guint key;

  if (word == NULL)
    return NULL;
  if (name == NULL || !hexwire_writing_kind_find (word, &writing.kind))
    {
      g_set_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE,
                   name == NULL ? _("a message has no name (“%s”)")
                                /* Translators: the placeholder is a group of a file */
                                : _("nothing is known of how “%s” is written"), group);
      return NULL;
    }
  if ((text = hexwire_kept_file_get_string (file, group, TEXT_KEY, error)) == NULL
      || (format = read_optional (file, group, FORMAT_KEY, error)) == NULL
      || (note = read_optional (file, group, NOTE_KEY, error)) == NULL
      || !read_key (file, group, &key, error))
    return NULL;
  writing.text = text;
  writing.format = format;
  return hexwire_saved_message_new (name, &writing, key, note);
}

static GKeyFile *
load (const char  *text,
      gsize        size_bytes,
      GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) reason = NULL;
  int version;

  if (size_bytes == 0 || !g_utf8_validate_len (text, size_bytes, NULL))
    fail (error, _("this is not a file of messages"));
  else if (!g_key_file_load_from_data (file, text, size_bytes, G_KEY_FILE_NONE, &reason))
    fail_broken (error, reason);
  else
    {
      version = g_key_file_get_integer (file, HEADER_GROUP, VERSION_KEY, &reason);
      if (reason != NULL || version < 1)
        fail (error, _("this is not a file of messages"));
      else if (version > VERSION)
        fail (error, _("the messages are of a newer version of the program"));
      else
        return g_steal_pointer (&file);
    }
  return NULL;
}

GPtrArray *
hexwire_message_file_read (const char  *text,
                           gsize        size_bytes,
                           GError     **error)
{
  g_autoptr (GKeyFile) file = load (text, size_bytes, error);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) groups = NULL;
  gsize n_groups;

  if (file == NULL)
    return NULL;
  groups = g_key_file_get_groups (file, &n_groups);
  if (hexwire_kept_file_has_group_twice (text, size_bytes, n_groups))
    return fail (error, _("the file of messages is broken: a message stands in it twice"));
  for (gsize i = 0; i < n_groups; i++)
    {
      g_autoptr (GError) reason = NULL;
      HexwireSavedMessage *message;

      if (!g_str_has_prefix (groups[i], GROUP_PREFIX))
        continue;
      message = read_message (file, groups[i], &reason);
      if (message == NULL)
        return fail_broken (error, reason);
      g_ptr_array_add (messages, message);
      if (!g_hash_table_add (names, (char *) hexwire_saved_message_get_name (message)))
        return fail (error, _("the file of messages is broken: a message stands in it twice"));
    }
  return g_steal_pointer (&messages);
}
