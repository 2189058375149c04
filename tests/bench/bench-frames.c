/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include "log/frame-index.h"
#include "log/framer.h"

/* Finds the frames of a stream that is in memory, by a framer and by the index of a log, beside a
 * plain loop over the same bytes that notes where the lines, or the bytes, end. */

#define N_ROUNDS 9
#define STREAM_SIZE_BYTES (32 * 1024 * 1024)
#define READ_SIZE_BYTES (64 * 1024)
#define N_ENDS 256

typedef struct
{
  const char *name;
  const char *rule;
  gsize frame_size_bytes;
} Case;

static const Case cases[] = {
  { "lines of 64 bytes", "lines", 64 },
  { "64 bytes to \\r\\n", "delimiter '\\r\\n'", 64 },
  { "u16 and 62 bytes", "length u16be", 64 },
  { "frames of 64 bytes", "fixed 64", 64 },
  { "frames of 1 byte", "fixed 1", 1 },
  { "lines of 1 byte", "lines", 1 },
};

/* Keeps the compiler from leaving out what nobody reads. */
static volatile gsize kept;

static guint8 *
make_stream (gsize frame_size_bytes,
             gboolean has_prefix)
{
  guint8 *stream = g_malloc (STREAM_SIZE_BYTES);

  memset (stream, 'x', STREAM_SIZE_BYTES);
  for (gsize i = frame_size_bytes; i <= STREAM_SIZE_BYTES; i += frame_size_bytes)
    {
      stream[i - 1] = '\n';
      if (frame_size_bytes > 1)
        stream[i - 2] = '\r';
      if (has_prefix)
        memcpy (stream + i - frame_size_bytes, "\0\76", 2);
    }
  return stream;
}

static double
run_plain (const guint8 *stream)
{
  double start_s = bench_now_s ();
  gsize ends[N_ENDS];
  gsize n = 0;

  for (gsize at = 0; at < STREAM_SIZE_BYTES; n++)
    {
      const guint8 *end = memchr (stream + at, '\n', STREAM_SIZE_BYTES - at);

      at = (gsize) (end - stream) + 1;
      ends[n % N_ENDS] = at;
    }
  kept = n + ends[0];
  return bench_now_s () - start_s;
}

static double
run_framer (const HexwireFrameRule *rule,
            const guint8           *stream,
            gsize                   n_expected)
{
  double start_s = bench_now_s ();
  HexwireFrameEnd ends[N_ENDS];
  HexwireFramer framer;
  gsize n_frames = 0;

  hexwire_framer_init (&framer, rule);
  for (gsize read = 0; read < STREAM_SIZE_BYTES; read += READ_SIZE_BYTES)
    for (gsize at = 0, n_ends; at < READ_SIZE_BYTES; n_frames += n_ends)
      at += hexwire_framer_push (&framer, stream + read + at, READ_SIZE_BYTES - at, 0, ends, N_ENDS,
                                 &n_ends);
  g_assert_cmpuint (n_frames, ==, n_expected);
  return bench_now_s () - start_s;
}

static double
run_index (HexwireFrameRule  *rule,
           HexwireMessageLog *log,
           gsize              n_expected)
{
  g_autoptr (HexwireFrameIndex) index = hexwire_frame_index_new (log, rule);
  double start_s = bench_now_s ();

  while (!hexwire_frame_index_scan (index, G_MAXUINT64, g_get_monotonic_time () + 4000))
    ;
  g_assert_cmpuint (hexwire_frame_index_get_n_frames (index), ==, n_expected);
  return bench_now_s () - start_s;
}

static HexwireMessageLog *
make_log (const guint8 *stream)
{
  HexwireMessageLog *log = hexwire_message_log_new ();
  guint32 peer_id = hexwire_message_log_add_peer (log, &(HexwireLogPeer) { .address = "x" });

  for (gsize at = 0; at < STREAM_SIZE_BYTES; at += READ_SIZE_BYTES)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 0, stream + at,
                                READ_SIZE_BYTES);
  return log;
}

static void
print (const char  *name,
       BenchSeries *series,
       double       plain_s,
       gsize        n_frames)
{
  double median_s = bench_series_get_median (series);

  printf ("  %-8s %8.0f MB/s %8.1f million frames/s   %5.2f of plain\n", name,
          STREAM_SIZE_BYTES / 1e6 / median_s, (double) n_frames / 1e6 / median_s,
          plain_s / median_s);
}

static void
run_case (const Case *self)
{
  g_autoptr (HexwireFrameRule) rule = hexwire_frame_rule_parse (self->rule, NULL, NULL);
  g_autofree guint8 *stream = make_stream (self->frame_size_bytes,
                                           rule->kind == HEXWIRE_FRAME_LENGTH_PREFIX);
  g_autoptr (HexwireMessageLog) log = make_log (stream);
  gsize n_frames = STREAM_SIZE_BYTES / self->frame_size_bytes;
  BenchSeries plain = { .n = 0 }, framer = { .n = 0 }, index = { .n = 0 };
  double plain_s;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_series_add (&plain, run_plain (stream));
      bench_series_add (&framer, run_framer (rule, stream, n_frames));
      bench_series_add (&index, run_index (rule, log, n_frames));
    }
  plain_s = bench_series_get_median (&plain);
  printf ("%s\n", self->name);
  print ("plain", &plain, plain_s, n_frames);
  print ("framer", &framer, plain_s, n_frames);
  print ("index", &index, plain_s, n_frames);
}

int
main (int   argc,
      char *argv[])
{
  bench_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i]);
  return 0;
}
