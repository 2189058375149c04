/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/capture-file.h"
#include "log/log-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "wait.h"

/* Captures of other programs are read in tests/e2e/test-captures.py. */

static const HexwireLogPeer peers[] = {
  { HEXWIRE_TRANSPORT_TCP, "192.0.2.1:5000", "192.0.2.2:40000", TRUE },
  { HEXWIRE_TRANSPORT_TCP, "[2001:db8::1]:5000", "[2001:db8::2]:40000", FALSE },
  { HEXWIRE_TRANSPORT_TCP, "[fe80::1%eth0]:5000", "[fe80::2%eth0]:40000", FALSE },
  { HEXWIRE_TRANSPORT_UDP, "192.0.2.1:5000", "192.0.2.2:40000", FALSE },
  { HEXWIRE_TRANSPORT_UDP, "192.0.2.7:5000", "0.0.0.0:40000", TRUE },
  { HEXWIRE_TRANSPORT_UDP, "192.0.2.8:5000", NULL, TRUE },
  { HEXWIRE_TRANSPORT_UNIX_STREAM, "/run/a b.sock", "/run/c.sock", FALSE },
  { HEXWIRE_TRANSPORT_UNIX_DATAGRAM, "/run/d.sock", NULL, TRUE },
};

typedef struct
{
  char *folder;
  GFile *file;
  HexwireMessageLog *log;
  HexwireMessageLog *again;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("hexwire-capture-XXXXXX", NULL);
  self->file = g_file_new_build_filename (self->folder, "log.pcapng", NULL);
  self->log = hexwire_message_log_new ();
  self->again = hexwire_message_log_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    hexwire_message_log_add_peer (self->log, &peers[i]);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_file_delete (self->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_clear_object (&self->result);
  g_object_unref (self->file);
  g_assert_finalize_object (self->log);
  g_assert_finalize_object (self->again);
  g_free (self->folder);
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Fixture *self = user_data;

  self->result = g_object_ref (result);
}

static void
export (Fixture    *self,
        const char *format_text)
{
  g_autoptr (HexwireLogSnapshot) snapshot = hexwire_message_log_take_snapshot (self->log, NULL);
  g_autoptr (HexwireFormat) decode = NULL;

  if (format_text != NULL)
    decode = hexwire_format_parse (format_text, NULL, NULL);
  g_clear_object (&self->result);
  hexwire_log_export_async (snapshot, HEXWIRE_LOG_FORMAT_PCAPNG, decode, self->file, NULL, NULL,
                            NULL, finished_cb, self);
  wait_until (self->result != NULL);
  g_assert_true (hexwire_log_export_finish (self->result, NULL, NULL, NULL));
}

static gboolean
load (Fixture  *self,
      GError  **error)
{
  gboolean is_loaded;

  g_clear_object (&self->result);
  hexwire_capture_load_async (self->file, self->again, NULL, NULL, NULL, finished_cb, self);
  wait_until (self->result != NULL);
  is_loaded = hexwire_capture_load_finish (self->result, error);
  hexwire_message_log_publish (self->log);
  hexwire_message_log_publish (self->again);
  return is_loaded;
}

static void
assert_same_peer (const HexwireLogPeer *a,
                  const HexwireLogPeer *b)
{
  g_assert_true ((a != NULL) == (b != NULL));
  if (a == NULL)
    return;
  g_assert_cmpint (a->transport, ==, b->transport);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpstr (a->local_address, ==, b->local_address);
  if (hexwire_transport_is_stream (a->transport))
    g_assert_true (a->opened_here == b->opened_here);
  g_assert_true (b->is_captured);
}

static void
assert_same_rows (Fixture *self,
                  guint    n_more)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  HexwireLogReader *again = hexwire_message_log_get_reader (self->again);
  guint64 n_rows = hexwire_message_log_get_end_row (self->log);

  g_assert_cmpuint (hexwire_message_log_get_end_row (self->again), ==, n_rows + n_more);
  for (guint64 i = 0; i < n_rows; i++)
    {
      HexwireFrame frame;
      HexwireLogRecord a;
      HexwireLogRecord b;

      g_assert_true (hexwire_log_reader_get_row (reader, i, &frame));
      g_assert_true (hexwire_log_reader_read (reader, &frame, &a));
      g_assert_true (hexwire_log_reader_get_row (again, i, &frame));
      g_assert_true (hexwire_log_reader_read (again, &frame, &b));
      g_assert_cmpint (a.kind, ==, b.kind);
      /* No packet stands for the end of what has no connection. */
      if (a.peer != NULL && hexwire_transport_is_stream (a.peer->transport))
        g_assert_cmpint (a.ending, ==, b.ending);
      g_assert_cmpint (a.time_us, ==, b.time_us);
      g_assert_cmpmem (a.data, a.size_bytes, b.data, b.size_bytes);
      assert_same_peer (a.peer, b.peer);
    }
}

