/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-server.h"

#include "net/bind.h"

struct _HexwireUdpServer
{
  HexwireUdpEndpoint parent_instance;
};

G_DEFINE_FINAL_TYPE (HexwireUdpServer, hexwire_udp_server, HEXWIRE_TYPE_UDP_ENDPOINT)

static gboolean
hexwire_udp_server_set_up (HexwireUdpEndpoint  *udp,
                           GPtrArray           *addresses,
                           GError             **error)
{
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) sockets
    = hexwire_bind_all (addresses, G_SOCKET_TYPE_DATAGRAM,
                        hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (udp))->options, &note,
                        error);

  if (sockets == NULL
      || !hexwire_group_list_open (hexwire_udp_endpoint_get_groups (udp), sockets, error))
    return FALSE;
  for (guint i = 0; i < sockets->len; i++)
    hexwire_udp_endpoint_add_socket (udp, g_ptr_array_index (sockets, i));

  hexwire_endpoint_listening (HEXWIRE_ENDPOINT (udp), sockets, note);
  return TRUE;
}

static void
hexwire_udp_server_class_init (HexwireUdpServerClass *klass)
{
  HEXWIRE_UDP_ENDPOINT_CLASS (klass)->set_up = hexwire_udp_server_set_up;
}

static void
hexwire_udp_server_init (HexwireUdpServer *self)
{
}
