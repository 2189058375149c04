/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-client.h"

#include "net/bind.h"
#include "net/net-error.h"
#include "net/socket-owner.h"
#include "net/unix-address.h"
#include "net/unix-file.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

/* While nobody answers at any of the addresses, how long a round through them takes at least: twice
 * as long each time. */
#define MIN_ROUND_US G_USEC_PER_SEC
#define MAX_ROUND_US (16 * G_USEC_PER_SEC)

struct _HexwireUdpClient
{
  HexwireUdpEndpoint parent_instance;

  HexwireUdpPeer *target;
  HexwireDatagramSocket *socket;    /* the target's */
  GPtrArray *addresses;             /* (element-type GSocketAddress): what the host stands for */
  guint next;                       /* of the addresses */
  gint64 round_us;                  /* when the next round may begin */
  gint64 round_length_us;
  guint next_source;                /* goes on to the next address */
};

G_DEFINE_FINAL_TYPE (HexwireUdpClient, hexwire_udp_client, HEXWIRE_TYPE_UDP_ENDPOINT)

static gboolean
check_target (HexwireEndpoint  *endpoint,
              GError          **error)
{
  if (hexwire_endpoint_get_host (endpoint)[0] == '\0')
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                         _("An address to send to is missing"));
  else if (hexwire_endpoint_is_unix (endpoint))
    return TRUE;
  else if (hexwire_endpoint_get_port (endpoint) == 0)
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_PORT,
                         _("Port 0 cannot be sent to: use 1 to 65535"));
  else
    return TRUE;
  return FALSE;
}

/* Binds the chosen source; a group is not connected to, and needs a port to be answered at. */
static gboolean
bind_source (HexwireSocketOptions  *options,
             GSocket               *socket,
             GSocketAddress        *remote,
             gboolean               is_group,
             GError               **error)
{
  g_autoptr (GSocketAddress) source = NULL;

  if (!is_group && !hexwire_socket_options_has_source (options))
    return TRUE;
  source = hexwire_socket_options_get_source (options, remote, error);
  return source != NULL && hexwire_socket_bind (socket, source, error);
}

static void
forget_target_cb (HexwirePeer      *peer,
                  HexwireUdpClient *self)
{
  g_clear_object (&self->target);
}

static void
set_target (HexwireUdpClient *self,
            GSocket          *socket,
            GSocketAddress   *remote,
            gboolean          is_connected)
{
  HexwireUdpEndpoint *udp = HEXWIRE_UDP_ENDPOINT (self);
  struct sockaddr_storage native = { 0 };
  socklen_t size_bytes = (socklen_t) g_socket_address_get_native_size (remote);

  if (G_IS_UNIX_SOCKET_ADDRESS (remote))
    {
      hexwire_unix_address_init ((HexwireUnixAddress *) &native, remote);
      size_bytes = sizeof (HexwireUnixAddress);
    }
  else
    g_socket_address_to_native (remote, &native, sizeof native, NULL);
  self->socket = hexwire_udp_endpoint_add_socket (udp, socket);
  self->target = g_object_ref (
    hexwire_udp_endpoint_add_peer (udp, self->socket, (struct sockaddr *) &native, size_bytes,
                                   NULL, is_connected || G_IS_UNIX_SOCKET_ADDRESS (remote),
                                   is_connected));
  g_signal_connect_object (self->target, "left", G_CALLBACK (forget_target_cb), self, 0);
}

static void
tell_opened (HexwireUdpClient *self,
             GSocket          *socket)
{
  g_autoptr (GPtrArray) sockets = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree char *opened = NULL;
  const char *owner = hexwire_peer_get_owner (HEXWIRE_PEER (self->target));

  g_ptr_array_add (sockets, socket);
  texts = hexwire_sockets_to_texts (sockets);
  if (owner != NULL)
    /* Translators: our own address, a program */
    opened = g_strdup_printf (_("Ready to send from %s to %s"),
                              (char *) g_ptr_array_index (texts, 0), owner);
  else
    /* Translators: %s is our own address */
    opened = g_strdup_printf (_("Ready to send from %s"), (char *) g_ptr_array_index (texts, 0));
  hexwire_peer_log_text (HEXWIRE_PEER (self->target), HEXWIRE_MESSAGE_OPENED, opened);
  hexwire_endpoint_opened (HEXWIRE_ENDPOINT (self), texts);
}

/* It is not connected, so that the server may be started anew: a UNIX socket would stay connected
 * with the one that is gone. */
