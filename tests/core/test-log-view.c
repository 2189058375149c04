/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view.h"

#include "wait.h"

#include <string.h>

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
  /* Nothing is left to look at: what came since is shown. */
  g_assert_false (hexwire_log_view_get_held (fixture->view));
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

static void
append_text (Fixture    *fixture,
             guint32     peer_id,
             const char *text)
{
  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 1000, text,
                              strlen (text));
  hexwire_message_log_publish (fixture->log);
}

/* What the rows show, joined by "|"; "*3" behind one that stands for three. */
static char *
dup_rows (Fixture *fixture)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < count_shown (fixture); i++)
    {
      g_autoptr (HexwireMessage) message
        = g_list_model_get_item (G_LIST_MODEL (fixture->view), i);
      const HexwireMessageInfo *info = hexwire_message_get_info (message);

      if (i > 0)
        g_string_append_c (rows, '|');
      g_string_append_len (rows, g_bytes_get_data (info->payload, NULL),
                           (gssize) g_bytes_get_size (info->payload));
      if (info->context.n_messages > 1)
        g_string_append_printf (rows, "*%u", info->context.n_messages);
      if ((info->frame.flags & HEXWIRE_RECORD_MARKED) != 0)
        g_string_append (rows, "!");
    }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

#define assert_rows(fixture, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *assert_rows_found = dup_rows (fixture);                                       \
                                                                                                   \
    g_assert_cmpstr (assert_rows_found, ==, expected);                                             \
  }                                                                                                \
  G_STMT_END

static void
set_filter (Fixture    *fixture,
            const char *text)
{
  g_autoptr (HexwireRowFilter) filter = NULL;

  if (text != NULL)
    filter = hexwire_row_filter_parse (text, NULL, NULL, NULL);
  g_assert_true (text == NULL || filter != NULL);
  hexwire_log_view_set_filter (fixture->view, filter);
}

static void
set_rule (Fixture    *fixture,
          const char *text)
{
  g_autoptr (HexwireFrameRule) rule = NULL;

  if (text != NULL)
    rule = hexwire_frame_rule_parse (text, NULL, NULL);
  g_assert_true (text == NULL || rule != NULL);
  hexwire_log_view_set_rule (fixture->view, rule);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  append_text (fixture, 1, "one");
  append_text (fixture, 2, "two");
  append_text (fixture, 1, "twenty");
  set_filter (fixture, "\"tw\"");
  assert_rows (fixture, "two|twenty");
  g_assert_cmpuint (hexwire_log_view_get_n_hidden (fixture->view), ==, 1);
  append_text (fixture, 1, "twelve");
  append_text (fixture, 1, "three");
  assert_rows (fixture, "two|twenty|twelve");
  hexwire_log_view_set_peer (fixture->view, 1);
  assert_rows (fixture, "twenty|twelve");
  g_assert_cmpuint (hexwire_log_view_get_n_hidden (fixture->view), ==, 3);
  hexwire_log_view_set_peer (fixture->view, 0);
  set_filter (fixture, NULL);
  assert_rows (fixture, "one|two|twenty|twelve|three");
  g_assert_cmpuint (hexwire_log_view_get_n_hidden (fixture->view), ==, 0);
}

/* Rows that an expression takes long for do not hold up the main loop, and are counted. */
static void
test_filter_giving_up (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *text = g_strnfill (60000, 'a');
  gint64 start_us;

  append_text (fixture, 1, "xy");
  for (guint i = 0; i < 30; i++)
    append_text (fixture, 1, text);
  start_us = g_get_monotonic_time ();
  set_filter (fixture, "/(a|aa)*[xy]/");
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_USEC_PER_SEC);
  g_assert_true (hexwire_log_view_is_scanning (fixture->view));
  wait_until (!hexwire_log_view_is_scanning (fixture->view));
  assert_rows (fixture, "xy");
  g_assert_cmpuint (hexwire_log_view_get_n_given_up (fixture->view), ==, 30);
  g_assert_cmpuint (hexwire_log_view_get_n_hidden (fixture->view), ==, 30);
  hexwire_message_log_clear (fixture->log);
  g_assert_cmpuint (hexwire_log_view_get_n_given_up (fixture->view), ==, 0);
}

