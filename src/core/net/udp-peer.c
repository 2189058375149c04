/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-peer.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/responder.h"

#include <errno.h>
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
};

G_DEFINE_FINAL_TYPE (HexwireUdpPeer, hexwire_udp_peer, HEXWIRE_TYPE_PEER)

static int
send_datagram (HexwireUdpPeer *self,
               guint           origin,
               const void     *data,
               gsize           size_bytes)
{
  const struct sockaddr *remote = self->is_connected ? NULL : hexwire_udp_peer_get_native (self);
  int error_number = hexwire_datagram_socket_send (self->socket, remote, self->address_size, data,
                                                   size_bytes);

  /* What a send reports here is the answer to the one before it; this one was not even tried. */
  if (error_number == ECONNREFUSED)
    {
      hexwire_udp_peer_failed (self, error_number);
      error_number = hexwire_datagram_socket_send (self->socket, remote, self->address_size, data,
                                                   size_bytes);
    }
  if (error_number == 0)
    {
      HexwirePeer *peer = HEXWIRE_PEER (self);

      hexwire_message_log_append_sent (hexwire_peer_get_traffic (peer)->log,
                                       hexwire_peer_get_id (peer), g_get_real_time (), origin, data,
                                       size_bytes);
      hexwire_peer_count (peer, HEXWIRE_MESSAGE_SENT, size_bytes);
    }
  return error_number;
}

static gboolean
hexwire_udp_peer_send (HexwirePeer  *peer,
                       GBytes       *payload,
                       GError      **error)
{
  HexwireUdpPeer *self = HEXWIRE_UDP_PEER (peer);
  gsize size_bytes;
  const void *data = g_bytes_get_data (payload, &size_bytes);
  int error_number;

  if (self->socket == NULL)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_NOT_OPEN,
                   _("Not sent: %s was forgotten"), hexwire_peer_get_address (peer));
      return FALSE;
    }
  error_number = send_datagram (self, hexwire_peer_get_origin (peer), data, size_bytes);
  if (error_number == 0)
    return TRUE;
  g_propagate_error (error, hexwire_net_error_new_send (error_number, size_bytes));
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
  peer_class->disconnect = hexwire_udp_peer_disconnect;
}

static void
hexwire_udp_peer_init (HexwireUdpPeer *self)
{
}

HexwireUdpPeer *
hexwire_udp_peer_new (HexwireTraffic        *traffic,
                      HexwireDatagramSocket *socket,
                      const struct sockaddr *address,
                      socklen_t              address_size,
                      gboolean               is_connected)
{
  HexwireUdpPeer *self = g_object_new (HEXWIRE_TYPE_UDP_PEER, NULL);
  g_autofree char *text = hexwire_address_to_text (address);
  g_autofree char *local = hexwire_datagram_socket_dup_local_address (socket);
  HexwireLogPeer description = { .transport = HEXWIRE_TRANSPORT_UDP,
                                 .address = text,
                                 .local_address = local,
                                 .opened_here = is_connected };

  g_assert (address_size <= sizeof self->address);

  hexwire_peer_attach (HEXWIRE_PEER (self), traffic, &description);
  self->socket = socket;
  self->is_connected = is_connected;
  self->is_own = hexwire_datagram_socket_is_own (socket, address);
  memcpy (&self->address, address, address_size);
  self->address_size = address_size;
  return self;
}

const struct sockaddr *
hexwire_udp_peer_get_native (HexwireUdpPeer *self)
{
  return (const struct sockaddr *) &self->address;
}

static void
echo (HexwireUdpPeer        *self,
      const HexwireDatagram *datagram)
{
  int error_number = send_datagram (self, HEXWIRE_ORIGIN_ECHO, datagram->data,
                                    datagram->size_bytes);

  if (error_number != 0)
    {
      g_autoptr (GError) error = hexwire_net_error_new_send (error_number, datagram->size_bytes);

      hexwire_peer_log_text (HEXWIRE_PEER (self), HEXWIRE_MESSAGE_ERROR, error->message);
    }
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

void
hexwire_udp_peer_failed (HexwireUdpPeer *self,
                         int             error_number)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);

  if (error_number == ECONNREFUSED)
    {
      g_autofree char *text
        = g_strdup_printf (_("Port unreachable: nobody listens on %s"),
                           hexwire_peer_get_address (peer));

      hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, text);
    }
  else
    hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, g_strerror (error_number));
}
