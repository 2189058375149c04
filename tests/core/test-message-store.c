/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "codec/kept-file.h"
#include "codec/message-store.h"

#define HEADER "[Hexwire messages]\nVersion=1\n"

typedef struct
{
  char *folder;
  GFile *file;                  /* not there yet, in a folder that is not either */
  HexwireMessageStore *store;
  guint n_items;                /* as the signals say */
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  gpointer    user_data)
{
  Fixture *self = user_data;

  g_assert_cmpuint (position + n_removed, <=, self->n_items);
  self->n_items += n_added - n_removed;
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->n_items);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("hexwire-XXXXXX", NULL);
  path = g_build_filename (self->folder, "new", "messages.ini", NULL);
  self->file = g_file_new_for_path (path);
  self->store = hexwire_message_store_new ();
  g_signal_connect (self->store, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GFile) parent = g_file_get_parent (self->file);

  g_file_delete (self->file, NULL, NULL);
  g_file_delete (parent, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);       /* nothing else was left behind */
  g_free (self->folder);
  g_object_unref (self->file);
  g_assert_finalize_object (self->store);
}

static HexwireSavedMessage *
make_message (const char *name,
              const char *line,
              guint       key)
{
  HexwireSavedMessage *message;
  HexwireWriting writing;

  g_assert_true (hexwire_writing_parse_line (line, &writing, NULL, NULL));
  message = hexwire_saved_message_new (name, &writing, key, g_str_equal (name, "b") ? "why" : "");
  hexwire_writing_clear (&writing);
  return message;
}

static void
add (Fixture    *self,
     const char *name,
     const char *line,
     guint       key)
{
  g_autoptr (HexwireSavedMessage) message = make_message (name, line, key);
  g_autoptr (GError) error = NULL;

  g_assert_true (hexwire_message_store_insert (self->store, G_MAXUINT, message, &error));
  g_assert_no_error (error);
}

static void
assert_names (Fixture    *self,
              const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (HexwireSavedMessage) message
        = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                              hexwire_saved_message_get_name (message));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
write_text (Fixture    *self,
            const char *text)
{
  g_assert_true (hexwire_kept_file_write (self->file, text, TRUE, NULL));
}

