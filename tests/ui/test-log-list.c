/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-list.h"
#include "log-sorting.h"
#include "on-screen.h"

#include "../core/wait.h"

#define N_CHUNK_ROWS 2000
#define CHUNK_ROW_BYTES (HEXWIRE_LOG_CHUNK_SIZE_BYTES / N_CHUNK_ROWS)
#define N_CHUNKS 4

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
  GtkWidget *window;
  HexwireLogList *list;
  GtkAdjustment *adjustment;
  guint n_frames;
} Fixture;

/* Each row bears its number; N_CHUNK_ROWS of them fill a chunk. */
static void
append (Fixture *fixture,
        guint    n)
{
  static guint8 payload[CHUNK_ROW_BYTES];

  for (guint i = 0; i < n; i++)
    hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, payload,
                                sizeof payload);
  hexwire_message_log_publish (fixture->log);
}

static void
after_paint_cb (Fixture *fixture)
{
  fixture->n_frames++;
}

/* The list learns of changes in one frame and follows them in the next. */
static void
wait_frames (Fixture *fixture)
{
  guint n_frames = fixture->n_frames;

  while (fixture->n_frames < n_frames + 4)
    {
      gtk_widget_queue_draw (fixture->window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkWidget *columns;

  fixture->log = hexwire_message_log_new ();
  hexwire_message_log_set_limits (fixture->log, G_MAXSIZE, N_CHUNKS * N_CHUNK_ROWS);
  fixture->view = hexwire_log_view_new (fixture->log);
  fixture->window = gtk_window_new ();
  fixture->list = g_object_new (HEXWIRE_TYPE_LOG_LIST, NULL);
  columns = GTK_WIDGET (hexwire_log_list_get_columns (fixture->list));
  fixture->adjustment
    = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_parent (columns)));
  hexwire_log_list_set_log_view (fixture->list, fixture->view);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->list));
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (fixture->window), "after-paint",
                            G_CALLBACK (after_paint_cb), fixture);
  append (fixture, N_CHUNKS * N_CHUNK_ROWS);
  wait_frames (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->log);
}

/* The number of the row at the top of what is in sight, since the log began. */
static guint64
get_top_row (Fixture *fixture)
{
  double height = gtk_adjustment_get_upper (fixture->adjustment)
                  / g_list_model_get_n_items (G_LIST_MODEL (fixture->view));

  return hexwire_message_log_get_first_row (fixture->log)
         + (guint64) (gtk_adjustment_get_value (fixture->adjustment) / height + 0.5);
}

static guint64
get_selected_row (Fixture *fixture)
{
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (fixture->list);

  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1);
  return hexwire_message_log_get_first_row (fixture->log) + gtk_bitset_get_minimum (selected);
}

/* Hidden between two frames, with the list still to be scrolled. */
static void
test_hidden_while_scrolling (Fixture       *fixture,
                             gconstpointer  data)
{
  append (fixture, 10);
  gtk_widget_set_visible (fixture->window, FALSE);
  gtk_widget_set_visible (fixture->window, TRUE);
  wait_frames (fixture);
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    {
      append (fixture, N_CHUNK_ROWS);
      wait_frames (fixture);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), >=,
                         gtk_adjustment_get_upper (fixture->adjustment)
                           - gtk_adjustment_get_page_size (fixture->adjustment) - 2);
    }
}

/* Rows that are dropped before the one that is read do not move it. */
static void
test_stays (Fixture       *fixture,
            gconstpointer  data)
{
  const guint selected = 3 * N_CHUNK_ROWS + 100;
  guint64 top;

  hexwire_log_list_select (fixture->list, selected);
  wait_frames (fixture);
  top = get_top_row (fixture);
  g_assert_cmpuint (top, <=, selected);
  g_assert_cmpuint (top + 50, >, selected);
  for (guint i = 1; i <= 2; i++)
    {
      append (fixture, N_CHUNK_ROWS);
      wait_frames (fixture);
      g_assert_cmpuint (hexwire_message_log_get_first_row (fixture->log), >, 0);
      g_assert_cmpuint (get_top_row (fixture), ==, top);
      g_assert_cmpuint (get_selected_row (fixture), ==, selected);
    }
}

