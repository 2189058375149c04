/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"

#include "net/address.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* What a datagram over IPv4 can hold. */
#define MAX_DATAGRAM_BYTES 65507

G_DEFINE_QUARK (hexwire-net-error-quark, hexwire_net_error)

GError *
hexwire_net_error_new_bind (int             error_number,
                            GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  guint port = g_inet_socket_address_get_port (inet);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  switch (error_number)
    {
    case EADDRINUSE:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("Port %u is already in use on %s"), port, host);
    case EACCES:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("Port %u is reserved: ports below 1024 need administrator rights"),
                          port);
    case EADDRNOTAVAIL:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("%s is not an address of this machine"), host);
    case EAFNOSUPPORT:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("This machine has no IPv6, which %s needs"), host);
    default:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          /* Translators: address, port, the system's reason */
                          _("Cannot use %s, port %u: %s"), host, port, g_strerror (error_number));
    }
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
                               guint16       port)
{
  int error_number = errno_from_gio (cause);

  if (cause->domain == G_RESOLVER_ERROR)
    return hexwire_net_error_new_resolve (cause, host);

  if (error_number == ECONNREFUSED)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                        _("Connection refused: nobody listens on %s, port %u"), host, port);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                        _("No answer from %s, port %u, in time"), host, port);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                      /* Translators: host, port, the reason */
                      _("Cannot connect to %s, port %u: %s"), host, port,
                      error_number != 0 ? hexwire_errno_to_words (error_number) : cause->message);
}

GError *
hexwire_net_error_new_send (int   error_number,
                            gsize size_bytes,
                            guint max_bytes)
{
  switch (error_number)
    {
    case EMSGSIZE:
      /* Where a whole datagram is too long, what fits into a packet does not matter. */
      if (max_bytes > 0 && size_bytes <= MAX_DATAGRAM_BYTES)
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
