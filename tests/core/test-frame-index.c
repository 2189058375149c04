/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "log/frame-index.h"

#define RECEIVED HEXWIRE_MESSAGE_RECEIVED
#define SENT HEXWIRE_MESSAGE_SENT
#define CLOSED HEXWIRE_MESSAGE_CLOSED

#define MAX_PEERS 10

typedef struct
{
  HexwireMessageLog *log;
  guint32 tcp, unix_stream, udp, captured;
} Fixture;

static guint32
add_peer (HexwireMessageLog *log,
          HexwireTransport   transport)
{
  return hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .transport = transport,
                                                                .address = "x" });
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->log = hexwire_message_log_new ();
  fixture->tcp = add_peer (fixture->log, HEXWIRE_TRANSPORT_TCP);
  fixture->unix_stream = add_peer (fixture->log, HEXWIRE_TRANSPORT_UNIX_STREAM);
  fixture->udp = add_peer (fixture->log, HEXWIRE_TRANSPORT_UDP);
  fixture->captured = hexwire_message_log_add_peer (
    fixture->log, &(HexwireLogPeer) { .address = "x", .is_captured = TRUE });
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->log);
}

static void
append_at (Fixture            *fixture,
           HexwireMessageKind  kind,
           guint32             peer_id,
           gint64              time_ms,
           const char         *text)
{
  hexwire_message_log_append (fixture->log, kind, peer_id, time_ms * 1000, text, strlen (text));
}

static void
append (Fixture            *fixture,
        HexwireMessageKind  kind,
        guint32             peer_id,
        const char         *text)
{
  append_at (fixture, kind, peer_id, 0, text);
}

static void
append_filler (Fixture            *fixture,
               HexwireMessageKind  kind,
               guint32             peer_id,
               gsize               size_bytes)
{
  g_autofree char *filler = g_malloc0 (size_bytes);

  hexwire_message_log_append (fixture->log, kind, peer_id, 0, filler, size_bytes);
}

static HexwireFrameIndex *
make_index (Fixture    *fixture,
            const char *rule_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse (rule_text, NULL, &error);

  g_assert_no_error (error);
  return hexwire_frame_index_new (fixture->log, rule);
}

static void
scan_all (HexwireFrameIndex *index)
{
  g_assert_true (hexwire_frame_index_scan (index, G_MAXUINT64, G_MAXINT64));
}

/* A frame as text: the peer, < received, > sent or # for a row that is no data, the bytes, and
 * behind a space ! for a part and ? for what is unfinished. */
static void
append_frame (GString            *text,
              guint32             peer_id,
              HexwireMessageKind  kind,
              const guint8       *data,
              gsize               size_bytes,
              guint               flags)
{
  g_string_append_printf (text, "%u%c", peer_id, kind == RECEIVED ? '<' : kind == SENT ? '>' : '#');
  if (size_bytes > 0)
    g_string_append_len (text, (const char *) data, (gssize) size_bytes);
  if ((flags & HEXWIRE_RECORD_SPLIT) != 0)
    g_string_append (text, " !");
  if ((flags & HEXWIRE_RECORD_UNFINISHED) != 0)
    g_string_append (text, " ?");
  g_string_append_c (text, ';');
}

static GString *
dump_index (Fixture           *fixture,
            HexwireFrameIndex *index)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (fixture->log);
  GString *text = g_string_new (NULL);

  for (guint64 i = 0; i < hexwire_frame_index_get_n_frames (index); i++)
    {
      const HexwireFrame *frame = hexwire_frame_index_get_frame (index, i);
      HexwireLogRecord record;

      if (hexwire_log_reader_read (reader, frame, &record))
        append_frame (text, record.peer_id, record.kind, record.data, record.size_bytes,
                      record.flags);
      else
        g_string_append_printf (text, "gone %u;", frame->size_bytes);
    }
  return text;
}

static void
assert_frames (Fixture           *fixture,
               HexwireFrameIndex *index,
               const char        *expected)
{
  g_autoptr (GString) found = dump_index (fixture, index);

  g_string_replace (found, "\n", "$", 0);
  g_assert_cmpstr (found->str, ==, expected);
}

/* The plain way: streams are put together byte by byte, and each byte is asked whether a frame ends
 * with it. */
typedef struct
{
  const char *rule;
  gsize limit_bytes;
  gboolean (*is_whole) (const GString *frame);
} Reference;

