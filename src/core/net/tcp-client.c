/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tcp-client.h"

#include "net/address.h"
#include "net/bind-error.h"
#include "net/connector.h"
#include "net/net-error.h"
#include "net/resolve.h"
#include "net/responder.h"
#include "net/stream-peer.h"
#include "net/unix-address.h"
#include "net/unix-file.h"

#include <glib/gi18n-lib.h>

#define FIRST_RETRY_MS 500
#define MAX_RETRY_MS 30000

struct _HexwireTcpClient
{
  HexwireEndpoint parent_instance;

  HexwireStreamPeer *peer;      /* the present connection */
  GCancellable *cancellable;    /* of the opening that is under way, or of what was opened last */
  gint64 begun_us;              /* when the present attempt to connect began */
  guint retry_source;
  guint retry_ms;               /* how long was waited last; 0 while all is well */
};

G_DEFINE_FINAL_TYPE (HexwireTcpClient, hexwire_tcp_client, HEXWIRE_TYPE_ENDPOINT)

static void begin (HexwireTcpClient *self);

static gboolean
retry_cb (gpointer user_data)
{
  HexwireTcpClient *self = user_data;
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  self->retry_source = 0;
  if (g_cancellable_is_cancelled (self->cancellable))
    return G_SOURCE_REMOVE;
  hexwire_endpoint_retrying (endpoint, NULL, 0);
  begin (self);
  return G_SOURCE_REMOVE;
}

/* The pauses grow, so that a row for each attempt does not fill the log. */
static void
retry_later (HexwireTcpClient *self,
             const char       *reason)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  if (self->retry_ms == 0)
    hexwire_endpoint_log_text (endpoint, HEXWIRE_MESSAGE_NOTE,
                               _("Trying again until it answers, or until it is stopped"));
  self->retry_ms = self->retry_ms == 0 ? FIRST_RETRY_MS : MIN (self->retry_ms * 2, MAX_RETRY_MS);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_source = g_timeout_add (self->retry_ms, retry_cb, self);
  hexwire_endpoint_retrying (endpoint, reason,
                             g_get_monotonic_time ()
                               + (gint64) self->retry_ms * (G_USEC_PER_SEC / 1000));
}

static gboolean
reconnects (HexwireTcpClient *self)
{
  return hexwire_socket_options_get_boolean (
    hexwire_endpoint_get_options (HEXWIRE_ENDPOINT (self)), "reconnect");
}

static void
peer_left_cb (HexwirePeer      *peer,
              HexwireTcpClient *self)
{
  gboolean is_lost = hexwire_endpoint_get_state (HEXWIRE_ENDPOINT (self)) == HEXWIRE_ENDPOINT_OPEN
                     && !hexwire_peer_is_disconnected (peer);

  g_clear_object (&self->peer);
  if (is_lost && reconnects (self))
    retry_later (self, _("The connection was lost"));
  else
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

  if (local == NULL || remote == NULL || !G_IS_INET_SOCKET_ADDRESS (remote))
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
  self->retry_ms = 0;
  self->peer = hexwire_stream_peer_new (hexwire_endpoint_get_traffic (endpoint), connection, TRUE);
  hexwire_endpoint_add_peer (endpoint, HEXWIRE_PEER (g_object_ref (self->peer)));
  g_signal_connect_object (self->peer, "left", G_CALLBACK (peer_left_cb), self, 0);
  hexwire_endpoint_opened (endpoint, texts);
  hexwire_responder_greet (hexwire_endpoint_get_responder (endpoint), HEXWIRE_PEER (self->peer));
}

/* GIO's errors do not tell all of the reasons apart; asking once more does. */
static GError *
new_unix_error (HexwireEndpoint *endpoint,
                const GError    *cause)
{
  g_autoptr (GSocketAddress) address
    = hexwire_unix_address_parse (hexwire_endpoint_get_host (endpoint), NULL, NULL);
  g_autofree char *name = NULL;
  int error_number = 0;

  if (address != NULL)
    {
      name = hexwire_socket_address_to_text (address);
      error_number = hexwire_unix_socket_probe (address, G_SOCKET_TYPE_STREAM);
    }
  if (error_number == 0)
    return g_error_new_literal (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT, cause->message);
  return hexwire_net_error_new_connect_unix (error_number, name);
}

