/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-selection.h"

#include <string.h>

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
  GtkSelectionModel *selection;
} Fixture;

static void
append (Fixture    *fixture,
        const char *text)
{
  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, text, strlen (text));
  hexwire_message_log_publish (fixture->log);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = hexwire_message_log_new ();
  fixture->view = hexwire_log_view_new (fixture->log);
  fixture->selection = GTK_SELECTION_MODEL (hexwire_log_selection_new (fixture->view));
  for (guint i = 0; i < 8; i++)
    append (fixture, i % 2 == 0 ? "even" : "odd");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->log);
}

/* A digit for each row: 1 where it is selected. */
static void
assert_selected (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->selection)); i++)
    g_string_append_c (found, gtk_selection_model_is_selected (fixture->selection, i) ? '1' : '0');
  g_assert_cmpstr (found->str, ==, expected);
}

static void
begin_event (Fixture *fixture)
{
  hexwire_log_selection_begin_event (HEXWIRE_LOG_SELECTION (fixture->selection));
}

static void
test_ways_to_select (Fixture       *fixture,
                     gconstpointer  data)
{
  gtk_selection_model_select_item (fixture->selection, 1, TRUE);
  assert_selected (fixture, "01000000");
  gtk_selection_model_select_range (fixture->selection, 3, 3, FALSE);
  assert_selected (fixture, "01011100");
  gtk_selection_model_unselect_range (fixture->selection, 4, 4);
  assert_selected (fixture, "01010000");
  gtk_selection_model_select_all (fixture->selection);
  assert_selected (fixture, "11111111");
  append (fixture, "later");
  assert_selected (fixture, "111111110");
  gtk_selection_model_unselect_all (fixture->selection);
  assert_selected (fixture, "000000000");
}

/* A click reaches the row and its cell: together they toggle once. */
static void
test_one_toggle_for_each_event (Fixture       *fixture,
                                gconstpointer  data)
{
  begin_event (fixture);
  gtk_selection_model_select_item (fixture->selection, 2, FALSE);
  gtk_selection_model_unselect_item (fixture->selection, 2);
  assert_selected (fixture, "00100000");
  begin_event (fixture);
  gtk_selection_model_unselect_item (fixture->selection, 2);
  gtk_selection_model_select_item (fixture->selection, 2, FALSE);
  assert_selected (fixture, "00000000");
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_selection_model_select_item (fixture->selection, 7, TRUE);
  hexwire_message_log_clear (fixture->log);
  append (fixture, "new");
  assert_selected (fixture, "0");
}

/* A row that comes to stand for more messages is the same row, also when others come behind it. */
static void
test_changed_row (Fixture       *fixture,
                  gconstpointer  data)
{
  hexwire_log_view_set_collapses (fixture->view, TRUE);
  gtk_selection_model_select_item (fixture->selection, 7, TRUE);
  append (fixture, "odd");
  assert_selected (fixture, "00000001");
  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, "odd", 3);
  append (fixture, "other");
  assert_selected (fixture, "000000010");
}

#define add(path, func) g_test_add ("/log-selection/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("changed-row", test_changed_row);
  add ("drop", test_drop);
  add ("one-toggle-for-each-event", test_one_toggle_for_each_event);
  add ("ways-to-select", test_ways_to_select);

  return g_test_run ();
}
