/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-export.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "log/message-log.h"
#include "wait.h"

typedef struct
{
  char *folder;
  GFile *file;
  HexwireMessageLog *log;
  GAsyncResult *result;
  gboolean cancels_on_progress;
  guint n_progress;
  guint64 n_done;
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("hexwire-export-XXXXXX", NULL);
  self->file = g_file_new_build_filename (self->folder, "log.hex", NULL);
  self->log = hexwire_message_log_new ();
  self->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_file_delete (self->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);       /* nothing else is left behind */
  g_clear_object (&self->result);
  g_object_unref (self->cancellable);
  g_object_unref (self->file);
  g_assert_finalize_object (self->log);
  g_free (self->folder);
}

static void
fill (Fixture *self,
      gsize    n_rows)
{
  static const guint8 data[60000];

  for (gsize i = 0; i < n_rows; i++)
    hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, data, sizeof data);
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
progress_cb (guint64  n_done,
             guint64  n_total,
             gpointer user_data)
{
  Fixture *self = user_data;

  g_assert_null (self->result);
  g_assert_cmpuint (n_done, <=, n_total);
  g_assert_cmpuint (n_done, >=, self->n_done);
  self->n_done = n_done;
  self->n_progress++;
  if (self->cancels_on_progress)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
export (Fixture           *self,
        HexwireLogFormat   format,
        GError           **error)
{
  g_autoptr (HexwireLogSnapshot) snapshot = hexwire_message_log_take_snapshot (self->log, NULL);

  g_clear_object (&self->result);
  hexwire_log_export_async (snapshot, format, NULL, self->file, self->cancellable, progress_cb,
                            self, finished_cb, self);
  wait_until (self->result != NULL);
  return hexwire_log_export_finish (self->result, NULL, NULL, error);
}

static void
set_contents (Fixture    *self,
              const char *text)
{
  g_assert_true (g_file_set_contents (g_file_peek_path (self->file), text, -1, NULL));
}

static void
assert_contents (Fixture    *self,
                 const char *expected)
{
  g_autofree char *text = NULL;
  gsize size_bytes;

  g_assert_true (g_file_get_contents (g_file_peek_path (self->file), &text, &size_bytes, NULL));
  g_assert_cmpmem (text, size_bytes, expected, strlen (expected));
}

/* What the log gets later does not matter; an older file is replaced by one that is as private. */
static void
test_whole (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (HexwireLogSnapshot) snapshot = NULL;
  guint64 n_written_bytes = 0;
  GStatBuf status;

  hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_SENT, 0, 1, "abc", 3);
  hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_RECEIVED, 0, 1, "x", 1);
  hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_SENT, 0, 1, "de", 2);
  set_contents (self, "an older file");
  g_assert_cmpint (g_chmod (g_file_peek_path (self->file), 0600), ==, 0);
  snapshot = hexwire_message_log_take_snapshot (self->log, NULL);
  hexwire_log_export_async (snapshot, HEXWIRE_LOG_FORMAT_RAW_SENT, NULL, self->file, NULL, NULL,
                            NULL, finished_cb, self);
  hexwire_message_log_append (self->log, HEXWIRE_MESSAGE_SENT, 0, 1, "later", 5);
  wait_until (self->result != NULL);
  g_assert_true (hexwire_log_export_finish (self->result, &n_written_bytes, NULL, NULL));
  g_assert_cmpuint (n_written_bytes, ==, 5);
  assert_contents (self, "abcde");
  g_assert_cmpint (g_stat (g_file_peek_path (self->file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_symbolic_link (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *target = g_build_filename (self->folder, "target", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (target);

  fill (self, 1);
  g_assert_true (g_file_set_contents (target, "an older file", -1, NULL));
  g_assert_true (g_file_make_symbolic_link (self->file, "target", NULL, NULL));
  g_assert_true (export (self, HEXWIRE_LOG_FORMAT_TEXT, NULL));
  g_assert_cmpint (g_file_query_file_type (self->file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL),
                   ==, G_FILE_TYPE_SYMBOLIC_LINK);
  g_assert_true (g_file_delete (self->file, NULL, NULL));
  g_set_object (&self->file, file);
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fill (self, 100);
  set_contents (self, "an older file");
  g_cancellable_cancel (self->cancellable);
  g_assert_false (export (self, HEXWIRE_LOG_FORMAT_DUMP, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_contents (self, "an older file");
}

/* As a user does it: when the bar has moved. */
static void
test_cancelled_on_the_way (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  hexwire_message_log_set_limits (self->log, (gsize) 1 << 30, G_MAXUINT);
  fill (self, 5000);
  self->cancels_on_progress = TRUE;
  g_assert_false (export (self, HEXWIRE_LOG_FORMAT_TEXT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (self->n_progress, >, 0);
  g_assert_false (g_file_query_exists (self->file, NULL));
}

static void
test_no_folder (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  g_clear_object (&self->file);
  self->file = g_file_new_build_filename (self->folder, "gone", "log.txt", NULL);
  message = g_strdup_printf ("There is no folder for “%s”", g_file_peek_path (self->file));
  fill (self, 1);
  g_assert_false (export (self, HEXWIRE_LOG_FORMAT_TEXT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, message);
}

/* As a full disk does, the limit of a file's size stops a file in its middle. */
static void
test_no_room (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  struct rlimit before;
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 1 << 20;
  signal (SIGXFSZ, SIG_IGN);
  set_contents (self, "an older file");
  fill (self, 100);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (export (self, HEXWIRE_LOG_FORMAT_DUMP, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "log.hex"));
  assert_contents (self, "an older file");
}

#define add(path, func)                                                                            \
  g_test_add ("/log-export/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("symbolic-link", test_symbolic_link);
  add ("whole", test_whole);
  add ("cancelled", test_cancelled);
  add ("cancelled-on-the-way", test_cancelled_on_the_way);
  add ("no-folder", test_no_folder);
  add ("no-room", test_no_room);
  return g_test_run ();
}
