/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tcp-client.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/responder.h"
#include "net/stream-peer.h"

#include <glib/gi18n-lib.h>

#define CONNECT_TIMEOUT_S 10

struct _HexwireTcpClient
{
  HexwireEndpoint parent_instance;

  HexwireStreamPeer *peer;    /* the present connection */
};

G_DEFINE_FINAL_TYPE (HexwireTcpClient, hexwire_tcp_client, HEXWIRE_TYPE_ENDPOINT)

static void
peer_left_cb (HexwirePeer      *peer,
              HexwireTcpClient *self)
{
  g_clear_object (&self->peer);
  hexwire_endpoint_closed (HEXWIRE_ENDPOINT (self));
}

/* A client that tries a closed port of its own machine long enough meets itself: TCP allows it. */
static gboolean
is_connected_to_itself (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autofree char *local_text = NULL;
  g_autofree char *remote_text = NULL;

  if (local == NULL || remote == NULL)
    return FALSE;
  local_text = hexwire_socket_address_to_text (local);
  remote_text = hexwire_socket_address_to_text (remote);
  return g_str_equal (local_text, remote_text);
}

static void
take_connection (HexwireTcpClient  *self,
                 GSocketConnection *connection)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (texts, local != NULL ? hexwire_socket_address_to_text (local) : g_strdup ("?"));
  /* The time-out was for connecting; an idle connection may stay so. */
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 0);

  self->peer = hexwire_stream_peer_new (hexwire_endpoint_get_traffic (endpoint), connection, TRUE);
  hexwire_endpoint_add_peer (endpoint, HEXWIRE_PEER (g_object_ref (self->peer)));
  g_signal_connect_object (self->peer, "left", G_CALLBACK (peer_left_cb), self, 0);
  hexwire_endpoint_opened (endpoint, texts);
  hexwire_responder_greet (hexwire_endpoint_get_responder (endpoint), HEXWIRE_PEER (self->peer));
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HexwireTcpClient) self = user_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
    = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &cause);
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection == NULL)
    error = hexwire_net_error_new_connect (cause, hexwire_endpoint_get_host (endpoint),
                                           hexwire_endpoint_get_port (endpoint));
  else if (is_connected_to_itself (connection))
    error = g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                         _("Nobody listens on port %u: the connection met itself"),
                         hexwire_endpoint_get_port (endpoint));

  if (error != NULL)
    hexwire_endpoint_failed (endpoint, error);
  else
    take_connection (self, connection);
}

static GSocketConnectable *
get_target (HexwireEndpoint  *endpoint,
            GError          **error)
{
  const char *host = hexwire_endpoint_get_host (endpoint);
  guint16 port = hexwire_endpoint_get_port (endpoint);
  GSocketAddress *literal;

  if (host[0] == '\0')
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                           _("An address to connect to is missing"));
      return NULL;
    }
  if (port == 0)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT,
                           _("Port 0 cannot be connected to: use 1 to 65535"));
      return NULL;
    }
  literal = hexwire_address_parse_literal (host, port);
  if (literal == NULL)
    return g_network_address_new (host, port);
  if (!hexwire_family_accepts (hexwire_endpoint_get_family (endpoint),
                               g_socket_address_get_family (literal)))
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   _("%s is not an address of the chosen family"), host);
      g_object_unref (literal);
      return NULL;
    }
  if (hexwire_address_is_group (G_INET_SOCKET_ADDRESS (literal)))
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                   _("%s stands for many machines, and TCP connects to one"), host);
      g_object_unref (literal);
      return NULL;
    }
  return G_SOCKET_CONNECTABLE (literal);
}

static GSocketFamily
to_gio_family (HexwireFamily family)
{
  switch (family)
    {
    case HEXWIRE_FAMILY_IPV4:
      return G_SOCKET_FAMILY_IPV4;
    case HEXWIRE_FAMILY_IPV6:
      return G_SOCKET_FAMILY_IPV6;
    case HEXWIRE_FAMILY_ANY:
    default:
      return G_SOCKET_FAMILY_INVALID;
    }
}

static void
hexwire_tcp_client_open (HexwireEndpoint *endpoint,
                         GCancellable    *cancellable)
{
  g_autoptr (GSocketClient) client = NULL;
  g_autoptr (GSocketConnectable) target = NULL;
  g_autoptr (GError) error = NULL;

  target = get_target (endpoint, &error);
  if (target == NULL)
    {
      hexwire_endpoint_failed (endpoint, error);
      return;
    }
  client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, CONNECT_TIMEOUT_S);
  g_socket_client_set_family (client, to_gio_family (hexwire_endpoint_get_family (endpoint)));
  g_socket_client_connect_async (client, target, cancellable, connected_cb,
                                 g_object_ref (endpoint));
}

static void
hexwire_tcp_client_close (HexwireEndpoint *endpoint)
{
  HexwireTcpClient *self = HEXWIRE_TCP_CLIENT (endpoint);
  g_autoptr (HexwirePeer) peer = g_object_ref (HEXWIRE_PEER (self->peer));

  hexwire_peer_disconnect (peer);
}

static HexwirePeer *
hexwire_tcp_client_get_default_peer (HexwireEndpoint *endpoint)
{
  return HEXWIRE_PEER (HEXWIRE_TCP_CLIENT (endpoint)->peer);
}

static void
hexwire_tcp_client_dispose (GObject *object)
{
  g_clear_object (&HEXWIRE_TCP_CLIENT (object)->peer);

  G_OBJECT_CLASS (hexwire_tcp_client_parent_class)->dispose (object);
}

static void
hexwire_tcp_client_class_init (HexwireTcpClientClass *klass)
{
  HexwireEndpointClass *endpoint_class = HEXWIRE_ENDPOINT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_tcp_client_dispose;

  endpoint_class->open = hexwire_tcp_client_open;
  endpoint_class->close = hexwire_tcp_client_close;
  endpoint_class->get_default_peer = hexwire_tcp_client_get_default_peer;
}

static void
hexwire_tcp_client_init (HexwireTcpClient *self)
{
}
