/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/multicast-group.h"

#include "net/interfaces.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

struct _HexwireMulticastGroup
{
  GObject parent_instance;

  char *text;
  GInetAddress *group;
  GInetAddress *source;     /* (nullable) */
  guint interface;          /* 0: the system chooses */
};

G_DEFINE_FINAL_TYPE (HexwireMulticastGroup, hexwire_multicast_group, G_TYPE_OBJECT)

static void
hexwire_multicast_group_finalize (GObject *object)
{
  HexwireMulticastGroup *self = HEXWIRE_MULTICAST_GROUP (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->group);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (hexwire_multicast_group_parent_class)->finalize (object);
}

static void
hexwire_multicast_group_class_init (HexwireMulticastGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_multicast_group_finalize;
}

static void
hexwire_multicast_group_init (HexwireMulticastGroup *self)
{
}

static gboolean
parse_group (HexwireMulticastGroup  *self,
             const char             *text,
             GError                **error)
{
  self->group = g_inet_address_new_from_string (text);
  if (self->group != NULL && g_inet_address_get_is_multicast (self->group))
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               self->group != NULL
                 /* Translators: an address */
                 ? _("%s is not a group: groups are 224.0.0.0 to 239.255.255.255, and ff00::/8")
                 /* Translators: what was typed */
                 : _("“%s” is not an address: a group is written as 239.1.1.1, ff15::1 or, with "
                     "source and interface, 10.0.0.1@232.1.1.1%%eth0"),
               text);
  return FALSE;
}

static gboolean
parse_source (HexwireMulticastGroup  *self,
              const char             *text,
              GError                **error)
{
  self->source = g_inet_address_new_from_string (text);
  if (self->source == NULL || g_inet_address_get_is_multicast (self->source))
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 _("“%s”, before the @, is not the address of a source"), text);
  else if (g_inet_address_get_family (self->source) != g_inet_address_get_family (self->group))
    g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                 _("The source %s and the group are of different address families"), text);
  else
    return TRUE;
  return FALSE;
}

static char *
dup_canonical_text (HexwireMulticastGroup *self)
{
  g_autofree char *group = g_inet_address_to_string (self->group);
  g_autofree char *source = self->source != NULL ? g_inet_address_to_string (self->source) : NULL;
  g_autofree char *interface
    = self->interface != 0 ? hexwire_interface_dup_name (self->interface) : NULL;

  return g_strconcat (source != NULL ? source : "", source != NULL ? "@" : "", group,
                      interface != NULL ? "%" : "", interface, NULL);
}

HexwireMulticastGroup *
hexwire_multicast_group_parse (const char  *text,
                               GError     **error)
{
  g_autoptr (HexwireMulticastGroup) self = g_object_new (HEXWIRE_TYPE_MULTICAST_GROUP, NULL);
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *at = strchr (copy, '@');
  char *group = at != NULL ? at + 1 : copy;
  char *zone = strchr (group, '%');

  if (at != NULL)
    *at = '\0';
  if (zone != NULL)
    *zone++ = '\0';
  if (!parse_group (self, group, error) || (at != NULL && !parse_source (self, copy, error))
      || (zone != NULL && !hexwire_interface_find (zone, &self->interface, error)))
    return NULL;
  if (zone == NULL && !hexwire_zone_check (group, error))
    return NULL;
  self->text = dup_canonical_text (self);
  return g_steal_pointer (&self);
}

const char *
hexwire_multicast_group_get_text (HexwireMulticastGroup *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MULTICAST_GROUP (self), NULL);
  return self->text;
}

GSocketFamily
hexwire_multicast_group_get_family (HexwireMulticastGroup *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MULTICAST_GROUP (self), G_SOCKET_FAMILY_INVALID);
  return g_inet_address_get_family (self->group);
}

gboolean
hexwire_multicast_group_excludes (HexwireMulticastGroup *self,
                                  HexwireMulticastGroup *other)
{
  g_return_val_if_fail (HEXWIRE_IS_MULTICAST_GROUP (self), FALSE);
  return g_inet_address_equal (self->group, other->group) && self->interface == other->interface
         && (self->source == NULL) != (other->source == NULL);
}

static void
to_native (GInetAddress            *address,
           struct sockaddr_storage *native)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new (address, 0);

  g_socket_address_to_native (socket_address, native, sizeof *native, NULL);
}

/* The calls that know both families, and IPv4 on a socket of IPv6. Returns an errno. */
static int
change_membership (HexwireMulticastGroup *self,
                   GSocket               *socket,
                   int                    with_source,
                   int                    without_source)
{
  int fd = g_socket_get_fd (socket);
  int level = g_inet_address_get_family (self->group) == G_SOCKET_FAMILY_IPV6 ? IPPROTO_IPV6
                                                                              : IPPROTO_IP;
  struct group_source_req with = { .gsr_interface = self->interface };
  struct group_req without = { .gr_interface = self->interface };
  int result;

  if (self->source != NULL)
    {
      to_native (self->group, &with.gsr_group);
      to_native (self->source, &with.gsr_source);
      result = setsockopt (fd, level, with_source, &with, sizeof with);
    }
  else
    {
      to_native (self->group, &without.gr_group);
      result = setsockopt (fd, level, without_source, &without, sizeof without);
    }
  return result != 0 ? errno : 0;
}

static const char *
get_reason (int error_number)
{
  switch (error_number)
    {
    case EADDRINUSE:
    case EADDRNOTAVAIL:
      return _("it is joined already, or the interface has no address of its family");
    case ENODEV:
      return _("the system finds no interface for it: add one, such as %eth0");
    case ENOBUFS:
      return _("too many groups are joined (net.ipv4.igmp_max_memberships)");
    default:
      return g_strerror (error_number);
    }
}

gboolean
hexwire_multicast_group_join (HexwireMulticastGroup  *self,
                              GSocket                *socket,
                              GError                **error)
{
  int error_number
    = change_membership (self, socket, MCAST_JOIN_SOURCE_GROUP, MCAST_JOIN_GROUP);

  g_return_val_if_fail (HEXWIRE_IS_MULTICAST_GROUP (self), FALSE);

  if (error_number == 0)
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: a group, and the reason */
               _("Cannot join %s: %s"), self->text, get_reason (error_number));
  return FALSE;
}

void
hexwire_multicast_group_leave (HexwireMulticastGroup *self,
                               GSocket               *socket)
{
  g_return_if_fail (HEXWIRE_IS_MULTICAST_GROUP (self));
  /* It can only fail when the interface is gone, and the membership with it. */
  change_membership (self, socket, MCAST_LEAVE_SOURCE_GROUP, MCAST_LEAVE_GROUP);
}