/* Streams are cut anew over what is stored, and each peer's by itself. */
static void
test_frames (Fixture       *fixture,
             gconstpointer  data)
{
  HexwireUnfinishedFrame unfinished;

  append_text (fixture, 1, "ab\nc");
  append_text (fixture, 2, "xy");
  append_text (fixture, 1, "d\ne");
  append_text (fixture, 2, "z\n");
  g_assert_cmpuint (hexwire_log_view_get_unfinished (fixture->view, &unfinished), ==, 0);
  set_rule (fixture, "lines");
  assert_rows (fixture, "ab\n|cd\n|xyz\n");
  g_assert_cmpuint (hexwire_log_view_get_unfinished (fixture->view, &unfinished), ==, 1);
  g_assert_cmpuint (unfinished.peer_id, ==, 1);
  g_assert_cmpuint (unfinished.frame.size_bytes, ==, 1);
  append_text (fixture, 1, "f\n");
  assert_rows (fixture, "ab\n|cd\n|xyz\n|ef\n");

  set_filter (fixture, "len > 3");
  assert_rows (fixture, "xyz\n");
  set_rule (fixture, "fixed 5");
  assert_rows (fixture, "ab\ncd");
  set_filter (fixture, NULL);
  set_rule (fixture, NULL);
  assert_rows (fixture, "ab\nc|xy|d\ne|z\n|f\n");
}

/* A rule cannot make more rows than the log may have, and what has none is counted. */
static void
test_too_many_frames (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *text = g_strnfill (10000, 'x');

  hexwire_message_log_set_limits (fixture->log, G_MAXSIZE, 1000);
  append_text (fixture, 1, text);
  set_rule (fixture, "fixed 1");
  wait_until (!hexwire_log_view_is_scanning (fixture->view));
  g_assert_cmpuint (count_shown (fixture), ==, 1000);
  g_assert_cmpuint (hexwire_log_view_get_n_unlisted (fixture->view), ==, 9000);
  append_text (fixture, 1, "ab");
  g_assert_cmpuint (count_shown (fixture), ==, 1000);
  g_assert_cmpuint (hexwire_log_view_get_n_unlisted (fixture->view), ==, 9002);
  set_rule (fixture, NULL);
  g_assert_cmpuint (count_shown (fixture), ==, 2);
  g_assert_cmpuint (hexwire_log_view_get_n_unlisted (fixture->view), ==, 0);
}

/* The last frame needs no further one to end it. */
static void
test_idle_gap (Fixture       *fixture,
               gconstpointer  data)
{
  set_rule (fixture, "gap 5 ms");
  append_text (fixture, 1, "a");
  append_text (fixture, 1, "b");
  wait_until (count_shown (fixture) == 1);
  assert_rows (fixture, "ab");
}

/* Where the frames end, joined by spaces. */
static char *
dup_frame_ends (Fixture *fixture)
{
  g_autoptr (GArray) frames = hexwire_log_view_dup_all_frames (fixture->view);
  g_autoptr (GString) ends = g_string_new (NULL);

  for (guint i = 0; i < frames->len; i++)
    g_string_append_printf (ends, "%" G_GUINT64_FORMAT " ",
                            g_array_index (frames, HexwireFrame, i).end_row);
  return g_string_free (g_steal_pointer (&ends), FALSE);
}

static gboolean
append_now_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 1, g_get_real_time (), "x",
                              1);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_unfinished (Fixture *fixture)
{
  HexwireUnfinishedFrame unfinished;

  return hexwire_log_view_get_unfinished (fixture->view, &unfinished) > 0;
}

/* Rows that the view has not heard of yet are no silence: it cuts as it would later. */
static void
test_idle_gap_live (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *live = NULL;
  g_autofree char *later = NULL;
  guint source;

  set_rule (fixture, "gap 30 ms");
  source = g_timeout_add (18, append_now_cb, fixture);
  wait_until (hexwire_message_log_get_end_row (fixture->log) >= 40);
  g_source_remove (source);
  hexwire_message_log_publish (fixture->log);
  wait_until (!has_unfinished (fixture));
  live = dup_frame_ends (fixture);

  set_rule (fixture, "gap 30 ms");
  wait_until (!has_unfinished (fixture));
  later = dup_frame_ends (fixture);
  g_assert_cmpstr (live, ==, later);
}