static gint64
take_time_us (void)
{
  static gint64 time_us = 1700000000 * G_GINT64_CONSTANT (1000000) + 999990;

  time_us += 1001;
  return time_us;
}

static void
append (Fixture            *self,
        HexwireMessageKind  kind,
        guint32             peer_id,
        const void         *data,
        gsize               size_bytes)
{
  hexwire_message_log_append (self->log, kind, peer_id, take_time_us (), data, size_bytes);
}

static void
append_text (Fixture            *self,
             HexwireMessageKind  kind,
             guint32             peer_id,
             const char         *text)
{
  append (self, kind, peer_id, text, strlen (text));
}

/* Everything that a log may hold, of all peers, one after the other and mixed. */
static void
fill (Fixture *self)
{
  static const struct
  {
    HexwireEnding ending;
    const char *text;
  } closings[] = { { HEXWIRE_ENDING_BY_PEER, "Closed by peer · 3 B in, 4 B out" },
                   { HEXWIRE_ENDING_HERE, "Closed here · 3 B in, 4 B out" },
                   { HEXWIRE_ENDING_RESET, "Reset by peer · 3 B in, 4 B out" } };
  static const gsize sizes[] = { 1, 2, 300, 65495, 65496, 65495 * 3, 65495 * 3 + 7, 5 };
  g_autofree guint8 *bytes = g_malloc (300000);

  for (gsize i = 0; i < 300000; i++)
    bytes[i] = (guint8) (i * i >> 5);
  append_text (self, HEXWIRE_MESSAGE_OPENED, 0, "Listening, “really”");
  for (guint32 id = 1; id <= G_N_ELEMENTS (peers); id++)
    append_text (self, HEXWIRE_MESSAGE_OPENED, id, "Connected, as if\nby magic");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint32 id = 1; id <= G_N_ELEMENTS (peers); id++)
      {
        gboolean is_stream = hexwire_transport_is_stream (peers[id - 1].transport);

        append (self, HEXWIRE_MESSAGE_SENT, id, bytes + i, is_stream ? sizes[i] : i * 100);
        append (self, HEXWIRE_MESSAGE_RECEIVED, id, bytes + i, 1 + i);
        if (!is_stream)
          append (self, HEXWIRE_MESSAGE_RECEIVED, id, NULL, 0);
        append_text (self, HEXWIRE_MESSAGE_NOTE, id, "A mark");
      }
  append_text (self, HEXWIRE_MESSAGE_ERROR, 0, "");
  for (guint32 id = 1; id <= G_N_ELEMENTS (peers); id++)
    hexwire_message_log_append_closed (self->log, id, take_time_us (), closings[id % 3].ending,
                                       closings[id % 3].text);
  append_text (self, HEXWIRE_MESSAGE_NOTE, 1, "After the end");
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fill (self);
  export (self, data);
  g_assert_true (load (self, &error));
  g_assert_no_error (error);
  assert_same_rows (self, 0);
}

/* What was written before the end is there, and a row says that the end is missing. */
static void
test_cut (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_bytes;

  append_text (self, HEXWIRE_MESSAGE_NOTE, 0, "one");
  append_text (self, HEXWIRE_MESSAGE_NOTE, 0, "two");
  export (self, NULL);
  g_assert_true (g_file_get_contents (g_file_peek_path (self->file), &contents, &size_bytes, NULL));
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), contents,
                                      (gssize) size_bytes - 5, NULL));
  g_assert_true (load (self, &error));
  g_assert_cmpuint (hexwire_message_log_get_end_row (self->again), ==, 2);
}

static void
test_no_capture (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (load (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), "", 0, NULL));
  g_assert_false (load (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), "GIF89a", -1, NULL));
  g_assert_false (load (self, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "At byte 0: this is no capture: neither pcapng nor pcap");
}

#define add(path, data, func)                                                                      \
  g_test_add ("/capture/" path, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("round-trip", NULL, test_round_trip);
  add ("round-trip/decoded", ">H x", test_round_trip);
  add ("cut", NULL, test_cut);
  add ("no-capture", NULL, test_no_capture);
  return g_test_run ();
}