static gboolean
is_line (const GString *frame)
{
  return g_str_has_suffix (frame->str, "\n");
}

static gboolean
is_delimited (const GString *frame)
{
  return frame->len >= 3 && memcmp (frame->str + frame->len - 3, "aab", 3) == 0;
}

static gboolean
is_fixed (const GString *frame)
{
  return frame->len == 5;
}

static gboolean
is_counted (const GString *frame)
{
  return frame->len >= 2 && frame->len - 2 == (guint8) frame->str[1];
}

static const Reference references[] = {
  { "lines", G_MAXSIZE, is_line },
  { "lines limit 7", 7, is_line },
  { "delimiter 'aab'", G_MAXSIZE, is_delimited },
  { "delimiter 'aab' limit 4", 4, is_delimited },
  { "fixed 5", G_MAXSIZE, is_fixed },
  { "format >HBH", G_MAXSIZE, is_fixed },
  { "length u8 at 1", G_MAXSIZE, is_counted },
  { "length u8 at 1 limit 50", 50, is_counted },
};

typedef struct
{
  const Reference *reference;
  GString *frames[MAX_PEERS];       /* by peer and direction */
  gsize n_cut[MAX_PEERS];
  GString *text;
} Plain;

static void
plain_push (Plain                 *plain,
            const HexwireLogEntry *entry,
            const guint8          *payload)
{
  guint place = entry->peer_id * 2 + (entry->kind == SENT);
  GString *frame = plain->frames[place];

  for (guint32 i = 0; i < entry->size_bytes; i++)
    {
      gsize n_cut = plain->n_cut[place];
      gboolean is_whole;

      g_string_append_c (frame, (char) payload[i]);
      is_whole = plain->reference->is_whole (frame);
      if (!is_whole && frame->len - n_cut < plain->reference->limit_bytes)
        continue;
      append_frame (plain->text, entry->peer_id, entry->kind, (const guint8 *) frame->str + n_cut,
                    frame->len - n_cut, is_whole ? 0 : HEXWIRE_RECORD_SPLIT);
      plain->n_cut[place] = is_whole ? 0 : frame->len;
      if (is_whole)
        g_string_truncate (frame, 0);
    }
}

static void
plain_close (Plain   *plain,
             guint32  peer_id)
{
  for (guint place = peer_id * 2; place < peer_id * 2 + 2; place++)
    {
      GString *frame = plain->frames[place];
      gsize n_cut = plain->n_cut[place];

      if (frame->len > n_cut)
        append_frame (plain->text, peer_id, place % 2 == 0 ? RECEIVED : SENT,
                      (const guint8 *) frame->str + n_cut, frame->len - n_cut,
                      HEXWIRE_RECORD_UNFINISHED);
      g_string_truncate (frame, 0);
      plain->n_cut[place] = 0;
    }
}

static GString *
dump_plainly (Fixture         *fixture,
              const Reference *reference)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (fixture->log);
  Plain plain = { .reference = reference, .text = g_string_new (NULL) };
  const HexwireLogEntry *entry;

  for (guint i = 0; i < MAX_PEERS; i++)
    plain.frames[i] = g_string_new (NULL);
  for (guint64 row = 0; (entry = hexwire_log_reader_find_entry (reader, row)) != NULL; row++)
    {
      const HexwireLogChunk *chunk = hexwire_log_reader_find_chunk (reader, row);
      const guint8 *payload = chunk->payload + entry->offset_bytes;

      if (entry->kind == CLOSED)
        plain_close (&plain, entry->peer_id);
      if (entry->peer_id != fixture->udp
          && (entry->kind == RECEIVED
              || (entry->kind == SENT && entry->peer_id == fixture->captured)))
        plain_push (&plain, entry, payload);
      else
        append_frame (plain.text, entry->peer_id, entry->kind, payload, entry->size_bytes, 0);
    }
  for (guint i = 0; i < MAX_PEERS; i++)
    g_string_free (plain.frames[i], TRUE);
  return plain.text;
}

/* Few different bytes, so that delimiters and their beginnings are frequent. */
static void
append_random (Fixture *fixture)
{
  static const HexwireMessageKind kinds[] = { RECEIVED, RECEIVED, RECEIVED, SENT, SENT, SENT,
                                              CLOSED, HEXWIRE_MESSAGE_ERROR,
                                              HEXWIRE_MESSAGE_NOTE };
  char text[40];
  gsize size_bytes = (gsize) g_test_rand_int_range (0, sizeof text);

  for (gsize i = 0; i < size_bytes; i++)
    text[i] = "aab\n\1\5Z"[g_test_rand_int_range (0, 7)];
  hexwire_message_log_append (fixture->log,
                              kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                              (guint32) g_test_rand_int_range (1, 5), 0, text, size_bytes);
}

