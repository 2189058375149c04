/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-recorder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wait.h"

#define WAIT_MS 5000

typedef struct
{
  char *folder;
  GFile *file;
  HexwireMessageLog *log;
  HexwireLogRecorder *recorder;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("hexwire-record-XXXXXX", NULL);
  self->file = g_file_new_build_filename (self->folder, "log.txt", NULL);
  self->log = hexwire_message_log_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_file_delete (self->file, NULL, NULL);
  g_rmdir (self->folder);
  if (self->recorder != NULL)
    g_assert_finalize_object (self->recorder);
  g_object_unref (self->file);
  g_assert_finalize_object (self->log);
  g_free (self->folder);
}

static void
begin (Fixture          *self,
       HexwireLogFormat  format,
       guint64           max_file_size_bytes)
{
  g_autoptr (GError) error = NULL;

  self->recorder = hexwire_log_recorder_new (self->log, self->file, format, NULL,
                                             max_file_size_bytes, &error);
  g_assert_no_error (error);
}

static void
append (Fixture    *self,
        const char *text)
{
  hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, text, strlen (text));
}

static void
stop (Fixture *self)
{
  hexwire_log_recorder_stop (self->recorder);
  g_assert_true (hexwire_log_recorder_wait (self->recorder, WAIT_MS));
  g_assert_cmpint (hexwire_log_recorder_get_state (self->recorder), ==, HEXWIRE_RECORDER_STOPPED);
}

static GBytes *
read_file (GFile *file)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
has_contents (Fixture    *self,
              const char *text)
{
  g_autoptr (GBytes) bytes = read_file (self->file);

  return g_bytes_get_size (bytes) == strlen (text)
         && memcmp (g_bytes_get_data (bytes, NULL), text, strlen (text)) == 0;
}

/* What came before is not recorded; what came is there soon, and all of it after the stop. */
static void
test_soon (Fixture       *self,
           gconstpointer  data)
{
  append (self, "before");
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 0);
  append (self, "one,");
  wait_until (has_contents (self, "one,"));
  append (self, "two,");
  wait_until (has_contents (self, "one,two,"));
  wait_until (hexwire_log_recorder_get_n_rows (self->recorder) == 2);
  g_assert_cmpint (hexwire_log_recorder_get_state (self->recorder), ==,
                   HEXWIRE_RECORDER_RECORDING);
  append (self, "three");
  stop (self);
  g_assert_true (has_contents (self, "one,two,three"));
  append (self, "after");
  hexwire_message_log_publish (self->log);
  g_assert_true (has_contents (self, "one,two,three"));
  g_assert_cmpuint (hexwire_log_recorder_get_n_rows (self->recorder), ==, 3);
  g_assert_cmpuint (hexwire_log_recorder_get_n_bytes (self->recorder), ==, 13);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 0);
}

/* Far more than the log holds, in one turn of the main loop. */
static void
test_flood (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint32 *numbers;
  guint32 message[256];

  hexwire_message_log_set_limits (self->log, 4 << 20, G_MAXUINT);
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 0);
  for (guint32 i = 0; i < 65536; i++)
    {
      for (guint32 j = 0; j < G_N_ELEMENTS (message); j++)
        message[j] = i * G_N_ELEMENTS (message) + j;
      hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, message,
                                  sizeof message);
    }
  g_assert_cmpuint (hexwire_message_log_get_n_dropped (self->log), >, 60000);
  hexwire_message_log_clear (self->log);
  stop (self);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 0);

  bytes = read_file (self->file);
  numbers = g_bytes_get_data (bytes, NULL);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 65536 * sizeof message);
  for (guint32 i = 0; i < 65536 * G_N_ELEMENTS (message); i++)
    g_assert_cmpuint (numbers[i], ==, i);
}

