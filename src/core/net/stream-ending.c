/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-ending.h"

#include "log/message-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>

static const char *
get_ending_text (HexwireEnding ending)
{
  switch (ending)
    {
    case HEXWIRE_ENDING_BY_PEER:
      return _("Closed by peer");
    case HEXWIRE_ENDING_RESET:
      return _("Reset by peer");
    case HEXWIRE_ENDING_ERROR:
      return _("Ended by the error");
    case HEXWIRE_ENDING_HERE:
    case HEXWIRE_ENDING_UNKNOWN:
    default:
      return _("Closed here");
    }
}

static char *
dup_size (guint64 size_bytes)
{
  GString *text = g_string_new (NULL);

  hexwire_message_text_append_size (text, size_bytes);
  return g_string_free (text, FALSE);
}

char *
hexwire_stream_ending_to_text (const HexwireStreamEnding *self)
{
  const char *how = get_ending_text (self->ending);
  g_autofree char *in = dup_size (self->counters.bytes_in);
  g_autofree char *out = dup_size (self->counters.bytes_out);
  g_autofree char *unsent = dup_size (self->n_unsent_bytes);

  if (self->n_unsent_bytes == 0)
    /* Translators: how a connection ended, and two sizes: "Closed here · 48 B in, 12 B out" */
    return g_strdup_printf (_("%s · %s in, %s out"), how, in, out);
  /* Translators: how a connection ended, and three sizes, such as "12 B" */
  return g_strdup_printf (_("%s · %s in, %s out · %s were never sent"), how, in, out, unsent);
}

HexwireEnding
hexwire_stream_ending_from_errno (int error_number)
{
  return error_number == ECONNRESET || error_number == EPIPE ? HEXWIRE_ENDING_RESET
                                                             : HEXWIRE_ENDING_ERROR;
}

int
hexwire_stream_take_error (int fd)
{
  int error_number = 0;
  socklen_t size = sizeof error_number;

  getsockopt (fd, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}
