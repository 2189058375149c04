/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "codec/kept-file.h"
#include "codec/template-store.h"

#define HEADER "[Hexwire templates]\nVersion=1\n"

typedef struct
{
  char *folder;
  GFile *file;                  /* not there yet, in a folder that is not either */
  HexwireTemplateStore *store;
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
  g_assert_nonnull (self->folder);
  path = g_build_filename (self->folder, "new", "templates", NULL);
  self->file = g_file_new_for_path (path);
  self->store = hexwire_template_store_new ();
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

static void
write_text (Fixture    *self,
            const char *text)
{
  g_autoptr (GFile) parent = g_file_get_parent (self->file);

  g_file_make_directory (parent, NULL, NULL);
  g_assert_true (g_file_replace_contents (self->file, text, strlen (text), NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
}

static void
assert_text (Fixture    *self,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_load_contents (self->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
add (HexwireTemplateStore *store,
     const char           *name,
     const char           *format)
{
  g_autoptr (HexwireTemplate) template = hexwire_template_new (name, format, NULL, NULL);
  g_autoptr (GError) error = NULL;

  hexwire_template_store_add (store, template, FALSE, &error);
  g_assert_no_error (error);
}

/* The names and formats, in order. */
static char *
list (HexwireTemplateStore *store)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HexwireTemplate) template = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "",
                              hexwire_template_get_name (template),
                              hexwire_template_get_format (template));
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (store), n));
  return g_string_free (text, FALSE);
}

#define assert_list(store, expected)                \
  G_STMT_START                                      \
  {                                                 \
    g_autofree char *actual = list (store);         \
                                                    \
    g_assert_cmpstr (actual, ==, expected);         \
  }                                                 \
  G_STMT_END

static void
test_add_and_remove (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr (HexwireTemplate) other = hexwire_template_new (" beta ", "<q", NULL, NULL);
  g_autoptr (HexwireTemplate) nameless = hexwire_template_new (" \n", "<q", NULL, NULL);
  g_autoptr (GError) error = NULL;

  add (self->store, "beta", ">h");
  add (self->store, "Alpha", ">i");
  add (self->store, "alpha", ">q");
  add (self->store, "Ωmega", "");
  assert_list (self->store, "Alpha=>i, alpha=>q, beta=>h, Ωmega=");

  g_assert_false (hexwire_template_store_add (self->store, other, FALSE, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_EXISTS);
  g_assert_cmpstr (error->message, ==, "a template is called \"beta\" already");
  g_clear_error (&error);
  g_assert_true (hexwire_template_store_add (self->store, other, TRUE, NULL));
  g_assert_true (hexwire_template_store_add (self->store, other, TRUE, NULL));
  assert_list (self->store, "Alpha=>i, alpha=>q, beta=<q, Ωmega=");
  g_assert_true (hexwire_template_store_find (self->store, "beta") == other);

  g_assert_false (hexwire_template_store_add (self->store, nameless, TRUE, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_NAME);
  g_assert_true (hexwire_template_store_remove (self->store, "alpha"));
  g_assert_false (hexwire_template_store_remove (self->store, "alpha"));
  assert_list (self->store, "Alpha=>i, beta=<q, Ωmega=");
}

static void
test_file_is_readable (Fixture       *self,
                       gconstpointer  data)
{
  const char *const values[] = { "1, 2", "", "b'a;b\\n'", NULL };
  g_autoptr (HexwireTemplate) template = hexwire_template_new ("Read, [1]", ">2H x n:4s", values,
                                                               "first\nsecond");
  g_autoptr (GError) error = NULL;

  hexwire_template_store_add (self->store, template, FALSE, NULL);
  add (self->store, "Größe", "h");
  hexwire_template_store_save (self->store, self->file, &error);
  g_assert_no_error (error);
  assert_text (self, HEADER "\n[Template Größe]\nFormat=h\n\n[Template Read, %5B1%5D]\n"
                     "Format=>2H x n:4s\nValues=1, 2;;b'a\\;b\\\\n';\nNote=first\\nsecond\n");
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  static const char *const texts[] = {
    "plain", "a;b", " lead", "trail ", "\\s", "\\", "tab\there", "line\nline", "\r", "#x", "[x]",
    "=", "%41", "%", "é€😀", "\x01", "b'\\x00;'", "'", "\"",
  };
  g_autoptr (HexwireTemplateStore) again = hexwire_template_store_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *const values[] = { texts[i], "", texts[i], "", NULL };
      g_autofree char *name = g_strdup_printf ("%s%u", texts[i], i);
      g_autoptr (HexwireTemplate) template = hexwire_template_new (name, texts[i], values,
                                                                   texts[i]);

      g_assert_true (hexwire_template_store_add (self->store, template, FALSE, NULL));
    }
  hexwire_template_store_save (self->store, self->file, &error);
  g_assert_no_error (error);
  hexwire_template_store_load (again, self->file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HexwireTemplate) a = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      g_autoptr (HexwireTemplate) b = g_list_model_get_item (G_LIST_MODEL (again), i);

      g_assert_cmpstr (hexwire_template_get_name (a), ==, hexwire_template_get_name (b));
      g_assert_cmpstr (hexwire_template_get_format (a), ==, hexwire_template_get_format (b));
      g_assert_cmpstr (hexwire_template_get_note (a), ==, hexwire_template_get_note (b));
      g_assert_cmpstrv (hexwire_template_get_values (a), hexwire_template_get_values (b));
    }
}

