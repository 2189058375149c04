/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/peer-table.h"

#include <string.h>

/* The numbers of a peer's last rows, each plus one, so that 0 means none. */
typedef struct
{
  guint64 of_any_kind;
  guint64 received;
  guint64 sent;
} LastRows;

/* What a peer takes beside its address: two blocks of memory with what the allocator adds, and its
 * places in the arrays. */
#define PEER_BYTES (sizeof (HexwireLogPeer) + sizeof (LastRows) + 64)

static gsize
measure (const HexwireLogPeer *peer)
{
  return PEER_BYTES + strlen (peer->address);
}

static LastRows *
get_last_rows (const HexwirePeerTable *self,
               guint32                 peer_id)
{
  return &g_array_index (self->last_rows, LastRows, peer_id);
}

void
hexwire_peer_table_init (HexwirePeerTable *self)
{
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_log_peer_unref);
  self->last_rows = g_array_new (FALSE, TRUE, sizeof (LastRows));
  g_array_set_size (self->last_rows, 1);
  self->released = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_queue_init (&self->unused);
}

void
hexwire_peer_table_clear (HexwirePeerTable *self)
{
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->last_rows, g_array_unref);
  g_clear_pointer (&self->released, g_array_unref);
  g_queue_clear (&self->unused);
}

guint32
hexwire_peer_table_add (HexwirePeerTable     *self,
                        const HexwireLogPeer *peer)
{
  guint32 peer_id = GPOINTER_TO_UINT (g_queue_pop_head (&self->unused));

  if (peer_id == 0)
    {
      g_ptr_array_add (self->peers, NULL);
      g_array_set_size (self->last_rows, self->peers->len + 1);
      peer_id = self->peers->len;
    }
  g_ptr_array_index (self->peers, peer_id - 1) = hexwire_log_peer_new (peer);
  self->memory_bytes += measure (peer);
  *get_last_rows (self, peer_id) = (LastRows) { 0 };
  return peer_id;
}

/* Forgets the peer, unless there are rows of it. */
static gboolean
try_forget (HexwirePeerTable *self,
            guint32           peer_id,
            guint64           oldest_row)
{
  HexwireLogPeer *peer = g_ptr_array_index (self->peers, peer_id - 1);

  if (get_last_rows (self, peer_id)->of_any_kind > oldest_row)
    return FALSE;
  self->memory_bytes -= measure (peer);
  hexwire_log_peer_unref (peer);
  g_ptr_array_index (self->peers, peer_id - 1) = NULL;
  g_queue_push_tail (&self->unused, GUINT_TO_POINTER (peer_id));
  return TRUE;
}

void
hexwire_peer_table_release (HexwirePeerTable *self,
                            guint32           peer_id,
                            guint64           oldest_row)
{
  if (!try_forget (self, peer_id, oldest_row))
    g_array_append_val (self->released, peer_id);
}

void
hexwire_peer_table_forget (HexwirePeerTable *self,
                           guint64           oldest_row)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->released->len; i++)
    {
      guint32 peer_id = g_array_index (self->released, guint32, i);

      if (!try_forget (self, peer_id, oldest_row))
        g_array_index (self->released, guint32, n_kept++) = peer_id;
    }
  g_array_set_size (self->released, n_kept);
}

guint64
hexwire_peer_table_get_end_row (const HexwirePeerTable *self,
                                guint32                 peer_id)
{
  return get_last_rows (self, peer_id)->of_any_kind;
}

/* How many rows lie between @row and what @last tells; and @last becomes @row. */
static guint32
take_back_rows (guint64 *last,
                guint64  row)
{
  guint64 distance = *last != 0 ? row + 1 - *last : 0;

  *last = row + 1;
  return distance <= G_MAXUINT32 ? (guint32) distance : 0;
}

void
hexwire_peer_table_link (HexwirePeerTable *self,
                         HexwireLogEntry  *entry,
                         guint64           row)
{
  LastRows *last = get_last_rows (self, entry->peer_id);

  if (entry->peer_id == 0)
    return;
  entry->peer_back_rows = take_back_rows (&last->of_any_kind, row);
  if (entry->kind == HEXWIRE_MESSAGE_RECEIVED)
    entry->stream_back_rows = take_back_rows (&last->received, row);
  else if (entry->kind == HEXWIRE_MESSAGE_SENT)
    entry->stream_back_rows = take_back_rows (&last->sent, row);
}
