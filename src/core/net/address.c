/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/address.h"

#include "net/interfaces.h"
#include "net/net-error.h"
#include "net/unix-address.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

gboolean
hexwire_port_parse (const char  *text,
                    guint16     *port,
                    GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT,
                   /* Translators: %s is what was typed */
                   _("“%s” is not a port: a port is a number from 0 to 65535"), text);
      return FALSE;
    }
  *port = (guint16) number;
  return TRUE;
}

gboolean
hexwire_address_split (const char  *text,
                       char       **host,
                       guint16     *port,
                       GError     **error)
{
  const char *colon = strrchr (text, ':');
  gboolean has_brackets = colon != NULL && text[0] == '[' && colon[-1] == ']';
  gsize n_edge = has_brackets ? 1 : 0;

  if (colon == NULL || colon == text || (!has_brackets && strchr (text, ':') != colon))
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                           colon == NULL || colon == text
                             ? _("An address and a port are wanted, as in 127.0.0.1:50007")
                             : _("Brackets are wanted round an IPv6 address, as in [::1]:50007"));
      return FALSE;
    }
  if (!hexwire_port_parse (colon + 1, port, error))
    return FALSE;
  if (*port == 0)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT,
                           _("Port 0 cannot be sent to: use 1 to 65535"));
      return FALSE;
    }
  *host = g_strndup (text + n_edge, (gsize) (colon - text) - 2 * n_edge);
  return TRUE;
}

gboolean
hexwire_host_split_port (const char  *text,
                         char       **host,
                         guint16     *port)
{
  const char *colon = strrchr (text, ':');
  gboolean has_brackets = colon != NULL && text[0] == '[' && colon[-1] == ']';
  gsize n_edge = has_brackets ? 1 : 0;

  if (colon == NULL || colon == text || (!has_brackets && strchr (text, ':') != colon)
      || !hexwire_port_parse (colon + 1, port, NULL))
    return FALSE;
  *host = g_strndup (text + n_edge, (gsize) (colon - text) - 2 * n_edge);
  return TRUE;
}

gboolean
hexwire_host_check (const char  *host,
                    GError     **error)
{
  g_autofree char *bare = NULL;
  guint16 port;

  if (strchr (host, '/') != NULL)
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 /* Translators: %s is what was typed */
                 _("“%s” is no address: the path of a UNIX socket begins with /, and a network "
                   "cannot be used here"),
                 host);
  else if (hexwire_host_split_port (host, &bare, &port))
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 /* Translators: what was typed, and its two parts: an address and a port */
                 _("“%s” has a port, which stands apart: the address is %s, the port %u"), host,
                 bare, port);
  else if (strchr (host, ':') != NULL)
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 /* Translators: %s is what was typed */
                 _("“%s” is neither an IPv6 address, such as ::1, nor a name"), host);
  else
    return TRUE;
  return FALSE;
}

gboolean
hexwire_family_accepts (HexwireFamily self,
                        GSocketFamily gio_family)
{
  switch (self)
    {
    case HEXWIRE_FAMILY_ANY:
      return gio_family == G_SOCKET_FAMILY_IPV4 || gio_family == G_SOCKET_FAMILY_IPV6;
    case HEXWIRE_FAMILY_IPV4:
      return gio_family == G_SOCKET_FAMILY_IPV4;
    case HEXWIRE_FAMILY_IPV6:
      return gio_family == G_SOCKET_FAMILY_IPV6;
    case HEXWIRE_FAMILY_UNIX:
      return gio_family == G_SOCKET_FAMILY_UNIX;
    default:
      g_return_val_if_reached (FALSE);
    }
}

GSocketAddress *
hexwire_address_parse_literal (const char *host,
                               guint16     port)
{
  gsize length = strlen (host);
  g_autofree char *bare = NULL;

  if (g_str_equal (host, HEXWIRE_BROADCAST))
    return g_inet_socket_address_new_from_string ("255.255.255.255", port);
  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    bare = g_strndup (host + 1, length - 2);
  return g_inet_socket_address_new_from_string (bare != NULL ? bare : host, port);
}

static char *
inet6_to_text (const struct sockaddr_in6 *inet6)
{
  char text[INET6_ADDRSTRLEN];
  char zone[IF_NAMESIZE];

  if (IN6_IS_ADDR_V4MAPPED (&inet6->sin6_addr))
    {
      inet_ntop (AF_INET, inet6->sin6_addr.s6_addr + 12, text, sizeof text);
      return g_strdup_printf ("%s:%u", text, ntohs (inet6->sin6_port));
    }
  inet_ntop (AF_INET6, &inet6->sin6_addr, text, sizeof text);
  if (inet6->sin6_scope_id == 0)
    return g_strdup_printf ("[%s]:%u", text, ntohs (inet6->sin6_port));
  if (if_indextoname (inet6->sin6_scope_id, zone) == NULL)
    g_snprintf (zone, sizeof zone, "%u", inet6->sin6_scope_id);
  return g_strdup_printf ("[%s%%%s]:%u", text, zone, ntohs (inet6->sin6_port));
}