static void
test_collapse (Fixture       *fixture,
               gconstpointer  data)
{
  guint position;

  append_text (fixture, 1, "a");
  append_text (fixture, 1, "a");
  append_text (fixture, 2, "a");
  hexwire_log_view_set_collapses (fixture->view, TRUE);
  assert_rows (fixture, "a*2|a");
  append_text (fixture, 2, "a");
  append_text (fixture, 2, "b");
  append_text (fixture, 2, "b");
  assert_rows (fixture, "a*2|a*2|b*2");
  g_assert_cmpuint (hexwire_log_view_get_n_hidden (fixture->view), ==, 0);
  g_assert_true (hexwire_log_view_find (fixture->view, 3, 0, &position));
  g_assert_cmpuint (position, ==, 1);
  hexwire_log_view_set_held (fixture->view, TRUE);
  append_text (fixture, 2, "b");
  append_text (fixture, 1, "c");
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 1);
  hexwire_log_view_set_held (fixture->view, FALSE);
  assert_rows (fixture, "a*2|a*2|b*3|c");
  hexwire_log_view_set_collapses (fixture->view, FALSE);
  g_assert_cmpuint (count_shown (fixture), ==, 8);
}

/* A row stands for those of its messages that are left, however many were dropped. */
static void
test_collapse_dropped (Fixture       *fixture,
                       gconstpointer  data)
{
  guint n_chunk = HEXWIRE_LOG_CHUNK_MAX_ENTRIES;
  guint64 n_hidden, n_passed;
  guint position;

  hexwire_message_log_set_limits (fixture->log, G_MAXSIZE, 2 * n_chunk);
  set_filter (fixture, "in");
  hexwire_log_view_set_collapses (fixture->view, TRUE);
  append_text (fixture, 1, "first");
  for (guint i = 0; i < 16; i++)
    {
      append (fixture, 1, n_chunk / 2);
      hexwire_message_log_append_text (fixture->log, HEXWIRE_MESSAGE_NOTE, 1, "note");
      wait_until (!hexwire_log_view_is_scanning (fixture->view));
    }
  hexwire_message_log_publish (fixture->log);
  wait_until (!hexwire_log_view_is_scanning (fixture->view));
  g_assert_cmpuint (count_shown (fixture), ==, 1);
  {
    g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->view), 0);

    n_passed = hexwire_message_get_info (message)->context.n_messages;
  }
  n_hidden = hexwire_log_view_get_n_hidden (fixture->view);
  g_assert_cmpuint (n_hidden, >=, 2);
  g_assert_cmpuint (n_hidden, <, 16);
  g_assert_cmpuint (n_passed + n_hidden, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->log)));
  g_assert_true (hexwire_log_view_find (fixture->view,
                                        hexwire_message_log_get_end_row (fixture->log) - 2, 0,
                                        &position));
  g_assert_cmpuint (position, ==, 0);
  append_text (fixture, 1, "last");
  g_assert_cmpuint (count_shown (fixture), ==, 2);
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  append (fixture, 1, 3);
  hexwire_log_view_set_paused (fixture->view, TRUE);
  append (fixture, 1, 2);
  hexwire_log_view_set_held (fixture->view, TRUE);
  hexwire_log_view_set_held (fixture->view, FALSE);
  g_assert_cmpuint (count_shown (fixture), ==, 3);
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 2);
  hexwire_log_view_set_paused (fixture->view, FALSE);
  g_assert_cmpuint (count_shown (fixture), ==, 5);
}

/* What was there before stays in sight, however it is chosen or cut meanwhile. */
static void
test_choose_while_paused (Fixture       *fixture,
                          gconstpointer  data)
{
  append_text (fixture, 1, "one\n");
  append_text (fixture, 2, "two\n");
  append_text (fixture, 1, "three\n");
  hexwire_log_view_set_paused (fixture->view, TRUE);
  append_text (fixture, 1, "four\n");
  append_text (fixture, 2, "five\n");
  assert_rows (fixture, "one\n|two\n|three\n");
  hexwire_log_view_set_peer (fixture->view, 1);
  assert_rows (fixture, "one\n|three\n");
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 1);
  set_filter (fixture, "\"o\"");
  assert_rows (fixture, "one\n");
  hexwire_log_view_set_peer (fixture->view, 0);
  set_filter (fixture, NULL);
  set_rule (fixture, "lines");
  assert_rows (fixture, "one\n|two\n|three\n");
  append_text (fixture, 2, "six\n");
  assert_rows (fixture, "one\n|two\n|three\n");
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 3);
  hexwire_log_view_set_paused (fixture->view, FALSE);
  assert_rows (fixture, "one\n|two\n|three\n|four\n|five\n|six\n");
}

