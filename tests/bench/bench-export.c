/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "log/log-export.h"
#include "log/message-log.h"

#include "bench.h"

/* A log as a hex dump, against `hexdump -C` of the same bytes, file to file. Other formats stand
 * beside it; what they take is compared with the same. */

#define N_ROUNDS 5
#define SIZE_BYTES ((gsize) 8 << 20)

static const struct
{
  const char *title;
  HexwireLogFormat format;
  gsize message_bytes;
} cases[] = {
  { "hex dump, messages of 64 KiB", HEXWIRE_LOG_FORMAT_DUMP, 65536 },
  { "hex dump, messages of 64 B", HEXWIRE_LOG_FORMAT_DUMP, 64 },
  { "CSV, messages of 64 KiB", HEXWIRE_LOG_FORMAT_CSV, 65536 },
  { "pcapng, messages of 64 KiB", HEXWIRE_LOG_FORMAT_PCAPNG, 65536 },
  { "pcapng, messages of 64 B", HEXWIRE_LOG_FORMAT_PCAPNG, 64 },
};

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static double
measure_export (HexwireMessageLog *log,
                HexwireLogFormat   format,
                const char        *path)
{
  g_autoptr (HexwireLogSnapshot) snapshot = hexwire_message_log_take_snapshot (log, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  double start_s = bench_now_s ();

  hexwire_log_export_async (snapshot, format, NULL, file, NULL, NULL, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (hexwire_log_export_finish (result, NULL, NULL, NULL));
  return bench_now_s () - start_s;
}

static double
measure_hexdump (const char *bytes_path,
                 const char *path)
{
  g_autofree char *command = g_strdup_printf ("hexdump -C %s > %s", bytes_path, path);
  double start_s = bench_now_s ();

  if (system (command) != 0)
    g_error ("hexdump failed");
  return bench_now_s () - start_s;
}

static HexwireMessageLog *
make_log (gsize       message_bytes,
          const char *bytes_path)
{
  HexwireMessageLog *log = hexwire_message_log_new ();
  HexwireLogPeer peer = { .transport = HEXWIRE_TRANSPORT_TCP, .address = "127.0.0.1:40000",
                          .local_address = "127.0.0.1:40001" };
  guint32 peer_id = hexwire_message_log_add_peer (log, &peer);
  g_autofree guint32 *bytes = g_malloc (SIZE_BYTES);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (gsize i = 0; i < SIZE_BYTES / sizeof *bytes; i++)
    bytes[i] = g_rand_int (random);
  g_assert_true (g_file_set_contents (bytes_path, (char *) bytes, SIZE_BYTES, NULL));
  hexwire_message_log_set_limits (log, G_MAXSIZE, G_MAXUINT);
  for (gsize i = 0; i < SIZE_BYTES; i += message_bytes)
    hexwire_message_log_append (log, HEXWIRE_MESSAGE_RECEIVED, peer_id, 1700000000000000,
                                (guint8 *) bytes + i, message_bytes);
  return log;
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hexwire-bench-XXXXXX", NULL);
  g_autofree char *bytes_path = g_build_filename (folder, "bytes", NULL);
  g_autofree char *path = g_build_filename (folder, "written", NULL);

  bench_init ();
  alarm (3 * BENCH_LIMIT_S);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HexwireMessageLog) log = make_log (cases[i].message_bytes, bytes_path);
      BenchSeries ours = { 0 };
      BenchSeries theirs = { 0 };
      double ours_s;
      double theirs_s;

      for (guint round = 0; round < N_ROUNDS; round++)
        {
          bench_series_add (&ours, measure_export (log, cases[i].format, path));
          bench_series_add (&theirs, measure_hexdump (bytes_path, path));
        }
      ours_s = bench_series_get_median (&ours);
      theirs_s = bench_series_get_median (&theirs);
      printf ("%-32s %6.0f MB/s, hexdump -C %4.0f MB/s: %.1f times as fast\n", cases[i].title,
              SIZE_BYTES / ours_s / 1e6, SIZE_BYTES / theirs_s / 1e6, theirs_s / ours_s);
    }
  g_unlink (bytes_path);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
