/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "data-entry.h"
#include "on-screen.h"

#include "../core/wait.h"

#include <string.h>

typedef struct
{
  GtkEntry *entry;
  GtkEditable *editable;
  guint n_changed;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->entry = g_object_ref_sink (GTK_ENTRY (gtk_entry_new ()));
  fixture->editable = GTK_EDITABLE (fixture->entry);
  hexwire_data_entry_init (fixture->entry);
  g_signal_connect_swapped (fixture->entry, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->entry);
}

static char *
dup_repeated (const char *unit,
              gsize       n_times)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n_times; i++)
    g_string_append (text, unit);
  return g_string_free (text, FALSE);
}

static void
insert (Fixture    *fixture,
        const char *text,
        int         position)
{
  gtk_editable_insert_text (fixture->editable, text, -1, &position);
}

/* All that fits is edited as in any entry. */
static void
test_longest (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *longest = dup_repeated ("x", HEXWIRE_DATA_ENTRY_MAX_BYTES);

  gtk_editable_set_text (fixture->editable, longest);
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, longest);
  g_assert_cmpstr (gtk_editable_get_text (fixture->editable), ==, longest);
  g_assert_false (hexwire_data_entry_is_too_long (fixture->entry));
}

static void
test_kept_whole (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *inserted = dup_repeated ("é", 35000);
  g_autofree char *whole = g_strconcat ("be", inserted, "gin", NULL);

  gtk_editable_set_text (fixture->editable, "begin");
  fixture->n_changed = 0;
  insert (fixture, inserted, 2);
  g_assert_true (hexwire_data_entry_is_too_long (fixture->entry));
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, whole);
  g_assert_nonnull (strstr (gtk_editable_get_text (fixture->editable), "35005 characters"));
  g_assert_cmpuint (fixture->n_changed, >, 0);

  /* Nothing is typed into what is shown, and nothing is lost by trying. */
  insert (fixture, "more", 3);
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, whole);
}

static void
test_deleted (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *longer = dup_repeated ("0123456789", 7000);

  gtk_editable_set_text (fixture->editable, longer);
  gtk_editable_delete_text (fixture->editable, 3, 4);
  g_assert_false (hexwire_data_entry_is_too_long (fixture->entry));
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (fixture->editable), ==, "");

  /* Another text takes the place of the one that was kept. */
  gtk_editable_set_text (fixture->editable, longer);
  gtk_editable_set_text (fixture->editable, "short");
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, "short");
}

static void
undo_or_redo (Fixture    *fixture,
              const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (fixture->editable)), action,
                              NULL);
}

/* What is shown is never taken for the text: where it comes back, the text does. */
static void
test_undone (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *longer = dup_repeated ("0123456789", 7000);

  /* As a person does it: newer GTK takes nothing back that a program did. */
  insert (fixture, longer, 0);
  gtk_editable_select_region (fixture->editable, 0, -1);
  g_signal_emit_by_name (gtk_editable_get_delegate (fixture->editable), "backspace");
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, "");
  undo_or_redo (fixture, "text.undo");
  g_assert_true (hexwire_data_entry_is_too_long (fixture->entry));
  g_assert_true (g_str_equal (hexwire_data_entry_get_text (fixture->entry), longer));
}

/* Pastes where the cursor is, in place of what is selected. */
static void
paste_here (Fixture    *fixture,
            const char *text,
            const char *expected)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->entry)), text);
  g_signal_emit_by_name (gtk_editable_get_delegate (fixture->editable), "paste-clipboard");
  wait_until (g_str_equal (hexwire_data_entry_get_text (fixture->entry), expected));
}

static void
paste (Fixture    *fixture,
       const char *text)
{
  gtk_editable_select_region (fixture->editable, 0, -1);
  paste_here (fixture, text, text);
}