char *
hexwire_address_to_text (const struct sockaddr *address)
{
  struct sockaddr_in6 inet6;
  struct sockaddr_in inet;
  char text[INET_ADDRSTRLEN];

  switch (address->sa_family)
    {
    case AF_INET:
      memcpy (&inet, address, sizeof inet);
      inet_ntop (AF_INET, &inet.sin_addr, text, sizeof text);
      return g_strdup_printf ("%s:%u", text, ntohs (inet.sin_port));
    case AF_INET6:
      memcpy (&inet6, address, sizeof inet6);
      return inet6_to_text (&inet6);
    case AF_UNIX:
      return hexwire_unix_address_to_text ((const HexwireUnixAddress *) (gconstpointer) address);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

char *
hexwire_socket_address_to_text (GSocketAddress *address)
{
  struct sockaddr_storage native = { 0 };
  gssize size_bytes = g_socket_address_get_native_size (address);

  g_socket_address_to_native (address, &native, sizeof native, NULL);
  if (native.ss_family == AF_UNIX)
    hexwire_unix_address_init_native ((HexwireUnixAddress *) &native, (struct sockaddr *) &native,
                                      (socklen_t) size_bytes);
  return hexwire_address_to_text ((const struct sockaddr *) &native);
}

guint
hexwire_address_hash (gconstpointer address)
{
  const struct sockaddr *any = address;
  guint32 words[5] = { 0 };
  guint hash = any->sa_family;

  if (any->sa_family == AF_INET)
    {
      const struct sockaddr_in *inet = address;

      words[0] = inet->sin_addr.s_addr;
      words[4] = inet->sin_port;
    }
  else if (any->sa_family == AF_UNIX)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (address, sizeof (HexwireUnixAddress));

      words[0] = g_bytes_hash (bytes);
    }
  else
    {
      const struct sockaddr_in6 *inet6 = address;

      memcpy (words, &inet6->sin6_addr, 16);
      words[4] = inet6->sin6_port;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    hash = (hash ^ words[i]) * 0x9e3779b1u;
  return hash ^ (hash >> 15);
}

gboolean
hexwire_address_equal (gconstpointer a,
                       gconstpointer b)
{
  const struct sockaddr *any = a;

  if (any->sa_family != ((const struct sockaddr *) b)->sa_family)
    return FALSE;
  if (any->sa_family == AF_INET)
    {
      const struct sockaddr_in *x = a;
      const struct sockaddr_in *y = b;

      return x->sin_port == y->sin_port && x->sin_addr.s_addr == y->sin_addr.s_addr;
    }
  else if (any->sa_family == AF_UNIX)
    return memcmp (a, b, sizeof (HexwireUnixAddress)) == 0;
  else
    {
      const struct sockaddr_in6 *x = a;
      const struct sockaddr_in6 *y = b;

      return x->sin6_port == y->sin6_port && x->sin6_scope_id == y->sin6_scope_id
             && memcmp (&x->sin6_addr, &y->sin6_addr, sizeof x->sin6_addr) == 0;
    }
}

gboolean
hexwire_address_is_group (GInetSocketAddress *address)
{
  GInetAddress *inet = g_inet_socket_address_get_address (address);
  g_autofree char *text = g_inet_address_to_string (inet);

  return g_inet_address_get_is_multicast (inet) || g_str_equal (text, "255.255.255.255")
         || (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4
             && hexwire_interface_is_broadcast (text));
}

static gboolean
is_reachable (const struct ifaddrs *interface,
              HexwireFamily         family)
{
  const struct sockaddr *address = interface->ifa_addr;

  if (address == NULL || (interface->ifa_flags & IFF_UP) == 0
      || (interface->ifa_flags & IFF_LOOPBACK) != 0
      || !hexwire_family_accepts (family, (GSocketFamily) address->sa_family))
    return FALSE;
  if (address->sa_family == AF_INET)
    return TRUE;
  return !IN6_IS_ADDR_LINKLOCAL (
    &((const struct sockaddr_in6 *) (gconstpointer) address)->sin6_addr);
}

GPtrArray *
hexwire_address_list_reachable (HexwireFamily family)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  struct ifaddrs *interfaces = NULL;

  if (getifaddrs (&interfaces) != 0)
    return texts;
  for (struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next)
    {
      char text[INET6_ADDRSTRLEN];
      const struct sockaddr *address = i->ifa_addr;
      const struct sockaddr_in *ipv4 = (gconstpointer) address;
      const struct sockaddr_in6 *ipv6 = (gconstpointer) address;

      if (!is_reachable (i, family))
        continue;
      inet_ntop (address->sa_family,
                 address->sa_family == AF_INET ? (gconstpointer) &ipv4->sin_addr : &ipv6->sin6_addr,
                 text, sizeof text);
      g_ptr_array_add (texts, g_strdup (text));
    }
  freeifaddrs (interfaces);
  return texts;
}
