/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-peer.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/responder.h"
#include "net/unix-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HexwireUdpPeer
{
  HexwirePeer parent_instance;

  HexwireDatagramSocket *socket;    /* the endpoint's; %NULL once this has left */
  gboolean is_connected;
  gboolean is_own;                  /* what it sends is what was sent here: it is never answered */
  gboolean is_own_told;
  struct sockaddr_storage address;
  socklen_t address_size;
  HexwireArrival arrival;
  HexwireUdpKey key;
};

G_DEFINE_FINAL_TYPE (HexwireUdpPeer, hexwire_udp_peer, HEXWIRE_TYPE_PEER)

/* The UNIX address, or NULL for one of IP. */
static const HexwireUnixAddress *
get_unix (HexwireUdpPeer *self)
{
  return self->address.ss_family == AF_UNIX ? (const HexwireUnixAddress *) &self->address : NULL;
}

/* Who sends from a UNIX socket without a name has none. */
static gboolean
has_address (HexwireUdpPeer *self)
{
  return get_unix (self) == NULL || get_unix (self)->size_bytes > 0;
}

/* An answer leaves from where its question came in: who is connected to that address takes it from
 * no other. */
static HexwireDatagramRoute
get_route (HexwireUdpPeer *self)
{
  return (HexwireDatagramRoute) {
    .remote = self->is_connected ? NULL : hexwire_udp_peer_get_native (self),
    .remote_size = self->address_size,
    .arrival = &self->arrival,
  };
}

static GError *
new_send_error (HexwireUdpPeer *self,
                int             error_number,
                gsize           size_bytes,
                guint           max_bytes)
{
  g_autoptr (GError) cause = NULL;

  if (error_number == EDESTADDRREQ)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                        _("Not sent: %s has no address that an answer could go to"),
                        hexwire_peer_get_address (HEXWIRE_PEER (self)));
  if (get_unix (self) != NULL && error_number == EAGAIN)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL,
                        /* Translators: %s is a path */
                        _("Not sent: the other side does not read, and no more can wait at %s"),
                        hexwire_peer_get_address (HEXWIRE_PEER (self)));
  if (get_unix (self) == NULL || error_number == EMSGSIZE || error_number == ENOBUFS)
    return hexwire_net_error_new_send (
      error_number, size_bytes, max_bytes,
      hexwire_datagram_socket_get_limit_bytes (self->socket, hexwire_udp_peer_get_native (self)));
  cause = hexwire_net_error_new_connect_unix (error_number,
                                              hexwire_peer_get_address (HEXWIRE_PEER (self)));
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND,
                      /* Translators: the reason */
                      _("Not sent: %s"), cause->message);
}

static gboolean
send_datagram (HexwireUdpPeer  *self,
               guint            origin,
               const void      *data,
               gsize            size_bytes,
               GError         **error)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  const HexwireDatagramRoute route = get_route (self);
  HexwireDatagramResult result = { 0 };
  int error_number = EDESTADDRREQ;

  if (has_address (self))
    error_number = hexwire_datagram_socket_send (self->socket, &route, data, size_bytes, &result);
  if (error_number != 0)
    {
      g_propagate_error (error, new_send_error (self, error_number, size_bytes, result.max_bytes));
      return FALSE;
    }
  hexwire_message_log_append_sent (hexwire_peer_get_traffic (peer)->log,
                                   hexwire_peer_get_id (peer), result.time_us, origin, data,
                                   size_bytes);
  hexwire_peer_count (peer, HEXWIRE_MESSAGE_SENT, size_bytes);
  return TRUE;
}

static gboolean
check_known (HexwireUdpPeer  *self,
             GError         **error)
{
  if (self->socket != NULL)
    return TRUE;
  g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
               _("Not sent: %s was forgotten"), hexwire_peer_get_address (HEXWIRE_PEER (self)));
  return FALSE;
}

