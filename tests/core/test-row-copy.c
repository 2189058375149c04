/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/row-copy.h"

#include "codec/bytes-text.h"
#include "log/message-log.h"

#include <string.h>

#define TIME_US G_GINT64_CONSTANT (1700000000000001)
#define S(text) text, sizeof text - 1

static HexwireMessageLog *
log_new (void)
{
  HexwireMessageLog *log = hexwire_message_log_new ();

  hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .address = "[::1]:7\t" });
  return log;
}

static void
append (HexwireMessageLog  *log,
        HexwireMessageKind  kind,
        const char         *data,
        gsize               size_bytes)
{
  hexwire_message_log_append (log, kind, kind == HEXWIRE_MESSAGE_NOTE ? 0 : 1, TIME_US, data,
                              size_bytes);
}

static char *
copy (HexwireMessageLog *log,
      const char        *id)
{
  g_autoptr (HexwireLogSnapshot) snapshot = hexwire_message_log_take_snapshot (log, NULL);
  g_autoptr (GError) error = NULL;
  HexwireCopyKind kind;
  char *text;

  g_assert_true (hexwire_copy_kind_from_id (id, &kind));
  text = hexwire_row_copy_snapshot (snapshot, kind, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static const struct
{
  const char *id;
  const char *data;
  gsize size_bytes;
  const char *text;
} cases[] = {
  { "text", S (""), "" },
  { "text", S ("as it is\r\n\t\\x"), "as it is\r\n\t\\x" },
  { "text", S ("Grüße"), "Grüße" },
  { "text", S ("a\0b\\"), "a\\0b\\\\" },
  { "text", S ("Gr\xfc\n"), "Gr\\xfc\\n" },
  { "hex", S ("A\0\xff"), "41 00 ff" },
  { "c", S ("A\0\xff"), "{0x41, 0x00, 0xff}" },
  { "c", S ("0123456789abc"),
    "{\n  0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62,\n  0x63\n}" },
  { "python", S ("it's \"\0\n"), "b'it\\'s \"\\x00\\n'" },
  { "python", S (""), "b''" },
  { "base64", S ("A\0\xff"), "QQD/" },
  { "dump", S ("A\0\xff"),
    "00000000  41 00 ff                                          |A..|\n" },
  { "tsv", S ("a\tb\n\\\xff"),
    "2023-11-14T22:13:20.000001+00:00\treceived\t[::1]:7\\t\t6\ta\\tb\\n\\\\\\xff" },
};

static void
test_exact (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireMessageLog) log = log_new ();
      g_autofree char *text = NULL;

      append (log, HEXWIRE_MESSAGE_RECEIVED, cases[i].data, cases[i].size_bytes);
      text = copy (log, cases[i].id);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* What is copied of a single row can be typed, and is the same bytes. */
static void
test_round_trips (void)
{
  static const struct
  {
    const char *id;
    HexwireNotation notation;
  } kinds[] = {
    { "hex", HEXWIRE_NOTATION_HEX },       { "c", HEXWIRE_NOTATION_C },
    { "python", HEXWIRE_NOTATION_PYTHON }, { "base64", HEXWIRE_NOTATION_BASE64 },
    { "dump", HEXWIRE_NOTATION_DUMP },     { "text", HEXWIRE_NOTATION_ESCAPED },
  };
  char all[512];

  for (guint i = 0; i < sizeof all; i++)
    all[i] = (char) (i * 37 + i / 256);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (HexwireMessageLog) log = log_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      append (log, HEXWIRE_MESSAGE_SENT, all, sizeof all);
      text = copy (log, kinds[i].id);
      bytes = hexwire_bytes_parse (kinds[i].notation, text, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), all, sizeof all);
    }
}

