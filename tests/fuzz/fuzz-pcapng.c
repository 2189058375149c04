/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "log/capture-reader.h"

/* How a file is cut into pieces does not matter: what is read, and what is wrong, is the same. */

/* A log's memory costs more than a small capture: one serves so many peers. */
#define MAX_PEERS 10000

static HexwireMessageLog *
get_log (void)
{
  static HexwireMessageLog *log;

  if (log != NULL && hexwire_message_log_get_n_peers (log) > MAX_PEERS)
    g_clear_object (&log);
  if (log == NULL)
    log = hexwire_message_log_new ();
  return log;
}

static guint64
read_in_pieces (const uint8_t  *data,
                size_t          size,
                size_t          piece_size,
                char          **message)
{
  HexwireMessageLog *log = get_log ();
  guint64 first_row = hexwire_message_log_get_end_row (log);
  g_autoptr (HexwireCaptureReader) reader = hexwire_capture_reader_new (log);
  g_autoptr (GError) error = NULL;
  gboolean is_fine = TRUE;

  for (size_t i = 0; is_fine && i < size; i += piece_size)
    is_fine = hexwire_capture_reader_feed (reader, data + i, MIN (piece_size, size - i), &error);
  g_assert_true (is_fine == (error == NULL));
  hexwire_capture_reader_finish (reader, is_fine ? &error : NULL);
  hexwire_message_log_publish (log);
  *message = g_strdup (error != NULL ? error->message : "");
  return hexwire_message_log_get_end_row (log) - first_row;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *message_of_whole = NULL;
  g_autofree char *message_of_pieces = NULL;
  guint64 n_rows = read_in_pieces (data, size, MAX (size, 1), &message_of_whole);

  g_assert_cmpuint (read_in_pieces (data, size, 7, &message_of_pieces), ==, n_rows);
  g_assert_cmpstr (message_of_whole, ==, message_of_pieces);
  return 0;
}
