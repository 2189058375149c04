/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-log.h"

#include "wait.h"

#include <string.h>

static guint
count_items (HexwireMessageLog *log)
{
  return g_list_model_get_n_items (G_LIST_MODEL (log));
}

static void
append (HexwireMessageLog *log,
        const char        *text)
{
  hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, text, strlen (text));
}

static guint32
add_peer (HexwireMessageLog *log,
          const char        *address)
{
  return hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .address = address });
}

static void
assert_payload (HexwireMessageLog *log,
                guint              position,
                const char        *text)
{
  g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (log), position);
  GBytes *payload = hexwire_message_get_payload (message);

  g_assert_cmpmem (g_bytes_get_data (payload, NULL), g_bytes_get_size (payload), text,
                   strlen (text));
}

typedef struct
{
  guint n_calls;
  guint n_removed;
  guint n_added;
} Changes;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  Changes    *changes)
{
  changes->n_calls++;
  changes->n_removed += n_removed;
  changes->n_added += n_added;
}

static void
test_append (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  guint32 peer_id = add_peer (log, "127.0.0.1:1");
  g_autoptr (HexwireMessage) message = NULL;

  g_assert_cmpuint (peer_id, !=, 0);
  hexwire_message_log_append (log, HEXWIRE_MESSAGE_SENT, peer_id, 123456789, "hello", 5);
  hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 123456790, NULL, 0);
  g_assert_cmpuint (count_items (log), ==, 0);
  hexwire_message_log_publish (log);
  g_assert_cmpuint (count_items (log), ==, 2);
  assert_payload (log, 0, "hello");
  assert_payload (log, 1, "");

  message = g_list_model_get_item (G_LIST_MODEL (log), 0);
  g_assert_cmpint (hexwire_message_get_kind (message), ==, HEXWIRE_MESSAGE_SENT);
  g_assert_cmpint (hexwire_message_get_time_us (message), ==, 123456789);
  g_assert_cmpstr (hexwire_message_get_peer (message), ==, "127.0.0.1:1");
  g_assert_cmpuint (hexwire_message_get_peer_id (message), ==, peer_id);
  g_assert_cmpuint (hexwire_message_get_size_bytes (message), ==, 5);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (log), 2));
}

static void
test_peers (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  HexwireLogPeer peer = { .transport = HEXWIRE_TRANSPORT_UDP,
                          .address = "10.0.0.1:1",
                          .local_address = "10.0.0.2:2",
                          .opened_here = TRUE };
  const HexwireLogPeer *kept;

  g_assert_cmpuint (hexwire_message_log_add_peer (log, &peer), ==, 1);
  g_assert_cmpuint (hexwire_message_log_get_n_peers (log), ==, 1);
  g_assert_null (hexwire_message_log_get_peer (log, 0));
  kept = hexwire_message_log_get_peer (log, 1);
  g_assert_cmpint (kept->transport, ==, HEXWIRE_TRANSPORT_UDP);
  g_assert_cmpstr (kept->address, ==, "10.0.0.1:1");
  g_assert_cmpstr (kept->local_address, ==, "10.0.0.2:2");
  g_assert_true (kept->opened_here);
}

/* A flood of peers that send once and go: those of whom no message is left are forgotten. */
static void
test_peers_are_forgotten (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);
  guint32 staying_id = add_peer (log, "staying");
  guint8 payload[64] = { 0 };

  hexwire_message_log_set_limits (log, 6 * 1024 * 1024, G_MAXUINT);
  hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, staying_id, 1, "x", 1);
  for (guint i = 0; i < 200000; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.%u.%u.%u:5000", i >> 16, (i >> 8) & 255,
                                                  i & 255);
      guint32 peer_id = add_peer (log, address);

      memcpy (payload, &i, sizeof i);
      hexwire_message_log_append (log, HEXWIRE_MESSAGE_OPENED, peer_id, 1, "", 0);
      hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 1, payload, 64);
      hexwire_message_log_release_peer (log, peer_id);
    }
  g_assert_cmpuint (hexwire_message_log_get_n_peers (log), <, 70000);
  g_assert_cmpuint (hexwire_message_log_get_memory_bytes (log), <, 16 * 1024 * 1024);
  g_assert_cmpstr (hexwire_message_log_get_peer (log, staying_id)->address, ==, "staying");

  /* Each message that is left still has its own peer, and its links end at its own rows. */
  hexwire_message_log_publish (log);
  for (guint64 row = hexwire_message_log_get_oldest_row (log) + 1;
       row < hexwire_message_log_get_end_row (log); row++)
    {
      const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, row);
      const HexwireLogPeer *peer = hexwire_message_log_get_peer (log, entry->peer_id);
      g_autofree char *address = NULL;
      HexwireLogRecord record;
      HexwireFrame frame;
      guint32 i;

      g_assert_cmpuint (entry->stream_back_rows, ==, 0);
      g_assert_cmpuint (entry->peer_back_rows, ==, entry->kind == HEXWIRE_MESSAGE_RECEIVED);
      if (entry->kind != HEXWIRE_MESSAGE_RECEIVED)
        continue;
      g_assert_true (hexwire_log_reader_get_row (reader, row, &frame));
      g_assert_true (hexwire_log_reader_read (reader, &frame, &record));
      memcpy (&i, record.data, sizeof i);
      address = g_strdup_printf ("10.%u.%u.%u:5000", i >> 16, (i >> 8) & 255, i & 255);
      g_assert_cmpstr (peer->address, ==, address);
    }

  hexwire_message_log_clear (log);
  g_assert_cmpuint (add_peer (log, "next"), <=, hexwire_message_log_get_n_peers (log));
  g_assert_cmpuint (hexwire_message_log_get_memory_bytes (log), <, 3 * 1024 * 1024);
}