static void
assert_text (Fixture    *self,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_load_contents (self->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* The text of the file: what a person reads, and a merge works on. */
static void
test_save (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (HexwireMessageStore) again = hexwire_message_store_new ();
  g_autoptr (GError) error = NULL;
  HexwireSavedMessage *message;

  g_assert_true (hexwire_message_store_load (self->store, self->file, &error));
  add (self, "b", "text  Hello; you", 0);
  add (self, "Log in [1] %", "pack [>B3s] 1, b'a\\n;'", 7);
  g_assert_true (hexwire_message_store_save (self->store, self->file, &error));
  assert_text (self, HEADER
               "\n[Message b]\nWritten=text\nText=\\sHello; you\nNote=why\n"
               "\n[Message Log in %5B1%5D %25]\nWritten=pack\nFormat=>B3s\n"
               "Text=1, b'a\\\\n;'\nKey=7\n");
  g_assert_true (hexwire_message_store_load (again, self->file, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  message = hexwire_message_store_find (again, "Log in [1] %", NULL);
  g_assert_true (hexwire_saved_message_equal (
    message, hexwire_message_store_find (self->store, "Log in [1] %", NULL)));
}

/* What is broken or newer is told, and neither read nor overwritten. */
static void
test_bad_file (Fixture       *self,
               gconstpointer  data)
{
  static const char *const texts[] = {
    "",
    "no keys",
    "[Other]\nVersion=1\n",
    "[Hexwire messages]\nVersion=2\n",
    "[Hexwire messages]\nVersion=x\n",
    HEADER "[Message a]\nText=a\n",
    HEADER "[Message a]\nWritten=text\n",
    HEADER "[Message a]\nWritten=morse\nText=a\n",
    HEADER "[Message a]\nWritten=text\nText=a\\q\n",
    HEADER "[Message a]\nWritten=text\nText=a\nKey=10\n",
    HEADER "[Message a]\nWritten=text\nText=a\nKey=x\n",
    HEADER "[Message ]\nWritten=text\nText=a\n",
    HEADER "[Message a]\nWritten=text\nText=a\n[Message a]\nWritten=text\nText=b\n",
    HEADER "[Message a]\nWritten=text\nText=a\n[Message %61]\nWritten=text\nText=b\n",
    HEADER "<<<<<<< ours\n[Message a]\nWritten=text\nText=a\n",
  };

  add (self, "mine", "text mine", 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      write_text (self, texts[i]);
      g_assert_false (hexwire_message_store_load (self->store, self->file, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE);
      g_clear_error (&error);
      g_assert_false (hexwire_message_store_save (self->store, self->file, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE);
      assert_text (self, texts[i]);
      assert_names (self, "mine");
    }
}

static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (HexwireSavedMessage) nameless = make_message ("  ", "text a", 0);
  g_autoptr (HexwireSavedMessage) other = make_message ("a", "text other", 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *free_name = NULL;

  add (self, "a", "text a", 0);
  add (self, "a (2)", "text a", 0);
  g_assert_false (hexwire_message_store_insert (self->store, 0, nameless, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NAME);
  g_clear_error (&error);
  g_assert_false (hexwire_message_store_insert (self->store, 0, other, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (hexwire_message_store_replace (self->store, 1, other, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_EXISTS);
  g_assert_true (hexwire_message_store_replace (self->store, 0, other, NULL));
  free_name = hexwire_message_store_dup_free_name (self->store, "a");
  g_assert_cmpstr (free_name, ==, "a (3)");
}

static void
test_undo (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (HexwireSavedMessage) replacement = make_message ("x", "hex 01", 0);

  g_assert_false (hexwire_message_store_undo (self->store));
  add (self, "a", "text a", 0);
  add (self, "b", "text b", 0);
  add (self, "c", "text c", 0);
  hexwire_message_store_move (self->store, 2, 0);
  assert_names (self, "c a b");
  hexwire_message_store_move (self->store, 0, 1);
  assert_names (self, "a c b");
  hexwire_message_store_remove (self->store, 1);
  assert_names (self, "a b");
  g_assert_true (hexwire_message_store_replace (self->store, 1, replacement, NULL));
  assert_names (self, "a x");
  /* The same again is no step. */
  g_assert_true (hexwire_message_store_replace (self->store, 1, replacement, NULL));
  hexwire_message_store_move (self->store, 1, 1);

  g_assert_true (hexwire_message_store_undo (self->store));
  assert_names (self, "a b");
  g_assert_true (hexwire_message_store_undo (self->store));
  assert_names (self, "a c b");
  g_assert_true (hexwire_message_store_undo (self->store));
  assert_names (self, "c a b");
  g_assert_true (hexwire_message_store_redo (self->store));
  assert_names (self, "a c b");
  hexwire_message_store_remove (self->store, 0);
  assert_names (self, "c b");
  g_assert_false (hexwire_message_store_can_redo (self->store));
  g_assert_true (hexwire_message_store_can_undo (self->store));
}

static guint
import (Fixture                *self,
        HexwireMessageConflict  conflict)
{
  g_autoptr (GPtrArray) messages = hexwire_message_store_read (self->file, NULL);

  g_assert_nonnull (messages);
  g_assert_cmpuint (hexwire_message_store_count_taken (self->store, messages), ==, 1);
  return hexwire_message_store_add_all (self->store, messages, conflict);
}

static void
test_import (Fixture       *self,
             gconstpointer  data)
{
  static const char text[] = HEADER "[Message same]\nWritten=text\nText=1\n"
                             "[Message taken]\nWritten=text\nText=new\n"
                             "[Message more]\nWritten=hex\nText=01\n";

  write_text (self, text);
  add (self, "same", "text 1", 0);
  add (self, "taken", "text old", 0);
  g_assert_cmpuint (import (self, HEXWIRE_MESSAGE_KEEP), ==, 1);
  assert_names (self, "same taken more");
  g_assert_true (hexwire_message_store_undo (self->store));
  g_assert_cmpuint (import (self, HEXWIRE_MESSAGE_RENAME), ==, 2);
  assert_names (self, "same taken taken (2) more");
  g_assert_true (hexwire_message_store_undo (self->store));
  g_assert_cmpuint (import (self, HEXWIRE_MESSAGE_REPLACE), ==, 2);
  assert_names (self, "same taken more");
  g_assert_cmpstr (hexwire_saved_message_get_writing (
                     hexwire_message_store_find (self->store, "taken", NULL))->text, ==, "new");
  g_assert_true (hexwire_message_store_export (self->store, self->file, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->store)), ==, 3);
}

static void
test_keys (Fixture       *self,
           gconstpointer  data)
{
  static const char *const expected[] = { "c", "b", "e", "d", NULL, "f", "a", NULL, NULL };

  add (self, "a", "text a", 7);
  add (self, "b", "text b", 0);
  add (self, "c", "text c", 1);
  add (self, "d", "text d", 0);
  add (self, "e", "text e", 3);
  add (self, "f", "text f", 0);
  for (guint key = 1; key <= HEXWIRE_SAVED_MESSAGE_N_KEYS; key++)
    {
      HexwireSavedMessage *message = hexwire_message_store_find_key (self->store, key);
      guint position;

      g_assert_cmpstr (message != NULL ? hexwire_saved_message_get_name (message) : NULL, ==,
                       expected[key - 1]);
      if (message == NULL)
        continue;
      hexwire_message_store_find (self->store, expected[key - 1], &position);
      g_assert_cmpuint (hexwire_message_store_get_key (self->store, position), ==, key);
    }
}

static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (HexwireSavedMessage) message = make_message ("b", "pack [>op:B] 77", 0);

  g_assert_true (hexwire_saved_message_matches (message, ""));
  g_assert_true (hexwire_saved_message_matches (message, "WHY 77"));
  g_assert_true (hexwire_saved_message_matches (message, "op:b"));
  g_assert_false (hexwire_saved_message_matches (message, "why 78"));
}

static void
add_test (const char *path,
          void      (*func) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/message-store/bad-file", test_bad_file);
  add_test ("/message-store/import", test_import);
  add_test ("/message-store/keys", test_keys);
  add_test ("/message-store/names", test_names);
  add_test ("/message-store/save", test_save);
  add_test ("/message-store/search", test_search);
  add_test ("/message-store/undo", test_undo);

  return g_test_run ();
}
