/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GSocketAddress *address;
  GSocketType type;
} HexwireNetErrorPrivate;

static void
hexwire_net_error_private_init (HexwireNetErrorPrivate *self)
{
}

static void
hexwire_net_error_private_copy (const HexwireNetErrorPrivate *self,
                                HexwireNetErrorPrivate       *copy)
{
  g_set_object (&copy->address, self->address);
  copy->type = self->type;
}

static void
hexwire_net_error_private_clear (HexwireNetErrorPrivate *self)
{
  g_clear_object (&self->address);
}

/* GLib allocates the private part with an alignment for any type, which clang cannot see. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (HexwireNetError, hexwire_net_error)
#pragma GCC diagnostic pop

void
hexwire_net_error_set_address (GError         *error,
                               GSocketAddress *address,
                               GSocketType     type)
{
  HexwireNetErrorPrivate *priv = hexwire_net_error_get_private (error);

  g_set_object (&priv->address, address);
  priv->type = type;
}

GSocketAddress *
hexwire_net_error_get_address (const GError *error,
                               GSocketType  *type)
{
  const HexwireNetErrorPrivate *priv;

  if (error->domain != HEXWIRE_NET_ERROR)
    return NULL;
  priv = hexwire_net_error_get_private (error);
  *type = priv->type;
  return priv->address;
}

GError *
hexwire_net_error_new_resolve (const GError *cause,
                               const char   *host)
{
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                      /* Translators: what was typed, the system's reason */
                      _("Cannot find “%s”: %s"), host, cause->message);
}

const char *
hexwire_errno_to_words (int error_number)
{
  switch (error_number)
    {
    case ECONNREFUSED:
      return _("nobody listens there");
    case ECONNRESET:
      return _("the other side reset the connection");
    case ETIMEDOUT:
      return _("the other side does not answer any more");
    case EHOSTUNREACH:
      return _("the host cannot be reached");
    case ENETUNREACH:
      return _("the network cannot be reached");
    case ENETDOWN:
      return _("the network interface is down");
    case EACCES:
    case EPERM:
      return _("a rule of this machine forbids it");
    case EINVAL:
      return _("there is no way to that address");
    case EMFILE:
    case ENFILE:
      return _("too many files are open; “ulimit -n” raises the limit");
    case EADDRNOTAVAIL:
      return _("all ports of this machine are in use for that address");
    default:
      return g_strerror (error_number);
    }
}

/* GIO's codes for the `errno`s that they stand for. */
static int
errno_from_gio (const GError *cause)
{
  static const struct
  {
    GIOErrorEnum code;
    int error_number;
  } codes[] = {
    { G_IO_ERROR_CONNECTION_REFUSED, ECONNREFUSED },
    { G_IO_ERROR_CONNECTION_CLOSED, ECONNRESET },
    { G_IO_ERROR_HOST_UNREACHABLE, EHOSTUNREACH },
    { G_IO_ERROR_NETWORK_UNREACHABLE, ENETUNREACH },
    { G_IO_ERROR_PERMISSION_DENIED, EACCES },
    { G_IO_ERROR_INVALID_ARGUMENT, EINVAL },
    { G_IO_ERROR_TOO_MANY_OPEN_FILES, EMFILE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (cause, G_IO_ERROR, (int) codes[i].code))
      return codes[i].error_number;
  return 0;
}

GError *
hexwire_net_error_new_connect (const GError *cause,
                               const char   *host,
                               guint16       port,
                               guint         waited_s)
{
  int error_number = errno_from_gio (cause);

  if (cause->domain == G_RESOLVER_ERROR)
    return hexwire_net_error_new_resolve (cause, host);

  if (error_number == ECONNREFUSED)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                        _("Connection refused: nobody listens on %s, port %u"), host, port);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                        /* Translators: a host, a port, a number of seconds */
                        ngettext ("No answer from %s, port %u, within %u second",
                                  "No answer from %s, port %u, within %u seconds", waited_s),
                        host, port, waited_s);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                      /* Translators: host, port, the reason */
                      _("Cannot connect to %s, port %u: %s"), host, port,
                      error_number != 0 ? hexwire_errno_to_words (error_number) : cause->message);
}

static char *
dup_connect_reason (int         error_number,
                    const char *name)
{
  switch (error_number)
    {
    case ECONNREFUSED:
      /* Translators: %s is a path */
      return g_strdup_printf (_("Connection refused: nobody listens on %s"), name);
    case ENOENT:
    case ENOTDIR:
      /* Translators: %s is a path */
      return g_strdup_printf (_("%s does not exist"), name);
    case EPROTOTYPE:
      /* Translators: %s is a path */
      return g_strdup_printf (_("%s is a socket of the other kind: streams and datagrams do not "
                                "mix"),
                              name);
    case EACCES:
    case EPERM:
      /* Translators: %s is a path */
      return g_strdup_printf (_("There is no permission to connect to %s"), name);
    case EAGAIN:
      /* Translators: %s is a path */
      return g_strdup_printf (_("%s takes nothing more now: too much waits there already"), name);
    default:
      /* Translators: a path, the system's reason */
      return g_strdup_printf (_("Cannot connect to %s: %s"), name, g_strerror (error_number));
    }
}

GError *
hexwire_net_error_new_connect_unix (int         error_number,
                                    const char *name)
{
  g_autofree char *reason = dup_connect_reason (error_number, name);

  return g_error_new_literal (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT, reason);
}

GError *
hexwire_net_error_new_send (int   error_number,
                            gsize size_bytes,
                            guint max_bytes,
                            gsize limit_bytes)
{
  switch (error_number)
    {
    case EMSGSIZE:
      /* Where a whole datagram is too long, what fits into a packet does not matter. */
      if (limit_bytes > 0 && size_bytes > limit_bytes)
        return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                            /* Translators: two sizes in bytes */
                            _("Not sent: %zu bytes are too long for one datagram, which holds at "
                              "most %zu"),
                            size_bytes, limit_bytes);
      if (max_bytes > 0)
        return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                            /* Translators: two sizes in bytes */
                            _("Not sent: of %zu bytes, at most %u fit into one packet"),
                            size_bytes, max_bytes);
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                          _("Not sent: %zu bytes are too long for one datagram"),
                          size_bytes);
    case EAGAIN:
    case ENOBUFS:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                          _("Not sent: the system's send buffer is full"));
    default:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                          /* Translators: the system's reason */
                          _("Not sent: %s"), hexwire_errno_to_words (error_number));
    }
}

GError *
hexwire_net_error_new_not_open (void)
{
  return g_error_new_literal (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                              _("Not sent: there is no connection"));
}

GError *
hexwire_net_error_new_nobody (gboolean is_stream)
{
  return g_error_new_literal (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                              is_stream ? _("Not sent: nobody is connected")
                                        : _("Not sent: nobody was heard yet"));
}
