/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "log/capture-file.h"

/* Writes the rows of the capture that the argument names to standard output, for test-captures.py:
 * kind, time in microseconds, transport, whether it was opened here, address, local address and the
 * bytes in hex, with tabs between them. */

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
print_record (const HexwireLogRecord *record)
{
  const HexwireLogPeer *peer = record->peer;

  printf ("%d\t%" G_GINT64_FORMAT "\t%d\t%d\t%s\t%s\t", (int) record->kind, record->time_us,
          peer != NULL ? (int) peer->transport : -1, peer != NULL && peer->opened_here,
          peer != NULL ? peer->address : "",
          peer != NULL && peer->local_address != NULL ? peer->local_address : "");
  for (gsize i = 0; i < record->size_bytes; i++)
    printf ("%02x", record->data[i]);
  putchar ('\n');
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (HexwireMessageLog) log = hexwire_message_log_new ();
  g_autoptr (GFile) file = g_file_new_for_path (argv[1]);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HexwireLogReader *reader;

  hexwire_capture_load_async (file, log, NULL, NULL, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!hexwire_capture_load_finish (result, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  hexwire_message_log_publish (log);
  reader = hexwire_message_log_get_reader (log);
  for (guint64 row = 0; row < hexwire_message_log_get_end_row (log); row++)
    {
      HexwireFrame frame;
      HexwireLogRecord record;

      g_assert_true (hexwire_log_reader_get_row (reader, row, &frame));
      g_assert_true (hexwire_log_reader_read (reader, &frame, &record));
      print_record (&record);
    }
  return 0;
}
