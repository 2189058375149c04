/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/bind.h"

#include "net/address.h"
#include "net/bind-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define RECEIVE_BUFFER_BYTES (4 * 1024 * 1024)

/* How many free ports of one family are tried out in the other. */
#define MAX_PORT_TRIES 16

/* Linux delivers what goes to a group that any program has joined to all who are bound to its port,
 * unless they say that they want their own groups alone. */
static void
ignore_groups_of_others (GSocket *socket)
{
#ifdef IP_MULTICAST_ALL
  if (g_socket_speaks_ipv4 (socket))
    g_socket_set_option (socket, IPPROTO_IP, IP_MULTICAST_ALL, FALSE, NULL);
#endif
#ifdef IPV6_MULTICAST_ALL
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_MULTICAST_ALL, FALSE, NULL);
#endif
}

GSocket *
hexwire_socket_new (GSocketFamily   family,
                    GSocketType     type,
                    GError        **error)
{
  GSocket *socket = g_socket_new (family, type, G_SOCKET_PROTOCOL_DEFAULT, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  if (family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, TRUE, NULL);
  if (type == G_SOCKET_TYPE_DATAGRAM)
    {
      g_socket_set_broadcast (socket, TRUE);
      ignore_groups_of_others (socket);
      g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES, NULL);
    }
  else
    /* A port whose old connections are still in TIME_WAIT can be listened on again at once. For
     * datagrams the same option would let two programs share a port, and split what comes. */
    g_socket_set_option (socket, SOL_SOCKET, SO_REUSEADDR, TRUE, NULL);
  return socket;
}

/* bind(2) itself, since GIO's error codes do not tell its reasons apart. Returns an errno. */
static int
bind_native (GSocket        *socket,
             GSocketAddress *local)
{
  struct sockaddr_storage native = { 0 };

  if (!g_socket_address_to_native (local, &native, sizeof native, NULL))
    return EINVAL;
  if (bind (g_socket_get_fd (socket), (struct sockaddr *) &native,
            (socklen_t) g_socket_address_get_native_size (local)) != 0)
    return errno;
  return 0;
}

gboolean
hexwire_socket_bind (GSocket         *socket,
                     GSocketAddress  *local,
                     GError         **error)
{
  int error_number = bind_native (socket, local);

  if (error_number == 0)
    return TRUE;
  g_propagate_error (error, hexwire_bind_error_new (error_number, local,
                                                        g_socket_get_socket_type (socket)));
  return FALSE;
}

static GSocketAddress *
with_port (GSocketAddress *address,
           guint16         port)
{
  struct sockaddr_storage native = { 0 };

  g_socket_address_to_native (address, &native, sizeof native, NULL);
  if (native.ss_family == AF_INET)
    ((struct sockaddr_in *) &native)->sin_port = g_htons (port);
  else
    ((struct sockaddr_in6 *) &native)->sin6_port = g_htons (port);
  return g_socket_address_new_from_native (&native,
                                           (gsize) g_socket_address_get_native_size (address));
}

static guint16
get_port (GSocketAddress *address)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static int
try_bind (GSocketAddress       *address,
          GSocketType           type,
          HexwireSocketOptions *options,
          gboolean              is_dual,
          GPtrArray            *sockets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = NULL;
  int error_number;

  socket = hexwire_socket_new (g_socket_address_get_family (address), type, &error);
  if (socket == NULL)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES) ? EMFILE
                                                                                : EAFNOSUPPORT;
  if (is_dual)
    {
      g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, FALSE, NULL);
      if (type == G_SOCKET_TYPE_DATAGRAM)
        ignore_groups_of_others (socket);
    }
  hexwire_socket_options_apply (options, socket);
  error_number = bind_native (socket, address);
  if (error_number == 0)
    g_ptr_array_add (sockets, g_steal_pointer (&socket));
  return error_number;
}

/* Binds every address at the port of the first; returns an errno and the address to blame. */
static int
bind_at_one_port (GPtrArray             *addresses,
                  GSocketType            type,
                  HexwireSocketOptions  *options,
                  GPtrArray             *sockets,
                  GSocketAddress       **blamed)
{
  guint16 port = get_port (g_ptr_array_index (addresses, 0));

  g_ptr_array_set_size (sockets, 0);
  for (guint i = 0; i < addresses->len; i++)
    {
      g_autoptr (GSocketAddress) address = with_port (g_ptr_array_index (addresses, i), port);
      int error_number = try_bind (address, type, options, FALSE, sockets);

      if (error_number != 0)
        {
          *blamed = g_steal_pointer (&address);
          return error_number;
        }
      if (port == 0)
        {
          g_autoptr (GSocketAddress) local
            = g_socket_get_local_address (g_ptr_array_index (sockets, 0), NULL);

          port = get_port (local);
        }
    }
  return 0;
}

