/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-ending.h"

#include "log/message-text.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static char *
dup_how (const HexwireStreamEnding *self)
{
  switch (self->ending)
    {
    case HEXWIRE_ENDING_BY_PEER:
      return g_strdup (_("Closed by peer"));
    case HEXWIRE_ENDING_RESET:
      return g_strdup (_("Reset by peer"));
    case HEXWIRE_ENDING_RESET_HERE:
      return g_strdup (_("Reset here"));
    case HEXWIRE_ENDING_ERROR:
      /* Translators: %s is the reason, as in "Broken: the network cannot be reached" */
      return g_strdup_printf (_("Broken: %s"), hexwire_errno_to_words (self->error_number));
    case HEXWIRE_ENDING_HERE:
    case HEXWIRE_ENDING_UNKNOWN:
    default:
      return g_strdup (_("Closed here"));
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
  g_autofree char *how = dup_how (self);
  g_autofree char *in = dup_size (self->counters.bytes_in);
  g_autofree char *out = dup_size (self->counters.bytes_out);
  g_autofree char *unsent = dup_size (self->n_unsent_bytes);
  g_autofree char *unconfirmed = dup_size (self->n_unconfirmed_bytes);
  GString *text = g_string_new (NULL);

  /* Translators: how a connection ended, and two sizes: "Closed here · 48 B in, 12 B out" */
  g_string_append_printf (text, _("%s · %s in, %s out"), how, in, out);
  if (self->n_unsent_bytes > 0)
    /* Translators: a size, such as "12 B"; goes on after "Closed here · 48 B in, 12 B out" */
    g_string_append_printf (text, _(" · %s were never sent"), unsent);
  if (self->n_unconfirmed_bytes > 0)
    /* Translators: a size; of what was sent, the other side did not say that it arrived */
    g_string_append_printf (text, _(" · %s were not confirmed"), unconfirmed);
  return g_string_free (text, FALSE);
}

HexwireEnding
hexwire_stream_ending_from_errno (int error_number)
{
  return error_number == ECONNRESET || error_number == EPIPE ? HEXWIRE_ENDING_RESET
                                                             : HEXWIRE_ENDING_ERROR;
}

gsize
hexwire_stream_count_unconfirmed (int      fd,
                                  gboolean fin_is_sent)
{
  int domain = AF_UNSPEC;
  socklen_t size = sizeof domain;
  int n_bytes = 0;

  /* Elsewhere the same request counts something else. */
  if (getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) != 0
      || (domain != AF_INET && domain != AF_INET6) || ioctl (fd, SIOCOUTQ, &n_bytes) != 0
      || n_bytes <= 0)
    return 0;
  return (gsize) n_bytes - (fin_is_sent ? 1 : 0);
}

void
hexwire_stream_prepare_reset (int fd)
{
  const struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

void
hexwire_stream_prepare_close (int fd)
{
  const struct linger linger = { .l_onoff = 0 };

  setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

int
hexwire_stream_take_error (int fd)
{
  int error_number = 0;
  socklen_t size = sizeof error_number;

  getsockopt (fd, SOL_SOCKET, SO_ERROR, &error_number, &size);
  return error_number;
}
