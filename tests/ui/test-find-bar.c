/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "find-bar.h"
#include "on-screen.h"

#include "../core/wait.h"

#include <string.h>

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
  HexwireFindBar *bar;
  GtkEditable *entry;
  GtkLabel *note;
  guint n_gone_to;
} Fixture;

static void
go_to_cb (HexwireFindBar *bar,
          guint           position,
          guint64         offset_bytes,
          guint64         length_bytes,
          Fixture        *fixture)
{
  fixture->n_gone_to++;
}

static gpointer
get_child (Fixture    *fixture,
           const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->bar), HEXWIRE_TYPE_FIND_BAR, name);
}

static void
append (Fixture    *fixture,
        guint32     peer_id,
        const char *text)
{
  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 1, text,
                              strlen (text));
  hexwire_message_log_publish (fixture->log);
  wait_until (!hexwire_log_view_is_scanning (fixture->view));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse ("lines", NULL, NULL);

  fixture->log = hexwire_message_log_new ();
  hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "one" });
  hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "two" });
  fixture->view = hexwire_log_view_new (fixture->log);
  hexwire_log_view_set_rule (fixture->view, rule);
  fixture->bar = g_object_ref_sink (g_object_new (HEXWIRE_TYPE_FIND_BAR, NULL));
  hexwire_find_bar_set_log_view (fixture->bar, fixture->view);
  hexwire_find_bar_open (fixture->bar, 0);
  fixture->entry = get_child (fixture, "entry");
  fixture->note = get_child (fixture, "note");
  g_signal_connect (fixture->bar, "go-to", G_CALLBACK (go_to_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->bar);
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->log);
}

static void
find (Fixture    *fixture,
      const char *text)
{
  gtk_editable_set_text (fixture->entry, text);
  wait_until (fixture->n_gone_to > 0 || gtk_widget_get_visible (GTK_WIDGET (fixture->note)));
  hexwire_find_bar_step (fixture->bar, TRUE);
}

/* What is said tells a match in a hidden row from one that has no row yet. */
static void
test_notes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (HexwireRowFilter) filter = hexwire_row_filter_parse ("out", NULL, NULL, NULL);

  append (fixture, 1, "needle\n");
  append (fixture, 1, "thread");
  find (fixture, "thread");
  g_assert_cmpstr (gtk_label_get_label (fixture->note), ==,
                   "Every match is in an unfinished message");
  hexwire_log_view_set_filter (fixture->view, filter);
  find (fixture, "needle");
  g_assert_cmpstr (gtk_label_get_label (fixture->note), ==,
                   "Every match is in a row that the filter or the peer hides");
  g_assert_cmpuint (fixture->n_gone_to, ==, 0);
  hexwire_log_view_set_filter (fixture->view, NULL);
  hexwire_find_bar_step (fixture->bar, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fixture->note)));
  g_assert_cmpuint (fixture->n_gone_to, ==, 1);
}

/* However many matches are not in sight, a step takes no time, and many reach the one that is. */
static void
test_many_hidden (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *matches = g_strnfill (65536, 'x');
  gint64 start_us;

  for (guint i = 0; i < 4; i++)
    append (fixture, 1, matches);
  append (fixture, 2, "x\n");
  find (fixture, "x");
  wait_until (strcmp (gtk_label_get_label (get_child (fixture, "count")), "262145 found") == 0
              || fixture->n_gone_to > 0);
  for (guint i = 0; i < 1000 && fixture->n_gone_to == 0; i++)
    {
      start_us = g_get_monotonic_time ();
      hexwire_find_bar_step (fixture->bar, TRUE);
      g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_USEC_PER_SEC);
    }
  g_assert_cmpuint (fixture->n_gone_to, >, 0);
}

static void
search_changed_cb (guint *n_changed)
{
  *n_changed += 1;
}

/* The entry tells late of what was typed; nothing is gone to when the bar is closed by then. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_changed = 0;

  append (fixture, 1, "needle\n");
  g_signal_connect_data (fixture->entry, "search-changed", G_CALLBACK (search_changed_cb),
                         &n_changed, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_editable_set_text (fixture->entry, "needle");
  g_signal_emit_by_name (fixture->entry, "stop-search");
  wait_until (n_changed > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_gone_to, ==, 0);
}

#define add(path, func) g_test_add ("/find-bar/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  if (!on_screen_test_init (&argc, &argv))
    return 0;

  add ("closed", test_closed);
  add ("many-hidden", test_many_hidden);
  add ("notes", test_notes);

  return g_test_run ();
}
