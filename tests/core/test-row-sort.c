/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "codec/bytes-text.h"
#include "log/log-view.h"

#include "wait.h"

#include <string.h>

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogView *view;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = hexwire_message_log_new ();
  fixture->view = hexwire_log_view_new (fixture->log);
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
sort (Fixture           *fixture,
      HexwireRowKeyKind  kind,
      const char        *format_text,
      guint              index,
      gboolean           descending)
{
  g_autoptr (HexwireFormat) format
    = format_text != NULL ? hexwire_format_parse (format_text, NULL, NULL) : NULL;
  HexwireRowKey key;

  hexwire_row_key_init (&key, kind, format, index);
  hexwire_log_view_sort (fixture->view, &key, descending);
  hexwire_row_key_clear (&key);
}

/* Every row's time tells which it was. */
static gint64
get_row (Fixture *fixture,
         guint    position)
{
  g_autoptr (HexwireMessage) message
    = g_list_model_get_item (G_LIST_MODEL (fixture->view), position);

  g_assert_nonnull (message);
  return hexwire_message_get_time_us (message);
}

static char *
dup_order (Fixture *fixture)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->view)); i++)
    g_string_append_printf (order, "%s%d", i > 0 ? " " : "", (int) get_row (fixture, i));
  return g_string_free (order, FALSE);
}

static gboolean
has_order (Fixture    *fixture,
           const char *expected)
{
  g_autofree char *order = dup_order (fixture);

  return g_str_equal (order, expected);
}

static void
append (Fixture            *fixture,
        HexwireMessageKind  kind,
        guint32             peer_id,
        gint64              time_us,
        const char         *hex)
{
  g_autoptr (GBytes) bytes = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, hex, NULL, NULL);
  gsize size_bytes;
  const void *data = g_bytes_get_data (bytes, &size_bytes);

  hexwire_message_log_append (fixture->log, kind, peer_id, time_us, data, size_bytes);
}

static void
append_words (Fixture    *fixture,
              const char *words)
{
  g_auto (GStrv) payloads = g_strsplit (words, " ", -1);

  for (guint i = 0; payloads[i] != NULL; i++)
    append (fixture, HEXWIRE_MESSAGE_RECEIVED, 1, i + 1, payloads[i]);
  hexwire_message_log_publish (fixture->log);
}

typedef struct
{
  const char *name;
  const char *format;
  guint index;
  const char *payloads;     /* row 1, row 2, ... */
  const char *ascending;
  const char *descending;
} Case;

static const Case cases[] = {
  { "signed", ">h", 0, "0001 ffff 8000 7fff 0000", "3 2 5 1 4", "4 1 5 2 3" },
  { "unsigned", ">Q", 0, "8000000000000000 7fffffffffffffff ffffffffffffffff", "2 1 3", "3 1 2" },
  { "little-endian", "<H", 0, "0100 0001 ff00", "1 3 2", "2 3 1" },
  { "float", ">f", 0, "3f800000 bf800000 ff800000 7f800000 7fc00000 80000000 00000000",
    "3 2 6 7 1 4 5", "5 4 1 6 7 2 3" },
  { "bool", "?", 0, "01 00 02", "2 1 3", "1 3 2" },
  { "string", "3s", 0, "616263 616162 610000 7a0000", "3 2 1 4", "4 1 2 3" },
  { "pascal", "4p", 0, "01620000 0361626300 01610000 00ffffff", "4 3 2 1", "1 2 3 4" },
  { "characters", "2c", 0, "6261 6162 6161", "3 2 1", "1 2 3" },
  { "array", ">2h", 0, "0001ffff 00010000 ffff0001", "3 1 2", "2 1 3" },
  { "second field", ">BH", 1, "ff0001 000003 010002", "1 3 2", "2 3 1" },
  { "equal", "B", 0, "01 00 01 00", "2 4 1 3", "1 3 2 4" },
  { "too short", ">H", 0, "0002 00 0001 ff", "3 1 2 4", "1 3 2 4" },
};

static void
test_fields (Fixture       *fixture,
             gconstpointer  data)
{
  const Case *c = &cases[GPOINTER_TO_UINT (data)];

  append_words (fixture, c->payloads);
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, c->format, c->index, FALSE);
  wait_until (has_order (fixture, c->ascending));
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, c->format, c->index, TRUE);
  wait_until (has_order (fixture, c->descending));
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  append (fixture, HEXWIRE_MESSAGE_SENT, 2, 1, "0102");
  append (fixture, HEXWIRE_MESSAGE_NOTE, 0, 2, "616263");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, 1, 3, "010203");
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, 2, 4, "");
  hexwire_message_log_publish (fixture->log);

  sort (fixture, HEXWIRE_ROW_KEY_LENGTH, NULL, 0, FALSE);
  wait_until (has_order (fixture, "4 1 3 2"));
  sort (fixture, HEXWIRE_ROW_KEY_PEER, NULL, 0, FALSE);
  wait_until (has_order (fixture, "3 1 4 2"));
  sort (fixture, HEXWIRE_ROW_KEY_KIND, NULL, 0, FALSE);
  wait_until (has_order (fixture, "3 4 1 2"));
  sort (fixture, HEXWIRE_ROW_KEY_TIME, NULL, 0, TRUE);
  wait_until (has_order (fixture, "4 3 2 1"));
}

