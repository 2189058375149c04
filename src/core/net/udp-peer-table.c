/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-peer-table.h"

#include "net/address.h"

struct _HexwireUdpPeerTable
{
  GHashTable *by_key;           /* HexwireUdpKey → HexwireUdpPeer */
  GHashTable *by_address;       /* its first one's address → GSList of HexwireUdpPeer,
                                 * the newest first */
  HexwireUdpPeer *last_sender;  /* who sent last will mostly send next */
};

static const HexwireArrival unknown_arrival = { .interface = 0 };

HexwireUdpPeerTable *
hexwire_udp_peer_table_new (void)
{
  HexwireUdpPeerTable *self = g_new0 (HexwireUdpPeerTable, 1);

  self->by_key = g_hash_table_new (hexwire_udp_key_hash, hexwire_udp_key_equal);
  self->by_address = g_hash_table_new (hexwire_address_hash, hexwire_address_equal);
  return self;
}

void
hexwire_udp_peer_table_free (HexwireUdpPeerTable *self)
{
  GHashTableIter iter;
  gpointer peers;

  g_hash_table_iter_init (&iter, self->by_address);
  while (g_hash_table_iter_next (&iter, NULL, &peers))
    g_slist_free (peers);
  g_hash_table_unref (self->by_address);
  g_hash_table_unref (self->by_key);
  g_free (self);
}

static GSList *
get_namesakes (HexwireUdpPeerTable   *self,
               const struct sockaddr *address)
{
  return g_hash_table_lookup (self->by_address, address);
}

void
hexwire_udp_peer_table_add (HexwireUdpPeerTable *self,
                            HexwireUdpPeer      *peer)
{
  const struct sockaddr *address = hexwire_udp_peer_get_native (peer);
  GSList *peers = g_slist_prepend (get_namesakes (self, address), peer);

  g_hash_table_replace (self->by_address, (gpointer) address, peers);
  g_hash_table_insert (self->by_key, (gpointer) hexwire_udp_peer_get_key (peer), peer);
}

void
hexwire_udp_peer_table_remove (HexwireUdpPeerTable *self,
                               HexwireUdpPeer      *peer)
{
  const struct sockaddr *address = hexwire_udp_peer_get_native (peer);
  GSList *peers = g_slist_remove (get_namesakes (self, address), peer);

  /* The address that the list is found by must be that of one who stays. */
  if (peers != NULL)
    g_hash_table_replace (self->by_address, (gpointer) hexwire_udp_peer_get_native (peers->data),
                          peers);
  else
    g_hash_table_remove (self->by_address, address);
  g_hash_table_remove (self->by_key, hexwire_udp_peer_get_key (peer));
  if (self->last_sender == peer)
    self->last_sender = NULL;
}

guint
hexwire_udp_peer_table_get_size (HexwireUdpPeerTable *self)
{
  return g_hash_table_size (self->by_key);
}

HexwireUdpPeer *
hexwire_udp_peer_table_get_first (HexwireUdpPeerTable *self,
                                  HexwireUdpPeer      *peer)
{
  GSList *last = g_slist_last (get_namesakes (self, hexwire_udp_peer_get_native (peer)));

  return last != NULL ? last->data : NULL;
}

guint
hexwire_udp_peer_table_count_addresses (HexwireUdpPeerTable *self)
{
  return g_hash_table_size (self->by_address);
}

GList *
hexwire_udp_peer_table_list (HexwireUdpPeerTable *self)
{
  return g_hash_table_get_values (self->by_key);
}

HexwireUdpPeer *
hexwire_udp_peer_table_find_sender (HexwireUdpPeerTable   *self,
                                    const HexwireDatagram *datagram)
{
  HexwireUdpKey key = { datagram->sender, &datagram->arrival };

  if (self->last_sender != NULL
      && hexwire_udp_key_equal (hexwire_udp_peer_get_key (self->last_sender), &key))
    return self->last_sender;
  self->last_sender = g_hash_table_lookup (self->by_key, &key);
  /* Somebody who was sent to before he sent anything. */
  if (self->last_sender == NULL && !datagram->arrival.is_shared)
    {
      key.arrival = &unknown_arrival;
      self->last_sender = g_hash_table_lookup (self->by_key, &key);
    }
  return self->last_sender;
}

HexwireUdpPeer *
hexwire_udp_peer_table_find_destination (HexwireUdpPeerTable   *self,
                                         const struct sockaddr *address)
{
  HexwireUdpKey key = { address, &unknown_arrival };
  HexwireUdpPeer *peer = g_hash_table_lookup (self->by_key, &key);
  GSList *peers = peer == NULL ? get_namesakes (self, address) : NULL;

  return peers != NULL ? peers->data : peer;
}
