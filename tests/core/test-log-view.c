/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view.h"

#include "wait.h"

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
  guint n_known;      /* what a listener that adds up the changes believes */
} Fixture;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Fixture    *fixture)
{
  g_assert_cmpuint (position + n_removed, <=, fixture->n_known);
  fixture->n_known += n_added - n_removed;
  g_assert_cmpuint (fixture->n_known, ==, g_list_model_get_n_items (model));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = hexwire_message_log_new ();
  fixture->view = hexwire_log_view_new (fixture->log);
  g_signal_connect (fixture->view, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "one" });
  hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "two" });
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->view);
  g_assert_finalize_object (fixture->log);
}

static void
append (Fixture *fixture,
        guint32  peer_id,
        guint    n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, peer_id, i, "x", 1);
  hexwire_message_log_publish (fixture->log);
}

static guint
count_shown (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->view));
}

static void
test_all (Fixture       *fixture,
          gconstpointer  data)
{
  append (fixture, 1, 3);
  append (fixture, 2, 4);
  g_assert_cmpuint (count_shown (fixture), ==, 7);
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->view), 7));
}

static void
test_peer (Fixture       *fixture,
           gconstpointer  data)
{
  append (fixture, 1, 3);
  append (fixture, 2, 4);
  hexwire_log_view_set_peer (fixture->view, 2);
  g_assert_cmpuint (count_shown (fixture), ==, 4);
  append (fixture, 1, 10);
  append (fixture, 2, 1);
  g_assert_cmpuint (count_shown (fixture), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->view), i);

      g_assert_cmpuint (hexwire_message_get_peer_id (message), ==, 2);
    }
  hexwire_log_view_set_peer (fixture->view, 0);
  g_assert_cmpuint (count_shown (fixture), ==, 18);
}

static void
test_peer_in_a_long_log (Fixture       *fixture,
                         gconstpointer  data)
{
  append (fixture, 1, 500000);
  append (fixture, 2, 500000);
  append (fixture, 1, 500000);
  hexwire_log_view_set_peer (fixture->view, 2);
  wait_until (count_shown (fixture) == 500000);
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  append (fixture, 1, 3);
  hexwire_log_view_set_held (fixture->view, TRUE);
  append (fixture, 2, 4);
  g_assert_cmpuint (count_shown (fixture), ==, 3);
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 4);
  hexwire_log_view_set_held (fixture->view, FALSE);
  g_assert_cmpuint (count_shown (fixture), ==, 7);
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 0);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  filter)
{
  guint n_chunk = HEXWIRE_LOG_CHUNK_MAX_ENTRIES;

  hexwire_log_view_set_peer (fixture->view, GPOINTER_TO_UINT (filter));
  hexwire_message_log_set_limits (fixture->log, G_MAXSIZE, 2 * n_chunk);
  append (fixture, 1, n_chunk / 2);
  append (fixture, 2, 2 * n_chunk);
  wait_until (count_shown (fixture) > 0);
  hexwire_log_view_set_held (fixture->view, TRUE);
  append (fixture, 1, 4 * n_chunk);
  g_assert_cmpuint (count_shown (fixture), ==, 0);
  hexwire_log_view_set_held (fixture->view, FALSE);
  wait_until (count_shown (fixture) == g_list_model_get_n_items (G_LIST_MODEL (fixture->log)));
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  filter)
{
  hexwire_log_view_set_peer (fixture->view, GPOINTER_TO_UINT (filter));
  append (fixture, 1, 5);
  hexwire_message_log_clear (fixture->log);
  g_assert_cmpuint (count_shown (fixture), ==, 0);
  append (fixture, 1, 2);
  g_assert_cmpuint (count_shown (fixture), ==, 2);
}

#define add(path, data, func) \
  g_test_add ("/log-view/" path, Fixture, GUINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("all", 0, test_all);
  add ("clear/all", 0, test_clear);
  add ("clear/peer", 1, test_clear);
  add ("dropped/all", 0, test_dropped);
  add ("dropped/peer", 1, test_dropped);
  add ("held", 0, test_held);
  add ("peer", 0, test_peer);
  add ("peer-in-a-long-log", 0, test_peer_in_a_long_log);

  return g_test_run ();
}
