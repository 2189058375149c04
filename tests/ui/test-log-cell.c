/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat-baseline.h"
#include "log-cell.h"
#include "on-screen.h"

#include "../core/wait.h"

#define WIDTH_PX 300

/* Those that need another font than Latin text, or have no room. */
static const char *const texts[] = {
  "plain", "日本語テキスト", "emoji 😀", "ไทย",
  "a text that is much longer than the cell is wide, so that it ends in an ellipsis",
};

static GtkWidget *cells[G_N_ELEMENTS (texts)];

static gboolean
are_allocated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (gtk_widget_get_width (cells[i]) == 0)
      return FALSE;
  return TRUE;
}

static GtkWidget *
show_cells (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      cells[i] = hexwire_log_cell_new ("monospace-cell", 0);
      hexwire_log_cell_set_text (HEXWIRE_LOG_CELL (cells[i]), texts[i], texts[i], NULL);
      gtk_box_append (GTK_BOX (box), cells[i]);
    }
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, 200);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (are_allocated ());
  return window;
}

static void
test_line (void)
{
  GtkWidget *window = show_cells ();
  GtkWidget *first = gtk_widget_get_first_child (cells[0]);

  g_assert_cmpint (hexwire_compat_get_baseline (first), >, 0);
  for (guint i = 1; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *text = gtk_widget_get_first_child (cells[i]);

      g_assert_cmpint (gtk_widget_get_height (cells[i]), ==, gtk_widget_get_height (cells[0]));
      g_assert_cmpint (hexwire_compat_get_baseline (text), ==,
                       hexwire_compat_get_baseline (first));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_tooltip (GtkWidget *cell)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);

  return GTK_WIDGET_GET_CLASS (cell)->query_tooltip (cell, 0, 0, FALSE, tooltip);
}

static void
test_tooltip (void)
{
  GtkWidget *window = show_cells ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (has_tooltip (cells[i]), ==, i == G_N_ELEMENTS (texts) - 1);
  hexwire_log_cell_set_text (HEXWIRE_LOG_CELL (cells[0]), "two\nlines", "two lines", NULL);
  g_assert_true (has_tooltip (cells[0]));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A cell keeps the side that it has in the language. */
static void
test_left_to_right (void)
{
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      g_autoptr (GtkWidget) cell = NULL;
      GtkWidget *text;

      gtk_widget_set_default_direction (directions[i]);
      cell = g_object_ref_sink (hexwire_log_cell_new ("monospace-cell", 0));
      text = gtk_widget_get_first_child (cell);
      hexwire_log_cell_read_left_to_right (HEXWIRE_LOG_CELL (cell));
      g_assert_cmpint (gtk_widget_get_direction (text), ==, GTK_TEXT_DIR_LTR);
      g_assert_cmpfloat (gtk_inscription_get_xalign (GTK_INSCRIPTION (text)), ==, i);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  g_test_add_func ("/log-cell/line", test_line);
  g_test_add_func ("/log-cell/tooltip", test_tooltip);
  g_test_add_func ("/log-cell/left-to-right", test_left_to_right);

  return g_test_run ();
}
