/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-search.h"

#include <string.h>

#include "wait.h"

typedef struct
{
  HexwireMessageLog *log;
  HexwireLogSearch *search;
  guint n_told;
} Fixture;

/* Peers 1 and 2 are streams, 3 sends datagrams. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const HexwireTransport transports[]
    = { HEXWIRE_TRANSPORT_TCP, HEXWIRE_TRANSPORT_UNIX_STREAM, HEXWIRE_TRANSPORT_UDP };

  fixture->log = hexwire_message_log_new ();
  fixture->search = hexwire_log_search_new (fixture->log);
  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    hexwire_message_log_add_peer (fixture->log, &(HexwireLogPeer) { .transport = transports[i],
                                                                    .address = "peer" });
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->search);
  g_assert_finalize_object (fixture->log);
}

/* What a row looks like in a table: `1<` is received from peer 1, `2>` sent to 2, `-` a note. */
static void
append_rows (Fixture    *fixture,
             const char *rows)
{
  g_auto (GStrv) words = g_strsplit (rows, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];

      if (*word == '-')
        hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_NOTE, 0, i, word + 1,
                                    strlen (word + 1));
      else
        hexwire_message_log_append (fixture->log, word[1] == '<' ? HEXWIRE_MESSAGE_RECEIVED
                                                                 : HEXWIRE_MESSAGE_SENT,
                                    (guint32) (word[0] - '0'), i, word + 2, strlen (word + 2));
    }
  hexwire_message_log_publish (fixture->log);
}

static void
search_for (Fixture            *fixture,
            HexwirePatternKind  kind,
            const char         *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireBytePattern) pattern
    = hexwire_byte_pattern_new (kind, text, FALSE, NULL, &error);

  g_assert_no_error (error);
  hexwire_log_search_set_pattern (fixture->search, pattern);
}

static char *
list_hits (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  wait_until (hexwire_log_search_get_is_complete (fixture->search));
  for (guint i = 0; i < hexwire_log_search_get_n_hits (fixture->search); i++)
    {
      HexwireLogHit hit;

      hexwire_log_search_get_hit (fixture->search, i, &hit);
      g_string_append_printf (text, "%s%" G_GUINT64_FORMAT ".%u+%u", i > 0 ? " " : "", hit.row,
                              hit.offset_bytes, hit.length_bytes);
    }
  return g_string_free (text, FALSE);
}

#define TEXT HEXWIRE_PATTERN_TEXT
#define HEX HEXWIRE_PATTERN_HEX
#define REGEX HEXWIRE_PATTERN_REGEX

static const struct
{
  const char *rows;
  HexwirePatternKind kind;
  const char *pattern;
  const char *hits;         /* ROW.OFFSET+LENGTH of each */
} cases[] = {
  { "1<abcabc", TEXT, "", "" },
  { "1<abcabc 1<xabc", TEXT, "abc", "0.0+3 0.3+3 1.1+3" },
  { "1<xab 1<cab 1<c", TEXT, "abc", "0.1+3 1.1+3" },
  { "1<a 1<b 1<c", TEXT, "abc", "0.0+3" },
  { "1<a 1< 1<bc", TEXT, "abc", "0.0+3" },
  /* Other streams between: the other direction, another peer, a datagram, a note. */
  { "1<ab 1>c 1<c", TEXT, "abc", "0.0+3" },
  { "1<ab 2<c 1<c", TEXT, "abc", "0.0+3" },
  { "1<ab 2<ab 1<c 2<c", TEXT, "abc", "0.0+3 1.0+3" },
  { "1<ab 3<abc -abc 1<c", TEXT, "abc", "0.0+3 1.0+3 2.0+3" },
  { "1<a 2<a 1<b 2<b 1<c 2<c", TEXT, "abc", "0.0+3 1.0+3" },
  /* Nothing joins what does not belong together. */
  { "1<ab 2<c", TEXT, "abc", "" },
  { "3<ab 3<c", TEXT, "abc", "" },
  { "-ab -c", TEXT, "abc", "" },
  { "3<ab 1<c", TEXT, "abc", "" },
  { "3<xa 3<aa", TEXT, "aa", "1.0+2" },
  /* Matches of a stream do not overlap, also over borders. */
  { "1<aaa 1<aaa", TEXT, "aa", "0.0+2 0.2+2 1.1+2" },
  { "1<aaa 2<x 1<aaa", TEXT, "aa", "0.0+2 0.2+2 2.1+2" },
  { "1<a 2<a 1<a 2<a 1<a 2<a", TEXT, "aa", "0.0+2 1.0+2" },
  { "1<xa 2<x 1<bc", HEX, "61 ?? 63", "0.1+3" },
  { "1<xa1b 1<2b", REGEX, "a[0-9b]+", "0.1+5" },
  { "1<12 2<x 1<34 2<5 1<a", REGEX, "[0-9]+", "0.0+4 3.0+1" },
  { "1<fo 1<o- 2<x 1<f 1<ooo", REGEX, "fo+", "0.0+3 3.0+4" },
  { "3<12 3<34", REGEX, "[0-9]+", "0.0+2 1.0+2" },
  { "1<OK 1<OK 2<xOK", REGEX, "^OK$", "0.0+2 1.0+2" },
  { "1<ab 1<cd", REGEX, "b(?=c)", "0.1+1" },
};

