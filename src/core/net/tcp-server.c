/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/tcp-server.h"

#include "net/bind-error.h"
#include "net/bind.h"
#include "net/gate.h"
#include "net/net-error.h"
#include "net/resolve.h"
#include "net/responder.h"
#include "net/stream-peer.h"
#include "net/unix-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* The kernel's own bound for connections that wait to be accepted; GIO's default of 10 makes the
 * eleventh of a burst wait for a second. */
#define BACKLOG 4096

/* Descriptors that are left to the rest of the program. */
#define RESERVED_DESCRIPTORS 64

/* How often there is a look whether there are descriptors again. */
#define RESUME_INTERVAL_MS 250

struct _HexwireTcpServer
{
  HexwireEndpoint parent_instance;

  GPtrArray *services;      /* (element-type GSocketService): one address each */
  HexwireGate *gate;
  HexwireUnixFile *file;    /* (nullable): that of a UNIX socket with a path */
  guint resume_source;      /* no more descriptors: accepting goes on when there are */
};

G_DEFINE_FINAL_TYPE (HexwireTcpServer, hexwire_tcp_server, HEXWIRE_TYPE_ENDPOINT)

/* How many descriptors the program may have; 0 for no limit. */
static guint64
get_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return 0;
  return limit.rlim_cur;
}

static gboolean
is_last_descriptor (int fd)
{
  guint64 limit = get_descriptor_limit ();

  return limit > 0 && (guint64) fd + RESERVED_DESCRIPTORS >= limit;
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

/* Whether the next connection would get a descriptor. A new one has the lowest number that is
 * free. */
static gboolean
has_free_descriptor (void)
{
  int fd = eventfd (0, EFD_CLOEXEC);
  gboolean is_free = fd >= 0 && !is_last_descriptor (fd);

  if (fd >= 0)
    close (fd);
  return is_free;
}

/* Whoever leaves makes room, in this tab or in another; many that come and go must not become a row
 * each. */
static gboolean
resume_cb (gpointer user_data)
{
  HexwireTcpServer *self = user_data;

  if (!has_free_descriptor ())
    return G_SOURCE_CONTINUE;
  self->resume_source = 0;
  set_accepting (self, TRUE);
  hexwire_endpoint_set_warning (HEXWIRE_ENDPOINT (self), NULL);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, _("Accepting again"));
  return G_SOURCE_REMOVE;
}

static void
pause_accepting (HexwireTcpServer *self)
{
  g_autofree char *text
    /* Translators: a number; “ulimit -n” and LimitNOFILE are what the shell and systemd call it */
    = g_strdup_printf (_("The limit of %u open files is reached: accepting stops until a peer "
                         "leaves. “ulimit -n” in a shell or LimitNOFILE in systemd raises it"),
                       (guint) get_descriptor_limit ());

  g_autofree char *warning
    /* Translators: a number; goes on after "Listening on 127.0.0.1:50007 · " */
    = g_strdup_printf (_("accepting has stopped until a peer leaves: the limit of %u open files "
                         "is reached"),
                       (guint) get_descriptor_limit ());

  self->resume_source = g_timeout_add (RESUME_INTERVAL_MS, resume_cb, self);
  set_accepting (self, FALSE);
  hexwire_endpoint_set_warning (HEXWIRE_ENDPOINT (self), warning);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_ERROR, text);
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
  close_when_empty (self);
}

static gboolean
admits (HexwireTcpServer  *self,
        GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  struct sockaddr_storage native = { 0 };

  /* Without an address it was reset meanwhile, which the log tells of. */
  return remote == NULL
         || (g_socket_address_to_native (remote, &native, sizeof native, NULL)
             && hexwire_gate_admits (self->gate, (struct sockaddr *) &native));
}

/* Whoever may not connect is reset: there is nothing to say, and no state to keep. */
static void
turn_away (GSocket *socket)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
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

  if (!admits (self, connection))
    {
      turn_away (socket);
      return TRUE;
    }
  hexwire_socket_options_follow (traffic->options, socket);
  peer = HEXWIRE_PEER (hexwire_stream_peer_new (traffic, connection, FALSE));
  hexwire_endpoint_add_peer (HEXWIRE_ENDPOINT (self), peer);
  /* After the endpoint's own handler, which keeps count of those who left. */
  g_signal_connect_object (peer, "left", G_CALLBACK (peer_left_cb), self, 0);
  hexwire_responder_greet (traffic->responder, peer);

  if (self->resume_source == 0 && is_last_descriptor (g_socket_get_fd (socket)))
    pause_accepting (self);
  return TRUE;
}

static void
stop_listening (HexwireTcpServer *self)
{
  g_clear_handle_id (&self->resume_source, g_source_remove);
  g_clear_pointer (&self->file, hexwire_unix_file_remove);
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
        g_propagate_error (error, hexwire_bind_error_new (error_number, local,
                                                              G_SOCKET_TYPE_STREAM));
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

/* The kernel listens there without a word, and nobody can connect. */
static gboolean
check_addresses (HexwireEndpoint  *endpoint,
                 GPtrArray        *addresses,
                 GError          **error)
{
  if (hexwire_endpoint_is_unix (endpoint)
      || !hexwire_address_is_group (g_ptr_array_index (addresses, 0)))
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
               /* Translators: an address */
               _("%s stands for many machines, and TCP listens at an address of one: choose one of "
                 "this machine, or none for all interfaces"),
               hexwire_endpoint_get_host (endpoint));
  return FALSE;
}

static gboolean
listen_on_all (HexwireTcpServer  *self,
               GPtrArray         *addresses,
               GError           **error)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) sockets = NULL;

  if (hexwire_endpoint_is_unix (endpoint))
    sockets = hexwire_unix_socket_bind (g_ptr_array_index (addresses, 0), G_SOCKET_TYPE_STREAM,
                                        hexwire_endpoint_get_socket_mode (endpoint), &self->file,
                                        &note, error);
  else
    sockets = hexwire_bind_all (addresses, G_SOCKET_TYPE_STREAM,
                                hexwire_endpoint_get_traffic (endpoint)->options, &note, error);
  if (sockets == NULL)
    return FALSE;
  for (guint i = 0; i < sockets->len; i++)
    if (!listen_on (self, g_ptr_array_index (sockets, i), error))
      {
        stop_listening (self);
        return FALSE;
      }

  hexwire_endpoint_listening (endpoint, sockets, note);
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
  if (addresses == NULL || !check_addresses (HEXWIRE_ENDPOINT (self), addresses, &error)
      || !listen_on_all (self, addresses, &error))
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
  HexwireTcpServer *self = HEXWIRE_TCP_SERVER (object);

  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->gate, hexwire_gate_free);

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
  HexwireTraffic *traffic = hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self));

  self->gate = hexwire_gate_new (traffic->options, traffic->log, HEXWIRE_TRANSPORT_TCP);
  self->services = g_ptr_array_new_with_free_func (g_object_unref);
}
