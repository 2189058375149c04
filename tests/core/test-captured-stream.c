/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-stream.h"

#include <string.h>

/* The stream is the alphabet, its first letter has the number of the case; each segment is given by
 * its first letter and its size. */
typedef struct
{
  guint32 first_seq;
  const char *segments;         /* "a3 d2": abc, then de */
  const char *expected;         /* pieces with | between them; -N for N missing bytes */
  guint n_repeated;
} Case;

static const Case cases[] = {
  { 1, "a3 d2 f1", "abc|de|f", 0 },
  { 1, "a3 a3 d2", "abc|de", 1 },
  { 1, "a3 b3 e1", "abc|d|e", 0 },
  { 1, "a1 d2 b2 f1", "a|bc|de|f", 0 },
  { 1, "a1 d2 c4 b1 g1", "a|b|cdef|g", 1 },
  { 1, "a1 f1 d1 b2 e1", "a|bc|d|e|f", 0 },
  { 1, "a2 e2", "ab|-2ef", 0 },
  { 1, "a2 e2 h1", "ab|-2ef|-1h", 0 },
  { G_MAXUINT32, "a3 d2 f1", "abc|de|f", 0 },
  { G_MAXUINT32, "d2 a3 d2 f1", "abc|de|f", 1 },
  { G_MAXUINT32 - 3, "a1 d3 b2 a6 g1", "a|bc|def|g", 1 },
};

static void
stream_cb (gint64        time_us,
           guint64       n_missing_bytes,
           const guint8 *data,
           gsize         size_bytes,
           gboolean      is_pushed,
           gpointer      user_data)
{
  GString *text = user_data;

  if (text->len > 0)
    g_string_append_c (text, '|');
  if (n_missing_bytes > 0)
    g_string_append_printf (text, "-%u", (guint) n_missing_bytes);
  g_string_append_len (text, (const char *) data, (gssize) size_bytes);
}

static void
test_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = g_strsplit (cases[i].segments, " ", -1);
      g_autoptr (GString) text = g_string_new (NULL);
      HexwireCapturedStream stream = { 0 };

      hexwire_captured_stream_start (&stream, cases[i].first_seq);
      for (char **word = words; *word != NULL; word++)
        {
          guint offset = (guint) ((*word)[0] - 'a');
          const char *alphabet = "abcdefghijklmnopqrstuvwxyz";

          hexwire_captured_stream_add (&stream, 1, cases[i].first_seq + offset,
                                       (const guint8 *) alphabet + offset,
                                       (gsize) ((*word)[1] - '0'), TRUE, stream_cb, text);
        }
      hexwire_captured_stream_flush (&stream, stream_cb, text);
      g_assert_cmpstr (text->str, ==, cases[i].expected);
      g_assert_cmpuint (stream.n_repeated_segments, ==, cases[i].n_repeated);
      hexwire_captured_stream_clear (&stream);
    }
}

/* What waits for a lost segment is bounded, in number and in size. */
static void
test_bound (void)
{
  static const guint8 data[65536];

  for (gsize size_bytes = 1; size_bytes <= sizeof data; size_bytes *= 65536)
    {
      gsize n_max = MIN (HEXWIRE_CAPTURED_STREAM_MAX_SEGMENTS,
                         HEXWIRE_CAPTURED_STREAM_MAX_BYTES / size_bytes);
      g_autoptr (GString) text = g_string_new (NULL);
      HexwireCapturedStream stream = { 0 };
      guint32 seq = 10;

      hexwire_captured_stream_start (&stream, 1);
      for (gsize i = 0; i < n_max; i++, seq += (guint32) size_bytes)
        hexwire_captured_stream_add (&stream, 1, seq, data, size_bytes, TRUE, stream_cb, text);
      g_assert_cmpuint (text->len, ==, 0);
      hexwire_captured_stream_add (&stream, 1, seq, data, size_bytes, TRUE, stream_cb, text);
      g_assert_cmpuint (text->len, >, n_max * size_bytes);
      g_assert_true (g_str_has_prefix (text->str, "-9"));
      hexwire_captured_stream_clear (&stream);
    }
}

/* A stream that is joined late begins where it was joined. */
static void
test_late (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  HexwireCapturedStream stream = { 0 };

  hexwire_captured_stream_add (&stream, 1, 12345, (const guint8 *) "ab", 2, TRUE, stream_cb, text);
  hexwire_captured_stream_add (&stream, 1, 12347, (const guint8 *) "c", 1, TRUE, stream_cb, text);
  g_assert_cmpstr (text->str, ==, "ab|c");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/captured-stream/order", test_order);
  g_test_add_func ("/captured-stream/bound", test_bound);
  g_test_add_func ("/captured-stream/late", test_late);
  return g_test_run ();
}