/* A snapshot keeps whom the log forgets. */
static void
test_forgotten_in_a_snapshot (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  g_autoptr (HexwireLogSnapshot) snapshot = NULL;
  guint32 peer_id = add_peer (log, "first");
  HexwireLogReader reader;
  HexwireLogRecord record;

  hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 1, "x", 1);
  snapshot = hexwire_message_log_take_snapshot (log, NULL);
  hexwire_message_log_release_peer (log, peer_id);
  g_assert_cmpstr (hexwire_message_log_get_peer (log, peer_id)->address, ==, "first");
  hexwire_message_log_clear (log);
  g_assert_null (hexwire_message_log_get_peer (log, peer_id));
  g_assert_cmpuint (add_peer (log, "second"), ==, peer_id);

  hexwire_log_snapshot_init_reader (snapshot, &reader);
  g_assert_true (hexwire_log_snapshot_read (snapshot, &reader, 0, &record));
  g_assert_cmpstr (record.peer->address, ==, "first");
  hexwire_log_reader_clear (&reader);
}

static void
test_links (void)
{
  static const struct
  {
    HexwireMessageKind kind;
    guint32 peer_id;
    guint32 stream_back_rows;
    guint32 peer_back_rows;
  } rows[] = {
    { HEXWIRE_MESSAGE_NOTE, 0, 0, 0 },
    { HEXWIRE_MESSAGE_OPENED, 1, 0, 0 },
    { HEXWIRE_MESSAGE_RECEIVED, 1, 0, 1 },
    { HEXWIRE_MESSAGE_SENT, 1, 0, 1 },
    { HEXWIRE_MESSAGE_RECEIVED, 2, 0, 0 },
    { HEXWIRE_MESSAGE_RECEIVED, 1, 3, 2 },
    { HEXWIRE_MESSAGE_SENT, 1, 3, 1 },
    { HEXWIRE_MESSAGE_NOTE, 0, 0, 0 },
    { HEXWIRE_MESSAGE_CLOSED, 2, 0, 4 },
  };
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  HexwireLogReader *reader;

  add_peer (log, "one");
  add_peer (log, "two");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    hexwire_message_log_append (log, rows[i].kind, rows[i].peer_id, i, "x", 1);

  reader = hexwire_message_log_get_reader (log);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, i);

      g_assert_cmpuint (entry->stream_back_rows, ==, rows[i].stream_back_rows);
      g_assert_cmpuint (entry->peer_back_rows, ==, rows[i].peer_back_rows);
    }
}

static void
test_reserve (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();

  for (guint i = 0; i < 100; i++)
    {
      guint8 *room = hexwire_message_log_reserve (log, 64 * 1024);

      memset (room, (int) i, 30000);
      hexwire_message_log_commit (log, HEXWIRE_MESSAGE_RECEIVED, 0, i, 30000);
    }
  hexwire_message_log_publish (log);
  g_assert_cmpuint (count_items (log), ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (log), i);
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (hexwire_message_get_payload (message), &size_bytes);

      g_assert_cmpuint (size_bytes, ==, 30000);
      g_assert_cmpuint (data[0], ==, i);
      g_assert_cmpuint (data[29999], ==, i);
    }
}