/* The view stands while it is sorted; what came is counted, and comes behind in the old order. */
static void
test_waiting (Fixture       *fixture,
              gconstpointer  data)
{
  append_words (fixture, "03 01 02");
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  wait_until (has_order (fixture, "2 3 1"));
  g_assert_true (hexwire_log_view_get_sorted (fixture->view));
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, 1, 4, "00");
  hexwire_message_log_publish (fixture->log);
  g_assert_true (has_order (fixture, "2 3 1"));
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 1);
  hexwire_log_view_unsort (fixture->view);
  g_assert_true (has_order (fixture, "1 2 3 4"));
  g_assert_false (hexwire_log_view_get_sorted (fixture->view));
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 0);
}

static void
test_paused (Fixture       *fixture,
             gconstpointer  data)
{
  append_words (fixture, "03 01 02");
  hexwire_log_view_set_paused (fixture->view, TRUE);
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, 1, 4, "00");
  hexwire_message_log_publish (fixture->log);
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  wait_until (has_order (fixture, "2 3 1"));
  hexwire_log_view_unsort (fixture->view);
  g_assert_true (has_order (fixture, "1 2 3"));
  g_assert_cmpuint (hexwire_log_view_get_n_waiting (fixture->view), ==, 1);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  guint position;

  append_words (fixture, "03 01 02");
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  wait_until (has_order (fixture, "2 3 1"));
  g_assert_true (hexwire_log_view_find (fixture->view, 0, 0, &position));
  g_assert_cmpuint (position, ==, 2);
  append (fixture, HEXWIRE_MESSAGE_RECEIVED, 1, 4, "00");
  hexwire_message_log_publish (fixture->log);
  g_assert_true (hexwire_log_view_reveal (fixture->view, 1, 0, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_true (hexwire_log_view_get_sorted (fixture->view));
  g_assert_true (hexwire_log_view_reveal (fixture->view, 3, 0, &position));
  g_assert_cmpuint (position, ==, 3);
  g_assert_false (hexwire_log_view_get_sorted (fixture->view));
}

/* Only the last of two wishes counts, and none when other rows are to be shown. */
static void
test_changed_mind (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (HexwireRowFilter) filter
    = hexwire_row_filter_parse ("len = 1", NULL, NULL, NULL);

  append_words (fixture, "03 01 02");
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, TRUE);
  wait_until (has_order (fixture, "1 3 2"));
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  hexwire_log_view_set_filter (fixture->view, filter);
  g_assert_false (hexwire_log_view_get_sorted (fixture->view));
  g_assert_true (has_order (fixture, "1 2 3"));
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  append_words (fixture, "03 01 02");
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, "B", 0, FALSE);
  wait_until (has_order (fixture, "2 3 1"));
  hexwire_message_log_clear (fixture->log);
  g_assert_false (hexwire_log_view_get_sorted (fixture->view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->view)), ==, 0);
}

static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  const guint n_rows = 300000;

  for (guint i = 0; i < n_rows; i++)
    {
      guint32 number = GUINT32_TO_BE (i * 2654435761u);

      hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 1, i + 1,
                                  (const guint8 *) &number, sizeof number);
    }
  hexwire_message_log_publish (fixture->log);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->view)) == n_rows);
  sort (fixture, HEXWIRE_ROW_KEY_FIELD, ">I", 0, FALSE);
  wait_until (get_row (fixture, n_rows - 1) != n_rows);
  for (guint i = 1; i < n_rows; i++)
    g_assert_cmpuint ((guint32) (get_row (fixture, i - 1) - 1) * 2654435761u, <=,
                      (guint32) (get_row (fixture, i) - 1) * 2654435761u);
}

#define add(path, data, func) \
  g_test_add ("/row-sort/" path, Fixture, GUINT_TO_POINTER (data), set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("changed-mind", 0, test_changed_mind);
  add ("dropped", 0, test_dropped);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/row-sort/field/", cases[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_fields, tear_down);
    }
  add ("find", 0, test_find);
  add ("many", 0, test_many);
  add ("paused", 0, test_paused);
  add ("rows", 0, test_rows);
  add ("waiting", 0, test_waiting);

  return g_test_run ();
}
