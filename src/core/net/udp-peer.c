/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-peer.h"

#include "net/address.h"
#include "net/net-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

struct _HexwireUdpPeer
{
  HexwirePeer parent_instance;

  HexwireDatagramSocket *socket;    /* the endpoint's; %NULL once this has left */
  gboolean is_connected;
  struct sockaddr_storage address;
  socklen_t address_size;
};

G_DEFINE_FINAL_TYPE (HexwireUdpPeer, hexwire_udp_peer, HEXWIRE_TYPE_PEER)

static int
send_datagram (HexwireUdpPeer *self,
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

      hexwire_message_log_append (hexwire_peer_get_traffic (peer)->log, HEXWIRE_MESSAGE_SENT,
                                  hexwire_peer_get_id (peer), g_get_real_time (), data, size_bytes);
      hexwire_peer_count (peer, HEXWIRE_MESSAGE_SENT, size_bytes);
    }
  return error_number;
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
  int error_number;

  if (!check_known (self, error))
    return FALSE;
  error_number = send_datagram (self, data, size_bytes);
  if (error_number == 0)
    return TRUE;
  g_propagate_error (error, hexwire_net_error_new_send (error_number, size_bytes));
  return FALSE;
}

static void
log_sent (HexwirePeer   *peer,
          GBytes *const *payloads,
          guint          n)
{
  HexwireMessageLog *log = hexwire_peer_get_traffic (peer)->log;
  gint64 now_us = g_get_real_time ();

  for (guint i = 0; i < n; i++)
    {
      gsize size_bytes;
      const guint8 *data = g_bytes_get_data (payloads[i], &size_bytes);

      hexwire_message_log_append (log, HEXWIRE_MESSAGE_SENT, hexwire_peer_get_id (peer), now_us,
                                  data, size_bytes);
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
  const struct sockaddr *remote = self->is_connected ? NULL : hexwire_udp_peer_get_native (self);
  int error_number;
  guint n;

  if (!check_known (self, error))
    return FALSE;
  do
    {
      error_number = hexwire_datagram_socket_send_many (self->socket, remote, self->address_size,
                                                        payloads + *n_sent, n_payloads - *n_sent,
                                                        &n);
      log_sent (peer, payloads + *n_sent, n);
      *n_sent += n;
      /* The answer to an earlier one, as in send_datagram(). */
      if (error_number == ECONNREFUSED)
        hexwire_udp_peer_failed (self, error_number);
    }
  while (error_number == ECONNREFUSED && self->socket != NULL);
  if (error_number == 0 || error_number == EAGAIN || error_number == ENOBUFS)
    return TRUE;
  g_propagate_error (error, hexwire_net_error_new_send (error_number,
                                                        g_bytes_get_size (payloads[*n_sent])));
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
  memcpy (&self->address, address, address_size);
  self->address_size = address_size;
  return self;
}

const struct sockaddr *
hexwire_udp_peer_get_native (HexwireUdpPeer *self)
{
  return (const struct sockaddr *) &self->address;
}

void
hexwire_udp_peer_received (HexwireUdpPeer        *self,
                           const HexwireDatagram *datagram)
{
  HexwirePeer *peer = HEXWIRE_PEER (self);
  HexwireTraffic *traffic = hexwire_peer_get_traffic (peer);
  int error_number;

  hexwire_message_log_append (traffic->log, HEXWIRE_MESSAGE_RECEIVED, hexwire_peer_get_id (peer),
                              datagram->time_us, datagram->data, datagram->size_bytes);
  hexwire_peer_count (peer, HEXWIRE_MESSAGE_RECEIVED, datagram->size_bytes);
  if (datagram->is_cut)
    hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, _("The datagram above is not complete"));

  if (traffic->reply != HEXWIRE_REPLY_ECHO || self->socket == NULL)
    return;
  error_number = send_datagram (self, datagram->data, datagram->size_bytes);
  if (error_number != 0)
    {
      g_autoptr (GError) error = hexwire_net_error_new_send (error_number, datagram->size_bytes);

      hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, error->message);
    }
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