static void
check_case (Fixture *fixture,
            guint    index)
{
  g_autofree char *hits = list_hits (fixture);

  if (!g_str_equal (hits, cases[index].hits))
    g_error ("%s: \"%s\" at %s", cases[index].rows, cases[index].pattern, hits);
}

/* The rows are there already. */
static void
test_at_once (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = { 0 };

      set_up (&fixture, NULL);
      append_rows (&fixture, cases[i].rows);
      search_for (&fixture, cases[i].kind, cases[i].pattern);
      check_case (&fixture, i);
      tear_down (&fixture, NULL);
    }
}

/* The rows come one by one; a lookahead over a border cannot know what comes. */
static void
test_one_by_one (void)
{
  for (guint i = 0; i + 1 < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) rows = g_strsplit (cases[i].rows, " ", -1);
      Fixture fixture = { 0 };

      set_up (&fixture, NULL);
      search_for (&fixture, cases[i].kind, cases[i].pattern);
      for (guint j = 0; rows[j] != NULL; j++)
        append_rows (&fixture, rows[j]);
      check_case (&fixture, i);
      tear_down (&fixture, NULL);
    }
}

static void
test_navigation (Fixture       *fixture,
                 gconstpointer  data)
{
  guint index;

  append_rows (fixture, "1<a.a 1<. 1<a");
  search_for (fixture, TEXT, "a");
  g_assert_cmpuint (hexwire_log_search_get_n_hits (fixture->search), ==, 3);
  g_assert_true (hexwire_log_search_find_next (fixture->search, 0, 0, &index));
  g_assert_cmpuint (index, ==, 0);
  g_assert_true (hexwire_log_search_find_next (fixture->search, 0, 1, &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (hexwire_log_search_find_next (fixture->search, 1, 0, &index));
  g_assert_cmpuint (index, ==, 2);
  g_assert_false (hexwire_log_search_find_next (fixture->search, 2, 1, &index));
  g_assert_true (hexwire_log_search_find_previous (fixture->search, 2, 1, &index));
  g_assert_cmpuint (index, ==, 2);
  g_assert_true (hexwire_log_search_find_previous (fixture->search, 2, 0, &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_false (hexwire_log_search_find_previous (fixture->search, 0, 0, &index));
}

/* What a later read makes of a match that was found is not known in time; it stays, and nothing is
 * found within it. */
static void
test_looked_ahead (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *hits = NULL;

  search_for (fixture, REGEX, "aa(?!b)|ab");
  append_rows (fixture, "1<aa");
  append_rows (fixture, "1<bab");
  hits = list_hits (fixture);
  g_assert_cmpstr (hits, ==, "0.0+2 1.1+2");
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *hits = NULL;

  append_rows (fixture, "1<xab 1<abc");
  search_for (fixture, TEXT, "abc");
  hexwire_message_log_clear (fixture->log);
  g_assert_cmpuint (hexwire_log_search_get_n_hits (fixture->search), ==, 0);
  append_rows (fixture, "1<c 1<ab 1<c");
  hits = list_hits (fixture);
  g_assert_cmpstr (hits, ==, "3.0+3");
  hexwire_log_search_set_pattern (fixture->search, NULL);
  g_assert_cmpuint (hexwire_log_search_get_n_hits (fixture->search), ==, 0);
}

static void
test_too_complicated (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *row = g_strnfill (2000, 'a');

  memcpy (row, "1<", 2);
  append_rows (fixture, row);
  search_for (fixture, REGEX, "(a+)+[bc]");
  g_assert_true (hexwire_log_search_get_is_complete (fixture->search));
  g_assert_error (hexwire_log_search_get_error (fixture->search), HEXWIRE_SEARCH_ERROR,
                  HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED);
  append_rows (fixture, row);
  search_for (fixture, TEXT, "aa");
  g_assert_null (hexwire_log_search_get_error (fixture->search));
}

static void
n_hits_cb (HexwireLogSearch *search,
           GParamSpec       *pspec,
           Fixture          *fixture)
{
  fixture->n_told++;
}

static void
test_notify (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 start_us = g_get_monotonic_time ();

  g_signal_connect (fixture->search, "notify::n-hits", G_CALLBACK (n_hits_cb), fixture);
  search_for (fixture, TEXT, "a");
  for (guint i = 0; i < 1000; i++)
    append_rows (fixture, "1<a");
  wait_until (hexwire_log_search_get_n_hits (fixture->search) == 1000 && fixture->n_told > 0);
  g_assert_cmpint (fixture->n_told, <=, (g_get_monotonic_time () - start_us) / 50000 + 1);
}

/* A message of more hits than are kept; the search goes on when it is dropped. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  const gsize size_bytes = HEXWIRE_LOG_SEARCH_MAX_HITS + 2000000;
  g_autofree char *message = g_strnfill (size_bytes, 'a');

  hexwire_message_log_set_limits (fixture->log, 1, 1);
  search_for (fixture, TEXT, "a");
  hexwire_message_log_append (fixture->log, HEXWIRE_MESSAGE_RECEIVED, 1, 0, message, size_bytes);
  hexwire_message_log_publish (fixture->log);
  wait_until (hexwire_log_search_get_is_bounded (fixture->search));
  g_assert_false (hexwire_log_search_get_is_complete (fixture->search));
  g_assert_cmpuint (hexwire_log_search_get_n_hits (fixture->search), <, size_bytes);
  append_rows (fixture, "1<a");
  wait_until (hexwire_log_search_get_is_complete (fixture->search));
  g_assert_cmpuint (hexwire_log_search_get_n_hits (fixture->search), ==, 1);
  g_assert_false (hexwire_log_search_get_is_bounded (fixture->search));
}

/* Random traffic, and the same stream by stream, for a search that takes its time. */

#define N_PEERS 3
#define N_STREAMS (N_PEERS * 2)

typedef struct
{
  guint64 row;
  guint32 offset_bytes;
} Place;

typedef struct
{
  GByteArray *bytes[N_STREAMS];
  GArray *places[N_STREAMS];      /* (element-type Place): of each byte */
  GArray *hits;                   /* (element-type HexwireLogHit) */
} Reference;

static Reference *
reference_new (void)
{
  Reference *self = g_new0 (Reference, 1);

  for (guint i = 0; i < N_STREAMS; i++)
    {
      self->bytes[i] = g_byte_array_new ();
      self->places[i] = g_array_new (FALSE, FALSE, sizeof (Place));
    }
  self->hits = g_array_new (FALSE, FALSE, sizeof (HexwireLogHit));
  return self;
}

static void
reference_free (Reference *self)
{
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_byte_array_unref (self->bytes[i]);
      g_array_unref (self->places[i]);
    }
  g_array_unref (self->hits);
  g_free (self);
}

/* Finds what begins in row @first_row or later and lies in bytes from @start on. */
static void
reference_find (Reference  *self,
                guint       stream,
                gsize       start,
                const char *text)
{
  const GByteArray *bytes = self->bytes[stream];
  gsize length = strlen (text);

  while (start + length <= bytes->len)
    {
      const Place *place = &g_array_index (self->places[stream], Place, start);
      HexwireLogHit hit = { place->row, place->offset_bytes, (guint32) length };

      if (memcmp (bytes->data + start, text, length) != 0)
        {
          start++;
          continue;
        }
      g_array_append_val (self->hits, hit);
      start += length;
    }
}

static void
append_random (HexwireMessageLog *log,
               Reference         *reference,
               guint64            row,
               const char        *text,
               gsize              max_bytes)
{
  guint stream = (guint) g_test_rand_int_range (0, N_STREAMS);
  gsize size_bytes = (gsize) g_test_rand_int_range (0, (int) max_bytes + 1);
  g_autofree guint8 *data = g_malloc (size_bytes + 1);
  gsize start = reference->bytes[stream]->len;

  /* Long messages are of one letter but for a few, so that they are made quickly. */
  memset (data, text[0], size_bytes);
  for (gsize i = 0; i < MIN (size_bytes, 200); i++)
    {
      gsize at = size_bytes <= 200 ? i : (gsize) g_test_rand_int_range (0, (int) size_bytes);

      data[at] = (guint8) text[g_test_rand_int_range (0, (int) strlen (text))];
    }
  hexwire_message_log_append (log, stream % 2 == 0 ? HEXWIRE_MESSAGE_RECEIVED
                                                   : HEXWIRE_MESSAGE_SENT,
                              stream / 2 + 1, 0, data, size_bytes);
  g_byte_array_append (reference->bytes[stream], data, (guint) size_bytes);
  for (guint32 i = 0; i < size_bytes; i++)
    g_array_append_vals (reference->places[stream], &(Place) { row, i }, 1);
  /* The third peer sends datagrams: each is a stream of its own. */
  if (stream / 2 == 2)
    {
      reference_find (reference, stream, start, text);
      g_byte_array_set_size (reference->bytes[stream], 0);
      g_array_set_size (reference->places[stream], 0);
    }
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const HexwireLogHit *one = a, *other = b;

  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  return (one->offset_bytes > other->offset_bytes) - (one->offset_bytes < other->offset_bytes);
}

static void
reference_check (Reference        *self,
                 HexwireLogSearch *search,
                 const char       *text,
                 guint64           first_row)
{
  guint n = 0;

  for (guint i = 0; i < N_STREAMS; i++)
    reference_find (self, i, 0, text);
  g_array_sort (self->hits, compare_hits);
  for (guint i = 0; i < self->hits->len; i++)
    {
      const HexwireLogHit *expected = &g_array_index (self->hits, HexwireLogHit, i);
      HexwireLogHit hit;

      if (expected->row < first_row)
        continue;
      g_assert_cmpuint (n, <, hexwire_log_search_get_n_hits (search));
      hexwire_log_search_get_hit (search, n++, &hit);
      g_assert_cmpuint (hit.row, ==, expected->row);
      g_assert_cmpuint (hit.offset_bytes, ==, expected->offset_bytes);
      g_assert_cmpuint (hit.length_bytes, ==, expected->length_bytes);
    }
  g_assert_cmpuint (hexwire_log_search_get_n_hits (search), ==, n);
}

/* Appends in bursts; some begin before the search, others while it runs. */
static void
check_random (const char *text,
              guint       n_rows,
              gsize       max_bytes,
              gsize       limit_bytes)
{
  Reference *reference = reference_new ();
  Fixture fixture = { 0 };
  guint burst = (guint) g_test_rand_int_range (1, (int) n_rows + 1);

  set_up (&fixture, NULL);
  hexwire_message_log_set_limits (fixture.log, limit_bytes, G_MAXUINT);
  for (guint row = 0; row < n_rows; row++)
    {
      append_random (fixture.log, reference, row, text, max_bytes);
      if (row == n_rows / 3)
        search_for (&fixture, TEXT, text);
      if (row % burst == 0)
        {
          hexwire_message_log_publish (fixture.log);
          g_main_context_iteration (NULL, FALSE);
        }
    }
  hexwire_message_log_publish (fixture.log);
  wait_until (hexwire_log_search_get_is_complete (fixture.search));
  reference_check (reference, fixture.search, text,
                   hexwire_message_log_get_first_row (fixture.log));
  reference_free (reference);
  tear_down (&fixture, NULL);
}

static void
test_random (void)
{
  static const char *const texts[] = { "a", "aa", "ab", "aab", "abab", "abcabcab" };

  for (guint round = 0; round < 300; round++)
    check_random (texts[round % G_N_ELEMENTS (texts)], 200, 1 + round % 12, G_MAXSIZE);
}

/* Messages that do not fit into a batch or a chunk. */
static void
test_random_large (void)
{
  check_random ("ab", 40, 600 * 1024, G_MAXSIZE);
  check_random ("abcab", 8, 3 * 1024 * 1024, G_MAXSIZE);
}

/* Rows are dropped while they are searched. A text that cannot overlap itself: what was found
 * does not depend on where the search began. */
static void
test_random_dropped (void)
{
  for (guint i = 0; i < 3; i++)
    check_random ("ab", 300, 200 * 1024, 6 * 1024 * 1024);
}

/* A regular expression of fixed size finds what a text finds, also in rows that are cut. */
static void
test_regex_like_text (Fixture       *fixture,
                      gconstpointer  data)
{
  Reference *reference = reference_new ();
  g_autofree char *text_hits = NULL;
  g_autofree char *regex_hits = NULL;

  for (guint row = 0; row < 200; row++)
    append_random (fixture->log, reference, row, "abcab", row % 10 == 0 ? 100000 : 20);
  hexwire_message_log_publish (fixture->log);
  search_for (fixture, TEXT, "abcab");
  text_hits = list_hits (fixture);
  search_for (fixture, REGEX, "abc[a]b");
  regex_hits = list_hits (fixture);
  g_assert_cmpstr (text_hits, !=, "");
  g_assert_cmpstr (text_hits, ==, regex_hits);
  reference_free (reference);
}

#define add(path, func) \
  g_test_add ("/log-search/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log-search/at-once", test_at_once);
  add ("bounded", test_bounded);
  add ("clear", test_clear);
  add ("looked-ahead", test_looked_ahead);
  add ("navigation", test_navigation);
  add ("notify", test_notify);
  g_test_add_func ("/log-search/one-by-one", test_one_by_one);
  g_test_add_func ("/log-search/random", test_random);
  g_test_add_func ("/log-search/random-dropped", test_random_dropped);
  g_test_add_func ("/log-search/random-large", test_random_large);
  add ("regex-like-text", test_regex_like_text);
  add ("too-complicated", test_too_complicated);

  return g_test_run ();
}
