/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-endpoint.h"

#include "net/address.h"
#include "net/bind.h"
#include "net/error-tally.h"
#include "net/gate.h"
#include "net/net-error.h"
#include "net/resolve.h"
#include "net/udp-peer-table.h"

#include <glib/gi18n-lib.h>

/* So many senders are known at a time; then those that were quiet for longest are forgotten, by the
 * block, because to find them is to look at all. */
#define MAX_PEERS 10000
#define PEERS_BLOCK 2500

typedef struct
{
  GPtrArray *sockets;           /* (element-type HexwireDatagramSocket) */
  HexwireUnixFile *file;        /* (nullable): that of a UNIX socket with a path */
  HexwireUdpPeerTable *peers;
  HexwireGroupList *groups;
  HexwireGate *gate;            /* (nullable): while it is not disposed of */
  HexwireErrorTally *errors;
  guint64 n_dropped_before;     /* by sockets that were removed since the opening */
} HexwireUdpEndpointPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HexwireUdpEndpoint, hexwire_udp_endpoint,
                                     HEXWIRE_TYPE_ENDPOINT)

static HexwireUdpEndpointPrivate *
get_private (HexwireUdpEndpoint *self)
{
  return hexwire_udp_endpoint_get_instance_private (self);
}

static void
peer_left_cb (HexwireUdpPeer *peer,
              gpointer        user_data)
{
  hexwire_udp_peer_table_remove (get_private (user_data)->peers, peer);
}

static void
close_sockets (HexwireUdpEndpoint *self)
{
  HexwireUdpEndpointPrivate *priv = get_private (self);

  g_clear_pointer (&priv->file, hexwire_unix_file_remove);
  g_ptr_array_set_size (priv->sockets, 0);
  priv->n_dropped_before = 0;
}

/* The list of those who may come is for servers: a client has chosen whom it sends to. */
static gboolean
has_gate (HexwireUdpEndpoint *self)
{
  return HEXWIRE_ENDPOINT_GET_CLASS (self)->get_default_peer == NULL;
}

static void
received_cb (HexwireDatagramSocket *socket,
             const HexwireDatagram *datagram,
             gpointer               user_data)
{
  HexwireUdpEndpoint *self = user_data;
  HexwireUdpPeer *peer = hexwire_udp_peer_table_find_sender (get_private (self)->peers, datagram);

  if (peer == NULL)
    {
      if (has_gate (self) && !hexwire_gate_admits (get_private (self)->gate, datagram->sender))
        return;
      peer = hexwire_udp_endpoint_add_peer (self, socket, datagram->sender, datagram->sender_size,
                                            &datagram->arrival, FALSE, FALSE);
    }
  hexwire_udp_peer_received (peer, datagram);
}

static HexwirePeer *
get_target (HexwireUdpEndpoint *self)
{
  HexwireEndpointClass *klass = HEXWIRE_ENDPOINT_GET_CLASS (self);

  return klass->get_default_peer != NULL ? klass->get_default_peer (HEXWIRE_ENDPOINT (self))
                                         : NULL;
}

/* Of whom the error tells, wherever his datagrams come in; what tells of nobody is the client's. */
static HexwirePeer *
find_blamed (HexwireUdpEndpoint       *self,
             const HexwireSocketError *error)
{
  HexwireUdpPeer *peer = NULL;

  if (error->destination != NULL)
    peer = hexwire_udp_peer_table_find_destination (get_private (self)->peers, error->destination);
  return peer != NULL ? HEXWIRE_PEER (peer) : get_target (self);
}

static void
failed_cb (HexwireDatagramSocket    *socket,
           const HexwireSocketError *error,
           gpointer                  user_data)
{
  HexwireUdpEndpointClass *klass = HEXWIRE_UDP_ENDPOINT_GET_CLASS (user_data);
  HexwirePeer *blamed = find_blamed (user_data, error);

  hexwire_error_tally_add (get_private (user_data)->errors, blamed, error);
  if (klass->failed != NULL)
    klass->failed (user_data, blamed, error);
}

static const HexwireDatagramFuncs datagram_funcs = { .received = received_cb, .failed = failed_cb };

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = hexwire_resolve_finish (result, &error);
  g_autoptr (HexwireUdpEndpoint) self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (addresses == NULL
      || !HEXWIRE_UDP_ENDPOINT_GET_CLASS (self)->set_up (self, addresses, &error))
    {
      close_sockets (self);
      hexwire_endpoint_failed (HEXWIRE_ENDPOINT (self), error);
    }
}