/* A deletion and what takes its place are steps of their own, as in any entry. */
static void
step_to (Fixture    *fixture,
         const char *action,
         const char *text)
{
  for (guint i = 0; i < 2; i++)
    if (!g_str_equal (hexwire_data_entry_get_text (fixture->entry), text))
      undo_or_redo (fixture, action);
  g_assert_true (g_str_equal (hexwire_data_entry_get_text (fixture->entry), text));
}

/* Undo goes back to what long texts took the place of, and redo to them, though all that is known
 * of two is that they are of one length. */
static void
test_paste_undone (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *first = dup_repeated ("0123456789", 7000);
  g_autofree char *second = dup_repeated ("abcdefghij", 7000);
  const char *texts[] = { "typed", first, second, "pasted" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    paste (fixture, texts[i]);
  for (guint i = G_N_ELEMENTS (texts) - 1; i-- > 0;)
    step_to (fixture, "text.undo", texts[i]);
  for (guint i = 1; i < G_N_ELEMENTS (texts); i++)
    step_to (fixture, "text.redo", texts[i]);
}

/* What is not kept any more is not brought back by halves. */
static void
test_much_undone (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *first = dup_repeated ("0123456789", 1024 * 1024);
  g_autofree char *second = dup_repeated ("abcdefghij", 1024 * 1024);

  paste (fixture, first);
  paste (fixture, second);
  wait_until (gtk_editable_get_enable_undo (fixture->editable));
  for (guint i = 0; i < 4; i++)
    undo_or_redo (fixture, "text.undo");
  g_assert_true (g_str_equal (hexwire_data_entry_get_text (fixture->entry), second));
}

/* What is copied or cut is the text, not what is shown in its place. */
static void
test_clipboard (Fixture       *fixture,
                gconstpointer  data)
{
  GtkEditable *text = gtk_editable_get_delegate (fixture->editable);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->entry));
  g_autofree char *longer = dup_repeated ("long ", HEXWIRE_DATA_ENTRY_MAX_BYTES);

  for (guint i = 0; i < 2; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      gdk_clipboard_set_text (clipboard, "");
      gtk_editable_set_text (fixture->editable, longer);
      g_signal_emit_by_name (text, i == 0 ? "copy-clipboard" : "cut-clipboard");
      g_value_init (&value, G_TYPE_STRING);
      g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value,
                                                     NULL));
      g_assert_true (g_strcmp0 (g_value_get_string (&value), longer) == 0);
      g_assert_true (g_str_equal (hexwire_data_entry_get_text (fixture->entry),
                                  i == 0 ? longer : ""));
    }
}

static void
add_handed_cb (GtkEditable *editable,
               const char  *chars,
               int          length_bytes,
               int         *position,
               guint       *n_handed)
{
  *n_handed += (guint) g_utf8_strlen (chars, length_bytes);
}

static void
add_taken_cb (GtkEntryBuffer *buffer,
              guint           position,
              const char     *chars,
              guint           n_chars,
              guint          *n_taken)
{
  *n_taken += n_chars;
}

/* GTK rings the bell where a buffer takes another number of characters than it is handed. */
static void
test_lines (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    HexwireLineBreaks how;
    const char *pasted;
    const char *written;
    int cursor;
  } rows[] = {
    { HEXWIRE_LINE_BREAKS_ESCAPED, "é\r\nb\n", "[é\\r\\nb\\n]", 9 },
    { HEXWIRE_LINE_BREAKS_BLANK, "a\r\nb\n", "[a b ]", 5 },
    { HEXWIRE_LINE_BREAKS_QUOTED, "'a\n'\n", "['a\\n' ]", 7 },
    { HEXWIRE_LINE_BREAKS_KEPT, "a\nb", "[a\nb]", 4 },
  };
  guint n_handed = 0;
  guint n_taken = 0;

  g_signal_connect_after (gtk_editable_get_delegate (fixture->editable), "insert-text",
                          G_CALLBACK (add_handed_cb), &n_handed);
  g_signal_connect (gtk_entry_get_buffer (fixture->entry), "inserted-text",
                    G_CALLBACK (add_taken_cb), &n_taken);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      hexwire_data_entry_set_line_breaks (fixture->entry, rows[i].how);
      gtk_editable_set_text (fixture->editable, "[]");
      gtk_editable_set_position (fixture->editable, 1);
      paste_here (fixture, rows[i].pasted, rows[i].written);
      g_assert_cmpuint (n_handed, ==, n_taken);
      g_assert_cmpint (gtk_editable_get_position (fixture->editable), ==, rows[i].cursor);
    }
}

