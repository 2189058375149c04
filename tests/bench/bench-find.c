/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include "log/log-search.h"

/* Finds something in a log of a million messages, beside memmem() for the same over the same bytes
 * in one buffer. */

#define N_ROUNDS 9
#define N_MESSAGES 1000000
#define MESSAGE_SIZE_BYTES 32
#define NEEDLE "temperature"
#define MESSAGES_PER_HIT 10000

typedef enum
{
  ONE_STREAM,
  ECHO,
  PEERS,
  DATAGRAMS,
} Traffic;

#define N_PEERS 64

static const struct
{
  const char *name;
  HexwirePatternKind kind;
  const char *text;
  gboolean ignores_case;
} patterns[] = {
  { "text", HEXWIRE_PATTERN_TEXT, NEEDLE, FALSE },
  { "text in any case", HEXWIRE_PATTERN_TEXT, "Temperature", TRUE },
  { "hex with ??", HEXWIRE_PATTERN_HEX, "74 65 6d ?? 65 72 61 ?? 75 72 65", FALSE },
  { "expression", HEXWIRE_PATTERN_REGEX, "temp[a-z]+ure", FALSE },
};

static const char *const traffic_names[] = {
  "one stream", "an echo", "64 streams in turn", "datagrams",
};

/* Half of what goes over wires is text, half is not. */
static guint8 *
make_bytes (void)
{
  static const char words[] = "the request counter of sensor 17 is 42 and its status ok, error 0; ";
  guint8 *bytes = g_malloc ((gsize) N_MESSAGES * MESSAGE_SIZE_BYTES);
  GRand *rand = g_rand_new_with_seed (1);

  for (gsize i = 0; i < (gsize) N_MESSAGES * MESSAGE_SIZE_BYTES; i++)
    bytes[i] = i % MESSAGE_SIZE_BYTES < 16 ? (guint8) g_rand_int (rand)
                                           : (guint8) words[(i / 3 + i) % (sizeof words - 1)];
  for (gsize i = 0; i < N_MESSAGES; i += MESSAGES_PER_HIT)
    memcpy (bytes + i * MESSAGE_SIZE_BYTES + 5, NEEDLE, strlen (NEEDLE));
  g_rand_free (rand);
  return bytes;
}

static HexwireMessageLog *
make_log (Traffic       traffic,
          const guint8 *bytes)
{
  HexwireTransport transport = traffic == DATAGRAMS ? HEXWIRE_TRANSPORT_UDP : HEXWIRE_TRANSPORT_TCP;
  HexwireMessageLog *log = hexwire_message_log_new ();

  hexwire_message_log_set_limits (log, G_MAXSIZE, G_MAXUINT);
  for (guint i = 0; i < N_PEERS; i++)
    hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .transport = transport,
                                                           .address = "peer" });
  for (gsize i = 0; i < N_MESSAGES; i++)
    hexwire_message_log_append (log,
                                traffic == ECHO && i % 2 == 1 ? HEXWIRE_MESSAGE_SENT
                                                              : HEXWIRE_MESSAGE_RECEIVED,
                                traffic == PEERS ? (guint32) (i % N_PEERS) + 1 : 1, 0,
                                bytes + i * MESSAGE_SIZE_BYTES, MESSAGE_SIZE_BYTES);
  hexwire_message_log_publish (log);
  return log;
}

static double
run_plain (const guint8 *bytes)
{
  double start_s = bench_now_s ();
  const guint8 *end = bytes + (gsize) N_MESSAGES * MESSAGE_SIZE_BYTES;
  guint n = 0;

  for (const guint8 *at = bytes;
       (at = memmem (at, (gsize) (end - at), NEEDLE, strlen (NEEDLE))) != NULL;
       at += strlen (NEEDLE))
    n++;
  g_assert_cmpuint (n, ==, N_MESSAGES / MESSAGES_PER_HIT);
  return bench_now_s () - start_s;
}

/* Until all hits are known, by the main loop; @longest_s is the longest that it was held. */
static double
run_search (HexwireLogSearch   *search,
            HexwireBytePattern *pattern,
            double             *longest_s)
{
  double start_s = bench_now_s ();
  double turn_s = start_s;

  hexwire_log_search_set_pattern (search, pattern);
  while (TRUE)
    {
      double now_s = bench_now_s ();

      *longest_s = MAX (*longest_s, now_s - turn_s);
      turn_s = now_s;
      if (hexwire_log_search_get_is_complete (search))
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (hexwire_log_search_get_n_hits (search), ==, N_MESSAGES / MESSAGES_PER_HIT);
  return bench_now_s () - start_s;
}

static void
run_pattern (guint             index,
             HexwireLogSearch *search,
             const guint8     *bytes)
{
  g_autoptr (HexwireBytePattern) pattern
    = hexwire_byte_pattern_new (patterns[index].kind, patterns[index].text,
                                patterns[index].ignores_case, NULL, NULL);
  BenchSeries plain = { .n = 0 }, found = { .n = 0 };
  double plain_s, found_s, longest_s = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_series_add (&plain, run_plain (bytes));
      bench_series_add (&found, run_search (search, pattern, &longest_s));
    }
  plain_s = bench_series_get_median (&plain);
  found_s = bench_series_get_median (&found);
  printf ("  %-18s %6.1f ms, memmem %5.1f ms: %5.2f times; at most %.1f ms at once\n",
          patterns[index].name, found_s * 1e3, plain_s * 1e3, found_s / plain_s, longest_s * 1e3);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree guint8 *bytes = make_bytes ();

  bench_init ();
  printf ("%u messages of %u bytes, medians of %u rounds\n", N_MESSAGES, MESSAGE_SIZE_BYTES,
          N_ROUNDS);
  for (guint traffic = 0; traffic < G_N_ELEMENTS (traffic_names); traffic++)
    {
      g_autoptr (HexwireMessageLog) log = make_log (traffic, bytes);
      g_autoptr (HexwireLogSearch) search = hexwire_log_search_new (log);

      printf ("%s\n", traffic_names[traffic]);
      for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
        run_pattern (i, search, bytes);
    }
  return 0;
}