/* An index that followed the log as it grew, and one made afterwards, find what the plain way
 * finds. */
static void
test_plain_way (Fixture       *fixture,
                gconstpointer  data)
{
  HexwireFrameIndex *live[G_N_ELEMENTS (references)];

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    live[i] = make_index (fixture, references[i].rule);
  for (guint64 n_rows = 0; n_rows < 2000; n_rows++)
    {
      append_random (fixture);
      for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
        if (g_test_rand_bit ())
          hexwire_frame_index_scan (live[i], n_rows, 0);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (GString) expected = dump_plainly (fixture, &references[i]);
      g_autoptr (HexwireFrameIndex) later = make_index (fixture, references[i].rule);
      g_autoptr (GString) found_live = NULL;
      g_autoptr (GString) found_later = NULL;

      scan_all (live[i]);
      scan_all (later);
      found_live = dump_index (fixture, live[i]);
      found_later = dump_index (fixture, later);
      g_assert_true (g_string_equal (found_live, expected));
      g_assert_true (g_string_equal (found_later, expected));
      g_assert_cmpuint (hexwire_frame_index_get_n_skipped_rows (live[i]), ==, 0);
      hexwire_frame_index_free (live[i]);
    }
}

static void
assert_unfinished (HexwireFrameIndex *index,
                   guint              n,
                   guint32            peer_id,
                   const char        *text)
{
  HexwireUnfinishedFrame unfinished;
  g_autofree char *found = NULL;

  g_assert_cmpuint (hexwire_frame_index_count_unfinished (index), ==, n);
  g_assert_true (hexwire_frame_index_get_unfinished (index, &unfinished));
  g_assert_cmpuint (unfinished.peer_id, ==, peer_id);
  found = hexwire_unfinished_frame_dup_text (&unfinished);
  g_assert_cmpstr (found, ==, text);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) lines = make_index (fixture, "lines");
  g_autoptr (HexwireFrameIndex) none = make_index (fixture, "none");

  append (fixture, HEXWIRE_MESSAGE_NOTE, 0, "Note");
  append (fixture, RECEIVED, fixture->tcp, "ab\ncd");
  append (fixture, SENT, fixture->tcp, "ef");
  append (fixture, RECEIVED, fixture->unix_stream, "gh");
  append (fixture, RECEIVED, fixture->udp, "ij\nkl");
  append (fixture, HEXWIRE_MESSAGE_ERROR, fixture->tcp, "Not sent");
  append (fixture, RECEIVED, fixture->tcp, "CD");
  append (fixture, CLOSED, fixture->tcp, "Closed");
  append (fixture, RECEIVED, fixture->unix_stream, "GH\n");
  append (fixture, CLOSED, fixture->unix_stream, "Closed");
  append (fixture, CLOSED, fixture->udp, "Closed");
  scan_all (lines);
  assert_frames (fixture, lines, "0#Note;1<ab$;1>ef;3<ij$kl;1#Not sent;1<cdCD ?;1#Closed;"
                                 "2<ghGH$;2#Closed;3#Closed;");
  scan_all (none);
  assert_frames (fixture, none, "0#Note;1<ab$cd;1>ef;2<gh;3<ij$kl;1#Not sent;1<CD;1#Closed;"
                                "2<GH$;2#Closed;3#Closed;");
}

/* Each stands where it was sent, with what sent it, and no rule waits for its end; in a capture,
 * nobody can tell what was sent as one. */
