/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer.h"

#include <string.h>

/* The captures are for tshark to judge, in tests/e2e/test-export.py. */

#define TIME_US (1700000000 * G_GINT64_CONSTANT (1000000) + 12)
#define TIME "2023-11-14T22:13:20.000012+00:00"

static const HexwireLogPeer peer = { .transport = HEXWIRE_TRANSPORT_TCP,
                                     .address = "127.0.0.1:5000",
                                     .local_address = "127.0.0.1:40000" };

static HexwireLogRecord
make_record (HexwireMessageKind  kind,
             const void         *data,
             gsize               size_bytes)
{
  return (HexwireLogRecord) { .time_us = TIME_US, .kind = kind, .peer_id = 1, .peer = &peer,
                              .data = data, .size_bytes = size_bytes };
}

static GBytes *
write_records (HexwireLogFormat        format,
               const char             *decode_text,
               const HexwireLogRecord *records,
               gsize                   n_records)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (HexwireFormat) decode = NULL;
  g_autoptr (HexwireLogWriter) writer = NULL;
  HexwireLogSink sink;

  if (decode_text != NULL)
    decode = hexwire_format_parse (decode_text, NULL, NULL);
  hexwire_log_sink_init (&sink, stream, NULL);
  writer = hexwire_log_writer_new (format, decode, &sink);
  hexwire_log_writer_begin (writer);
  for (gsize i = 0; i < n_records; i++)
    hexwire_log_writer_write (writer, &records[i]);
  g_assert_true (hexwire_log_sink_flush (&sink));
  g_assert_cmpuint (sink.n_written_bytes, ==,
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
  hexwire_log_sink_clear (&sink);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static const struct
{
  HexwireLogFormat format;
  const char *decode;
  const char *text;
} cases[] = {
  { HEXWIRE_LOG_FORMAT_TEXT, NULL,
    TIME "\treceived\t127.0.0.1:5000\t5\ta\\n,\"\\xff\n"
    TIME "\tclosed\t127.0.0.1:5000\t4\tBye,\n" },
  { HEXWIRE_LOG_FORMAT_TEXT, ">HH",
    TIME "\treceived\t127.0.0.1:5000\t5\ta\\n,\"\\xff\tH=24842  H=11298  (1 byte left over: ff)\n"
    TIME "\tclosed\t127.0.0.1:5000\t4\tBye,\n" },
  { HEXWIRE_LOG_FORMAT_CSV, NULL,
    "time,kind,peer,length,text,hex\r\n"
    TIME ",received,127.0.0.1:5000,5,\"a\\n,\"\"\\xff\",61 0a 2c 22 ff\r\n"
    TIME ",closed,127.0.0.1:5000,4,\"Bye,\",\r\n" },
  { HEXWIRE_LOG_FORMAT_CSV, ">H x 2B",
    "time,kind,peer,length,text,hex,H,B\r\n"
    TIME ",received,127.0.0.1:5000,5,\"a\\n,\"\"\\xff\",61 0a 2c 22 ff,24842,\"34, 255\"\r\n"
    TIME ",closed,127.0.0.1:5000,4,\"Bye,\",,,\r\n" },
  { HEXWIRE_LOG_FORMAT_JSON_LINES, NULL,
    "{\"time\": \"" TIME "\", \"kind\": \"received\", \"peer\": \"127.0.0.1:5000\", "
    "\"local\": \"127.0.0.1:40000\", \"length\": 5, \"data\": \"YQosIv8=\"}\n"
    "{\"time\": \"" TIME "\", \"kind\": \"closed\", \"peer\": \"127.0.0.1:5000\", "
    "\"local\": \"127.0.0.1:40000\", \"length\": 4, \"text\": \"Bye,\"}\n" },
  { HEXWIRE_LOG_FORMAT_JSON_LINES, ">id:B B",
    "{\"time\": \"" TIME "\", \"kind\": \"received\", \"peer\": \"127.0.0.1:5000\", "
    "\"local\": \"127.0.0.1:40000\", \"length\": 5, \"data\": \"YQosIv8=\", "
    "\"records\": [{\"id\": 97, \"B\": 10}]}\n"
    "{\"time\": \"" TIME "\", \"kind\": \"closed\", \"peer\": \"127.0.0.1:5000\", "
    "\"local\": \"127.0.0.1:40000\", \"length\": 4, \"text\": \"Bye,\"}\n" },
  { HEXWIRE_LOG_FORMAT_DUMP, NULL,
    "# " TIME "  received  127.0.0.1:5000  5\n"
    "00000000  61 0a 2c 22 ff                                    |a.,\".|\n"
    "# " TIME "  closed  127.0.0.1:5000  Bye,\n" },
  { HEXWIRE_LOG_FORMAT_RAW_RECEIVED, NULL, "a\n,\"\xff" },
  { HEXWIRE_LOG_FORMAT_RAW_SENT, NULL, "" },
};

static void
test_exact (void)
{
  HexwireLogRecord records[] = { make_record (HEXWIRE_MESSAGE_RECEIVED, "a\n,\"\xff", 5),
                                 make_record (HEXWIRE_MESSAGE_CLOSED, "Bye,", 4) };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = write_records (cases[i].format, cases[i].decode, records,
                                                G_N_ELEMENTS (records));
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      g_assert_cmpstr (text != NULL ? text : "", ==, cases[i].text);
    }
}

