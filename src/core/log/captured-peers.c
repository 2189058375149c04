/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/captured-peers.h"

#include "log/pcapng-block.h"

struct _HexwireCapturedPeers
{
  HexwireMessageLog *log;
  GHashTable *by_text;          /* (element-type utf8 guint32): by transport and addresses */
  GHashTable *unused;           /* (element-type guint32): those of which a note alone was seen */
};

HexwireCapturedPeers *
hexwire_captured_peers_new (HexwireMessageLog *log)
{
  HexwireCapturedPeers *self = g_new0 (HexwireCapturedPeers, 1);

  self->log = log;
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->unused = g_hash_table_new (NULL, NULL);
  return self;
}

void
hexwire_captured_peers_free (HexwireCapturedPeers *self)
{
  g_hash_table_unref (self->by_text);
  g_hash_table_unref (self->unused);
  g_free (self);
}

static char *
make_peer_text (const HexwireLogPeer *peer)
{
  return g_strdup_printf ("%s %s %s", hexwire_pcapng_get_transport_word (peer->transport),
                          peer->address, peer->local_address != NULL ? peer->local_address : "");
}

static guint32
add_peer (HexwireCapturedPeers *self,
          const HexwireLogPeer *peer)
{
  HexwireLogPeer captured = *peer;
  guint32 peer_id;

  captured.is_captured = TRUE;
  peer_id = hexwire_message_log_add_peer (self->log, &captured);
  g_hash_table_replace (self->by_text, make_peer_text (peer), GUINT_TO_POINTER (peer_id));
  return peer_id;
}

guint32
hexwire_captured_peers_add (HexwireCapturedPeers *self,
                            const HexwireLogPeer *peer)
{
  g_autofree char *text = make_peer_text (peer);
  gpointer peer_id = g_hash_table_lookup (self->by_text, text);

  if (peer_id != NULL && g_hash_table_remove (self->unused, peer_id))
    return GPOINTER_TO_UINT (peer_id);
  return add_peer (self, peer);
}

guint32
hexwire_captured_peers_find (HexwireCapturedPeers *self,
                             const HexwireLogPeer *peer)
{
  g_autofree char *text = make_peer_text (peer);
  guint32 peer_id = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, text));

  if (peer_id == 0)
    {
      peer_id = add_peer (self, peer);
      g_hash_table_add (self->unused, GUINT_TO_POINTER (peer_id));
    }
  return peer_id;
}
