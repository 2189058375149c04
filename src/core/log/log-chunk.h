/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "log/message-kind.h"

G_BEGIN_DECLS

/**
 * HexwireLogEntry:
 * @time_us: when the message was received or sent, in microseconds since 1970 (UTC)
 * @offset_bytes: where its payload begins in the chunk
 * @size_bytes: the payload's size
 * @peer_id: whose message it is; see hexwire_message_log_add_peer()
 * @kind: a #HexwireMessageKind
 * @ending: a #HexwireEnding, where it is %HEXWIRE_MESSAGE_CLOSED
 * @origin: a #HexwireOrigin, where it is %HEXWIRE_MESSAGE_SENT
 * @stream_back_rows: how many rows before this one the peer's last message in the same direction
 *   stands; 0 where there is none. Rows that are no data have none, and are none.
 * @peer_back_rows: how many rows before this one the peer's last row of any kind stands; 0 where
 *   there is none
 *
 * What the log keeps of a message beside its payload: 32 bytes.
 */
typedef struct
{
  gint64 time_us;
  guint32 offset_bytes;
  guint32 size_bytes;
  guint32 peer_id;
  guint16 kind;
  union
  {
    guint16 ending;
    guint16 origin;
  };
  guint32 stream_back_rows;
  guint32 peer_back_rows;
} HexwireLogEntry;

/**
 * HexwireLogChunk:
 * @first_row: the number of the chunk's first message, counted from the log's beginning
 * @n_entries: how many messages it holds
 * @owner: (nullable): whose payload memory this uses; %NULL where it has its own
 *
 * A run of messages and the memory of their payloads. The log drops old messages by whole chunks;
 * a reference keeps a dropped chunk's memory alive for whoever still shows a message of it.
 */
typedef struct _HexwireLogChunk
{
  gatomicrefcount ref_count;
  guint64 first_row;
  guint n_entries;
  guint n_entries_allocated;
  HexwireLogEntry *entries;
  gsize used_bytes;
  gsize capacity_bytes;
  guint8 *payload;
  struct _HexwireLogChunk *owner;
} HexwireLogChunk;

/**
 * HEXWIRE_LOG_CHUNK_SIZE_BYTES: payload memory of a chunk, and its alignment: one large page of
 * most machines. A larger message has a chunk of its own.
 */
#define HEXWIRE_LOG_CHUNK_SIZE_BYTES (2 * 1024 * 1024)

/**
 * HEXWIRE_LOG_CHUNK_MAX_ENTRIES: so that a chunk of empty messages ends, too; and so many that the
 * payload memory that tiny messages leave unused is at most 8 bytes for each.
 */
#define HEXWIRE_LOG_CHUNK_MAX_ENTRIES 262144

HexwireLogChunk *hexwire_log_chunk_new   (guint64          first_row,
                                          gsize            capacity_bytes);
HexwireLogChunk *hexwire_log_chunk_ref   (HexwireLogChunk *self);
void             hexwire_log_chunk_unref (HexwireLogChunk *self);

/**
 * hexwire_log_chunk_freeze:
 *
 * Returns: (transfer full): what @self holds now, which stays so when messages are added to @self;
 *   it uses the same payload memory
 */
HexwireLogChunk *hexwire_log_chunk_freeze (HexwireLogChunk *self);

/**
 * hexwire_log_chunk_prefer_large_pages:
 *
 * Has the kernel back the still untouched payload memory by large pages: one fault for all of it
 * instead of 512, but all of it is taken at the first byte.
 */
void hexwire_log_chunk_prefer_large_pages (HexwireLogChunk *self);

/** hexwire_log_chunk_is_shared: whether somebody beside the caller holds a reference. */
gboolean hexwire_log_chunk_is_shared (HexwireLogChunk *self);

/** hexwire_log_chunk_reuse: makes an unshared chunk empty again, keeping its memory. */
void hexwire_log_chunk_reuse (HexwireLogChunk *self,
                              guint64          first_row);

/** hexwire_log_chunk_has_room: whether one more message of @size_bytes fits. */
gboolean hexwire_log_chunk_has_room (const HexwireLogChunk *self,
                                     gsize                  size_bytes);

/**
 * hexwire_log_chunk_add:
 * @entry: the message; its `offset_bytes` is filled in
 *
 * Adds a message whose payload already stands at the end of the used memory.
 */
void hexwire_log_chunk_add (HexwireLogChunk       *self,
                            const HexwireLogEntry *entry);

/**
 * hexwire_log_chunk_find_row:
 * @at: a byte of a message's payload, in the chunk's memory
 * @row: (out): the message's number
 * @offset_bytes: (out): where in its payload
 */
void hexwire_log_chunk_find_row (const HexwireLogChunk *self,
                                 const guint8          *at,
                                 guint64               *row,
                                 guint32               *offset_bytes);

/** hexwire_log_chunk_seal: gives back what the full chunk will not need for bookkeeping. */
void hexwire_log_chunk_seal (HexwireLogChunk *self);

/** hexwire_log_chunk_get_memory_bytes: what the chunk takes, payload and bookkeeping. */
gsize hexwire_log_chunk_get_memory_bytes (const HexwireLogChunk *self);

G_END_DECLS