static gboolean
hexwire_udp_peer_send (HexwirePeer  *peer,
                       GBytes       *payload,
                       GError      **error)
{
  HexwireUdpPeer *self = HEXWIRE_UDP_PEER (peer);
  gsize size_bytes;
  const void *data = g_bytes_get_data (payload, &size_bytes);

  if (!check_known (self, error))
    return FALSE;
  return send_datagram (self, hexwire_peer_get_origin (peer), data, size_bytes, error);
}

static void
log_sent (HexwirePeer                 *peer,
          GBytes *const               *payloads,
          const HexwireDatagramResult *result)
{
  HexwireMessageLog *log = hexwire_peer_get_traffic (peer)->log;

  for (guint i = 0; i < result->n_sent; i++)
    {
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (payloads[i], &size_bytes);

      hexwire_message_log_append_sent (log, hexwire_peer_get_id (peer), result->time_us,
                                       hexwire_peer_get_origin (peer), data, size_bytes);
      hexwire_peer_count (peer, HEXWIRE_MESSAGE_SENT, size_bytes);
    }
}

static gboolean
hexwire_udp_peer_send_many (HexwirePeer    *peer,
                            GBytes *const  *payloads,
                            guint           n_payloads,
                            guint          *n_sent,
                            GError        **error)
{
  HexwireUdpPeer *self = HEXWIRE_UDP_PEER (peer);
  const HexwireDatagramRoute route = get_route (self);
  HexwireDatagramResult result = { 0 };
  int error_number = EDESTADDRREQ;

  if (!check_known (self, error))
    return FALSE;
  if (has_address (self))
    error_number = hexwire_datagram_socket_send_many (self->socket, &route, payloads, n_payloads,
                                                      &result);
  *n_sent = result.n_sent;
  log_sent (peer, payloads, &result);
  if (error_number == 0 || error_number == EAGAIN || error_number == ENOBUFS)
    return TRUE;
  g_propagate_error (error, new_send_error (self, error_number,
                                            g_bytes_get_size (payloads[*n_sent]),
                                            result.max_bytes));
  return FALSE;
}

static void
hexwire_udp_peer_disconnect (HexwirePeer *peer)
{
  HEXWIRE_UDP_PEER (peer)->socket = NULL;
  hexwire_peer_set_state (peer, HEXWIRE_PEER_LEFT);
}

static void
hexwire_udp_peer_class_init (HexwireUdpPeerClass *klass)
{
  HexwirePeerClass *peer_class = HEXWIRE_PEER_CLASS (klass);

  peer_class->send = hexwire_udp_peer_send;
  peer_class->send_many = hexwire_udp_peer_send_many;
  peer_class->disconnect = hexwire_udp_peer_disconnect;
}

static void
hexwire_udp_peer_init (HexwireUdpPeer *self)
{
}

/* Who is answered is answered from where he sent to, unless that was more than one machine. */
static char *
dup_local_address (HexwireDatagramSocket *socket,
                   const HexwireArrival  *arrival)
{
  char *bound = hexwire_datagram_socket_dup_local_address (socket);
  g_autofree char *owned = NULL;

  if (bound == NULL || !hexwire_arrival_is_known (arrival) || arrival->is_shared)
    return bound;
  owned = bound;
  return hexwire_arrival_dup_address (
    arrival, (guint16) g_ascii_strtoull (strrchr (bound, ':') + 1, NULL, 10));
}

