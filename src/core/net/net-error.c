/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/net-error.h"

#include "net/address.h"
#include "net/socket-owner.h"
#include "net/unix-address.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (hexwire-net-error-quark, hexwire_net_error)

/* Who has @address, as a part of a sentence, where that is known. */
static char *
dup_owner (GSocketAddress *address,
           GSocketType     type)
{
  HexwireProcess owner = HEXWIRE_PROCESS_UNKNOWN;

  if (!hexwire_socket_owner_find_bound (address, type, &owner))
    return NULL;
  return hexwire_process_dup_text (&owner);
}

/* Some file systems of the kernel's have folders, and say that they have none when something is to
 * be made there. */
static GError *
new_no_folder (GSocketAddress *address,
               const char     *name)
{
  const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *folder_text = hexwire_unix_path_to_text (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        /* Translators: a path, and a folder */
                        _("Cannot make %s: no sockets can be made in %s"), name,
                        folder_text);
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        /* Translators: two paths */
                        _("Cannot make %s: %s is not a folder"), name, folder_text);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                      _("The folder of %s does not exist"), name);
}

static GError *
new_bind_unix (int             error_number,
               GSocketAddress *address,
               GSocketType     type)
{
  g_autofree char *name = hexwire_socket_address_to_text (address);
  g_autofree char *owner = error_number == EADDRINUSE ? dup_owner (address, type) : NULL;

  switch (error_number)
    {
    case EADDRINUSE:
      if (owner != NULL)
        return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                            /* Translators: a path, and a program */
                            _("%s is already in use by %s"), name, owner);
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND, _("%s is already in use"),
                          name);
    case ENOENT:
    case ENOTDIR:
      return new_no_folder (address, name);
    case EACCES:
    case EPERM:
    case EROFS:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("There is no permission to make %s"), name);
    default:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          /* Translators: a path, the system's reason */
                          _("Cannot use %s: %s"), name, g_strerror (error_number));
    }
}

static GError *
new_in_use (GSocketAddress *address,
            GSocketType     type,
            guint           port,
            const char     *host)
{
  g_autofree char *owner = dup_owner (address, type);

  if (owner == NULL)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        _("Port %u is already in use on %s"), port, host);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                      /* Translators: a port, an address, a program */
                      _("Port %u is already in use on %s by %s"), port, host, owner);
}

GError *
hexwire_net_error_new_bind (int             error_number,
                            GSocketAddress *address,
                            GSocketType     type)
{
  GInetSocketAddress *inet;
  guint port;
  g_autofree char *host = NULL;

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return new_bind_unix (error_number, address, type);
  inet = G_INET_SOCKET_ADDRESS (address);
  port = g_inet_socket_address_get_port (inet);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  switch (error_number)
    {
    case EADDRINUSE:
      return new_in_use (address, type, port, host);
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