static void
hexwire_udp_endpoint_open (HexwireEndpoint *endpoint,
                           GCancellable    *cancellable)
{
  const char *host = hexwire_endpoint_get_host (endpoint);
  guint16 port = hexwire_endpoint_get_port (endpoint);
  HexwireFamily family = hexwire_endpoint_get_family (endpoint);

  /* A server listens at one address of each family; a client may need all of a name's. */
  if (has_gate (HEXWIRE_UDP_ENDPOINT (endpoint)))
    hexwire_resolve_async (host, port, family, cancellable, resolved_cb, g_object_ref (endpoint));
  else
    hexwire_resolve_all_async (host, port, family, cancellable, resolved_cb,
                               g_object_ref (endpoint));
}

static void
hexwire_udp_endpoint_close (HexwireEndpoint *endpoint)
{
  hexwire_error_tally_flush (get_private (HEXWIRE_UDP_ENDPOINT (endpoint))->errors);
  hexwire_endpoint_disconnect_all (endpoint);
  hexwire_group_list_close (get_private (HEXWIRE_UDP_ENDPOINT (endpoint))->groups);
  close_sockets (HEXWIRE_UDP_ENDPOINT (endpoint));
  hexwire_endpoint_log_text (endpoint, HEXWIRE_MESSAGE_CLOSED, _("Stopped"));
  hexwire_endpoint_closed (endpoint);
}

static guint64
hexwire_udp_endpoint_count_dropped (HexwireEndpoint *endpoint)
{
  HexwireUdpEndpointPrivate *priv = get_private (HEXWIRE_UDP_ENDPOINT (endpoint));
  guint64 n_dropped = priv->n_dropped_before;

  for (guint i = 0; i < priv->sockets->len; i++)
    n_dropped += hexwire_datagram_socket_get_n_dropped (g_ptr_array_index (priv->sockets, i));
  return n_dropped;
}

static HexwirePeer *
hexwire_udp_endpoint_get_recipient (HexwireEndpoint *endpoint,
                                    HexwirePeer     *peer)
{
  return (HexwirePeer *) hexwire_udp_peer_table_get_first (
    get_private (HEXWIRE_UDP_ENDPOINT (endpoint))->peers, HEXWIRE_UDP_PEER (peer));
}

static guint
hexwire_udp_endpoint_count_recipients (HexwireEndpoint *endpoint)
{
  return hexwire_udp_peer_table_count_addresses (
    get_private (HEXWIRE_UDP_ENDPOINT (endpoint))->peers);
}

static void
hexwire_udp_endpoint_dispose (GObject *object)
{
  HexwireUdpEndpointPrivate *priv = get_private (HEXWIRE_UDP_ENDPOINT (object));
  g_autoptr (GList) peers = hexwire_udp_peer_table_list (priv->peers);

  for (GList *l = peers; l != NULL; l = l->next)
    {
      g_signal_handlers_disconnect_by_data (l->data, object);
      hexwire_udp_peer_table_remove (priv->peers, l->data);
    }
  g_clear_object (&priv->groups);
  g_clear_pointer (&priv->gate, hexwire_gate_free);
  close_sockets (HEXWIRE_UDP_ENDPOINT (object));
  g_clear_pointer (&priv->errors, hexwire_error_tally_free);

  G_OBJECT_CLASS (hexwire_udp_endpoint_parent_class)->dispose (object);
}

static void
hexwire_udp_endpoint_finalize (GObject *object)
{
  HexwireUdpEndpointPrivate *priv = get_private (HEXWIRE_UDP_ENDPOINT (object));

  g_clear_pointer (&priv->peers, hexwire_udp_peer_table_free);
  g_clear_pointer (&priv->sockets, g_ptr_array_unref);

  G_OBJECT_CLASS (hexwire_udp_endpoint_parent_class)->finalize (object);
}

static void
hexwire_udp_endpoint_class_init (HexwireUdpEndpointClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  HexwireEndpointClass *endpoint_class = HEXWIRE_ENDPOINT_CLASS (klass);

  object_class->dispose = hexwire_udp_endpoint_dispose;
  object_class->finalize = hexwire_udp_endpoint_finalize;

  endpoint_class->open = hexwire_udp_endpoint_open;
  endpoint_class->close = hexwire_udp_endpoint_close;
  endpoint_class->count_dropped = hexwire_udp_endpoint_count_dropped;
  endpoint_class->get_recipient = hexwire_udp_endpoint_get_recipient;
  endpoint_class->count_recipients = hexwire_udp_endpoint_count_recipients;
}

