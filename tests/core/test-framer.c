/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "log/framer.h"

/* Frames as text: their sizes, with ! behind a part of one, ? behind one whose length is bad, and
 * in parentheses what is left, of how many where that is known. */
static const struct
{
  const char *rule;
  const char *stream;
  gsize size_bytes;
  const char *frames;
} streams[] = {
#define STREAM(bytes) bytes, sizeof bytes - 1
  { "lines", STREAM ("a\nbc\r\n\n"), "2 4 1" },
  { "lines", STREAM ("a\nbc"), "2 (2)" },
  { "lines", STREAM (""), "" },
  { "lines limit 4", STREAM ("abcdefgh\nabcd"), "4! 4! 1 4!" },
  { "lines limit 4", STREAM ("abc\nabcd\nab"), "4 4! 1 (2)" },
  { "lines limit 1", STREAM ("a\n\n"), "1! 1 1" },
  { "delimiter 'aab'", STREAM ("aaab"), "4" },
  { "delimiter 'aab'", STREAM ("aaaabaabaa"), "5 3 (2)" },
  { "delimiter 'abab'", STREAM ("abaabababab"), "7 4" },
  { "delimiter 'abcabd'", STREAM ("abcabcabdabcab"), "9 (5)" },
  { "delimiter '\\r\\n\\r\\n'", STREAM ("a\r\nb\r\n\r\n\r\n\r\r\n\r\n"), "8 7" },
  { "delimiter 'aab' limit 3", STREAM ("xxxaaabaab"), "3! 3! 1 3" },
  { "delimiter 'aab' limit 4", STREAM ("xxxaaab"), "4! 3" },
  { "delimiter hex 00", STREAM ("a\0\0b\0"), "2 1 2" },
  { "fixed 1", STREAM ("abc"), "1 1 1" },
  { "fixed 4", STREAM ("abcdefghij"), "4 4 (2 of 4)" },
  { "format >HB", STREAM ("abcdefgh"), "3 3 (2 of 3)" },
  { "format @BH", STREAM ("abcdefgh"), "4 4" },
  { "length u8", STREAM ("\x03" "abc\0\x01" "a\x05" "ab"), "4 1 2 (3 of 6)" },
  { "length u16be", STREAM ("\0\x03" "abc\0\0\0"), "5 2 (1)" },
  { "length u16le", STREAM ("\x03\0" "abc"), "5" },
  { "length u24be", STREAM ("\0\0\x01" "a\0\0\x02"), "4 (3 of 5)" },
  { "length u24le add 1", STREAM ("\x01\0\0\x09" "a\0\0\0\x05"), "5 4" },
  { "length u32be", STREAM ("\0\0\0\x02" "ab"), "6" },
  { "length u32le", STREAM ("\x02\0\0\0" "ab"), "6" },
  { "length u64be", STREAM ("\0\0\0\0\0\0\0\x01" "a"), "9" },
  { "length u64le", STREAM ("\x01\0\0\0\0\0\0\0" "a"), "9" },
  { "length u16be at 2", STREAM ("xx\0\x01" "ayy\0\0"), "5 4" },
  { "length u16be at 2 counts-all", STREAM ("\x03\0\0\x07" "abc\x03\0\0\x04\x03"), "7 4 (1)" },
  { "length u32be at 1 counts-itself", STREAM ("Q\0\0\0\x06" "abZ\0\0\0\x04"), "7 5" },
  { "length u16be at 2 add -4", STREAM ("xx\0\x05" "axx\0\x04"), "5 4" },
  { "length u16be at 2 add -2 counts-itself", STREAM ("xx\0\x05" "a"), "5" },
  /* Lengths that cannot be, and how the stream goes on behind them. */
  { "length u16be at 2 counts-all", STREAM ("xx\0\x03xx\0\x05" "a"), "4? 5" },
  { "length u8 counts-itself", STREAM ("\0\x01\x02" "a\0"), "1? 1 2 1?" },
  { "length u8 add -2", STREAM ("\x01\x03" "a"), "1? 2" },
  { "length u8 add -9223372036854775808", STREAM ("\xff"), "1?" },
  { "length u64be add 9223372036854775807 limit 8", STREAM ("\xff\0\0\0\0\0\0\x01" "abcdefgh" "a"),
    "8! 8! (1 of 8)" },
  { "length u8 limit 4", STREAM ("\x08" "abcdefgh\x01" "a\x03" "abc\x03"),
    "4! 4! 1 2 4 (1 of 4)" },
  { "length u16be limit 2", STREAM ("\0\x02" "ab\0\0\0"), "2! 2 2 (1)" },
  { "length u32be limit 8", STREAM ("GET / HTTP/1.1\r\n\r\n"), "8! 8! (2 of 8)" },
  { "gap 5 ms", STREAM ("abc"), "(3)" },
  { "gap 5 ms limit 2", STREAM ("abc"), "2! (1)" },
#undef STREAM
};