static gboolean
open_unix (HexwireUdpClient      *self,
           const HexwireProcess  *owner,
           GError               **error)
{
  g_autoptr (GSocket) socket = hexwire_unix_socket_new_sender (error);

  if (socket == NULL)
    return FALSE;
  set_target (self, socket, g_ptr_array_index (self->addresses, 0), FALSE);
  hexwire_peer_set_process (HEXWIRE_PEER (self->target), owner);
  tell_opened (self, socket);
  return TRUE;
}

static void
owner_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HexwireUdpClient) self = user_data;
  HexwireProcess owner = HEXWIRE_PROCESS_UNKNOWN;
  g_autoptr (GError) error = NULL;

  hexwire_socket_owner_find_finish (result, &owner, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!open_unix (self, &owner, &error))
    hexwire_endpoint_failed (HEXWIRE_ENDPOINT (self), error);
}

/* That somebody is there is seen at once; who, a little later. */
static gboolean
set_up_unix (HexwireUdpClient  *self,
             GSocketAddress    *remote,
             GError           **error)
{
  int error_number = hexwire_unix_socket_probe (remote, G_SOCKET_TYPE_DATAGRAM);

  if (error_number != 0 && error_number != EAGAIN)
    {
      g_autofree char *name = hexwire_socket_address_to_text (remote);

      g_propagate_error (error, hexwire_net_error_new_connect_unix (error_number, name));
      return FALSE;
    }
  hexwire_socket_owner_find_bound_async (remote, G_SOCKET_TYPE_DATAGRAM,
                                         hexwire_endpoint_get_cancellable (HEXWIRE_ENDPOINT (self)),
                                         owner_found_cb, g_object_ref (self));
  return TRUE;
}

static gboolean
set_up_inet (HexwireUdpClient  *self,
             GSocketAddress    *remote,
             GError           **error)
{
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  HexwireSocketOptions *options = hexwire_endpoint_get_traffic (endpoint)->options;
  gboolean is_group = hexwire_address_is_group (G_INET_SOCKET_ADDRESS (remote));
  g_autoptr (GSocket) socket
    = hexwire_socket_new (g_socket_address_get_family (remote), G_SOCKET_TYPE_DATAGRAM, error);
  g_autoptr (GError) cause = NULL;

  if (socket == NULL)
    return FALSE;
  hexwire_socket_options_apply (options, socket);
  if (!bind_source (options, socket, remote, is_group, error))
    return FALSE;
  /* A connected socket hears when nobody listens there. */
  if (!is_group && !g_socket_connect (socket, remote, NULL, &cause))
    {
      g_propagate_error (error,
                         hexwire_net_error_new_connect (cause, hexwire_endpoint_get_host (endpoint),
                                                        hexwire_endpoint_get_port (endpoint), 0));
      return FALSE;
    }
  set_target (self, socket, remote, !is_group);
  tell_opened (self, socket);
  return TRUE;
}

static void
begin_round (HexwireUdpClient *self)
{
  self->next = 0;
  self->round_us = g_get_monotonic_time () + self->round_length_us;
  self->round_length_us = MIN (2 * self->round_length_us, MAX_ROUND_US);
}

/* Takes the next address, and the first after the last. Those that cannot be used are not tried
 * again; @problem is why the first of them cannot, also where another one can. */
static gboolean
take_next (HexwireUdpClient  *self,
           GError           **problem)
{
  while (self->addresses->len > 0)
    {
      if (self->next >= self->addresses->len)
        begin_round (self);
      if (set_up_inet (self, g_ptr_array_index (self->addresses, self->next),
                       *problem == NULL ? problem : NULL))
        {
          self->next++;
          return TRUE;
        }
      g_ptr_array_remove_index (self->addresses, self->next);
    }
  return FALSE;
}

/* IPv4 first, as a server by its name is mostly found; else as the resolver sorts them. */
static void
take_addresses (HexwireUdpClient *self,
                GPtrArray        *addresses)
{
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->round_length_us = MIN_ROUND_US;
  begin_round (self);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < addresses->len; i++)
      {
        GSocketAddress *address = g_ptr_array_index (addresses, i);
        gboolean is_inet = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV4;

        if (is_inet == (pass == 0))
          g_ptr_array_add (self->addresses, g_object_ref (address));
      }
}