static void
tell_and_retry (HexwireTcpClient *self,
                const GError     *error)
{
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_ERROR, error->message);
  retry_later (self, error->message);
}

static void
owner_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HexwireTcpClient) self = user_data;
  g_autoptr (GError) error = hexwire_bind_error_find_owner_finish (result);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tell_and_retry (self, error);
}

static void
fail (HexwireTcpClient *self,
      const GError     *error)
{
  if (!reconnects (self))
    hexwire_endpoint_failed (HEXWIRE_ENDPOINT (self), error);
  else if (hexwire_bind_error_has_owner (error))
    hexwire_bind_error_find_owner_async (error, self->cancellable, owner_found_cb,
                                         g_object_ref (self));
  else
    tell_and_retry (self, error);
}

static GError *
explain (HexwireTcpClient *self,
         const GError     *cause)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  gint64 waited_us = g_get_monotonic_time () - self->begun_us;

  if (cause->domain == HEXWIRE_NET_ERROR)
    return g_error_copy (cause);
  return hexwire_net_error_new_connect (
    cause, hexwire_endpoint_get_host (endpoint), hexwire_endpoint_get_port (endpoint),
    (guint) ((waited_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC));
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HexwireTcpClient) self = user_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection = hexwire_connect_finish (result, &cause);
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection == NULL && hexwire_endpoint_is_unix (endpoint))
    error = new_unix_error (endpoint, cause);
  else if (connection == NULL)
    error = explain (self, cause);
  else if (is_connected_to_itself (connection))
    error = g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_CONNECT,
                         _("Nobody listens on port %u: the connection met itself"),
                         hexwire_endpoint_get_port (endpoint));

  if (error != NULL)
    fail (self, error);
  else
    take_connection (self, connection);
}

static gboolean
check_target (HexwireEndpoint  *endpoint,
              GError          **error)
{
  if (hexwire_endpoint_get_host (endpoint)[0] == '\0')
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                         _("An address to connect to is missing"));
  else if (hexwire_endpoint_get_port (endpoint) == 0 && !hexwire_endpoint_is_unix (endpoint))
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT,
                         _("Port 0 cannot be connected to: use 1 to 65535"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_addresses (HexwireEndpoint  *endpoint,
                 GPtrArray        *addresses,
                 GError          **error)
{
  if (hexwire_endpoint_is_unix (endpoint)
      || !hexwire_address_is_group (g_ptr_array_index (addresses, 0)))
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               _("%s stands for many machines, and TCP connects to one"),
               hexwire_endpoint_get_host (endpoint));
  return FALSE;
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HexwireTcpClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = hexwire_resolve_finish (result, &error);
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (addresses == NULL || !check_addresses (endpoint, addresses, &error))
    {
      fail (self, error);
      return;
    }
  self->begun_us = g_get_monotonic_time ();
  hexwire_connect_async (addresses, hexwire_endpoint_get_options (endpoint),
                         self->retry_ms == 0 ? hexwire_endpoint_get_log (endpoint) : NULL,
                         self->cancellable, connected_cb, g_object_ref (self));
}

static void
begin (HexwireTcpClient *self)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  g_autoptr (GError) error = NULL;

  if (check_target (endpoint, &error))
    hexwire_resolve_all_async (hexwire_endpoint_get_host (endpoint),
                               hexwire_endpoint_get_port (endpoint),
                               hexwire_endpoint_get_family (endpoint), self->cancellable,
                               resolved_cb, g_object_ref (self));
  else
    hexwire_endpoint_failed (endpoint, error);
}

static void
hexwire_tcp_client_open (HexwireEndpoint *endpoint,
                         GCancellable    *cancellable)
{
  HexwireTcpClient *self = HEXWIRE_TCP_CLIENT (endpoint);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  self->retry_ms = 0;
  g_set_object (&self->cancellable, cancellable);
  begin (self);
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
  HexwireTcpClient *self = HEXWIRE_TCP_CLIENT (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->peer);

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