/* Who may not come any more is forgotten, so that his next datagram is refused. */
static void
allow_list_changed_cb (HexwireUdpEndpoint *self)
{
  const HexwireAllowList *list = hexwire_socket_options_get_allow_list (
    hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self))->options);
  g_autoptr (GList) peers = hexwire_udp_peer_table_list (get_private (self)->peers);

  for (GList *l = peers; has_gate (self) && l != NULL; l = l->next)
    if (!hexwire_allow_list_admits (list, hexwire_udp_peer_get_native (l->data)))
      hexwire_peer_disconnect (l->data);
}

static void
group_joined_cb (HexwireUdpEndpoint    *self,
                 HexwireMulticastGroup *group)
{
  g_autofree char *text
    /* Translators: a multicast group */
    = g_strdup_printf (_("Joined %s"), hexwire_multicast_group_get_text (group));

  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, text);
}

static void
group_left_cb (HexwireUdpEndpoint    *self,
               HexwireMulticastGroup *group)
{
  g_autofree char *text
    /* Translators: a multicast group */
    = g_strdup_printf (_("Left %s"), hexwire_multicast_group_get_text (group));

  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, text);
}

static void
hexwire_udp_endpoint_init (HexwireUdpEndpoint *self)
{
  HexwireUdpEndpointPrivate *priv = get_private (self);
  HexwireTraffic *traffic = hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self));

  priv->sockets
    = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_datagram_socket_free);
  priv->peers = hexwire_udp_peer_table_new ();
  priv->errors = hexwire_error_tally_new (traffic->log);
  priv->groups = hexwire_group_list_new ();
  g_signal_connect_object (priv->groups, "joined", G_CALLBACK (group_joined_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->groups, "left", G_CALLBACK (group_left_cb), self,
                           G_CONNECT_SWAPPED);
  priv->gate = hexwire_gate_new (traffic->options, traffic->log, HEXWIRE_TRANSPORT_UDP);
  /* Two programs that share a port split what comes. */
  g_object_set (traffic->options, "reuse-address", FALSE, NULL);
  g_signal_connect_object (traffic->options, "notify::allow-list",
                           G_CALLBACK (allow_list_changed_cb), self, G_CONNECT_SWAPPED);
}

HexwireDatagramSocket *
hexwire_udp_endpoint_add_socket (HexwireUdpEndpoint *self,
                                 GSocket            *socket)
{
  HexwireDatagramSocket *datagram_socket = hexwire_datagram_socket_new (socket);

  hexwire_datagram_socket_start (datagram_socket,
                                 hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self))->poller,
                                 &datagram_funcs, self);
  g_ptr_array_add (get_private (self)->sockets, datagram_socket);
  return datagram_socket;
}

void
hexwire_udp_endpoint_remove_socket (HexwireUdpEndpoint    *self,
                                    HexwireDatagramSocket *socket)
{
  get_private (self)->n_dropped_before += hexwire_datagram_socket_get_n_dropped (socket);
  g_ptr_array_remove (get_private (self)->sockets, socket);
}

void
hexwire_udp_endpoint_log_groups (HexwireUdpEndpoint *self)
{
  GListModel *groups = hexwire_group_list_get_model (get_private (self)->groups);

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr (HexwireMulticastGroup) group = g_list_model_get_item (groups, i);

      group_joined_cb (self, group);
    }
}

void
hexwire_udp_endpoint_take_file (HexwireUdpEndpoint *self,
                                HexwireUnixFile    *file)
{
  get_private (self)->file = file;
}

static int
compare_last_rows (gconstpointer a,
                   gconstpointer b)
{
  HexwireMessageLog *log = hexwire_peer_get_traffic ((HexwirePeer *) a)->log;
  guint64 first_row
    = hexwire_message_log_get_peer_end_row (log, hexwire_peer_get_id ((gpointer) a));
  guint64 second_row
    = hexwire_message_log_get_peer_end_row (log, hexwire_peer_get_id ((gpointer) b));

  return (first_row > second_row) - (first_row < second_row);
}

/* Their messages stay; who sends again comes back as somebody new. Whom a client sends to is not
 * among them, however quiet. */
static void
forget_quiet_peers (HexwireUdpEndpoint *self)
{
  g_autoptr (GList) peers = hexwire_udp_peer_table_list (get_private (self)->peers);
  g_autofree char *text = NULL;
  GList *next;

  peers = g_list_remove (peers, get_target (self));
  peers = g_list_sort (peers, compare_last_rows);
  next = peers;
  for (guint i = 0; i < PEERS_BLOCK; i++, next = next->next)
    hexwire_peer_disconnect (next->data);
  /* Translators: two numbers, as in "The 2500 quietest of 10000 peers were forgotten" */
  text = g_strdup_printf (_("The %u quietest of %u peers were forgotten"), PEERS_BLOCK, MAX_PEERS);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, text);
}