static void
mark (Fixture  *fixture,
      guint     position,
      gboolean  marked)
{
  hexwire_log_view_set_marked (fixture->view, &position, 1, marked);
}

/* What came of an unfinished frame first does not let in what others have sent since. */
static void
test_pause_in_frames (Fixture       *fixture,
                      gconstpointer  data)
{
  set_rule (fixture, "lines");
  append_text (fixture, 1, "a\n");
  hexwire_log_view_set_paused (fixture->view, TRUE);
  append_text (fixture, 1, "b");
  append_text (fixture, 2, "c\n");
  append_text (fixture, 1, "b\n");
  set_filter (fixture, "in");
  assert_rows (fixture, "a\n");
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 2);
}

/* A mark stays with its bytes however the stream is cut. */
static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  append_text (fixture, 1, "a\nb");
  append_text (fixture, 1, "c\nd\n");
  mark (fixture, 0, TRUE);
  assert_rows (fixture, "a\nb!|c\nd\n");
  set_rule (fixture, "lines");
  assert_rows (fixture, "a\n|bc\n|d\n");
  mark (fixture, 1, TRUE);
  set_filter (fixture, "marked");
  assert_rows (fixture, "bc\n!");
  set_filter (fixture, NULL);
  set_rule (fixture, NULL);
  assert_rows (fixture, "a\nb!|c\nd\n!");
  mark (fixture, 1, FALSE);
  assert_rows (fixture, "a\nb!|c\nd\n");
}

