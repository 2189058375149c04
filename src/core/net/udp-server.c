/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-server.h"

#include "net/bind.h"

#include <glib/gi18n-lib.h>

struct _HexwireUdpServer
{
  HexwireUdpEndpoint parent_instance;
};

G_DEFINE_FINAL_TYPE (HexwireUdpServer, hexwire_udp_server, HEXWIRE_TYPE_UDP_ENDPOINT)

/* A socket that is bound to a group hears nothing of it before it has joined. */
static void
tell_unjoined (HexwireEndpoint *endpoint,
               GPtrArray       *addresses)
{
  GInetAddress *address = g_inet_socket_address_get_address (g_ptr_array_index (addresses, 0));
  HexwireGroupList *groups = hexwire_udp_endpoint_get_groups (HEXWIRE_UDP_ENDPOINT (endpoint));
  g_autofree char *text = NULL;

  if (!g_inet_address_get_is_multicast (address)
      || g_list_model_get_n_items (hexwire_group_list_get_model (groups)) > 0)
    return;
  text = g_strdup_printf (_("%s is a multicast group: what is sent to it arrives once it is "
                            "joined, in the options"),
                          hexwire_endpoint_get_host (endpoint));
  hexwire_endpoint_log_text (endpoint, HEXWIRE_MESSAGE_NOTE, text);
}

static gboolean
hexwire_udp_server_set_up (HexwireUdpEndpoint  *udp,
                           GPtrArray           *addresses,
                           GError             **error)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (udp);
  g_autofree char *note = NULL;
  HexwireUnixFile *file = NULL;
  gboolean is_unix = hexwire_endpoint_is_unix (endpoint);
  g_autoptr (GPtrArray) sockets = NULL;

  if (is_unix)
    sockets = hexwire_unix_socket_bind (g_ptr_array_index (addresses, 0), G_SOCKET_TYPE_DATAGRAM,
                                        hexwire_endpoint_get_socket_mode (endpoint), &file, &note,
                                        error);
  else
    sockets = hexwire_bind_all (addresses, G_SOCKET_TYPE_DATAGRAM,
                                hexwire_endpoint_get_traffic (endpoint)->options, &note, error);

  /* At once, so that the file goes whatever fails from here on. */
  hexwire_udp_endpoint_take_file (udp, file);
  /* Groups are of IP: those in the list wait until the address is one. */
  if (sockets == NULL
      || (!is_unix
          && !hexwire_group_list_open (hexwire_udp_endpoint_get_groups (udp), sockets, error)))
    return FALSE;
  for (guint i = 0; i < sockets->len; i++)
    hexwire_udp_endpoint_add_socket (udp, g_ptr_array_index (sockets, i));

  hexwire_endpoint_listening (endpoint, sockets, note);
  if (!is_unix)
    {
      hexwire_udp_endpoint_log_groups (udp);
      tell_unjoined (endpoint, addresses);
    }
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