static void
test_sent (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "lines");
  static const guint origins[] = { 2, HEXWIRE_ORIGIN_HAND, HEXWIRE_ORIGIN_ECHO };

  append (fixture, RECEIVED, fixture->tcp, "ab");
  hexwire_message_log_append_sent (fixture->log, fixture->tcp, 0, origins[0], "one", 3);
  hexwire_message_log_append_sent (fixture->log, fixture->tcp, 0, origins[1], "a\nb\n", 4);
  hexwire_message_log_append_sent (fixture->log, fixture->tcp, 0, origins[2], "", 0);
  append (fixture, SENT, fixture->captured, "cd");
  append (fixture, SENT, fixture->captured, "ef\n");
  scan_all (index);
  assert_frames (fixture, index, "1>one;1>a$b$;1>;4>cdef$;");
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      HexwireLogRecord record;

      g_assert_true (hexwire_log_reader_read (hexwire_message_log_get_reader (fixture->log),
                                              hexwire_frame_index_get_frame (index, i), &record));
      g_assert_cmpuint (record.origin, ==, origins[i]);
    }
  assert_unfinished (index, 1, fixture->tcp, "2 bytes");
}

static void
test_finish (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "lines");

  append (fixture, RECEIVED, fixture->tcp, "ab\ncd");
  append (fixture, SENT, fixture->tcp, "ef");
  append (fixture, RECEIVED, fixture->unix_stream, "gh");
  scan_all (index);
  g_assert_cmpuint (hexwire_frame_index_get_next_row (index), ==, 3);
  hexwire_frame_index_finish (index);
  assert_frames (fixture, index, "1<ab$;1>ef;1<cd ?;2<gh ?;");
  g_assert_cmpuint (hexwire_frame_index_count_unfinished (index), ==, 0);
  append (fixture, RECEIVED, fixture->tcp, "ij\n");
  scan_all (index);
  assert_frames (fixture, index, "1<ab$;1>ef;1<cd ?;2<gh ?;1<ij$;");
}

static void
test_unfinished (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "length u8");
  HexwireUnfinishedFrame unfinished;
  HexwireLogRecord record;

  append (fixture, RECEIVED, fixture->tcp, "\x05" "abc");
  scan_all (index);
  assert_unfinished (index, 1, fixture->tcp, "4 of 6 bytes");
  append (fixture, SENT, fixture->captured, "\x09");
  append (fixture, RECEIVED, fixture->tcp, "d");
  scan_all (index);
  assert_unfinished (index, 2, fixture->tcp, "5 of 6 bytes");
  g_assert_true (hexwire_frame_index_get_unfinished (index, &unfinished));
  g_assert_true (hexwire_log_reader_read (hexwire_message_log_get_reader (fixture->log),
                                          &unfinished.frame, &record));
  g_assert_cmpmem (record.data, record.size_bytes, "\x05" "abcd", 5);
  g_assert_cmpuint (record.flags, ==, HEXWIRE_RECORD_UNFINISHED);

  append (fixture, RECEIVED, fixture->tcp, "e");
  scan_all (index);
  assert_unfinished (index, 1, fixture->captured, "1 of 10 bytes");
  append (fixture, CLOSED, fixture->captured, "");
  scan_all (index);
  g_assert_cmpuint (hexwire_frame_index_count_unfinished (index), ==, 0);
  g_assert_false (hexwire_frame_index_get_unfinished (index, &unfinished));
}

static void
test_idle_gap (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "gap 50 ms");
  g_autoptr (HexwireFrameIndex) later = make_index (fixture, "gap 50 ms");

  append_at (fixture, RECEIVED, fixture->tcp, 100, "ab");
  append_at (fixture, RECEIVED, fixture->unix_stream, 120, "AB");
  append_at (fixture, RECEIVED, fixture->tcp, 150, "cd");
  append_at (fixture, RECEIVED, fixture->unix_stream, 171, "CD");
  scan_all (index);
  assert_frames (fixture, index, "2<AB;");
  g_assert_cmpuint (hexwire_frame_index_flush_idle (index, 200 * 1000), ==, 0);
  g_assert_cmpuint (hexwire_frame_index_flush_idle (index, 200 * 1000 + 1), ==, 1);
  assert_frames (fixture, index, "2<AB;1<abcd;");
  assert_unfinished (index, 1, fixture->unix_stream, "2 bytes");
  append_at (fixture, RECEIVED, fixture->tcp, 300, "ef");
  append_at (fixture, CLOSED, fixture->tcp, 301, "");
  scan_all (index);
  assert_frames (fixture, index, "2<AB;1<abcd;2<CD;1<ef;1#;");
  scan_all (later);
  assert_frames (fixture, later, "2<AB;1<abcd;2<CD;1<ef;1#;");
}