HexwireUdpPeer *
hexwire_udp_endpoint_add_peer (HexwireUdpEndpoint    *self,
                               HexwireDatagramSocket *socket,
                               const struct sockaddr *address,
                               socklen_t              address_size,
                               const HexwireArrival  *arrival,
                               gboolean               opened_here,
                               gboolean               is_connected)
{
  HexwireUdpEndpointPrivate *priv = get_private (self);
  HexwireEndpoint *endpoint = HEXWIRE_ENDPOINT (self);
  HexwireUdpPeer *peer;

  if (hexwire_udp_peer_table_get_size (priv->peers) >= MAX_PEERS)
    forget_quiet_peers (self);
  peer = hexwire_udp_peer_new (hexwire_endpoint_get_traffic (endpoint), socket, address,
                               address_size, arrival, opened_here, is_connected);
  hexwire_udp_peer_table_add (priv->peers, peer);
  g_signal_connect (peer, "left", G_CALLBACK (peer_left_cb), self);
  hexwire_endpoint_add_peer (endpoint, HEXWIRE_PEER (peer));
  return peer;
}

HexwireGroupList *
hexwire_udp_endpoint_get_groups (HexwireUdpEndpoint *self)
{
  g_return_val_if_fail (HEXWIRE_IS_UDP_ENDPOINT (self), NULL);
  return get_private (self)->groups;
}

/* Replies must be able to come back, so the socket is bound before anything is sent. */
static HexwireDatagramSocket *
open_other_socket (HexwireUdpEndpoint  *self,
                   GSocketFamily        family,
                   GError             **error)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocket) socket = hexwire_socket_new (family, G_SOCKET_TYPE_DATAGRAM, error);
  HexwireDatagramSocket *datagram_socket;
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;

  if (socket == NULL)
    return NULL;
  hexwire_socket_options_apply (hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (self))->options,
                                socket);
  if (!hexwire_socket_bind (socket, local, error))
    return NULL;
  datagram_socket = hexwire_udp_endpoint_add_socket (self, socket);
  address = hexwire_datagram_socket_dup_local_address (datagram_socket);
  /* Translators: %s is our own address */
  text = g_strdup_printf (_("Ready to send to others from %s"), address);
  hexwire_endpoint_log_text (HEXWIRE_ENDPOINT (self), HEXWIRE_MESSAGE_NOTE, text);
  return datagram_socket;
}

static gboolean
check_reach (HexwireUdpEndpoint  *self,
             GSocketAddress      *address,
             GError             **error)
{
  if (hexwire_endpoint_get_state (HEXWIRE_ENDPOINT (self)) != HEXWIRE_ENDPOINT_OPEN)
    g_propagate_error (error, hexwire_net_error_new_not_open ());
  else if (!G_IS_INET_SOCKET_ADDRESS (address))
    g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                         _("An address and a port are wanted, as in 127.0.0.1:50007"));
  else
    return TRUE;
  return FALSE;
}

HexwirePeer *
hexwire_udp_endpoint_reach (HexwireUdpEndpoint  *self,
                            GSocketAddress      *address,
                            GError             **error)
{
  HexwireUdpEndpointPrivate *priv = get_private (self);
  struct sockaddr_storage native = { 0 };
  socklen_t size = (socklen_t) g_socket_address_get_native_size (address);
  HexwireDatagramSocket *socket = NULL;
  HexwireUdpPeer *peer;

  g_return_val_if_fail (HEXWIRE_IS_UDP_ENDPOINT (self), NULL);

  if (!check_reach (self, address, error)
      || !g_socket_address_to_native (address, &native, sizeof native, error))
    return NULL;
  peer = hexwire_udp_peer_table_find_destination (priv->peers, (struct sockaddr *) &native);
  for (guint i = 0; i < priv->sockets->len && peer == NULL && socket == NULL; i++)
    if (hexwire_datagram_socket_can_reach (g_ptr_array_index (priv->sockets, i), &native, &size))
      {
        socket = g_ptr_array_index (priv->sockets, i);
        peer = hexwire_udp_peer_table_find_destination (priv->peers, (struct sockaddr *) &native);
      }
  if (peer != NULL)
    return HEXWIRE_PEER (peer);
  if (socket == NULL)
    socket = open_other_socket (self, g_socket_address_get_family (address), error);
  if (socket == NULL)
    return NULL;
  return HEXWIRE_PEER (hexwire_udp_endpoint_add_peer (self, socket, (struct sockaddr *) &native,
                                                      size, NULL, TRUE, FALSE));
}