typedef struct
{
  HexwireFramer framer;
  GString *frames;
  gsize n_fed;
  gsize n_framed;
} Run;

static void
add_frame (Run                   *run,
           const HexwireFrameEnd *end)
{
  run->n_framed += end->size_bytes;
  if (run->frames->len > 0)
    g_string_append_c (run->frames, ' ');
  g_string_append_printf (run->frames, "%u", end->size_bytes);
  if ((end->flags & HEXWIRE_RECORD_SPLIT) != 0)
    g_string_append_c (run->frames, '!');
  if ((end->flags & HEXWIRE_RECORD_BAD_LENGTH) != 0)
    g_string_append_c (run->frames, '?');
}

/* Feeds one read, of which @max_ends frames at most are told at once. */
static void
feed (Run          *run,
      const guint8 *data,
      gsize         size_bytes,
      gint64        time_us,
      gsize         max_ends)
{
  HexwireFrameEnd ends[3];
  gsize at = 0, n_ends;

  do
    {
      /* A copy of exactly that size, so that a sanitizer sees a byte too far. */
      g_autofree guint8 *copy = g_memdup2 (data + at, size_bytes - at);
      gsize n = hexwire_framer_push (&run->framer, copy, size_bytes - at, time_us, ends, max_ends,
                                     &n_ends);

      g_assert_cmpuint (n_ends, <=, max_ends);
      for (gsize i = 0; i < n_ends; i++)
        {
          add_frame (run, &ends[i]);
          g_assert_cmpuint (run->n_framed, ==, run->n_fed + at + ends[i].offset_bytes);
        }
      at += n;
      g_assert_true (at == size_bytes || n_ends == max_ends);
    }
  while (at < size_bytes);
  run->n_fed += size_bytes;
  g_assert_cmpuint (run->n_framed + hexwire_framer_get_n_pending_bytes (&run->framer), ==,
                    run->n_fed);
}

static char *
finish (Run *run)
{
  gsize n_pending = hexwire_framer_get_n_pending_bytes (&run->framer);
  gsize n_expected = hexwire_framer_get_expected_bytes (&run->framer);
  gboolean is_whole = run->framer.rule->kind == HEXWIRE_FRAME_IDLE_GAP;
  HexwireFrameEnd end;

  g_assert_true (n_expected == 0 || n_expected > n_pending);
  if (n_pending > 0)
    {
      g_string_append_printf (run->frames, run->frames->len > 0 ? " (%zu" : "(%zu", n_pending);
      if (n_expected > 0)
        g_string_append_printf (run->frames, " of %zu", n_expected);
      g_string_append_c (run->frames, ')');
      g_assert_true (hexwire_framer_finish (&run->framer, &end));
      g_assert_cmpuint (end.offset_bytes, ==, 0);
      g_assert_cmpuint (end.size_bytes, ==, n_pending);
      g_assert_cmpuint (end.flags, ==, is_whole ? 0 : HEXWIRE_RECORD_UNFINISHED);
    }
  g_assert_false (hexwire_framer_finish (&run->framer, &end));
  g_assert_cmpuint (hexwire_framer_get_n_pending_bytes (&run->framer), ==, 0);
  return g_string_free (run->frames, FALSE);
}

static void
begin (Run                    *run,
       const HexwireFrameRule *rule)
{
  *run = (Run) { .frames = g_string_new (NULL) };
  hexwire_framer_init (&run->framer, rule);
}

