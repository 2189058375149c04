/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gunixoutputstream.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "codec/bytes-text.h"
#include "log/log-writer.h"

/* Writes the rows that test-export.py gives on standard input in the format that the first argument
 * names, decoded by the second. Lines with tabs between their words:
 *   peer NUMBER TRANSPORT OPENED_HERE ADDRESS [LOCAL_ADDRESS]
 *   row TIME_US KIND ENDING PEER HEX
 */

static GPtrArray *peers;

static void
read_peer (char **words)
{
  HexwireLogPeer peer = { .transport = (HexwireTransport) atoi (words[2]),
                          .opened_here = atoi (words[3]),
                          .address = words[4],
                          .local_address = words[5] };
  guint number = (guint) atoi (words[1]);

  if (peers->len <= number)
    g_ptr_array_set_size (peers, (int) number + 1);
  g_ptr_array_index (peers, number) = hexwire_log_peer_new (&peer);
}

static void
read_row (HexwireLogWriter  *writer,
          char             **words)
{
  g_autoptr (GBytes) payload = hexwire_bytes_parse (HEXWIRE_NOTATION_HEX, words[5], NULL, NULL);
  guint32 peer_id = (guint32) atoi (words[4]);
  HexwireLogRecord record = { .time_us = g_ascii_strtoll (words[1], NULL, 10),
                              .kind = (HexwireMessageKind) atoi (words[2]),
                              .ending = (HexwireEnding) atoi (words[3]),
                              .peer_id = peer_id,
                              .peer = peer_id > 0 ? g_ptr_array_index (peers, peer_id) : NULL };

  record.data = g_bytes_get_data (payload, &record.size_bytes);
  hexwire_log_writer_write (writer, &record);
}

static void
release_peer (gpointer peer)
{
  if (peer != NULL)
    hexwire_log_peer_unref (peer);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (HexwireFormat) decode = argc > 2 ? hexwire_format_parse (argv[2], NULL, NULL) : NULL;
  g_autoptr (HexwireLogWriter) writer = NULL;
  g_autofree char *line = NULL;
  HexwireLogSink sink;
  size_t capacity = 0;
  ssize_t length;
  gboolean is_written;

  peers = g_ptr_array_new_with_free_func (release_peer);
  hexwire_log_sink_init (&sink, stream, NULL);
  writer = hexwire_log_writer_new ((HexwireLogFormat) atoi (argv[1]), decode, &sink);
  hexwire_log_writer_begin (writer);
  while ((length = getline (&line, &capacity, stdin)) > 0)
    {
      g_auto (GStrv) words = NULL;

      line[length - 1] = '\0';
      words = g_strsplit (line, "\t", -1);
      if (g_str_equal (words[0], "peer"))
        read_peer (words);
      else
        read_row (writer, words);
    }
  is_written = hexwire_log_sink_flush (&sink);
  hexwire_log_sink_clear (&sink);
  g_ptr_array_unref (peers);
  return is_written ? 0 : 1;
}
