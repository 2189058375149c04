/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-text.h"

#include "log/message-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* How much of an unfinished frame is shown. */
#define MAX_UNFINISHED_BYTES 64

/* What made room for newer messages, and since when all are there; NULL where nothing did. */
static char *
dup_dropped (HexwireMessageLog *log)
{
  guint64 n_dropped = hexwire_message_log_get_n_dropped (log);
  guint64 oldest_row = hexwire_message_log_get_oldest_row (log);
  g_autoptr (GString) oldest = g_string_new (NULL);

  if (n_dropped == 0)
    return NULL;
  hexwire_message_text_append_time (
    oldest, hexwire_log_reader_get_time_us (hexwire_message_log_get_reader (log), oldest_row));
  g_string_truncate (oldest, strlen ("12:03:11"));
  /* Translators: the time of the oldest message that is there, "12:03:11", and how many older ones
   * made room for newer ones */
  return g_strdup_printf (_("oldest %s · %'" PRIu64 " dropped"), oldest->str, n_dropped);
}

static char *
dup_unlisted (HexwireLogView *log_view)
{
  guint64 n_unlisted = hexwire_log_view_get_n_unlisted (log_view);

  if (n_unlisted == 0)
    return NULL;
  /* Translators: messages that have no row, because a stream was cut into too many */
  return g_strdup_printf (ngettext ("%'" PRIu64 " older one not listed",
                                    "%'" PRIu64 " older ones not listed", (gulong) n_unlisted),
                          n_unlisted);
}

char *
hexwire_log_text_dup_count (HexwireLogView *log_view)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (log_view));
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n_rows), n_rows);
  g_autofree char *dropped = dup_dropped (hexwire_log_view_get_log (log_view));
  g_autofree char *unlisted = dup_unlisted (log_view);

  if (dropped == NULL)
    return g_strjoin (" · ", rows, unlisted, NULL);
  return g_strjoin (" · ", rows, dropped, unlisted, NULL);
}

static void
append_bytes (GString            *text,
              HexwireMessageLog  *log,
              const HexwireFrame *frame)
{
  g_autoptr (GBytes) bytes
    = hexwire_log_reader_dup_payload (hexwire_message_log_get_reader (log), frame);

  if (bytes == NULL)
    return;
  g_string_append (text, " · ");
  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT_AND_HEX,
                                    g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                    MAX_UNFINISHED_BYTES);
}

char *
hexwire_log_text_dup_unfinished (HexwireLogView *log_view)
{
  HexwireMessageLog *log = hexwire_log_view_get_log (log_view);
  HexwireUnfinishedFrame unfinished;
  guint n_streams = hexwire_log_view_get_unfinished (log_view, &unfinished);
  guint n_others = n_streams - 1;
  g_autoptr (GString) text = g_string_new (_("Unfinished"));
  g_autofree char *size = NULL;
  const HexwireLogPeer *peer;

  if (n_streams == 0)
    return NULL;
  peer = hexwire_message_log_get_peer (log, unfinished.peer_id);
  size = hexwire_unfinished_frame_dup_text (&unfinished);
  g_string_append_printf (text, " · %s %s · %s",
                          unfinished.kind == HEXWIRE_MESSAGE_RECEIVED ? "←" : "→",
                          peer != NULL ? peer->address : "", size);
  append_bytes (text, log, &unfinished.frame);
  if (n_others > 0)
    {
      g_string_append (text, " · ");
      /* Translators: streams that have a part of a message, beside the one that is shown */
      g_string_append_printf (text, ngettext ("and %u other", "and %u others", n_others),
                              n_others);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