/* A connection with an empty datagram in between, and what happened besides. */
static const struct
{
  const char *id;
  const char *text;
} several[] = {
  { "text", "one\ntwo\n\nthree" },
  { "hex", "6f 6e 65 0a\n74 77 6f\n\n74 68 72 65 65" },
  { "c", "{0x6f, 0x6e, 0x65, 0x0a},\n{0x74, 0x77, 0x6f},\n{},\n{0x74, 0x68, 0x72, 0x65, 0x65}" },
  { "python", "b'one\\n'\nb'two'\nb''\nb'three'" },
  { "base64", "b25lCg==\ndHdv\n\ndGhyZWU=" },
  { "dump", "00000000  6f 6e 65 0a                                       |one.|\n\n"
            "00000000  74 77 6f                                          |two|\n\n\n"
            "00000000  74 68 72 65 65                                    |three|\n" },
  { "tsv", "2023-11-14T22:13:20.000001+00:00\tnote\t\t9\tListening\n"
           "2023-11-14T22:13:20.000001+00:00\treceived\t[::1]:7\\t\t4\tone\\n\n"
           "2023-11-14T22:13:20.000001+00:00\tsent\t[::1]:7\\t\t3\ttwo\n"
           "2023-11-14T22:13:20.000001+00:00\tclosed\t[::1]:7\\t\t6\tClosed\n"
           "2023-11-14T22:13:20.000001+00:00\treceived\t[::1]:7\\t\t0\t\n"
           "2023-11-14T22:13:20.000001+00:00\treceived\t[::1]:7\\t\t5\tthree" },
};

static void
test_several (void)
{
  g_autoptr (HexwireMessageLog) log = log_new ();

  append (log, HEXWIRE_MESSAGE_NOTE, S ("Listening"));
  append (log, HEXWIRE_MESSAGE_RECEIVED, S ("one\n"));
  append (log, HEXWIRE_MESSAGE_SENT, S ("two"));
  append (log, HEXWIRE_MESSAGE_CLOSED, S ("Closed"));
  append (log, HEXWIRE_MESSAGE_RECEIVED, S (""));
  append (log, HEXWIRE_MESSAGE_RECEIVED, S ("three"));
  for (guint i = 0; i < G_N_ELEMENTS (several); i++)
    {
      g_autofree char *text = copy (log, several[i].id);

      g_assert_cmpstr (text, ==, several[i].text);
    }
}

/* Where nothing is data, the words are what somebody wants. */
static void
test_words (void)
{
  g_autoptr (HexwireMessageLog) log = log_new ();
  g_autofree char *text = NULL;
  g_autofree char *hex = NULL;

  append (log, HEXWIRE_MESSAGE_OPENED, S ("Connected"));
  append (log, HEXWIRE_MESSAGE_ERROR, S ("Connection reset"));
  text = copy (log, "text");
  g_assert_cmpstr (text, ==, "Connected\nConnection reset");
  hex = copy (log, "hex");
  g_assert_cmpstr (hex, ==, "");
}

static void
test_cancelled (void)
{
  g_autoptr (HexwireMessageLog) log = log_new ();
  g_autoptr (HexwireLogSnapshot) snapshot = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  append (log, HEXWIRE_MESSAGE_RECEIVED, S ("x"));
  snapshot = hexwire_message_log_take_snapshot (log, NULL);
  g_cancellable_cancel (cancellable);
  text = hexwire_row_copy_snapshot (snapshot, HEXWIRE_COPY_HEX, cancellable, &error);
  g_assert_null (text);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_ids (void)
{
  HexwireCopyKind kind;

  g_assert_false (hexwire_copy_kind_from_id ("", &kind));
  g_assert_false (hexwire_copy_kind_from_id ("yaml", &kind));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-copy/exact", test_exact);
  g_test_add_func ("/row-copy/round-trips", test_round_trips);
  g_test_add_func ("/row-copy/several", test_several);
  g_test_add_func ("/row-copy/words", test_words);
  g_test_add_func ("/row-copy/cancelled", test_cancelled);
  g_test_add_func ("/row-copy/ids", test_ids);
  return g_test_run ();
}