/* A text from before a change of how breaks are written is not brought back: it would be written
 * anew, and all steps after it would be off. */
static void
test_lines_undone (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *pasted[2];
    const char *written;
  } rows[] = {
    { { "ab", "a\nb" }, "a\\nb" },
    { { "a\nb", "ab" }, "ab" },
    { { "a\rb", "a\nb" }, "a\\nb" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *longer = g_strconcat ("b\\n", rows[i].written, NULL);

      hexwire_data_entry_set_line_breaks (fixture->entry, HEXWIRE_LINE_BREAKS_KEPT);
      for (guint j = 0; j < G_N_ELEMENTS (rows[i].pasted); j++)
        paste (fixture, rows[i].pasted[j]);
      hexwire_data_entry_set_line_breaks (fixture->entry, HEXWIRE_LINE_BREAKS_ESCAPED);
      g_assert_true (gtk_editable_get_enable_undo (fixture->editable));
      undo_or_redo (fixture, "text.undo");
      g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, rows[i].written);

      gtk_editable_set_position (fixture->editable, 0);
      paste_here (fixture, "b\n", longer);
      for (guint j = 0; j < 2; j++)
        {
          step_to (fixture, "text.undo", rows[i].written);
          step_to (fixture, "text.redo", longer);
        }
    }
}

/* Where there were no breaks, nothing of that can happen. */
static void
test_no_lines_undone (Fixture       *fixture,
                      gconstpointer  data)
{
  paste (fixture, "one");
  paste (fixture, "two");
  hexwire_data_entry_set_line_breaks (fixture->entry, HEXWIRE_LINE_BREAKS_ESCAPED);
  step_to (fixture, "text.undo", "one");
  step_to (fixture, "text.redo", "two");
}

/* Lines that are too long for an entry come back as they were written. */
static void
test_long_lines_undone (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *lines = dup_repeated ("01234567\n", 8000);
  g_autofree char *written = dup_repeated ("01234567\\n", 8000);

  hexwire_data_entry_set_line_breaks (fixture->entry, HEXWIRE_LINE_BREAKS_ESCAPED);
  paste (fixture, "typed");
  gtk_editable_select_region (fixture->editable, 0, -1);
  paste_here (fixture, lines, written);
  g_assert_true (hexwire_data_entry_is_too_long (fixture->entry));
  step_to (fixture, "text.undo", "typed");
  step_to (fixture, "text.redo", written);
}

/* Where the program switched undo off, it stays so. */
static void
test_lines_without_undo (Fixture       *fixture,
                         gconstpointer  data)
{
  gtk_editable_set_enable_undo (fixture->editable, FALSE);
  paste (fixture, "a\nb");
  hexwire_data_entry_set_line_breaks (fixture->entry, HEXWIRE_LINE_BREAKS_ESCAPED);
  g_assert_cmpstr (hexwire_data_entry_get_text (fixture->entry), ==, "a\\nb");
  g_assert_false (gtk_editable_get_enable_undo (fixture->editable));
}

#define add(path, func) g_test_add ("/data-entry/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("longest", test_longest);
  add ("kept-whole", test_kept_whole);
  add ("deleted", test_deleted);
  add ("undone", test_undone);
  add ("paste-undone", test_paste_undone);
  add ("much-undone", test_much_undone);
  add ("clipboard", test_clipboard);
  add ("lines", test_lines);
  add ("lines-undone", test_lines_undone);
  add ("no-lines-undone", test_no_lines_undone);
  add ("long-lines-undone", test_long_lines_undone);
  add ("lines-without-undo", test_lines_without_undo);

  return g_test_run ();
}
