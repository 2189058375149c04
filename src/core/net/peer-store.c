/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/peer-store.h"

/* They are forgotten by the block, and so seldom: a list on the screen goes through all its rows
 * for every change, and where the oldest go it makes 200 widgets anew. */
#define MAX_LEFT_PEERS 1000
#define LEFT_PEERS_BLOCK 1000

struct _HexwirePeerStore
{
  GObject parent_instance;

  GListStore *peers;
  GQueue left_peers;            /* of HexwirePeer, those in @peers that left, the oldest first */
};

G_DEFINE_FINAL_TYPE (HexwirePeerStore, hexwire_peer_store, G_TYPE_OBJECT)

/* One change of the list, from the first forgotten peer to the last. */
static void
forget_oldest_left_peers (HexwirePeerStore *self,
                          guint             n_forgotten)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_store_list (self);
  g_autoptr (GHashTable) forgotten = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint n_seen = 0;
  guint first = 0;
  guint n_spliced = 0;

  for (guint i = 0; i < n_forgotten; i++)
    g_hash_table_add (forgotten, g_queue_pop_head (&self->left_peers));
  for (guint i = 0; i < peers->len && n_seen < n_forgotten; i++)
    {
      gboolean is_forgotten = g_hash_table_contains (forgotten, g_ptr_array_index (peers, i));

      if (n_seen == 0 && is_forgotten)
        first = i;
      n_seen += is_forgotten ? 1 : 0;
      if (n_seen > 0 && !is_forgotten)
        g_ptr_array_add (kept, g_ptr_array_index (peers, i));
      n_spliced = i + 1 - first;
    }
  g_list_store_splice (self->peers, first, n_spliced, kept->pdata, kept->len);
}

static void
peer_left_cb (HexwirePeer *peer,
              gpointer     user_data)
{
  HexwirePeerStore *self = user_data;

  g_queue_push_tail (&self->left_peers, peer);
  if (self->left_peers.length >= MAX_LEFT_PEERS + LEFT_PEERS_BLOCK)
    forget_oldest_left_peers (self, LEFT_PEERS_BLOCK);
}

static void
hexwire_peer_store_dispose (GObject *object)
{
  HexwirePeerStore *self = HEXWIRE_PEER_STORE (object);

  for (guint i = 0;
       self->peers != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->peers)); i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (G_LIST_MODEL (self->peers), i);

      g_signal_handlers_disconnect_by_data (peer, object);
    }
  g_queue_clear (&self->left_peers);
  g_clear_object (&self->peers);

  G_OBJECT_CLASS (hexwire_peer_store_parent_class)->dispose (object);
}

static void
hexwire_peer_store_class_init (HexwirePeerStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_peer_store_dispose;
}

static void
hexwire_peer_store_init (HexwirePeerStore *self)
{
  self->peers = g_list_store_new (HEXWIRE_TYPE_PEER);
  g_queue_init (&self->left_peers);
}

HexwirePeerStore *
hexwire_peer_store_new (void)
{
  return g_object_new (HEXWIRE_TYPE_PEER_STORE, NULL);
}

void
hexwire_peer_store_add (HexwirePeerStore *self,
                        HexwirePeer      *peer)
{
  g_autoptr (HexwirePeer) owned = peer;

  g_return_if_fail (HEXWIRE_IS_PEER_STORE (self));

  g_signal_connect (peer, "left", G_CALLBACK (peer_left_cb), self);
  g_list_store_append (self->peers, owned);
}

GListModel *
hexwire_peer_store_get_model (HexwirePeerStore *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER_STORE (self), NULL);
  return G_LIST_MODEL (self->peers);
}

GPtrArray *
hexwire_peer_store_list (HexwirePeerStore *self)
{
  GListModel *model = hexwire_peer_store_get_model (self);
  guint n_peers = g_list_model_get_n_items (model);
  GPtrArray *peers = g_ptr_array_new_full (n_peers, g_object_unref);

  for (guint i = 0; i < n_peers; i++)
    g_ptr_array_add (peers, g_list_model_get_item (model, i));
  return peers;
}

guint
hexwire_peer_store_get_n_connected (HexwirePeerStore *self)
{
  return g_list_model_get_n_items (hexwire_peer_store_get_model (self)) - self->left_peers.length;
}

void
hexwire_peer_store_forget_left (HexwirePeerStore *self)
{
  g_return_if_fail (HEXWIRE_IS_PEER_STORE (self));

  if (self->left_peers.length > 0)
    forget_oldest_left_peers (self, self->left_peers.length);
}
