/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "late-drop-down.h"
#include "on-screen.h"

#include "../core/wait.h"

typedef struct
{
  GtkWindow *window;
  HexwireLateDropDown *drop_down;
  guint n_told;
} Fixture;

static void
told_cb (HexwireLateDropDown *drop_down,
         GParamSpec          *pspec,
         Fixture             *fixture)
{
  fixture->n_told++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *const texts[] = { "one", "two", "three", NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (texts);

  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->drop_down = g_object_new (HEXWIRE_TYPE_LATE_DROP_DOWN, "model", model, NULL);
  g_signal_connect (fixture->drop_down, "notify::selected", G_CALLBACK (told_cb), fixture);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->drop_down));
  gtk_window_present (fixture->window);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->drop_down)));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GObject) drop_down = G_OBJECT (g_object_ref (fixture->drop_down));

  gtk_window_destroy (fixture->window);
  g_assert_finalize_object (g_steal_pointer (&drop_down));
}

/* Opens the list, and returns it once a row has the focus. */
static GtkListBox *
open_list (Fixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->drop_down);

  g_signal_emit_by_name (on_screen_find (widget, GTK_TYPE_TOGGLE_BUTTON, NULL), "clicked");
  wait_until (on_screen_find (widget, GTK_TYPE_LIST_BOX, NULL) != NULL
              && GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (fixture->window)));
  return GTK_LIST_BOX (on_screen_find (widget, GTK_TYPE_LIST_BOX, NULL));
}

static const char *
get_text (Fixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->drop_down);

  return gtk_label_get_label (GTK_LABEL (on_screen_find (widget, GTK_TYPE_LABEL, NULL)));
}

static void
test_selected (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_cmpstr (get_text (fixture), ==, "one");
  hexwire_late_drop_down_set_selected (fixture->drop_down, 2);
  g_assert_cmpstr (get_text (fixture), ==, "three");
  g_assert_cmpuint (hexwire_late_drop_down_get_selected (fixture->drop_down), ==, 2);
  g_assert_cmpuint (fixture->n_told, ==, 1);

  hexwire_late_drop_down_set_selected (fixture->drop_down, 2);
  g_assert_cmpuint (fixture->n_told, ==, 1);
}

/* What a window has to make is a button. */
static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_null (on_screen_find (GTK_WIDGET (fixture->drop_down), GTK_TYPE_POPOVER, NULL));
  g_assert_null (on_screen_find (GTK_WIDGET (fixture->drop_down), GTK_TYPE_LIST_BOX, NULL));
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  GtkListBox *list;
  GtkWidget *focus;

  hexwire_late_drop_down_set_selected (fixture->drop_down, 1);
  list = open_list (fixture);
  focus = gtk_window_get_focus (fixture->window);
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)), ==, 1);
  g_assert_null (gtk_list_box_get_row_at_index (list, 3));

  g_signal_emit_by_name (gtk_list_box_get_row_at_index (list, 2), "activate");
  wait_until (hexwire_late_drop_down_get_selected (fixture->drop_down) == 2);
  g_assert_cmpstr (get_text (fixture), ==, "three");
  g_assert_cmpuint (fixture->n_told, ==, 2);

  /* Opened again, it starts from there. */
  wait_until (!GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (fixture->window)));
  list = open_list (fixture);
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (list)), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  g_test_add ("/late-drop-down/selected", Fixture, NULL, set_up, test_selected, tear_down);
  g_test_add ("/late-drop-down/late", Fixture, NULL, set_up, test_late, tear_down);
  g_test_add ("/late-drop-down/list", Fixture, NULL, set_up, test_list, tear_down);

  return g_test_run ();
}
