/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/interfaces.h"

#include "net/net-error.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

static void
interface_free (gpointer data)
{
  HexwireInterface *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->broadcasts);
  g_free (self);
}

static HexwireInterface *
interface_new (const struct ifaddrs *address)
{
  HexwireInterface *self = g_new0 (HexwireInterface, 1);

  self->name = g_strdup (address->ifa_name);
  self->is_up = (address->ifa_flags & IFF_UP) != 0;
  self->is_loopback = (address->ifa_flags & IFF_LOOPBACK) != 0;
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->broadcasts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static HexwireInterface *
find_or_add (GPtrArray            *interfaces,
             const struct ifaddrs *address)
{
  for (guint i = 0; i < interfaces->len; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);

      if (g_str_equal (interface->name, address->ifa_name))
        return interface;
    }
  g_ptr_array_add (interfaces, interface_new (address));
  return g_ptr_array_index (interfaces, interfaces->len - 1);
}

static char *
inet_to_text (const struct sockaddr *address)
{
  const struct sockaddr_in *inet = (gconstpointer) address;
  char text[INET_ADDRSTRLEN];

  return g_strdup (inet_ntop (AF_INET, &inet->sin_addr, text, sizeof text));
}

static char *
inet6_to_text (const struct sockaddr *address,
               const char            *zone)
{
  const struct sockaddr_in6 *inet6 = (gconstpointer) address;
  char text[INET6_ADDRSTRLEN];

  inet_ntop (AF_INET6, &inet6->sin6_addr, text, sizeof text);
  if (IN6_IS_ADDR_LINKLOCAL (&inet6->sin6_addr))
    return g_strdup_printf ("%s%%%s", text, zone);
  return g_strdup (text);
}

GPtrArray *
hexwire_interface_list (void)
{
  GPtrArray *interfaces = g_ptr_array_new_with_free_func (interface_free);
  struct ifaddrs *addresses = NULL;

  if (getifaddrs (&addresses) != 0)
    return interfaces;
  for (struct ifaddrs *i = addresses; i != NULL; i = i->ifa_next)
    {
      int family = i->ifa_addr != NULL ? i->ifa_addr->sa_family : AF_UNSPEC;

      if (family == AF_INET)
        {
          HexwireInterface *interface = find_or_add (interfaces, i);

          g_ptr_array_add (interface->addresses, inet_to_text (i->ifa_addr));
          if ((i->ifa_flags & IFF_BROADCAST) != 0 && i->ifa_broadaddr != NULL)
            g_ptr_array_add (interface->broadcasts, inet_to_text (i->ifa_broadaddr));
        }
      else if (family == AF_INET6)
        g_ptr_array_add (find_or_add (interfaces, i)->addresses,
                         inet6_to_text (i->ifa_addr, i->ifa_name));
    }
  freeifaddrs (addresses);
  return interfaces;
}

gboolean
hexwire_interface_is_broadcast (const char *address)
{
  g_autoptr (GPtrArray) interfaces = hexwire_interface_list ();

  for (guint i = 0; i < interfaces->len; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);

      if (g_ptr_array_find_with_equal_func (interface->broadcasts, address, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}

static char *
dup_names (void)
{
  GString *names = g_string_new (NULL);
  struct if_nameindex *indexes = if_nameindex ();

  for (struct if_nameindex *i = indexes; i != NULL && i->if_index != 0; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", i->if_name);
  if_freenameindex (indexes);
  return g_string_free (names, FALSE);
}

gboolean
hexwire_interface_find (const char  *name,
                        guint       *index,
                        GError     **error)
{
  g_autofree char *names = NULL;
  char found[IF_NAMESIZE];
  guint64 number;

  *index = if_nametoindex (name);
  if (*index != 0)
    return TRUE;
  if (g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT, &number, NULL)
      && if_indextoname ((guint) number, found) != NULL)
    {
      *index = (guint) number;
      return TRUE;
    }
  names = dup_names ();
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: what was typed, then the names that there are: "lo, eth0" */
               _("There is no interface “%s”; there are: %s"), name, names);
  return FALSE;
}

char *
hexwire_interface_dup_name (guint index)
{
  char name[IF_NAMESIZE];

  if (if_indextoname (index, name) == NULL)
    return g_strdup_printf ("%u", index);
  return g_strdup (name);
}

/* An interface to show how a zone is written. */
static char *
dup_example (void)
{
  g_autoptr (GPtrArray) interfaces = hexwire_interface_list ();

  for (guint i = 0; i < interfaces->len; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);

      if (interface->is_up && !interface->is_loopback)
        return g_strdup (interface->name);
    }
  return g_strdup ("lo");
}

static gboolean
check_without_zone (GInetAddress  *address,
                    const char    *text,
                    GError       **error)
{
  g_autofree char *example = NULL;

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6
      || (!g_inet_address_get_is_link_local (address)
          && !g_inet_address_get_is_mc_link_local (address)))
    return TRUE;
  example = dup_example ();
  if (g_inet_address_get_is_multicast (address))
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   /* Translators: an address, then the same with "%" and an interface */
                   _("%s is a multicast group, which is another one on each interface: say which, "
                     "as in %s%%%s"),
                   text, text, example);
      return FALSE;
    }
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: an address, then the same with "%" and an interface */
               _("%s means a machine on one link: say which, as in %s%%%s"), text, text, example);
  return FALSE;
}

gboolean
hexwire_zone_check (const char  *host,
                    GError     **error)
{
  gsize length = strlen (host);
  gboolean has_brackets = length > 2 && host[0] == '[' && host[length - 1] == ']';
  g_autofree char *bare = has_brackets ? g_strndup (host + 1, length - 2) : g_strdup (host);
  char *zone = strchr (bare, '%');
  g_autoptr (GInetAddress) address = NULL;
  guint index;

  if (zone != NULL)
    *zone++ = '\0';
  address = g_inet_address_new_from_string (bare);
  if (address == NULL)
    return TRUE;
  if (zone == NULL)
    return check_without_zone (address, bare, error);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   _("%s is an IPv4 address, which has no zone: leave out “%%%s”"), bare, zone);
      return FALSE;
    }
  return hexwire_interface_find (zone, &index, error);
}