static gboolean
hexwire_udp_client_set_up (HexwireUdpEndpoint  *udp,
                           GPtrArray           *addresses,
                           GError             **error)
{
  HexwireUdpClient *self = HEXWIRE_UDP_CLIENT (udp);
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (udp);
  g_autoptr (GError) problem = NULL;

  g_clear_handle_id (&self->next_source, g_source_remove);
  if (!check_target (endpoint, error))
    return FALSE;
  take_addresses (self, addresses);
  if (hexwire_endpoint_is_unix (endpoint))
    return set_up_unix (self, g_ptr_array_index (addresses, 0), error);
  if (take_next (self, &problem))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
tell_next (HexwireUdpClient *self,
           const char       *former,
           const GError     *problem)
{
  const char *address = hexwire_peer_get_address (HEXWIRE_PEER (self->target));
  g_autofree char *text = NULL;

  if (!g_str_equal (address, former))
    /* Translators: two addresses */
    text = g_strdup_printf (_("Nobody listens at %s: sending to %s from now on; the last message "
                              "did not arrive"),
                            former, address);
  else if (problem != NULL)
    /* Translators: an address, and why the others cannot be used */
    text = g_strdup_printf (_("Nobody listens at %s, and no other address can be used: %s"), former,
                            problem->message);
  if (text != NULL)
    hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, text);
}

/* The former target stays in the log. Its socket goes first: it may have the port that the next one
 * is to have. */
static gboolean
next_cb (gpointer user_data)
{
  HexwireUdpClient *self = user_data;
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  g_autoptr (HexwirePeer) former = NULL;
  g_autoptr (GError) problem = NULL;

  self->next_source = 0;
  /* Somebody may have answered meanwhile. */
  if (self->target == NULL
      || hexwire_peer_get_counters (HEXWIRE_PEER (self->target))->messages_in > 0)
    return G_SOURCE_REMOVE;
  former = g_object_ref (HEXWIRE_PEER (self->target));
  hexwire_peer_disconnect (former);
  hexwire_udp_endpoint_remove_socket (HEXWIRE_UDP_ENDPOINT (self), self->socket);
  self->socket = NULL;
  if (take_next (self, &problem))
    {
      tell_next (self, hexwire_peer_get_address (former), problem);
      return G_SOURCE_REMOVE;
    }
  hexwire_endpoint_log_text (endpoint, HEXWIRE_MESSAGE_ERROR, problem->message);
  hexwire_endpoint_close (endpoint);
  return G_SOURCE_REMOVE;
}

/* Whether there is another address that it is time for. */
static gboolean
has_next (HexwireUdpClient *self)
{
  return self->addresses->len > 1
         && (self->next < self->addresses->len || g_get_monotonic_time () >= self->round_us);
}

/* A name may stand for several addresses, and only sending tells that nobody listens at one. Who
 * has answered is kept. As somebody may come to listen later, all of them are tried again. */
static void
hexwire_udp_client_failed (HexwireUdpEndpoint       *udp,
                           HexwirePeer              *peer,
                           const HexwireSocketError *error)
{
  HexwireUdpClient *self = HEXWIRE_UDP_CLIENT (udp);

  if (error->error_number == ECONNREFUSED && peer != NULL && peer == (HexwirePeer *) self->target
      && hexwire_peer_get_counters (peer)->messages_in == 0
      && has_next (self) && self->next_source == 0
      && !hexwire_endpoint_is_unix (HEXWIRE_ENDPOINT (udp)))
    self->next_source = g_idle_add_full (G_PRIORITY_DEFAULT, next_cb, self, NULL);
}

static void
hexwire_udp_client_close (HexwireEndpoint *endpoint)
{
  g_clear_handle_id (&HEXWIRE_UDP_CLIENT (endpoint)->next_source, g_source_remove);

  HEXWIRE_ENDPOINT_CLASS (hexwire_udp_client_parent_class)->close (endpoint);
}

static HexwirePeer *
hexwire_udp_client_get_default_peer (HexwireEndpoint *endpoint)
{
  return (HexwirePeer *) HEXWIRE_UDP_CLIENT (endpoint)->target;
}

static void
hexwire_udp_client_dispose (GObject *object)
{
  HexwireUdpClient *self = HEXWIRE_UDP_CLIENT (object);

  g_clear_handle_id (&self->next_source, g_source_remove);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  g_clear_object (&self->target);

  G_OBJECT_CLASS (hexwire_udp_client_parent_class)->dispose (object);
}

static void
hexwire_udp_client_class_init (HexwireUdpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_udp_client_dispose;
  HEXWIRE_ENDPOINT_CLASS (klass)->close = hexwire_udp_client_close;
  HEXWIRE_ENDPOINT_CLASS (klass)->get_default_peer = hexwire_udp_client_get_default_peer;
  HEXWIRE_UDP_ENDPOINT_CLASS (klass)->failed = hexwire_udp_client_failed;
  HEXWIRE_UDP_ENDPOINT_CLASS (klass)->set_up = hexwire_udp_client_set_up;
}

static void
hexwire_udp_client_init (HexwireUdpClient *self)
{
}
