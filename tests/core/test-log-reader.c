/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-log.h"

#include <string.h>

typedef struct
{
  HexwireMessageLog *log;
  guint32 one;
  guint32 two;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = hexwire_message_log_new ();
  fixture->one = hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "1" });
  fixture->two = hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .address = "2" });
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->log);
}

static void
append (Fixture            *fixture,
        HexwireMessageKind  kind,
        guint32             peer_id,
        const char         *text)
{
  hexwire_message_log_append (fixture->log, kind, peer_id, 7, text, strlen (text));
}

/* The stream of the first peer is "abcdefghij", between what the other one sends. */
static void
append_streams (Fixture *fixture)
{
  append (fixture, HEXWIRE_MESSAGE_OPENED, fixture->one, "Connected");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->one, "abc");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->one, "de");
  append (fixture, HEXWIRE_MESSAGE_SENT, fixture->one, "sent");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->two, "ABC");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->one, "fghij");
}

static const struct
{
  HexwireFrame frame;
  const char *text;       /* NULL where it cannot be read */
  guint64 first_row;
} frames[] = {
  { { 0, 9, 9, 0 }, "Connected", 0 },
  { { 1, 3, 3, 0 }, "abc", 1 },
  { { 1, 3, 2, 0 }, "bc", 1 },
  { { 1, 2, 2, 0 }, "ab", 1 },
  { { 1, 2, 0, 0 }, "", 1 },
  { { 2, 1, 3, HEXWIRE_RECORD_SPLIT }, "bcd", 1 },
  { { 2, 2, 5, 0 }, "abcde", 1 },
  { { 5, 1, 2, 0 }, "ef", 2 },
  { { 5, 5, 10, HEXWIRE_RECORD_UNFINISHED }, "abcdefghij", 1 },
  { { 5, 5, 11, 0 }, NULL, 1 },
  { { 3, 4, 4, 0 }, "sent", 3 },
  { { 6, 1, 1, 0 }, NULL, 6 },
};

static void
test_frames (Fixture       *fixture,
             gconstpointer  data)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (fixture->log);

  append_streams (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      const HexwireFrame *frame = &frames[i].frame;
      gboolean is_there = frames[i].text != NULL;
      g_autoptr (GBytes) payload = hexwire_log_reader_dup_payload (reader, frame);
      HexwireLogRecord record;

      g_assert_cmpuint (hexwire_log_reader_find_first_row (reader, frame), ==, frames[i].first_row);
      g_assert_cmpint (hexwire_log_reader_read (reader, frame, &record), ==, is_there);
      g_assert_cmpint (payload != NULL, ==, is_there);
      if (!is_there)
        continue;
      g_assert_cmpmem (record.data, record.size_bytes, frames[i].text, strlen (frames[i].text));
      g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload),
                       frames[i].text, strlen (frames[i].text));
      g_assert_cmpuint (record.flags, ==, frame->flags);
      g_assert_cmpstr (record.peer->address, ==, "1");
      g_assert_cmpint (record.time_us, ==, 7);
    }
}

static void
test_row (Fixture       *fixture,
          gconstpointer  data)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (fixture->log);
  HexwireFrame frame;

  g_assert_false (hexwire_log_reader_get_row (reader, 0, &frame));
  append_streams (fixture);
  g_assert_true (hexwire_log_reader_get_row (reader, 5, &frame));
  g_assert_cmpuint (frame.end_row, ==, 5);
  g_assert_cmpuint (frame.end_offset_bytes, ==, 5);
  g_assert_cmpuint (frame.size_bytes, ==, 5);
  g_assert_false (hexwire_log_reader_get_row (reader, 6, &frame));
}

/* A frame whose beginning the log has dropped is gone, and its end can still be found. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *large = g_strnfill (HEXWIRE_LOG_CHUNK_SIZE_BYTES, 'x');
  HexwireLogReader *reader = hexwire_message_log_get_reader (fixture->log);
  HexwireFrame frame = { 1, HEXWIRE_LOG_CHUNK_SIZE_BYTES, HEXWIRE_LOG_CHUNK_SIZE_BYTES + 1, 0, 0 };
  HexwireLogRecord record;

  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->one, "a");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, fixture->one, large);
  g_assert_true (hexwire_log_reader_read (reader, &frame, &record));
  hexwire_message_log_set_limits (fixture->log, G_MAXSIZE, 1);
  g_assert_false (hexwire_log_reader_read (reader, &frame, &record));
  g_assert_null (hexwire_log_reader_dup_payload (reader, &frame));
  g_assert_cmpuint (hexwire_log_reader_find_first_row (reader, &frame), ==, 1);
}

static void
assert_record (const HexwireLogSnapshot *snapshot,
               HexwireLogReader         *reader,
               guint64                   index,
               const char               *text)
{
  HexwireLogRecord record;

  g_assert_true (hexwire_log_snapshot_read (snapshot, reader, index, &record));
  g_assert_cmpmem (record.data, record.size_bytes, text, strlen (text));
}

/* What the log does after the snapshot was taken, its own end included, changes nothing in it. */
static void
test_snapshot (void)
{
  Fixture fixture;
  g_autoptr (HexwireLogSnapshot) all = NULL;
  g_autoptr (HexwireLogSnapshot) some = NULL;
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (HexwireFrame));
  HexwireLogReader reader;

  set_up (&fixture, NULL);
  append_streams (&fixture);
  g_array_append_val (chosen, frames[8].frame);
  g_array_append_val (chosen, frames[3].frame);
  all = hexwire_message_log_take_snapshot (fixture.log, NULL);
  some = hexwire_message_log_take_snapshot (fixture.log, chosen);
  for (guint i = 0; i < 1000; i++)
    append (&fixture, HEXWIRE_MESSAGE_SENT, fixture.two, "later");
  hexwire_message_log_clear (fixture.log);
  append (&fixture, HEXWIRE_MESSAGE_SENT, fixture.two, "after");
  tear_down (&fixture, NULL);

  hexwire_log_snapshot_init_reader (all, &reader);
  g_assert_cmpuint (hexwire_log_snapshot_get_n_records (all), ==, 6);
  assert_record (all, &reader, 0, "Connected");
  assert_record (all, &reader, 5, "fghij");
  hexwire_log_reader_clear (&reader);

  hexwire_log_snapshot_init_reader (some, &reader);
  g_assert_cmpuint (hexwire_log_snapshot_get_n_records (some), ==, 2);
  assert_record (some, &reader, 0, "abcdefghij");
  assert_record (some, &reader, 1, "ab");
  hexwire_log_reader_clear (&reader);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/log-reader/dropped", Fixture, NULL, set_up, test_dropped, tear_down);
  g_test_add ("/log-reader/frames", Fixture, NULL, set_up, test_frames, tear_down);
  g_test_add ("/log-reader/row", Fixture, NULL, set_up, test_row, tear_down);
  g_test_add_func ("/log-reader/snapshot", test_snapshot);

  return g_test_run ();
}
