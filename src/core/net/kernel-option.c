/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/kernel-option.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

typedef struct
{
  const char *property;
  GSocketType type;         /* G_SOCKET_TYPE_INVALID for both */
  int level;                /* IPPROTO_IPV6 is for sockets of IPv6 alone; none but SOL_SOCKET
                             * is for those of UNIX */
  int name;
} KernelOption;

static const KernelOption kernel_options[] = {
  { "dscp", G_SOCKET_TYPE_INVALID, IPPROTO_IP, IP_TOS },
  { "dscp", G_SOCKET_TYPE_INVALID, IPPROTO_IPV6, IPV6_TCLASS },
  { "keep-alive", G_SOCKET_TYPE_STREAM, SOL_SOCKET, SO_KEEPALIVE },
  { "keep-alive-count", G_SOCKET_TYPE_STREAM, IPPROTO_TCP, TCP_KEEPCNT },
  { "keep-alive-idle-s", G_SOCKET_TYPE_STREAM, IPPROTO_TCP, TCP_KEEPIDLE },
  { "keep-alive-interval-s", G_SOCKET_TYPE_STREAM, IPPROTO_TCP, TCP_KEEPINTVL },
  { "multicast-loop", G_SOCKET_TYPE_DATAGRAM, IPPROTO_IP, IP_MULTICAST_LOOP },
  { "multicast-loop", G_SOCKET_TYPE_DATAGRAM, IPPROTO_IPV6, IPV6_MULTICAST_LOOP },
  { "multicast-ttl", G_SOCKET_TYPE_DATAGRAM, IPPROTO_IP, IP_MULTICAST_TTL },
  { "multicast-ttl", G_SOCKET_TYPE_DATAGRAM, IPPROTO_IPV6, IPV6_MULTICAST_HOPS },
  { "no-delay", G_SOCKET_TYPE_STREAM, IPPROTO_TCP, TCP_NODELAY },
  { "receive-buffer-bytes", G_SOCKET_TYPE_INVALID, SOL_SOCKET, SO_RCVBUF },
  { "reset-on-close", G_SOCKET_TYPE_STREAM, SOL_SOCKET, SO_LINGER },
  { "reuse-address", G_SOCKET_TYPE_INVALID, SOL_SOCKET, SO_REUSEADDR },
  { "send-buffer-bytes", G_SOCKET_TYPE_INVALID, SOL_SOCKET, SO_SNDBUF },
  { "ttl", G_SOCKET_TYPE_INVALID, IPPROTO_IP, IP_TTL },
  { "ttl", G_SOCKET_TYPE_INVALID, IPPROTO_IPV6, IPV6_UNICAST_HOPS },
};

static gboolean
is_for (const KernelOption *option,
        GSocket            *socket)
{
  if (option->type != G_SOCKET_TYPE_INVALID && option->type != g_socket_get_socket_type (socket))
    return FALSE;
  switch (option->level)
    {
    case IPPROTO_IP:
      return g_socket_speaks_ipv4 (socket);
    case IPPROTO_IPV6:
      return g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6;
    case IPPROTO_TCP:
      return g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX;
    default:
      return TRUE;
    }
}

static int
get_kernel_value (const KernelOption *option,
                  guint               value)
{
  if (g_str_equal (option->property, "dscp"))
    return (int) value << 2;      /* the two bits below are those of ECN */
  if (g_str_equal (option->property, "ttl") && value == 0)
    return -1;                    /* the system's */
  return (int) value;
}

static int
set_option (const KernelOption *option,
            GSocket            *socket,
            guint               number)
{
  int value = get_kernel_value (option, number);
  struct linger linger = { .l_onoff = value, .l_linger = 0 };
  gboolean is_linger = option->level == SOL_SOCKET && option->name == SO_LINGER;

  if (setsockopt (g_socket_get_fd (socket), option->level, option->name,
                  is_linger ? (gconstpointer) &linger : &value,
                  (socklen_t) (is_linger ? sizeof linger : sizeof value))
      != 0)
    return errno;
  return 0;
}

/* A buffer of the system's choice cannot be asked for: a new socket has one. */
static gboolean
is_left_alone (const KernelOption *option,
               guint               value)
{
  return value == 0 && option->level == SOL_SOCKET
         && (option->name == SO_RCVBUF || option->name == SO_SNDBUF);
}

void
hexwire_kernel_option_set (GSocket                  *socket,
                           const char               *property,
                           guint                     value,
                           HexwireKernelRefusedFunc  refused,
                           gpointer                  user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (kernel_options); i++)
    {
      const KernelOption *option = &kernel_options[i];
      int error_number;

      if (!g_str_equal (option->property, property) || !is_for (option, socket)
          || is_left_alone (option, value))
        continue;
      error_number = set_option (option, socket, value);
      if (error_number != 0)
        refused (property, error_number, user_data);
    }
}

void
hexwire_kernel_option_set_multicast_interface (GSocket *socket,
                                               guint    index)
{
  struct ip_mreqn request = { .imr_ifindex = (int) index };

  if (g_socket_speaks_ipv4 (socket))
    setsockopt (g_socket_get_fd (socket), IPPROTO_IP, IP_MULTICAST_IF, &request, sizeof request);
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6)
    setsockopt (g_socket_get_fd (socket), IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index);
}

guint
hexwire_kernel_option_get_buffer_bytes (GSocket  *socket,
                                        gboolean  is_receive)
{
  int value = 0;

  /* Linux doubles what is asked for, to have room for its own books, and tells the double. */
  g_socket_get_option (socket, SOL_SOCKET, is_receive ? SO_RCVBUF : SO_SNDBUF, &value, NULL);
  return (guint) value / 2;
}
