/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-error.h"

#include "net/address.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <string.h>
#include <time.h>

/* Behind time.h, on which it depends. */
#include <linux/errqueue.h>

#define MAX_ERRORS 64
#define CONTROL_BYTES 256

#define UDP_HEADER_BYTES 8
#define IPV4_HEADER_BYTES 20
#define IPV6_HEADER_BYTES 40

/* A code of ICMP or ICMPv6, and what it says. */
typedef struct
{
  guint8 type;
  guint8 code;
  const char *text;
} Meaning;

static const Meaning icmp_meanings[] = {
  { ICMP_DEST_UNREACH, ICMP_NET_UNREACH, N_ ("Network unreachable") },
  { ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, N_ ("Host unreachable") },
  { ICMP_DEST_UNREACH, ICMP_PROT_UNREACH, N_ ("Protocol unreachable") },
  { ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, N_ ("Port unreachable: nobody listens") },
  { ICMP_DEST_UNREACH, ICMP_FRAG_NEEDED, N_ ("Message too big") },
  { ICMP_DEST_UNREACH, ICMP_NET_UNKNOWN, N_ ("Network unreachable: unknown") },
  { ICMP_DEST_UNREACH, ICMP_HOST_UNKNOWN, N_ ("Host unreachable: unknown") },
  { ICMP_DEST_UNREACH, ICMP_NET_ANO, N_ ("Network unreachable: forbidden") },
  { ICMP_DEST_UNREACH, ICMP_HOST_ANO, N_ ("Host unreachable: forbidden") },
  { ICMP_DEST_UNREACH, ICMP_PKT_FILTERED, N_ ("Forbidden by a filter") },
  { ICMP_TIME_EXCEEDED, ICMP_EXC_TTL, N_ ("Too many hops: the TTL is used up") },
};

static const Meaning icmp6_meanings[] = {
  { ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOROUTE, N_ ("Network unreachable") },
  { ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADMIN, N_ ("Forbidden by a filter") },
  { ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_ADDR, N_ ("Host unreachable") },
  { ICMP6_DST_UNREACH, ICMP6_DST_UNREACH_NOPORT, N_ ("Port unreachable: nobody listens") },
  { ICMP6_PACKET_TOO_BIG, 0, N_ ("Message too big") },
  { ICMP6_TIME_EXCEEDED, ICMP6_TIME_EXCEED_TRANSIT, N_ ("Too many hops: the TTL is used up") },
};

void
hexwire_socket_error_enable (int fd)
{
  const int on = 1;

  /* Each fails where the socket is of the other family. */
  setsockopt (fd, IPPROTO_IP, IP_RECVERR, &on, sizeof on);
  setsockopt (fd, IPPROTO_IPV6, IPV6_RECVERR, &on, sizeof on);
}

static const struct sock_extended_err *
find_details (struct msghdr *header)
{
  for (struct cmsghdr *control = CMSG_FIRSTHDR (header); control != NULL;
       control = CMSG_NXTHDR (header, control))
    if ((control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_RECVERR)
        || (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_RECVERR))
      return (gconstpointer) CMSG_DATA (control);    /* which is aligned for this */
  return NULL;
}

static HexwireSocketError
read_details (const struct sock_extended_err *details,
              const struct sockaddr          *destination)
{
  const struct sockaddr *teller = SO_EE_OFFENDER (details);

  return (HexwireSocketError) {
    .error_number = (int) details->ee_errno,
    .is_icmp = details->ee_origin == SO_EE_ORIGIN_ICMP || details->ee_origin == SO_EE_ORIGIN_ICMP6,
    .type = details->ee_type,
    .code = details->ee_code,
    .destination = destination->sa_family != AF_UNSPEC ? destination : NULL,
    .teller = teller->sa_family != AF_UNSPEC ? teller : NULL,
    .mtu_bytes = details->ee_errno == EMSGSIZE ? details->ee_info : 0,
  };
}

guint
hexwire_socket_error_drain (int                     fd,
                            HexwireSocketErrorFunc  func,
                            gpointer                user_data)
{
  guint n_errors;

  for (n_errors = 0; n_errors < MAX_ERRORS; n_errors++)
    {
      _Alignas (struct cmsghdr) guint8 control[CONTROL_BYTES];
      struct sockaddr_storage destination = { .ss_family = AF_UNSPEC };
      struct msghdr header = { .msg_name = &destination,
                               .msg_namelen = sizeof destination,
                               .msg_control = control,
                               .msg_controllen = sizeof control };
      const struct sock_extended_err *details;
      HexwireSocketError error;

      if (recvmsg (fd, &header, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
        break;
      details = find_details (&header);
      if (details == NULL)
        continue;
      error = read_details (details, (struct sockaddr *) &destination);
      func (&error, user_data);
    }
  return n_errors;
}

guint
hexwire_socket_error_get_max_bytes (const HexwireSocketError *self)
{
  gboolean is_ipv6 = self->destination != NULL && self->destination->sa_family == AF_INET6;
  guint headers_bytes = UDP_HEADER_BYTES + (is_ipv6 ? IPV6_HEADER_BYTES : IPV4_HEADER_BYTES);

  return self->mtu_bytes > headers_bytes ? self->mtu_bytes - headers_bytes : 0;
}

static const char *
get_meaning (const HexwireSocketError *self)
{
  gboolean is_ipv6 = self->destination != NULL && self->destination->sa_family == AF_INET6;
  const Meaning *meanings = is_ipv6 ? icmp6_meanings : icmp_meanings;
  gsize n_meanings = is_ipv6 ? G_N_ELEMENTS (icmp6_meanings) : G_N_ELEMENTS (icmp_meanings);

  for (gsize i = 0; self->is_icmp && i < n_meanings; i++)
    if (meanings[i].type == self->type && meanings[i].code == self->code)
      return _(meanings[i].text);
  return self->error_number == EMSGSIZE ? _("Message too big")
                                        : hexwire_errno_to_words (self->error_number);
}

static char *
dup_host (const struct sockaddr *address)
{
  gsize size = address->sa_family == AF_INET6 ? sizeof (struct sockaddr_in6)
                                              : sizeof (struct sockaddr_in);
  g_autoptr (GSocketAddress) socket_address
    = g_socket_address_new_from_native ((gpointer) address, size);

  if (!G_IS_INET_SOCKET_ADDRESS (socket_address))
    return NULL;
  return g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address)));
}

char *
hexwire_socket_error_to_text (const HexwireSocketError *self,
                              const char               *peer)
{
  g_autofree char *destination = NULL;
  g_autofree char *teller = self->teller != NULL ? dup_host (self->teller) : NULL;
  g_autofree char *host = self->destination != NULL ? dup_host (self->destination) : NULL;
  GString *text = g_string_new (get_meaning (self));

  if (host != NULL)
    destination = hexwire_address_to_text (self->destination);
  if (destination != NULL && g_strcmp0 (destination, peer) != 0)
    g_string_append_printf (text, " · %s", destination);
  if (hexwire_socket_error_get_max_bytes (self) > 0)
    /* Translators: two sizes in bytes; goes on after "Message too big" */
    g_string_append_printf (text, _(" · at most %u bytes fit into one packet (MTU %u)"),
                            hexwire_socket_error_get_max_bytes (self), self->mtu_bytes);
  if (teller != NULL && g_strcmp0 (teller, host) != 0)
    /* Translators: an address; goes on after "Host unreachable" */
    g_string_append_printf (text, _(" · told by %s"), teller);
  return g_string_free (text, FALSE);
}