static void
test_coalescing (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  Changes changes = { 0 };

  g_signal_connect (log, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  for (guint i = 0; i < 10000; i++)
    append (log, "x");
  g_assert_cmpuint (changes.n_calls, ==, 0);
  wait_until (changes.n_added == 10000);
  g_assert_cmpuint (changes.n_calls, ==, 1);
  g_assert_cmpuint (changes.n_removed, ==, 0);
}

/* Rows in sight must not go before newer ones came into sight. */
static void
test_dropped_is_told_later (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  const guint n_messages = 3 * HEXWIRE_LOG_CHUNK_MAX_ENTRIES;
  Changes changes = { 0 };

  hexwire_message_log_set_limits (log, G_MAXSIZE, 1);
  append (log, "seen");
  hexwire_message_log_publish (log);
  g_signal_connect (log, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  for (guint i = 0; i < n_messages; i++)
    append (log, "x");
  wait_until (changes.n_added == n_messages);
  g_assert_cmpuint (changes.n_removed, ==, 0);
  g_assert_cmpuint (hexwire_message_log_get_oldest_row (log), >, 0);
  wait_until (changes.n_removed > 0);
  g_assert_cmpuint (hexwire_message_log_get_oldest_row (log), ==,
                    hexwire_message_log_get_first_row (log));
}

static void
test_slow_listeners (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  gint64 begin_us = g_get_monotonic_time ();

  hexwire_message_log_publish (log);
  hexwire_message_log_add_cost (log, 15 * 1000);
  append (log, "x");
  wait_until (count_items (log) == 1);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, >=, 150 * 1000);
}

static void
test_limit_of_messages (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  const guint n_messages = 5 * HEXWIRE_LOG_CHUNK_MAX_ENTRIES;
  Changes changes = { 0 };
  HexwireLogReader *reader;
  guint64 first_row;

  hexwire_message_log_set_limits (log, G_MAXSIZE, 2 * HEXWIRE_LOG_CHUNK_MAX_ENTRIES);
  g_signal_connect (log, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      append (log, text);
      if (i == n_messages / 2)
        hexwire_message_log_publish (log);
    }
  hexwire_message_log_publish (log);

  g_assert_cmpuint (count_items (log), <=, 3 * HEXWIRE_LOG_CHUNK_MAX_ENTRIES);
  g_assert_cmpuint (count_items (log), >, HEXWIRE_LOG_CHUNK_MAX_ENTRIES);
  g_assert_cmpuint (count_items (log) + hexwire_message_log_get_n_dropped (log), ==, n_messages);
  g_assert_cmpuint (changes.n_added - changes.n_removed, ==, count_items (log));

  first_row = hexwire_message_log_get_first_row (log);
  {
    g_autofree char *text = g_strdup_printf ("%u", (guint) first_row);

    assert_payload (log, 0, text);
  }
  reader = hexwire_message_log_get_reader (log);
  g_assert_null (hexwire_log_reader_find_chunk (reader, first_row - 1));
  g_assert_nonnull (hexwire_log_reader_find_chunk (reader, first_row));
}

static void
test_limit_of_bytes (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  g_autofree guint8 *payload = g_malloc0 (100000);
  g_autoptr (HexwireMessage) kept = NULL;

  hexwire_message_log_set_limits (log, 8 * HEXWIRE_LOG_CHUNK_SIZE_BYTES, G_MAXUINT);
  append (log, "the first");
  hexwire_message_log_publish (log);
  kept = g_list_model_get_item (G_LIST_MODEL (log), 0);
  for (guint i = 0; i < 1000; i++)
    {
      hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 0, i, payload, 100000);
      g_assert_cmpuint (hexwire_message_log_get_memory_bytes (log), <=,
                        8 * HEXWIRE_LOG_CHUNK_SIZE_BYTES);
    }

  /* Its chunk is gone from the log, but whoever shows a message keeps its bytes. */
  g_assert_cmpuint (hexwire_message_log_get_n_dropped (log), >, 0);
  g_assert_cmpmem (g_bytes_get_data (hexwire_message_get_payload (kept), NULL), 9, "the first", 9);

  /* Dropped and not yet told: the place is held by an empty row. */
  {
    g_autoptr (HexwireMessage) gone = g_list_model_get_item (G_LIST_MODEL (log), 0);

    g_assert_null (hexwire_message_get_payload (gone));
    g_assert_cmpuint (hexwire_message_get_size_bytes (gone), ==, 0);
  }
}

static void
test_message_larger_than_a_chunk (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  gsize size_bytes = 3 * HEXWIRE_LOG_CHUNK_SIZE_BYTES + 1;
  g_autofree guint8 *payload = g_malloc0 (size_bytes);

  payload[size_bytes - 1] = 7;
  append (log, "before");
  hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, payload, size_bytes);
  append (log, "after");
  hexwire_message_log_publish (log);
  g_assert_cmpuint (count_items (log), ==, 3);
  assert_payload (log, 0, "before");
  assert_payload (log, 2, "after");
  {
    g_autoptr (HexwireMessage) message = g_list_model_get_item (G_LIST_MODEL (log), 1);

    g_assert_cmpmem (g_bytes_get_data (hexwire_message_get_payload (message), NULL), size_bytes,
                     payload, size_bytes);
  }
}