/* An empty payload without memory, no peer, and a row that is longer than the sink. */
static void
test_extremes (void)
{
  g_autofree guint8 *large = g_malloc0 (3 * HEXWIRE_LOG_SINK_SIZE_BYTES + 1);
  HexwireLogRecord records[] = {
    { .kind = HEXWIRE_MESSAGE_SENT },
    { .kind = HEXWIRE_MESSAGE_NOTE },
    make_record (HEXWIRE_MESSAGE_RECEIVED, NULL, 0),
    make_record (HEXWIRE_MESSAGE_CLOSED, NULL, 0),
    make_record (HEXWIRE_MESSAGE_RECEIVED, large, 3 * HEXWIRE_LOG_SINK_SIZE_BYTES + 1),
  };

  for (int format = 0; format < HEXWIRE_LOG_FORMAT_N; format++)
    {
      g_autoptr (GBytes) bytes = write_records ((HexwireLogFormat) format, ">HI", records,
                                                G_N_ELEMENTS (records));

      if (format == HEXWIRE_LOG_FORMAT_RAW_RECEIVED)
        g_assert_cmpuint (g_bytes_get_size (bytes), ==, 3 * HEXWIRE_LOG_SINK_SIZE_BYTES + 1);
      g_assert_nonnull (hexwire_log_format_get_suffix ((HexwireLogFormat) format));
      g_assert_nonnull (hexwire_log_format_get_title ((HexwireLogFormat) format));
    }
}

/* The first failure stays; what is written afterwards goes nowhere. */
static void
test_failure (void)
{
  char room[8];
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (room, sizeof room, NULL, NULL);
  HexwireLogSink sink;

  hexwire_log_sink_init (&sink, stream, NULL);
  g_string_append (sink.text, "123");
  g_assert_true (hexwire_log_sink_flush_if_full (&sink));
  g_assert_cmpuint (sink.n_written_bytes, ==, 0);
  g_string_append (sink.text, "4567890");
  g_assert_false (hexwire_log_sink_flush (&sink));
  g_assert_error (sink.error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (sink.n_written_bytes, ==, sizeof room);
  g_string_append (sink.text, "x");
  g_assert_false (hexwire_log_sink_flush (&sink));
  g_assert_cmpuint (sink.n_written_bytes, ==, sizeof room);
  hexwire_log_sink_clear (&sink);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-writer/exact", test_exact);
  g_test_add_func ("/log-writer/extremes", test_extremes);
  g_test_add_func ("/log-writer/failure", test_failure);
  return g_test_run ();
}
