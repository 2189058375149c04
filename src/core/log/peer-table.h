/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-chunk.h"
#include "log/log-peer.h"

G_BEGIN_DECLS

/**
 * HexwirePeerTable:
 * @peers: (element-type HexwireLogPeer): the index is the number less one; %NULL where the number
 *   is free
 * @memory_bytes: what the peers take
 *
 * Whose messages a log holds, and where each one's last rows stand. A peer is forgotten when its
 * owner has released it and no row of it is left; then its number is free for another. So there are
 * never more numbers than there are owners and rows.
 */
typedef struct
{
  GPtrArray *peers;
  gsize memory_bytes;

  /*< private >*/
  GArray *last_rows;
  GArray *released;     /* (element-type guint32): those of which there are still rows */
  GQueue unused;        /* of GUINT_TO_POINTER: free numbers, the one that is free longest first */
} HexwirePeerTable;

void hexwire_peer_table_init  (HexwirePeerTable *self);
void hexwire_peer_table_clear (HexwirePeerTable *self);

/** hexwire_peer_table_add: @peer: copied. Returns: its number; never 0 */
guint32 hexwire_peer_table_add (HexwirePeerTable     *self,
                                const HexwireLogPeer *peer);

/**
 * hexwire_peer_table_release:
 * @oldest_row: the number of the oldest row that is left
 *
 * Tells that no more rows will name the peer.
 */
void hexwire_peer_table_release (HexwirePeerTable *self,
                                 guint32           peer_id,
                                 guint64           oldest_row);

/** hexwire_peer_table_forget: forgets the released peers that have no row from @oldest_row on. */
void hexwire_peer_table_forget (HexwirePeerTable *self,
                                guint64           oldest_row);

/** hexwire_peer_table_get_end_row: the number behind the peer's last row, 0 without one. */
guint64 hexwire_peer_table_get_end_row (const HexwirePeerTable *self,
                                        guint32                 peer_id);

/**
 * hexwire_peer_table_link:
 * @entry: a new row of the peer that it names; its links to the earlier ones are filled in, so that
 *   a stream can be read backwards from any row
 * @row: the row's number
 */
void hexwire_peer_table_link (HexwirePeerTable *self,
                              HexwireLogEntry  *entry,
                              guint64           row);

G_END_DECLS
