/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/streams.h"

#include "net/stream-peer.h"

static gboolean
is_stream (HexwirePeer *peer)
{
  return HEXWIRE_IS_STREAM_PEER (peer) && hexwire_peer_get_state (peer) != HEXWIRE_PEER_LEFT;
}

/* Those that are meant and still there. A list of its own: what is done to them may change that of
 * the endpoint. */
static GPtrArray *
list_streams (HexwireEndpoint *endpoint,
              HexwirePeer     *peer)
{
  GListModel *peers = hexwire_endpoint_get_peers (endpoint);
  GPtrArray *streams = g_ptr_array_new_with_free_func (g_object_unref);

  if (peer != NULL && is_stream (peer))
    g_ptr_array_add (streams, g_object_ref (peer));
  for (guint i = 0; peer == NULL && i < g_list_model_get_n_items (peers); i++)
    {
      g_autoptr (HexwirePeer) item = g_list_model_get_item (peers, i);

      if (is_stream (item))
        g_ptr_array_add (streams, g_steal_pointer (&item));
    }
  return streams;
}

/* For all of them an action is there while anybody is: to look at ten thousand peers ten times a
 * second would cost more than it tells. */
static gboolean
has_streams (HexwireEndpoint *endpoint)
{
  GListModel *peers = hexwire_endpoint_get_peers (endpoint);
  g_autoptr (HexwirePeer) first = g_list_model_get_item (peers, 0);

  return HEXWIRE_IS_STREAM_PEER (first) && hexwire_endpoint_get_n_connected (endpoint) > 0;
}

gboolean
hexwire_streams_can_finish_sending (HexwireEndpoint *endpoint,
                                    HexwirePeer     *peer)
{
  if (peer == NULL)
    return has_streams (endpoint);
  return is_stream (peer)
         && hexwire_stream_peer_can_finish_sending (HEXWIRE_STREAM_PEER (peer));
}

void
hexwire_streams_finish_sending (HexwireEndpoint *endpoint,
                                HexwirePeer     *peer)
{
  g_autoptr (GPtrArray) streams = list_streams (endpoint, peer);

  for (guint i = 0; i < streams->len; i++)
    hexwire_stream_peer_finish_sending (g_ptr_array_index (streams, i));
}

gboolean
hexwire_streams_can_reset (HexwireEndpoint *endpoint,
                           HexwirePeer     *peer)
{
  return peer == NULL ? has_streams (endpoint) : is_stream (peer);
}

void
hexwire_streams_reset (HexwireEndpoint *endpoint,
                       HexwirePeer     *peer)
{
  g_autoptr (GPtrArray) streams = list_streams (endpoint, peer);

  for (guint i = 0; i < streams->len; i++)
    hexwire_stream_peer_reset (g_ptr_array_index (streams, i));
}

gboolean
hexwire_streams_is_paused (HexwireEndpoint *endpoint,
                           HexwirePeer     *peer)
{
  if (peer == NULL || !HEXWIRE_IS_STREAM_PEER (peer))
    return hexwire_endpoint_get_traffic (endpoint)->is_paused;
  return hexwire_stream_peer_is_paused (HEXWIRE_STREAM_PEER (peer));
}

void
hexwire_streams_set_paused (HexwireEndpoint *endpoint,
                            HexwirePeer     *peer,
                            gboolean         is_paused)
{
  HexwireTraffic *traffic = hexwire_endpoint_get_traffic (endpoint);
  g_autoptr (GPtrArray) streams = list_streams (endpoint, peer);

  if (peer == NULL)
    traffic->is_paused = is_paused;
  for (guint i = 0; i < streams->len; i++)
    hexwire_stream_peer_set_paused (g_ptr_array_index (streams, i), is_paused);
}
