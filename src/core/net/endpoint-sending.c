/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/endpoint.h"

#include "net/endpoint-kind.h"
#include "net/net-error.h"

gboolean
hexwire_endpoint_is_recipient (HexwireEndpoint *self,
                               HexwirePeer     *peer)
{
  return hexwire_endpoint_get_recipient (self, peer) == peer;
}

HexwirePeer *
hexwire_endpoint_get_recipient (HexwireEndpoint *self,
                                HexwirePeer     *peer)
{
  HexwireEndpointClass *klass;

  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);

  klass = HEXWIRE_ENDPOINT_GET_CLASS (self);
  if (klass->get_recipient != NULL)
    peer = klass->get_recipient (self, peer);
  if (peer == NULL || hexwire_peer_get_state (peer) > HEXWIRE_PEER_HALF_CLOSED)
    return NULL;
  return peer;
}

static guint
count_peers_to_send_to (HexwireEndpoint *self)
{
  GListModel *peers = hexwire_endpoint_get_peers (self);
  guint n_peers = g_list_model_get_n_items (peers);
  guint n = 0;

  for (guint i = 0; i < n_peers; i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (peers, i);

      n += hexwire_peer_get_state (peer) <= HEXWIRE_PEER_HALF_CLOSED ? 1 : 0;
    }
  return n;
}

guint
hexwire_endpoint_count_recipients (HexwireEndpoint *self)
{
  HexwireEndpointClass *klass;

  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), 0);

  klass = HEXWIRE_ENDPOINT_GET_CLASS (self);
  return klass->count_recipients != NULL ? klass->count_recipients (self)
                                         : count_peers_to_send_to (self);
}

static gboolean
send_to_peer (HexwirePeer  *peer,
              GBytes       *payload,
              GError      **error)
{
  g_autoptr (GError) local_error = NULL;

  if (hexwire_peer_send (peer, payload, &local_error))
    return TRUE;
  hexwire_peer_log_text (peer, HEXWIRE_MESSAGE_ERROR, local_error->message);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A copy: a send that fails may shorten the list. */
static GPtrArray *
list_peers (HexwireEndpoint *self)
{
  GListModel *model = hexwire_endpoint_get_peers (self);
  guint n_peers = g_list_model_get_n_items (model);
  GPtrArray *peers = g_ptr_array_new_full (n_peers, g_object_unref);

  for (guint i = 0; i < n_peers; i++)
    g_ptr_array_add (peers, g_list_model_get_item (model, i));
  return peers;
}

static gboolean
send_to_all (HexwireEndpoint  *self,
             GBytes           *payload,
             GError          **error)
{
  g_autoptr (GPtrArray) peers = list_peers (self);
  gboolean success = TRUE;
  guint n_peers = 0;

  for (guint i = 0; i < peers->len; i++)
    {
      HexwirePeer *peer = g_ptr_array_index (peers, i);

      if (!hexwire_endpoint_is_recipient (self, peer))
        continue;
      n_peers++;
      success = send_to_peer (peer, payload, success ? error : NULL) && success;
    }
  if (n_peers == 0)
    g_propagate_error (error, hexwire_endpoint_new_nobody_error (self));
  return success && n_peers > 0;
}

HexwirePeer *
hexwire_endpoint_get_default_peer (HexwireEndpoint *self)
{
  HexwireEndpointClass *klass = HEXWIRE_ENDPOINT_GET_CLASS (self);

  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), NULL);
  return klass->get_default_peer != NULL ? klass->get_default_peer (self) : NULL;
}

gboolean
hexwire_endpoint_send (HexwireEndpoint  *self,
                       HexwirePeer      *peer,
                       GBytes           *payload,
                       GError          **error)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT (self), FALSE);

  if (hexwire_endpoint_get_state (self) != HEXWIRE_ENDPOINT_OPEN)
    {
      g_propagate_error (error, hexwire_net_error_new_not_open ());
      return FALSE;
    }
  if (peer == NULL)
    peer = hexwire_endpoint_get_default_peer (self);
  if (peer != NULL)
    return send_to_peer (peer, payload, error);
  return send_to_all (self, payload, error);
}

GError *
hexwire_endpoint_new_nobody_error (HexwireEndpoint *self)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (self);

  if (hexwire_endpoint_get_state (self) != HEXWIRE_ENDPOINT_OPEN
      || !hexwire_endpoint_kind_is_server (kind))
    return hexwire_net_error_new_not_open ();
  return hexwire_net_error_new_nobody (hexwire_endpoint_kind_is_stream (kind));
}