/* An echo appends the bytes that it has just received, out of the log's own memory. */
static void
test_append_of_own_memory (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();

  hexwire_message_log_set_limits (log, 1, 1);
  for (guint i = 0; i < 200; i++)
    {
      guint8 *room = hexwire_message_log_reserve (log, 64 * 1024);

      memset (room, (int) i, 40000);
      hexwire_message_log_commit (log, HEXWIRE_MESSAGE_RECEIVED, 0, i, 40000);
      hexwire_message_log_append (log, HEXWIRE_MESSAGE_SENT, 0, i, room, 40000);
      hexwire_message_log_publish (log);
      {
        g_autoptr (HexwireMessage) message
          = g_list_model_get_item (G_LIST_MODEL (log), count_items (log) - 1);
        const guint8 *data = g_bytes_get_data (hexwire_message_get_payload (message), NULL);

        g_assert_cmpuint (data[0], ==, i);
        g_assert_cmpuint (data[39999], ==, i);
      }
    }
}

static void
test_clear (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  Changes changes = { 0 };

  append (log, "a");
  append (log, "b");
  hexwire_message_log_publish (log);
  append (log, "c");
  g_signal_connect (log, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  hexwire_message_log_clear (log);
  g_assert_cmpuint (count_items (log), ==, 0);
  g_assert_cmpuint (changes.n_removed, ==, 2);
  g_assert_cmpuint (changes.n_added, ==, 0);
  append (log, "d");
  hexwire_message_log_publish (log);
  g_assert_cmpuint (count_items (log), ==, 1);
  assert_payload (log, 0, "d");
}

static void
test_bookkeeping (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  const guint n_messages = 1000000;
  guint8 payload[32] = { 0 };

  for (guint i = 0; i < n_messages; i++)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, 0, i, payload, sizeof payload);
  g_assert_cmpuint (hexwire_message_log_get_memory_bytes (log), <=,
                    n_messages * (sizeof payload + 40) + 2 * HEXWIRE_LOG_CHUNK_SIZE_BYTES);
}

typedef struct
{
  guint64 next_row;
  guint64 n_bytes;
} Witness;

static void
grown_cb (HexwireMessageLog *log,
          Witness           *witness)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (log);
  const HexwireLogEntry *entry;

  while ((entry = hexwire_log_reader_find_entry (reader, witness->next_row)) != NULL)
    {
      witness->next_row++;
      witness->n_bytes += entry->size_bytes;
    }
}

/* Whoever listens to this signal sees every row, however few the log keeps. */
static void
test_grown (void)
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  g_autofree guint8 *data = g_malloc0 (100000);
  Witness witness = { 0 };

  g_signal_connect (log, "grown", G_CALLBACK (grown_cb), &witness);
  hexwire_message_log_set_limits (log, 1, G_MAXUINT);
  for (guint i = 0; i < 1000; i++)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_SENT, 0, 1, data, 100000);
  g_assert_cmpuint (hexwire_message_log_get_n_dropped (log), >, 900);
  hexwire_message_log_clear (log);
  g_assert_cmpuint (witness.next_row, ==, 1000);
  append (log, "abc");
  hexwire_message_log_publish (log);
  g_assert_cmpuint (witness.next_row, ==, 1001);
  g_assert_cmpuint (witness.n_bytes, ==, 100000003);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-log/append", test_append);
  g_test_add_func ("/message-log/append-of-own-memory", test_append_of_own_memory);
  g_test_add_func ("/message-log/bookkeeping", test_bookkeeping);
  g_test_add_func ("/message-log/clear", test_clear);
  g_test_add_func ("/message-log/coalescing", test_coalescing);
  g_test_add_func ("/message-log/dropped-is-told-later", test_dropped_is_told_later);
  g_test_add_func ("/message-log/limit-of-bytes", test_limit_of_bytes);
  g_test_add_func ("/message-log/limit-of-messages", test_limit_of_messages);
  g_test_add_func ("/message-log/message-larger-than-a-chunk", test_message_larger_than_a_chunk);
  g_test_add_func ("/message-log/forgotten-in-a-snapshot", test_forgotten_in_a_snapshot);
  g_test_add_func ("/message-log/peers", test_peers);
  g_test_add_func ("/message-log/peers-are-forgotten", test_peers_are_forgotten);
  g_test_add_func ("/message-log/links", test_links);
  g_test_add_func ("/message-log/reserve", test_reserve);
  g_test_add_func ("/message-log/grown", test_grown);
  g_test_add_func ("/message-log/slow-listeners", test_slow_listeners);

  return g_test_run ();
}
