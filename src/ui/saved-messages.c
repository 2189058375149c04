/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "saved-messages.h"

static char *problem;

static GFile *
get_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "hexwire", "messages.ini",
                                            NULL);

  return g_file_new_for_path (path);
}

HexwireMessageStore *
hexwire_saved_messages_get_store (void)
{
  static HexwireMessageStore *store;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (store != NULL)
    return store;
  file = get_file ();
  store = hexwire_message_store_new ();
  if (!hexwire_message_store_load (store, file, &error))
    problem = g_strdup (error->message);
  return store;
}

const char *
hexwire_saved_messages_get_problem (void)
{
  hexwire_saved_messages_get_store ();
  return problem;
}

gboolean
hexwire_saved_messages_save (GError **error)
{
  g_autoptr (GFile) file = get_file ();

  return hexwire_message_store_save (hexwire_saved_messages_get_store (), file, error);
}