/* Cuts a stream into reads of 1 to @max_read_bytes and returns its frames. */
static char *
frame_stream (const HexwireFrameRule *rule,
              const guint8           *stream,
              gsize                   size_bytes,
              gsize                   max_read_bytes,
              gsize                   max_ends)
{
  Run run;

  begin (&run, rule);
  for (gsize at = 0, n; at < size_bytes; at += n)
    {
      n = (gsize) g_test_rand_int_range (1, (gint32) MIN (max_read_bytes, G_MAXINT32 - 1) + 1);
      n = max_read_bytes >= size_bytes ? size_bytes : MIN (n, size_bytes - at);
      feed (&run, stream + at, n, 0, max_ends);
    }
  return finish (&run);
}

static void
test_streams (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++)
    for (guint turn = 0; turn < 100; turn++)
      {
        static const gsize max_reads[] = { G_MAXSIZE, 1, 2, 3, 7 };
        g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse (streams[i].rule, NULL, NULL);
        g_autofree char *frames = NULL;

        g_assert_nonnull (rule);
        frames = frame_stream (rule, (const guint8 *) streams[i].stream, streams[i].size_bytes,
                               max_reads[turn % G_N_ELEMENTS (max_reads)], 1 + turn % 3);
        g_assert_cmpstr (frames, ==, streams[i].frames);
      }
}

/* Few different bytes, so that delimiters and their beginnings are frequent. */
static void
test_random (void)
{
  static const char *const texts[] = {
    "lines",
    "lines limit 2",
    "delimiter hex 0a 0a 01",
    "delimiter hex 00 01 00 01 limit 9",
    "delimiter hex 0a 01 0a 00 0a 01 0a 0a",
    "fixed 7",
    "length u8 add -1 limit 3",
    "length u16le at 1 counts-itself limit 64",
    "length u16be counts-all limit 9000",
    "format <HxB",
  };
  guint8 stream[5000];

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse (texts[i], NULL, NULL);
      g_autofree char *whole = NULL;

      for (gsize j = 0; j < sizeof stream; j++)
        stream[j] = (guint8) "\0\1\n\n"[g_test_rand_int_range (0, 4)];
      whole = frame_stream (rule, stream, sizeof stream, sizeof stream, 3);
      for (gsize max_read = 1; max_read < 400; max_read += 1 + max_read / 4)
        {
          g_autofree char *frames = frame_stream (rule, stream, sizeof stream, max_read, 2);

          g_assert_cmpstr (frames, ==, whole);
        }
    }
}

static void
test_none (void)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_new_none ();
  g_autofree char *frames = NULL;
  Run run;

  begin (&run, rule);
  feed (&run, (const guint8 *) "abc", 3, 0, 1);
  feed (&run, (const guint8 *) "", 0, 0, 1);
  feed (&run, (const guint8 *) "d", 1, 0, 1);
  frames = finish (&run);
  g_assert_cmpstr (frames, ==, "3 0 1");
}

static void
test_idle_gap (void)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_new_idle_gap (5, NULL);
  g_autofree char *frames = NULL;
  HexwireFrameEnd end;
  Run run;

  begin (&run, rule);
  g_assert_false (hexwire_framer_end_idle (&run.framer, 1000000, &end));
  feed (&run, (const guint8 *) "ab", 2, 1000, 1);
  feed (&run, (const guint8 *) "c", 1, 6000, 1);
  feed (&run, (const guint8 *) "de", 2, 11001, 1);
  feed (&run, (const guint8 *) "f", 1, 9000, 1);
  g_assert_false (hexwire_framer_end_idle (&run.framer, 14000, &end));
  g_assert_true (hexwire_framer_end_idle (&run.framer, 14001, &end));
  g_assert_cmpuint (end.size_bytes, ==, 3);
  add_frame (&run, &end);
  feed (&run, (const guint8 *) "g", 1, 50000, 1);
  feed (&run, (const guint8 *) "hi", 2, 90000, 3);
  frames = finish (&run);
  g_assert_cmpstr (frames, ==, "3 3 1 (2)");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/framer/streams", test_streams);
  g_test_add_func ("/framer/random", test_random);
  g_test_add_func ("/framer/none", test_none);
  g_test_add_func ("/framer/idle-gap", test_idle_gap);
  return g_test_run ();
}