/* A selection goes with its row; where all that was read is gone, the list follows again. */
static void
test_goes (Fixture       *fixture,
           gconstpointer  data)
{
  hexwire_log_list_select (fixture->list, 10);
  wait_frames (fixture);
  append (fixture, N_CHUNK_ROWS);
  append (fixture, N_CHUNK_ROWS);
  g_assert_cmpuint (hexwire_log_list_get_n_selected (fixture->list), ==, 0);
  g_assert_true (hexwire_log_view_get_held (fixture->view));
  append (fixture, N_CHUNKS * N_CHUNK_ROWS);
  append (fixture, N_CHUNKS * N_CHUNK_ROWS);
  g_assert_false (hexwire_log_view_get_held (fixture->view));
  wait_frames (fixture);
  test_follows (fixture, data);
}

/* What another choice of rows still shows stays selected, and comes into sight. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_new_none ();
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (fixture->view));
  guint64 row;

  hexwire_log_list_select (fixture->list, n_rows / 2);
  wait_frames (fixture);
  row = get_selected_row (fixture);
  hexwire_log_view_set_rule (fixture->view, rule);
  wait_frames (fixture);
  g_assert_cmpuint (hexwire_log_list_get_n_selected (fixture->list), ==, 1);
  g_assert_cmpuint (get_selected_row (fixture), ==, row);
  g_assert_cmpuint (get_top_row (fixture), <=, row);
  g_assert_cmpuint (get_top_row (fixture) + 50, >, row);
}

/* Whoever had the focus, and however far the selected row is from what was in sight. */
static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint position = 0; position < N_CHUNKS * N_CHUNK_ROWS; position += 2 * N_CHUNK_ROWS - 1)
    {
      GtkWidget *focus;

      hexwire_log_list_select (fixture->list, position);
      g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->list)));
      focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
      g_assert_cmpstr (gtk_widget_get_css_name (focus), ==, "row");
      g_assert_true (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_SELECTED);
      wait_frames (fixture);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == focus);
      g_assert_cmpuint (get_selected_row (fixture), ==, position);
    }
}

/* Columns that go take the order of the rows with them. */
static void
test_sorted (Fixture       *fixture,
             gconstpointer  data)
{
  hexwire_log_list_select (fixture->list, 1);
  hexwire_log_sorting_toggle (hexwire_log_list_get_columns (fixture->list), 0);
  hexwire_log_sorting_toggle (hexwire_log_list_get_columns (fixture->list), 0);
  wait_until (hexwire_log_view_get_sorted (fixture->view));
  wait_frames (fixture);
}

static float
get_heading_xalign (Fixture    *fixture,
                    const char *title)
{
  return gtk_label_get_xalign (GTK_LABEL (on_screen_find (fixture->window, GTK_TYPE_LABEL, title)));
}

/* Over numbers a heading stands as they do, also where other fields come. */
static void
test_headings (Fixture       *fixture,
               gconstpointer  data)
{
  GtkColumnView *columns = hexwire_log_list_get_columns (fixture->list);
  g_autoptr (HexwireFormat) format = hexwire_format_parse ("count:i name:4s", NULL, NULL);
  g_autoptr (HexwireFormat) other = hexwire_format_parse ("total:d", NULL, NULL);

  g_assert_cmpfloat (get_heading_xalign (fixture, "Bytes"), ==, 1);
  hexwire_log_columns_set_style (columns, HEXWIRE_MESSAGE_STYLE_HEX, format);
  g_assert_cmpfloat (get_heading_xalign (fixture, "count"), ==, 1);
  g_assert_cmpfloat (get_heading_xalign (fixture, "name"), <, 1);
  hexwire_log_columns_set_style (columns, HEXWIRE_MESSAGE_STYLE_HEX, other);
  g_assert_cmpfloat (get_heading_xalign (fixture, "total"), ==, 1);
  wait_frames (fixture);
}

#define add(path, func) g_test_add ("/log-list/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("focus", test_focus);
  add ("follows", test_follows);
  add ("goes", test_goes);
  add ("headings", test_headings);
  add ("hidden-while-scrolling", test_hidden_while_scrolling);
  add ("kept", test_kept);
  add ("sorted", test_sorted);
  add ("stays", test_stays);

  return g_test_run ();
}