/* The number of a peer that the log has forgotten is another's in the next row. */
static void
test_forgotten_peers (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  hexwire_message_log_set_limits (self->log, 1, G_MAXUINT);
  begin (self, HEXWIRE_LOG_FORMAT_CSV, 0);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *address = g_strdup_printf ("peer-%u-", i);
      HexwireLogPeer peer = { .address = address };
      guint32 peer_id = hexwire_message_log_add_peer (self->log, &peer);

      hexwire_message_log_append_text (self->log, HEXWIRE_MESSAGE_NOTE, peer_id, address);
      hexwire_message_log_release_peer (self->log, peer_id);
      hexwire_message_log_clear (self->log);
    }
  g_assert_cmpuint (hexwire_message_log_get_n_peers (self->log), ==, 1);
  stop (self);

  bytes = read_file (self->file);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *address = g_strdup_printf ("peer-%u-", i);
      const char *first = strstr (lines[i + 1], address);

      g_assert_nonnull (first);
      g_assert_nonnull (strstr (first + 1, address));
    }
}

/* What has no room is counted, and the file says so. */
static void
test_no_room (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GBytes) bytes = NULL;

  begin (self, HEXWIRE_LOG_FORMAT_TEXT, 0);
  hexwire_log_recorder_set_max_waiting (self->recorder, 0);
  append (self, "no room");
  append (self, "for these");
  hexwire_message_log_publish (self->log);
  hexwire_log_recorder_set_max_waiting (self->recorder, 1000);
  append (self, "here again");
  hexwire_message_log_publish (self->log);
  hexwire_log_recorder_set_max_waiting (self->recorder, 0);
  append (self, "and not");
  stop (self);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 3);
  bytes = read_file (self->file);
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "2 messages were not recorded here"));
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "1 message was not recorded here"));
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "here again"));
  g_assert_null (strstr (g_bytes_get_data (bytes, NULL), "for these"));
}

static void
test_rotation (Fixture       *self,
               gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *text;
  } expected[] = {
    { "log.txt", "0123456789" },
    { "log-0001.txt", "an older one" },
    { "log-0002.txt", "abcdefghijkl" },
    { "log-0003.txt", "end" },
  };
  g_autofree char *older = g_build_filename (self->folder, "log-0001.txt", NULL);

  g_assert_true (g_file_set_contents (older, "an older one", -1, NULL));
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 10);
  append (self, "0123456789");
  append (self, "abcdef");
  append (self, "ghijkl");
  append (self, "end");
  stop (self);
  g_assert_cmpuint (hexwire_log_recorder_get_n_bytes (self->recorder), ==, 25);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, expected[i].name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, expected[i].text);
      g_unlink (path);
    }
}

static void
fail (Fixture *self)
{
  wait_until (hexwire_log_recorder_get_state (self->recorder) == HEXWIRE_RECORDER_FAILED);
  g_assert_true (hexwire_log_recorder_wait (self->recorder, 0));
  g_assert_nonnull (hexwire_log_recorder_get_error (self->recorder));
  append (self, "goes on");
  hexwire_message_log_publish (self->log);
  hexwire_log_recorder_stop (self->recorder);
  g_assert_cmpint (hexwire_log_recorder_get_state (self->recorder), ==, HEXWIRE_RECORDER_FAILED);
}

static void
test_full (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GError) error = NULL;

  self->recorder = hexwire_log_recorder_new (self->log, full, HEXWIRE_LOG_FORMAT_TEXT, NULL, 0,
                                             &error);
  g_assert_no_error (error);
  append (self, "no");
  fail (self);
  g_assert_cmpstr (hexwire_log_recorder_get_error (self->recorder), ==,
                   "The disk is full: nothing more can be recorded to “/dev/full”");
  g_assert_cmpuint (hexwire_log_recorder_get_n_rows (self->recorder), ==, 0);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 2);
}

/* What the file has as a whole is counted as written, and every other row since the beginning as
 * lost. A size limit stands for the full disk: it, too, takes a part of what is written at once. */