static gboolean
can_do_without (GSocketAddress *address,
                int             error_number)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  return g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6
         && (g_inet_address_get_is_any (inet) || g_inet_address_get_is_loopback (inet))
         && (error_number == EAFNOSUPPORT || error_number == EADDRNOTAVAIL);
}

static gboolean
is_every_interface (GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++)
    if (!g_inet_address_get_is_any (
          g_inet_socket_address_get_address (g_ptr_array_index (addresses, i))))
      return FALSE;
  return addresses->len == 2;
}

/* One socket for both families; %NULL, without an error, where the machine has no IPv6. */
static GPtrArray *
bind_dual (GPtrArray             *addresses,
           GSocketType            type,
           HexwireSocketOptions  *options,
           GError               **error)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  GSocketAddress *inet6 = g_ptr_array_index (addresses, 1);
  int error_number = try_bind (inet6, type, options, TRUE, sockets);

  if (error_number == 0)
    return g_steal_pointer (&sockets);
  if (!can_do_without (inet6, error_number))
    g_propagate_error (error, hexwire_bind_error_new (error_number, inet6, type));
  return NULL;
}

GPtrArray *
hexwire_bind_all (GPtrArray             *addresses,
                  GSocketType            type,
                  HexwireSocketOptions  *options,
                  char                 **note,
                  GError               **error)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketAddress) blamed = NULL;
  gboolean any_port = get_port (g_ptr_array_index (addresses, 0)) == 0;
  int error_number = 0;

  *note = NULL;
  if (hexwire_socket_options_get_boolean (options, "dual-stack") && is_every_interface (addresses))
    {
      g_autoptr (GError) local_error = NULL;
      GPtrArray *dual = bind_dual (addresses, type, options, &local_error);

      if (dual != NULL || local_error != NULL)
        {
          *note = dual != NULL ? g_strdup (_("One socket takes both IPv4 and IPv6")) : NULL;
          if (local_error != NULL)
            g_propagate_error (error, g_steal_pointer (&local_error));
          return dual;
        }
    }
  for (guint try = 0; try < MAX_PORT_TRIES; try++)
    {
      g_clear_object (&blamed);
      error_number = bind_at_one_port (addresses, type, options, sockets, &blamed);
      if (error_number != EADDRINUSE || !any_port)
        break;
    }
  if (error_number != 0 && sockets->len > 0 && can_do_without (blamed, error_number))
    *note = g_strdup (_("This machine has no IPv6: listening on IPv4 alone"));
  else if (error_number != 0)
    {
      g_propagate_error (error, hexwire_bind_error_new (error_number, blamed, type));
      return NULL;
    }
  return g_steal_pointer (&sockets);
}

static gboolean
is_dual_stack (GSocket        *socket,
               GSocketAddress *local)
{
  return g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6 && g_socket_speaks_ipv4 (socket)
         && g_inet_address_get_is_any (
           g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local)));
}

GPtrArray *
hexwire_sockets_to_texts (GPtrArray *sockets)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sockets->len; i++)
    {
      g_autoptr (GSocketAddress) local
        = g_socket_get_local_address (g_ptr_array_index (sockets, i), NULL);

      if (local != NULL && is_dual_stack (g_ptr_array_index (sockets, i), local))
        g_ptr_array_add (texts, g_strdup_printf ("0.0.0.0:%u", get_port (local)));
      g_ptr_array_add (texts, local != NULL ? hexwire_socket_address_to_text (local)
                                            : g_strdup ("?"));
    }
  return texts;
}

char *
hexwire_join_addresses (const char *const *addresses)
{
  if (addresses[0] == NULL)
    return g_strdup ("");
  if (addresses[1] == NULL)
    return g_strdup (addresses[0]);
  /* Translators: two addresses, as in "Listening on 0.0.0.0:50007 and [::]:50007" */
  return g_strdup_printf (_("%s and %s"), addresses[0], addresses[1]);
}
