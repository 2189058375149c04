/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/arrival.h"

#include "net/address.h"
#include "net/interfaces.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_bound_to_many (const struct sockaddr_storage *local)
{
  const struct sockaddr_in *inet = (gconstpointer) local;
  const struct sockaddr_in6 *inet6 = (gconstpointer) local;

  if (local->ss_family == AF_INET)
    return inet->sin_addr.s_addr == INADDR_ANY || IN_MULTICAST (ntohl (inet->sin_addr.s_addr));
  return local->ss_family == AF_INET6
         && (IN6_IS_ADDR_UNSPECIFIED (&inet6->sin6_addr)
             || IN6_IS_ADDR_MULTICAST (&inet6->sin6_addr));
}

gboolean
hexwire_arrival_enable (int fd)
{
  struct sockaddr_storage local = { 0 };
  socklen_t size = sizeof local;
  int on = 1;

  if (getsockname (fd, (struct sockaddr *) &local, &size) != 0 || !is_bound_to_many (&local))
    return FALSE;
  /* Where a socket takes both families, IPv6 alone does not tell a broadcast address from ours. */
  if (setsockopt (fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on) == 0 && local.ss_family == AF_INET)
    return TRUE;
  return setsockopt (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on) == 0;
}

static void
read_inet (const struct in_pktinfo *info,
           HexwireArrival          *self)
{
  self->address[2] = g_htonl (0xffff);
  self->address[3] = info->ipi_addr.s_addr;
  self->interface = (guint32) info->ipi_ifindex;
  /* The kernel tells both where it was sent to and which address of ours that stands for. */
  self->is_shared = info->ipi_addr.s_addr != info->ipi_spec_dst.s_addr;
}

/* Of IPv4 in a socket of IPv6, the kernel tells in the manner of IPv4 afterwards. */
static void
read_inet6 (const struct in6_pktinfo *info,
            HexwireArrival           *self)
{
  memcpy (self->address, &info->ipi6_addr, sizeof self->address);
  self->interface = (guint32) info->ipi6_ifindex;
  self->is_shared = IN6_IS_ADDR_MULTICAST (&info->ipi6_addr);
}

void
hexwire_arrival_read (struct msghdr  *header,
                      HexwireArrival *self)
{
  *self = (HexwireArrival) { .interface = 0 };
  for (struct cmsghdr *control = CMSG_FIRSTHDR (header); control != NULL;
       control = CMSG_NXTHDR (header, control))
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO)
      {
        struct in_pktinfo info;

        memcpy (&info, CMSG_DATA (control), sizeof info);
        read_inet (&info, self);
      }
    else if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO)
      {
        struct in6_pktinfo info;

        memcpy (&info, CMSG_DATA (control), sizeof info);
        read_inet6 (&info, self);
      }
}

static gboolean
is_link_local (const HexwireArrival *self)
{
  struct in6_addr address;

  memcpy (&address, self->address, sizeof address);
  if (IN6_IS_ADDR_V4MAPPED (&address))
    return address.s6_addr[12] == 169 && address.s6_addr[13] == 254;
  return IN6_IS_ADDR_LINKLOCAL (&address);
}

static gsize
write_control (gpointer      control,
               int           level,
               int           type,
               gconstpointer data,
               gsize         size_bytes)
{
  struct cmsghdr *message = control;

  memset (control, 0, CMSG_SPACE (size_bytes));
  message->cmsg_level = level;
  message->cmsg_type = type;
  message->cmsg_len = CMSG_LEN (size_bytes);
  memcpy (CMSG_DATA (message), data, size_bytes);
  return CMSG_SPACE (size_bytes);
}

gsize
hexwire_arrival_write (const HexwireArrival *self,
                       int                   family,
                       gpointer              control)
{
  guint32 interface = is_link_local (self) ? self->interface : 0;
  struct in_pktinfo inet = { .ipi_ifindex = (int) interface };
  struct in6_pktinfo inet6 = { .ipi6_ifindex = interface };

  if (!hexwire_arrival_is_known (self) || self->is_shared)
    return 0;
  if (family == AF_INET)
    {
      inet.ipi_spec_dst.s_addr = self->address[3];
      return write_control (control, IPPROTO_IP, IP_PKTINFO, &inet, sizeof inet);
    }
  /* An address of IPv4 stays mapped here: the kernel takes it so. */
  memcpy (&inet6.ipi6_addr, self->address, sizeof inet6.ipi6_addr);
  return write_control (control, IPPROTO_IPV6, IPV6_PKTINFO, &inet6, sizeof inet6);
}

gboolean
hexwire_arrival_is_known (const HexwireArrival *self)
{
  return self->interface != 0;
}

guint
hexwire_arrival_hash (const HexwireArrival *self)
{
  guint hash = self->interface;

  for (guint i = 0; i < G_N_ELEMENTS (self->address); i++)
    hash = (hash ^ self->address[i]) * 0x9e3779b1u;
  return hash;
}

gboolean
hexwire_arrival_equal (const HexwireArrival *a,
                       const HexwireArrival *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

static void
to_native (const HexwireArrival *self,
           guint16               port,
           struct sockaddr_in6  *native)
{
  *native = (struct sockaddr_in6) { .sin6_family = AF_INET6, .sin6_port = g_htons (port) };
  memcpy (&native->sin6_addr, self->address, sizeof native->sin6_addr);
  if (IN6_IS_ADDR_LINKLOCAL (&native->sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL (&native->sin6_addr))
    native->sin6_scope_id = self->interface;
}

char *
hexwire_arrival_dup_address (const HexwireArrival *self,
                             guint16               port)
{
  struct sockaddr_in6 native;

  to_native (self, port, &native);
  return hexwire_address_to_text ((const struct sockaddr *) &native);
}

char *
hexwire_arrival_dup_text (const HexwireArrival *self)
{
  g_autofree char *interface = hexwire_interface_dup_name (self->interface);
  g_autofree char *address = NULL;
  struct sockaddr_in6 native;

  to_native (self, 0, &native);
  native.sin6_scope_id = 0;
  address = hexwire_address_to_text ((const struct sockaddr *) &native);
  /* Without the brackets and the port. */
  *strrchr (address, ':') = '\0';
  g_strdelimit (address, "[]", ' ');
  g_strstrip (address);
  /* Translators: where a datagram was sent to, and the interface: "239.1.1.1 on eth0" */
  return g_strdup_printf (_("%s on %s"), address, interface);
}
