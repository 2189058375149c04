/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log/log-recorder.h"

/* Records to the file that the first argument names, for test-recording.py: as many rows as the
 * second says, or until the recording fails. Each row is a number of ten digits, and so many more
 * bytes as the third argument says; its number goes to standard output, the error and how
 * many were written to standard error. A fourth argument is the size from which on there is another
 * file. */

#define INTERVAL_MS 2

static HexwireMessageLog *message_log;
static HexwireLogRecorder *recorder;
static GMainLoop *loop;
static guint32 peer_id;
static guint n_rows;
static guint max_rows;
static gsize row_size_bytes;

static gboolean
append_cb (gpointer user_data)
{
  g_autofree char *row = g_malloc0 (row_size_bytes + 11);

  g_snprintf (row, 11, "%010u", n_rows);
  hexwire_message_log_append (message_log, n_rows % 2 == 0 ? HEXWIRE_MESSAGE_SENT
                                                           : HEXWIRE_MESSAGE_RECEIVED,
                              peer_id, g_get_real_time (), row, 10 + row_size_bytes);
  printf ("%u\n", n_rows++);
  if (n_rows >= max_rows
      || hexwire_log_recorder_get_state (recorder) != HEXWIRE_RECORDER_RECORDING)
    g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GFile) file = g_file_new_for_path (argv[1]);
  g_autoptr (GError) error = NULL;
  HexwireLogPeer peer = { .transport = HEXWIRE_TRANSPORT_TCP, .opened_here = TRUE,
                          .address = "127.0.0.1:40001", .local_address = "127.0.0.1:40002" };

  setvbuf (stdout, NULL, _IOLBF, 0);
  message_log = hexwire_message_log_new ();
  peer_id = hexwire_message_log_add_peer (message_log, &peer);
  max_rows = (guint) atoi (argv[2]);
  row_size_bytes = (gsize) atoi (argv[3]);
  recorder = hexwire_log_recorder_new (message_log, file, HEXWIRE_LOG_FORMAT_PCAPNG, NULL,
                                       argc > 4 ? g_ascii_strtoull (argv[4], NULL, 10) : 0, &error);
  g_assert_no_error (error);
  loop = g_main_loop_new (NULL, FALSE);
  g_timeout_add (INTERVAL_MS, append_cb, NULL);
  g_main_loop_run (loop);

  hexwire_log_recorder_stop (recorder);
  g_assert_true (hexwire_log_recorder_wait (recorder, 5000));
  if (hexwire_log_recorder_get_error (recorder) != NULL)
    fprintf (stderr, "%s\n%" PRIu64 " written, %" PRIu64 " lost\n",
             hexwire_log_recorder_get_error (recorder), hexwire_log_recorder_get_n_rows (recorder),
             hexwire_log_recorder_get_n_lost (recorder));
  g_object_unref (recorder);
  g_object_unref (message_log);
  g_main_loop_unref (loop);
  return 0;
}