static void
test_cut (Fixture       *self,
          gconstpointer  data)
{
  struct rlimit before;
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 35;
  signal (SIGXFSZ, SIG_IGN);
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 0);
  append (self, "0123456789");
  wait_until (hexwire_log_recorder_get_n_rows (self->recorder) == 1);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 6; i++)
    append (self, "abcdefghij");
  hexwire_message_log_publish (self->log);
  wait_until (hexwire_log_recorder_get_state (self->recorder) == HEXWIRE_RECORDER_FAILED);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (has_contents (self, "0123456789abcdefghijabcdefghij"));
  g_assert_cmpuint (hexwire_log_recorder_get_n_rows (self->recorder), ==, 3);
  g_assert_cmpuint (hexwire_log_recorder_get_n_bytes (self->recorder), ==, 30);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 4);
  for (guint i = 0; i < 3; i++)
    append (self, "later");
  wait_until (hexwire_log_recorder_get_n_lost (self->recorder) == 7);
  hexwire_log_recorder_stop (self->recorder);
  append (self, "nobody asks for this one");
  hexwire_message_log_publish (self->log);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 7);
}

static void
test_deleted (Fixture       *self,
              gconstpointer  data)
{
  begin (self, HEXWIRE_LOG_FORMAT_TEXT, 0);
  append (self, "here");
  wait_until (hexwire_log_recorder_get_n_rows (self->recorder) == 1);
  g_assert_true (g_file_delete (self->file, NULL, NULL));
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  fail (self);
  g_assert_nonnull (strstr (hexwire_log_recorder_get_error (self->recorder), "was deleted"));
  g_assert_cmpuint (hexwire_log_recorder_get_n_rows (self->recorder), ==, 0);
  g_assert_cmpuint (hexwire_log_recorder_get_n_bytes (self->recorder), ==, 0);
  g_assert_cmpuint (hexwire_log_recorder_get_n_lost (self->recorder), ==, 2);
}

/* Two writers would destroy the file without either knowing. */
static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) written = NULL;

  begin (self, HEXWIRE_LOG_FORMAT_TEXT, 0);
  append (self, "first");
  g_assert_null (hexwire_log_recorder_new (self->log, self->file, HEXWIRE_LOG_FORMAT_TEXT, NULL, 0,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  stop (self);
  written = read_file (self->file);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (written, NULL),
                                  (gssize) g_bytes_get_size (written), "first"));
}

static void
test_no_folder (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_build_filename (self->folder, "gone", "log.txt", NULL);
  g_autoptr (GFile) remote = g_file_new_for_uri ("sftp://host.invalid/log.txt");

  g_assert_null (hexwire_log_recorder_new (self->log, file, HEXWIRE_LOG_FORMAT_TEXT, NULL, 0,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (hexwire_log_recorder_new (self->log, remote, HEXWIRE_LOG_FORMAT_TEXT, NULL, 0,
                                           &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* A pipe that nobody reads is refused at once; another one gets what a file gets. */
static void
test_pipe (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  const char *path = g_file_peek_path (self->file);
  char text[16] = "";
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (hexwire_log_recorder_new (self->log, self->file, HEXWIRE_LOG_FORMAT_RAW_RECEIVED,
                                           NULL, 0, &error));
  g_assert_nonnull (error);

  fd = open (path, O_RDONLY | O_NONBLOCK);
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 0);
  append (self, "through it");
  stop (self);
  g_assert_cmpint (read (fd, text, sizeof text - 1), ==, 10);
  g_assert_cmpstr (text, ==, "through it");
  close (fd);
}

/* A recorder that is dropped writes what it has. */
static void
test_dropped (Fixture       *self,
              gconstpointer  data)
{
  begin (self, HEXWIRE_LOG_FORMAT_RAW_RECEIVED, 0);
  append (self, "last words");
  g_assert_finalize_object (g_steal_pointer (&self->recorder));
  wait_until (has_contents (self, "last words"));
}

#define add(path, func)                                                                            \
  g_test_add ("/log-recorder/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("soon", test_soon);
  add ("flood", test_flood);
  add ("forgotten-peers", test_forgotten_peers);
  add ("no-room", test_no_room);
  add ("rotation", test_rotation);
  add ("full", test_full);
  add ("cut", test_cut);
  add ("busy", test_busy);
  add ("deleted", test_deleted);
  add ("no-folder", test_no_folder);
  add ("pipe", test_pipe);
  add ("dropped", test_dropped);
  return g_test_run ();
}