/* A scan that must stop within one row, and within many small ones. */
static void
test_giving_way (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "fixed 1");
  guint64 n_frames = 0;
  guint n_scans = 0;

  append_filler (fixture, RECEIVED, fixture->unix_stream, 1000000);
  for (guint i = 0; i < 100000; i++)
    append (fixture, RECEIVED, fixture->tcp, "x");
  while (!hexwire_frame_index_scan (index, G_MAXUINT64, 0))
    {
      g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), >, n_frames);
      g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), <, n_frames + 65536);
      n_frames = hexwire_frame_index_get_n_frames (index);
      n_scans++;
    }
  g_assert_cmpuint (n_scans, >, 100);
  g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), ==, 1100000);
}

/* The log drops what was not scanned yet. The stream that lost bytes starts anew, the others go
 * on. */
static void
test_skipping (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "lines");

  append (fixture, RECEIVED, fixture->tcp, "ab\ncd");
  append (fixture, SENT, fixture->captured, "xyz");
  scan_all (index);
  append (fixture, RECEIVED, fixture->tcp, "ef");
  for (guint i = 0; i < 4; i++)
    append_filler (fixture, RECEIVED, fixture->udp, 1500000);
  hexwire_message_log_set_limits (fixture->log, 1, 1);
  append (fixture, RECEIVED, fixture->tcp, "gh\nij");
  append (fixture, SENT, fixture->captured, "z\n");
  g_assert_true (hexwire_frame_index_scan (index, G_MAXUINT64, 0));
  g_assert_cmpuint (hexwire_frame_index_get_n_skipped_rows (index), ==, 4);
  g_assert_cmpuint (hexwire_frame_index_drop_before (index, 6), ==, 1);
  g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), ==, 3);
  hexwire_frame_index_drop_oldest (index, 1);
  assert_frames (fixture, index, "1<gh$;gone 5;");
  assert_unfinished (index, 1, fixture->tcp, "2 bytes");

  /* A stream of which nothing is left has no last frame. */
  append_filler (fixture, RECEIVED, fixture->udp, 3000000);
  append (fixture, CLOSED, fixture->tcp, "");
  scan_all (index);
  g_assert_cmpuint (hexwire_frame_index_drop_before (index, 10), ==, 3);
  assert_frames (fixture, index, "1#;");
}

/* The log drops a row of which a part was scanned. */
static void
test_skipping_within (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "lines");

  append_filler (fixture, RECEIVED, fixture->tcp, 3000000);
  g_assert_false (hexwire_frame_index_scan (index, G_MAXUINT64, 0));
  g_assert_cmpuint (hexwire_frame_index_count_unfinished (index), ==, 1);
  append_filler (fixture, RECEIVED, fixture->udp, 3000000);
  hexwire_message_log_set_limits (fixture->log, 1, 1);
  append (fixture, RECEIVED, fixture->tcp, "ab\n");
  scan_all (index);
  g_assert_cmpuint (hexwire_frame_index_get_n_skipped_rows (index), ==, 2);
  assert_frames (fixture, index, "1<ab$;");
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (HexwireFrameIndex) index = make_index (fixture, "lines");

  for (guint i = 0; i < 10000; i++)
    append (fixture, RECEIVED, fixture->tcp, "a\nb\nc");
  append (fixture, RECEIVED, fixture->tcp, "\n");
  scan_all (index);
  g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), ==, 20001);
  for (guint64 row = 0, n_left = 20001; row < 10002; row += 77)
    {
      n_left -= hexwire_frame_index_drop_before (index, row);
      g_assert_cmpuint (n_left, ==, 20001 - 2 * row);
      g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), ==, n_left);
      g_assert_cmpuint (hexwire_frame_index_get_frame (index, 0)->end_row, ==, row);
    }
  hexwire_frame_index_drop_oldest (index, G_MAXUINT64);
  append (fixture, RECEIVED, fixture->tcp, "d\n");
  scan_all (index);
  assert_frames (fixture, index, "1<d$;");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture       *fixture,
                  gconstpointer  data);
  } tests[] = {
    { "/frame-index/plain-way", test_plain_way },
    { "/frame-index/close", test_close },
    { "/frame-index/sent", test_sent },
    { "/frame-index/finish", test_finish },
    { "/frame-index/unfinished", test_unfinished },
    { "/frame-index/idle-gap", test_idle_gap },
    { "/frame-index/giving-way", test_giving_way },
    { "/frame-index/skipping", test_skipping },
    { "/frame-index/skipping-within", test_skipping_within },
    { "/frame-index/drop", test_drop },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