/* Where a byte of the log is shown, through frames and filter. */
static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  guint position;

  append_text (fixture, 1, "ab\nc");
  append_text (fixture, 2, "xyz\n");
  append_text (fixture, 1, "d\n");
  g_assert_true (hexwire_log_view_find (fixture->view, 1, 2, &position));
  g_assert_cmpuint (position, ==, 1);
  set_rule (fixture, "lines");
  assert_rows (fixture, "ab\n|xyz\n|cd\n");
  g_assert_true (hexwire_log_view_find (fixture->view, 0, 3, &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_true (hexwire_log_view_find (fixture->view, 0, 0, &position));
  g_assert_cmpuint (position, ==, 0);
  set_filter (fixture, "not \"ab\"");
  assert_rows (fixture, "xyz\n|cd\n");
  g_assert_false (hexwire_log_view_find (fixture->view, 0, 0, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_true (hexwire_log_view_find (fixture->view, 2, 0, &position));
  g_assert_cmpuint (position, ==, 1);
}

static void
assert_found (Fixture *fixture,
              guint64  row,
              guint64  expected_end_row)
{
  HexwireFrame frame;
  guint position;

  g_assert_true (hexwire_log_view_find (fixture->view, row, 0, &position));
  g_assert_true (hexwire_log_view_get_frame (fixture->view, position, &frame));
  g_assert_cmpuint (frame.end_row, ==, expected_end_row);
}

/* The frame of one peer, cut off by its end, stands behind those that others have sent since. */
static void
test_find_out_of_turn (Fixture       *fixture,
                       gconstpointer  data)
{
  set_rule (fixture, "lines");
  for (guint n_tail = 55; n_tail < 70; n_tail++)
    {
      guint64 first;

      hexwire_message_log_clear (fixture->log);
      first = hexwire_message_log_get_end_row (fixture->log);
      append_text (fixture, 1, "part");
      for (guint i = 0; i < 63; i++)
        append_text (fixture, 2, "b\n");
      hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_CLOSED, 1, 1000, "closed", 6);
      for (guint i = 0; i < n_tail; i++)
        append_text (fixture, 2, "b\n");
      for (guint i = 0; i < 65 + n_tail; i++)
        assert_found (fixture, first + i, first + i);
    }
}

static void
assert_place (Fixture         *fixture,
              guint64          row,
              guint32          offset_bytes,
              HexwireLogPlace  expected)
{
  guint position;

  g_assert_cmpint (hexwire_log_view_find_place (fixture->view, row, offset_bytes, &position), ==,
                   expected);
}

/* A byte of a frame that has not ended is in no row, and an empty message is found. */
static void
test_find_nothing (Fixture       *fixture,
                   gconstpointer  data)
{
  guint32 udp
    = hexwire_message_log_add_peer (fixture->log,
                                    &(HexwireLogPeer) { .transport = HEXWIRE_TRANSPORT_UDP,
                                                        .address = "three" });

  set_rule (fixture, "lines");
  append_text (fixture, 1, "part");
  append_text (fixture, 2, "b\n");
  append_text (fixture, udp, "");
  append_text (fixture, 2, "c\nd");
  assert_place (fixture, 0, 0, HEXWIRE_LOG_PLACE_UNFINISHED);
  assert_place (fixture, 0, 4, HEXWIRE_LOG_PLACE_NOWHERE);
  assert_place (fixture, 3, 1, HEXWIRE_LOG_PLACE_SHOWN);
  assert_place (fixture, 3, 2, HEXWIRE_LOG_PLACE_UNFINISHED);
  assert_place (fixture, 4, 0, HEXWIRE_LOG_PLACE_NOWHERE);
  assert_found (fixture, 2, 2);
  append_text (fixture, 1, "\n");
  assert_found (fixture, 0, 4);
  assert_place (fixture, 3, 2, HEXWIRE_LOG_PLACE_UNFINISHED);
  set_filter (fixture, "not \"b\"");
  assert_place (fixture, 1, 0, HEXWIRE_LOG_PLACE_HIDDEN);
  assert_place (fixture, 3, 2, HEXWIRE_LOG_PLACE_UNFINISHED);
}

/* However much others have sent since, there is no walk over it for a byte without a row. */
static void
test_find_unfinished_is_fast (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *lines = g_strnfill (65536, '\n');
  gint64 start_us;

  set_rule (fixture, "lines");
  append_text (fixture, 1, "part");
  for (guint i = 0; i < 10; i++)
    append_text (fixture, 2, lines);
  wait_until (!hexwire_log_view_is_scanning (fixture->view));
  start_us = g_get_monotonic_time ();
  for (guint i = 0; i < 100000; i++)
    assert_place (fixture, 0, i % 4, HEXWIRE_LOG_PLACE_UNFINISHED);
  /* It was two minutes. */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 10 * G_USEC_PER_SEC);
}

static void
test_times (Fixture       *fixture,
            gconstpointer  data)
{
  static const gint64 times_us[] = { 100, 120, 150, 190 };
  static const guint32 peers[] = { 1, 2, 1, 2 };
  static const gint64 peer_previous_us[] = { 0, 0, 100, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (times_us); i++)
    hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, peers[i], times_us[i], "x",
                                1);
  hexwire_message_log_publish (fixture->log);
  for (guint i = 0; i < G_N_ELEMENTS (times_us); i++)
    {
      g_autoptr (HexwireMessage) message
        = g_list_model_get_item (G_LIST_MODEL (fixture->view), i);
      const HexwireMessageInfo *info = hexwire_message_get_info (message);

      g_assert_cmpint (info->time_us, ==, times_us[i]);
      g_assert_cmpint (info->context.start_us, ==, 100);
      g_assert_cmpint (info->context.previous_us, ==, i > 0 ? times_us[i - 1] : 0);
      g_assert_cmpint (info->peer_previous_us, ==, peer_previous_us[i]);
    }
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
  add ("choose-while-paused", 0, test_choose_while_paused);
  add ("collapse/dropped", 0, test_collapse_dropped);
  add ("collapse/repeated", 0, test_collapse);
  add ("dropped/all", 0, test_dropped);
  add ("dropped/peer", 1, test_dropped);
  add ("filter/giving-up", 0, test_filter_giving_up);
  add ("filter/shown", 0, test_filter);
  add ("find/nothing", 0, test_find_nothing);
  add ("find/out-of-turn", 0, test_find_out_of_turn);
  add ("find/shown", 0, test_find);
  add ("find/unfinished-is-fast", 0, test_find_unfinished_is_fast);
  add ("frames", 0, test_frames);
  add ("held", 0, test_held);
  add ("idle-gap/last", 0, test_idle_gap);
  add ("idle-gap/live", 0, test_idle_gap_live);
  add ("marks", 0, test_marks);
  add ("pause/frames", 0, test_pause_in_frames);
  add ("pause/rows", 0, test_pause);
  add ("peer", 0, test_peer);
  add ("peer-in-a-long-log", 0, test_peer_in_a_long_log);
  add ("times", 0, test_times);
  add ("too-many-frames", 0, test_too_many_frames);

  return g_test_run ();
}
