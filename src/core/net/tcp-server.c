/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tcp-server.h"

#include "net/bind.h"
#include "net/net-error.h"
#include "net/resolve.h"
#include "net/responder.h"
#include "net/stream-peer.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* The kernel's own bound for connections that wait to be accepted; GIO's default of 10 makes the
 * eleventh of a burst wait for a second. */
#define BACKLOG 4096

/* Descriptors that are left to the rest of the program. */
#define RESERVED_DESCRIPTORS 64

struct _HexwireTcpServer
{
  HexwireEndpoint parent_instance;

  GPtrArray *services;      /* (element-type GSocketService): one address each */
  gboolean is_paused;       /* no more descriptors: accepting goes on when a peer leaves */
};

G_DEFINE_FINAL_TYPE (HexwireTcpServer, hexwire_tcp_server, HEXWIRE_TYPE_ENDPOINT)

static gboolean
is_last_descriptor (int fd)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY
         && (rlim_t) fd + RESERVED_DESCRIPTORS >= limit.rlim_cur;
}

static void
set_accepting (HexwireTcpServer *self,
               gboolean          accepting)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      if (accepting)
        g_socket_service_start (g_ptr_array_index (self->services, i));
      else
        g_socket_service_stop (g_ptr_array_index (self->services, i));
    }
}

static void
pause_accepting (HexwireTcpServer *self)
{
  self->is_paused = TRUE;
  set_accepting (self, FALSE);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_ERROR,
                             _("The limit of open files is reached: accepting stops until a peer "
                               "leaves"));
}

static void
resume_accepting (HexwireTcpServer *self)
{
  self->is_paused = FALSE;
  set_accepting (self, TRUE);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, _("Accepting again"));
}

static void
close_when_empty (HexwireTcpServer *self)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);

  if (hexwire_endpoint_get_state (endpoint) == HEXWIRE_ENDPOINT_CLOSING
      && hexwire_endpoint_get_n_connected (endpoint) == 0)
    {
      hexwire_endpoint_log_text (endpoint, HEXWIRE_MESSAGE_CLOSED, _("Stopped"));
      hexwire_endpoint_closed (endpoint);
    }
}

static void
peer_left_cb (HexwirePeer      *peer,
              HexwireTcpServer *self)
{
  if (self->is_paused)
    resume_accepting (self);
  close_when_empty (self);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source_object,
             gpointer           user_data)
{
  HexwireTcpServer *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);
  HexwireTraffic *traffic = hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self));
  HexwirePeer *peer;

  peer = HEXWIRE_PEER (hexwire_stream_peer_new (traffic, connection, FALSE));
  hexwire_endpoint_add_peer (HEXWIRE_ENDPOINT (self), peer);
  /* After the endpoint's own handler, which keeps count of those who left. */
  g_signal_connect_object (peer, "left", G_CALLBACK (peer_left_cb), self, 0);
  hexwire_responder_greet (traffic->responder, peer);

  if (is_last_descriptor (g_socket_get_fd (socket)))
    pause_accepting (self);
  return TRUE;
}

static void
stop_listening (HexwireTcpServer *self)
{
  self->is_paused = FALSE;
  for (guint i = 0; i < self->services->len; i++)
    {
      GSocketService *service = g_ptr_array_index (self->services, i);

      /* Stopping alone leaves the socket open; closing alone goes on accepting and failing. */
      g_signal_handlers_disconnect_by_data (service, self);
      g_socket_service_stop (service);
      g_socket_listener_close (G_SOCKET_LISTENER (service));
    }
  g_ptr_array_set_size (self->services, 0);
}

static gboolean
listen_on (HexwireTcpServer  *self,
           GSocket           *socket,
           GError           **error)
{
  g_autoptr (GSocketService) service = NULL;

  /* listen(2) itself, for its errno; GIO does the same and tells its socket that it listens. */
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (listen (g_socket_get_fd (socket), BACKLOG) != 0)
    {
      int error_number = errno;
      g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, error);

      if (local != NULL)
        g_propagate_error (error, hexwire_net_error_new_bind (error_number, local));
      return FALSE;
    }
  if (!g_socket_listen (socket, error))
    return FALSE;

  service = g_socket_service_new ();
  g_socket_service_stop (service);
  if (!g_socket_listener_add_socket (G_SOCKET_LISTENER (service), socket, NULL, error))
    return FALSE;
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (service);
  g_ptr_array_add (self->services, g_steal_pointer (&service));
  return TRUE;
}

static gboolean
listen_on_all (HexwireTcpServer  *self,
               GPtrArray         *addresses,
               GError           **error)
{
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) sockets = hexwire_bind_all (addresses, G_SOCKET_TYPE_STREAM, &note, error);

  if (sockets == NULL)
    return FALSE;
  for (guint i = 0; i < sockets->len; i++)
    if (!listen_on (self, g_ptr_array_index (sockets, i), error))
      {
        stop_listening (self);
        return FALSE;
      }

  hexwire_endpoint_listening (HEXWIRE_ENDPOINT (self), sockets, note);
  return TRUE;
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = hexwire_resolve_finish (result, &error);
  g_autoptr (HexwireTcpServer) self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (addresses == NULL || !listen_on_all (self, addresses, &error))
    hexwire_endpoint_failed (HEXWIRE_ENDPOINT (self), error);
}

static void
hexwire_tcp_server_open (HexwireEndpoint *endpoint,
                         GCancellable    *cancellable)
{
  hexwire_resolve_async (hexwire_endpoint_get_host (endpoint),
                         hexwire_endpoint_get_port (endpoint),
                         hexwire_endpoint_get_family (endpoint),
                         cancellable, resolved_cb, g_object_ref (endpoint));
}

static void
hexwire_tcp_server_close (HexwireEndpoint *endpoint)
{
  HexwireTcpServer *self = HEXWIRE_TCP_SERVER (endpoint);

  stop_listening (self);
  hexwire_endpoint_disconnect_all (endpoint);
  close_when_empty (self);
}

static void
hexwire_tcp_server_dispose (GObject *object)
{
  stop_listening (HEXWIRE_TCP_SERVER (object));

  G_OBJECT_CLASS (hexwire_tcp_server_parent_class)->dispose (object);
}

static void
hexwire_tcp_server_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_TCP_SERVER (object)->services, g_ptr_array_unref);

  G_OBJECT_CLASS (hexwire_tcp_server_parent_class)->finalize (object);
}

static void
hexwire_tcp_server_class_init (HexwireTcpServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HexwireEndpointClass *endpoint_class = HEXWIRE_ENDPOINT_CLASS (klass);

  object_class->dispose = hexwire_tcp_server_dispose;
  object_class->finalize = hexwire_tcp_server_finalize;

  endpoint_class->open = hexwire_tcp_server_open;
  endpoint_class->close = hexwire_tcp_server_close;
}

static void
hexwire_tcp_server_init (HexwireTcpServer *self)
{
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
}