HexwireUdpPeer *
hexwire_udp_peer_new (HexwireTraffic        *traffic,
                      HexwireDatagramSocket *socket,
                      const struct sockaddr *address,
                      socklen_t              address_size,
                      const HexwireArrival  *arrival,
                      gboolean               opened_here,
                      gboolean               is_connected)
{
  HexwireUdpPeer *self = g_object_new (HEXWIRE_TYPE_UDP_PEER, NULL);
  g_autofree char *text = hexwire_address_to_text (address);
  g_autofree char *local = NULL;
  g_autofree char *arrived = NULL;
  gboolean is_unix = address->sa_family == AF_UNIX;
  HexwireLogPeer description = { .transport = is_unix ? HEXWIRE_TRANSPORT_UNIX_DATAGRAM
                                                      : HEXWIRE_TRANSPORT_UDP,
                                 .address = text,
                                 .opened_here = opened_here };

  g_assert (address_size <= sizeof self->address);

  if (arrival != NULL)
    self->arrival = *arrival;
  if (hexwire_arrival_is_known (&self->arrival))
    arrived = hexwire_arrival_dup_text (&self->arrival);
  local = dup_local_address (socket, &self->arrival);
  description.local_address = local;
  description.arrival = arrived;
  hexwire_peer_attach (HEXWIRE_PEER (self), traffic, &description);
  self->socket = socket;
  self->is_connected = is_connected;
  self->is_own = hexwire_datagram_socket_is_own (socket, address);
  memcpy (&self->address, address, address_size);
  self->address_size = is_unix ? hexwire_unix_address_get_native_size (get_unix (self))
                               : address_size;
  self->key = (HexwireUdpKey) { hexwire_udp_peer_get_native (self), &self->arrival };
  return self;
}

const struct sockaddr *
hexwire_udp_peer_get_native (HexwireUdpPeer *self)
{
  return (const struct sockaddr *) &self->address;
}

const HexwireUdpKey *
hexwire_udp_peer_get_key (HexwireUdpPeer *self)
{
  return &self->key;
}

guint
hexwire_udp_key_hash (gconstpointer key)
{
  const HexwireUdpKey *self = key;

  return hexwire_address_hash (self->address) ^ hexwire_arrival_hash (self->arrival);
}

gboolean
hexwire_udp_key_equal (gconstpointer a,
                       gconstpointer b)
{
  const HexwireUdpKey *x = a;
  const HexwireUdpKey *y = b;

  return hexwire_address_equal (x->address, y->address)
         && hexwire_arrival_equal (x->arrival, y->arrival);
}

static void
echo (HexwireUdpPeer        *self,
      const HexwireDatagram *datagram)
{
  g_autoptr (GError) error = NULL;

  if (!send_datagram (self, HEXWIRE_ORIGIN_ECHO, datagram->data, datagram->size_bytes, &error))
    hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_ERROR, error->message);
}

/* An answer to ourselves would be answered, and so on for ever. */
static void
tell_own (HexwireUdpPeer *self)
{
  if (!self->is_own_told)
    hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_NOTE,
                           _("Our own datagram came back: such are not answered"));
  self->is_own_told = TRUE;
}

void
hexwire_udp_peer_received (HexwireUdpPeer        *self,
                           const HexwireDatagram *datagram)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  HexwireTraffic *traffic = hexwire_peer_get_traffic (peer);

  if (datagram->process != NULL)
    hexwire_peer_set_process (peer, datagram->process);
  if (traffic->reply == HEXWIRE_REPLY_DISCARD)
    hexwire_responder_discarded (traffic->responder, peer, datagram->size_bytes);
  else
    hexwire_message_log_append (traffic->log, HEXWIRE_MESSAGE_RECEIVED, hexwire_peer_get_id (peer),
                                datagram->time_us, datagram->data, datagram->size_bytes);
  hexwire_peer_count (peer, HEXWIRE_MESSAGE_RECEIVED, datagram->size_bytes);
  if (datagram->is_cut)
    hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, _("The datagram above is not complete"));

  if (traffic->reply == HEXWIRE_REPLY_NOTHING || self->socket == NULL)
    return;
  if (self->is_own)
    tell_own (self);
  else if (traffic->reply > HEXWIRE_REPLY_DISCARD)
    hexwire_responder_received (traffic->responder, peer, datagram->data, datagram->size_bytes,
                                datagram->time_us);
  else if (traffic->reply == HEXWIRE_REPLY_ECHO)
    echo (self, datagram);
}