static void
test_no_file (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add (self->store, "gone", "h");
  hexwire_template_store_load (self->store, self->file, &error);
  g_assert_no_error (error);
  assert_list (self->store, "");
  g_assert_false (hexwire_template_store_import (self->store, self->file, HEXWIRE_TEMPLATE_KEEP,
                                                 NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Such files are told, leave the list alone, and are not overwritten. */
static void
test_bad_files (Fixture       *self,
                gconstpointer  data)
{
  static const struct
  {
    const char *text;
    const char *message;        /* how it begins */
  } files[] = {
    { "", "this is not a file of templates" },
    { "\xff", "this is not a file of templates" },
    { "[Desktop Entry]\nVersion=1\n", "this is not a file of templates" },
    { "[Hexwire templates]\n", "this is not a file of templates" },
    { "[Hexwire templates]\nVersion=0\n", "this is not a file of templates" },
    { "[Hexwire templates]\nVersion=2\nNew=1\n",
      "the templates are of a newer version of the program" },
    { HEADER "<<<<<<< ours\n", "the file of templates is broken: " },
    { HEADER "[Template a]\nNote=x\n", "the file of templates is broken: " },
    { HEADER "[Template a]\nFormat=\\q\n", "the file of templates is broken: " },
    { HEADER "[Template a]\nFormat=h\nNote=\\q\n", "the file of templates is broken: " },
    { HEADER "[Template a]\nFormat=h\nValues=\\q;\n", "the file of templates is broken: " },
    { HEADER "[Template ]\nFormat=h\n", "the file of templates is broken: a template has no name" },
    { HEADER "[Template %zz]\nFormat=h\n",
      "the file of templates is broken: a template has no name" },
    { HEADER "[Template a]\nFormat=h\n[Template a]\nFormat=i\n",
      "the file of templates is broken: a template stands in it twice" },
    { HEADER "[Template a]\nFormat=h\n[Template %61]\nFormat=i\n",
      "the file of templates is broken: a template stands in it twice" },
  };

  add (self->store, "mine", "h");
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      write_text (self, files[i].text);
      g_assert_false (hexwire_template_store_load (self->store, self->file, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE);
      g_test_message ("%u: %s", i, error->message);
      g_assert_true (g_str_has_prefix (error->message, files[i].message));
      g_clear_error (&error);
      g_assert_false (hexwire_template_store_save (self->store, self->file, &error));
      g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_FILE);
      assert_text (self, files[i].text);
      assert_list (self->store, "mine=h");
    }
}

static void
test_too_large (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *text = g_malloc (HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES + 2);
  g_autoptr (GError) error = NULL;

  memset (text, '\n', HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES + 1);
  text[HEXWIRE_KEPT_FILE_MAX_SIZE_BYTES + 1] = '\0';
  write_text (self, text);
  g_assert_false (hexwire_template_store_load (self->store, self->file, &error));
  g_assert_error (error, HEXWIRE_CODEC_ERROR, HEXWIRE_CODEC_ERROR_TOO_LARGE);
}

static void
test_import (Fixture       *self,
             gconstpointer  data)
{
  static const struct
  {
    HexwireTemplateConflict conflict;
    guint n_imported;
    const char *list;
  } rows[] = {
    { HEXWIRE_TEMPLATE_KEEP, 1, "a=h, b=h, c=q" },
    { HEXWIRE_TEMPLATE_REPLACE, 2, "a=h, b=q, c=q" },
    { HEXWIRE_TEMPLATE_RENAME, 2, "a=h, b=h, b (2)=q, c=q" },
  };

  write_text (self, "# from a colleague\n" HEADER "Unknown=1\n[Template c]\nFormat=q\n"
                    "[Template b]\nFormat=q\nLater=1\n[Other]\n[Template a]\nFormat=h\n");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HexwireTemplateStore) store = hexwire_template_store_new ();
      g_autoptr (GError) error = NULL;
      guint n = 99;

      add (store, "a", "h");
      add (store, "b", "h");
      hexwire_template_store_import (store, self->file, rows[i].conflict, &n, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, rows[i].n_imported);
      assert_list (store, rows[i].list);
    }
}

static void
test_export (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  add (self->store, "a", "h");
  add (self->store, "b", "i");
  write_text (self, "anything");
  g_ptr_array_add (some, hexwire_template_store_find (self->store, "b"));
  hexwire_template_store_export (self->store, some, self->file, &error);
  g_assert_no_error (error);
  assert_text (self, HEADER "\n[Template b]\nFormat=i\n");
  hexwire_template_store_export (self->store, NULL, self->file, &error);
  g_assert_no_error (error);
  assert_text (self, HEADER "\n[Template a]\nFormat=h\n\n[Template b]\nFormat=i\n");
}

static void
test_search (void)
{
  static const struct
  {
    const char *text;
    gboolean matches;
  } rows[] = {
    { "", TRUE }, { " ", TRUE }, { "modbus", TRUE }, { "READ", TRUE }, { "count:h", TRUE },
    { "über", TRUE }, { "read  pump", TRUE }, { "pump modbus", TRUE }, { "read write", FALSE },
    { "\xff", FALSE }, { "readx", FALSE },
  };
  g_autoptr (HexwireTemplate) template = hexwire_template_new ("Modbus read", ">id:B count:H", NULL,
                                                               "ÜBER the pump");
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (hexwire_template_matches (template, rows[i].text), ==, rows[i].matches);
  g_object_get (template, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "Modbus read");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture       *self,
                 gconstpointer  data);
  } tests[] = {
    { "/template/add-and-remove", test_add_and_remove },
    { "/template/bad-files", test_bad_files },
    { "/template/export", test_export },
    { "/template/file-is-readable", test_file_is_readable },
    { "/template/import", test_import },
    { "/template/no-file", test_no_file },
    { "/template/round-trip", test_round_trip },
    { "/template/too-large", test_too_large },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/template/search", test_search);

  return g_test_run ();
}
