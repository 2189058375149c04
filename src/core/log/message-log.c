/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message-log.h"

#include "log/log-publisher.h"
#include "log/peer-table.h"

#include <string.h>

/* A tab that sees little traffic takes the memory that it needs, a busy one what is fastest. */
#define N_SMALL_PAGE_CHUNKS 2

struct _HexwireMessageLog
{
  GObject parent_instance;

  HexwirePeerTable peers;
  HexwireLogReader reader;
  GPtrArray *chunks;          /* (element-type HexwireLogChunk): the oldest first, never empty */
  HexwireLogChunk *spare;     /* a dropped chunk whose warm memory the next one takes over */
  guint64 end_row;            /* the number that the next message gets */
  guint64 n_dropped;
  gint64 start_us;            /* the time of the first message, 0 before it */
  gsize sealed_bytes;         /* the memory of all chunks but the newest */

  gsize max_bytes;
  guint max_messages;

  HexwireLogPublisher publisher;
};

static void hexwire_message_log_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireMessageLog, hexwire_message_log, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_message_log_list_model_init))

enum
{
  GROWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static HexwireLogChunk *
oldest_chunk (HexwireMessageLog *self)
{
  return g_ptr_array_index (self->chunks, 0);
}

static HexwireLogChunk *
newest_chunk (HexwireMessageLog *self)
{
  return g_ptr_array_index (self->chunks, self->chunks->len - 1);
}

static GType
hexwire_message_log_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_MESSAGE;
}

static guint
hexwire_message_log_get_n_items (GListModel *model)
{
  HexwireMessageLog *self = HEXWIRE_MESSAGE_LOG (model);

  return (guint) (self->publisher.end_row - self->publisher.first_row);
}

static gpointer
hexwire_message_log_get_item (GListModel *model,
                              guint       position)
{
  HexwireMessageLog *self = HEXWIRE_MESSAGE_LOG (model);
  HexwireMessageContext context = { .start_us = self->start_us, .n_messages = 1 };
  HexwireFrame frame = { .end_row = self->publisher.first_row + position };

  if (frame.end_row >= self->publisher.end_row)
    return NULL;
  /* Where it was dropped and the listeners are about to be told, an empty row holds the place. */
  hexwire_log_reader_get_row (&self->reader, frame.end_row, &frame);
  return hexwire_message_new_for_frame (&self->reader, &frame, &context);
}

static void
hexwire_message_log_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_message_log_get_item_type;
  iface->get_n_items = hexwire_message_log_get_n_items;
  iface->get_item = hexwire_message_log_get_item;
}

static void
grown_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[GROWN], 0);
}

static void
get_rows_cb (guint64  *first_row,
             guint64  *end_row,
             gpointer  user_data)
{
  HexwireMessageLog *self = user_data;

  *first_row = oldest_chunk (self)->first_row;
  *end_row = self->end_row;
}

static const HexwireLogPublisherFuncs publisher_funcs = { .grown = grown_cb,
                                                          .get_rows = get_rows_cb };

static void
drop_oldest_chunk (HexwireMessageLog *self)
{
  HexwireLogChunk *chunk = g_ptr_array_steal_index (self->chunks, 0);

  self->n_dropped += chunk->n_entries;
  self->sealed_bytes -= hexwire_log_chunk_get_memory_bytes (chunk);

  if (self->spare == NULL && chunk->capacity_bytes == HEXWIRE_LOG_CHUNK_SIZE_BYTES
      && !hexwire_log_chunk_is_shared (chunk))
    self->spare = chunk;
  else
    hexwire_log_chunk_unref (chunk);
}

static void
enforce_limits (HexwireMessageLog *self)
{
  while (self->chunks->len > 1
         && (hexwire_message_log_get_memory_bytes (self) > self->max_bytes
             || self->end_row - oldest_chunk (self)->first_row > self->max_messages))
    {
      drop_oldest_chunk (self);
      hexwire_peer_table_forget (&self->peers, oldest_chunk (self)->first_row);
    }
}

static void
start_chunk (HexwireMessageLog *self,
             gsize              size_bytes)
{
  gsize capacity_bytes = MAX (size_bytes, HEXWIRE_LOG_CHUNK_SIZE_BYTES);
  HexwireLogChunk *chunk;

  if (self->spare != NULL && capacity_bytes == HEXWIRE_LOG_CHUNK_SIZE_BYTES)
    {
      chunk = g_steal_pointer (&self->spare);
      hexwire_log_chunk_reuse (chunk, self->end_row);
    }
  else
    {
      chunk = hexwire_log_chunk_new (self->end_row, capacity_bytes);
      if (self->chunks->len >= N_SMALL_PAGE_CHUNKS)
        hexwire_log_chunk_prefer_large_pages (chunk);
    }

  g_ptr_array_add (self->chunks, chunk);
}

static void
hexwire_message_log_dispose (GObject *object)
{
  HexwireMessageLog *self = HEXWIRE_MESSAGE_LOG (object);

  hexwire_log_publisher_stop (&self->publisher);

  G_OBJECT_CLASS (hexwire_message_log_parent_class)->dispose (object);
}

static void
hexwire_message_log_finalize (GObject *object)
{
  HexwireMessageLog *self = HEXWIRE_MESSAGE_LOG (object);

  hexwire_log_reader_clear (&self->reader);
  hexwire_peer_table_clear (&self->peers);
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->spare, hexwire_log_chunk_unref);

  G_OBJECT_CLASS (hexwire_message_log_parent_class)->finalize (object);
}

static void
hexwire_message_log_class_init (HexwireMessageLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hexwire_message_log_dispose;
  object_class->finalize = hexwire_message_log_finalize;

  signals[GROWN] = g_signal_new ("grown", HEXWIRE_TYPE_MESSAGE_LOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_message_log_init (HexwireMessageLog *self)
{
  hexwire_peer_table_init (&self->peers);
  hexwire_log_publisher_init (&self->publisher, G_LIST_MODEL (self), &publisher_funcs);
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) hexwire_log_chunk_unref);
  self->max_bytes = HEXWIRE_MESSAGE_LOG_MAX_BYTES;
  self->max_messages = HEXWIRE_MESSAGE_LOG_MAX_MESSAGES;
  hexwire_log_reader_init (&self->reader, self->chunks, self->peers.peers);
  start_chunk (self, 0);
}

HexwireMessageLog *
hexwire_message_log_new (void)
{
  return g_object_new (HEXWIRE_TYPE_MESSAGE_LOG, NULL);
}

void
hexwire_message_log_set_limits (HexwireMessageLog *self,
                                gsize              max_bytes,
                                guint              max_messages)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));

  self->max_bytes = max_bytes;
  self->max_messages = max_messages;
  g_signal_emit (self, signals[GROWN], 0);
  enforce_limits (self);
  hexwire_log_publisher_schedule (&self->publisher);
}

gsize
hexwire_message_log_get_max_bytes (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->max_bytes;
}

guint
hexwire_message_log_get_max_messages (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->max_messages;
}

guint32
hexwire_message_log_add_peer (HexwireMessageLog    *self,
                              const HexwireLogPeer *peer)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);

  return hexwire_peer_table_add (&self->peers, peer);
}

void
hexwire_message_log_release_peer (HexwireMessageLog *self,
                                  guint32            peer_id)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));
  g_return_if_fail (peer_id > 0 && peer_id <= self->peers.peers->len);

  hexwire_peer_table_release (&self->peers, peer_id, oldest_chunk (self)->first_row);
}

const HexwireLogPeer *
hexwire_message_log_get_peer (HexwireMessageLog *self,
                              guint32            peer_id)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), NULL);
  g_return_val_if_fail (peer_id <= self->peers.peers->len, NULL);

  return peer_id != 0 ? g_ptr_array_index (self->peers.peers, peer_id - 1) : NULL;
}

guint32
hexwire_message_log_get_n_peers (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->peers.peers->len;
}

guint64
hexwire_message_log_get_peer_end_row (HexwireMessageLog *self,
                                      guint32            peer_id)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  g_return_val_if_fail (peer_id <= self->peers.peers->len, 0);

  return hexwire_peer_table_get_end_row (&self->peers, peer_id);
}

guint8 *
hexwire_message_log_reserve (HexwireMessageLog *self,
                             gsize              size_bytes)
{
  HexwireLogChunk *chunk = newest_chunk (self);

  if (!hexwire_log_chunk_has_room (chunk, size_bytes))
    {
      hexwire_log_chunk_seal (chunk);
      self->sealed_bytes += hexwire_log_chunk_get_memory_bytes (chunk);
      start_chunk (self, size_bytes);
      g_signal_emit (self, signals[GROWN], 0);
      enforce_limits (self);
      chunk = newest_chunk (self);
    }
  return chunk->payload + chunk->used_bytes;
}

void
hexwire_message_log_commit (HexwireMessageLog  *self,
                            HexwireMessageKind  kind,
                            guint32             peer_id,
                            gint64              time_us,
                            gsize               size_bytes)
{
  HexwireLogEntry entry = { .time_us = time_us,
                            .size_bytes = (guint32) size_bytes,
                            .peer_id = peer_id,
                            .kind = (guint16) kind };

  if (self->start_us == 0)
    self->start_us = time_us;
  hexwire_peer_table_link (&self->peers, &entry, self->end_row);
  hexwire_log_chunk_add (newest_chunk (self), &entry);
  self->end_row++;
  hexwire_log_publisher_schedule (&self->publisher);
}

void
hexwire_message_log_append (HexwireMessageLog  *self,
                            HexwireMessageKind  kind,
                            guint32             peer_id,
                            gint64              time_us,
                            const void         *data,
                            gsize               size_bytes)
{
  HexwireLogChunk *chunk;
  guint8 *room;

  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));
  g_return_if_fail (size_bytes <= G_MAXUINT32);

  /* An echo appends what it has just received: @data may stand in a chunk that must go now. */
  chunk = hexwire_log_chunk_ref (newest_chunk (self));
  room = hexwire_message_log_reserve (self, size_bytes);
  if (size_bytes > 0)
    memcpy (room, data, size_bytes);
  hexwire_message_log_commit (self, kind, peer_id, time_us, size_bytes);
  hexwire_log_chunk_unref (chunk);
}

void
hexwire_message_log_append_sent (HexwireMessageLog *self,
                                 guint32            peer_id,
                                 gint64             time_us,
                                 guint              origin,
                                 const void        *data,
                                 gsize              size_bytes)
{
  HexwireLogChunk *chunk;

  hexwire_message_log_append (self, HEXWIRE_MESSAGE_SENT, peer_id, time_us, data, size_bytes);
  chunk = newest_chunk (self);
  chunk->entries[chunk->n_entries - 1].origin = (guint16) origin;
}

void
hexwire_message_log_append_text (HexwireMessageLog  *self,
                                 HexwireMessageKind  kind,
                                 guint32             peer_id,
                                 const char         *text)
{
  hexwire_message_log_append (self, kind, peer_id, g_get_real_time (), text, strlen (text));
}

void
hexwire_message_log_append_closed (HexwireMessageLog *self,
                                   guint32            peer_id,
                                   gint64             time_us,
                                   HexwireEnding      ending,
                                   const char        *text)
{
  HexwireLogChunk *chunk;

  hexwire_message_log_append (self, HEXWIRE_MESSAGE_CLOSED, peer_id, time_us, text, strlen (text));
  chunk = newest_chunk (self);
  chunk->entries[chunk->n_entries - 1].ending = (guint16) ending;
}

void
hexwire_message_log_clear (HexwireMessageLog *self)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));

  g_signal_emit (self, signals[GROWN], 0);
  g_ptr_array_set_size (self->chunks, 0);
  g_clear_pointer (&self->spare, hexwire_log_chunk_unref);
  self->sealed_bytes = 0;
  self->n_dropped = 0;
  self->start_us = 0;
  start_chunk (self, 0);
  hexwire_peer_table_forget (&self->peers, self->end_row);
  hexwire_message_log_publish (self);
}

void
hexwire_message_log_publish (HexwireMessageLog *self)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));

  hexwire_log_publisher_publish (&self->publisher);
}

void
hexwire_message_log_add_cost (HexwireMessageLog *self,
                              gint64             cost_us)
{
  g_return_if_fail (HEXWIRE_IS_MESSAGE_LOG (self));
  self->publisher.cost_us += cost_us;
}

guint64
hexwire_message_log_get_first_row (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->publisher.first_row;
}

guint64
hexwire_message_log_get_end_row (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->publisher.end_row;
}

guint64
hexwire_message_log_get_oldest_row (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return oldest_chunk (self)->first_row;
}

gint64
hexwire_message_log_get_start_us (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->start_us;
}

guint64
hexwire_message_log_get_n_dropped (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->n_dropped;
}

gsize
hexwire_message_log_get_memory_bytes (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), 0);
  return self->sealed_bytes + hexwire_log_chunk_get_memory_bytes (newest_chunk (self))
         + self->peers.memory_bytes;
}

HexwireLogReader *
hexwire_message_log_get_reader (HexwireMessageLog *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), NULL);
  return &self->reader;
}

HexwireLogSnapshot *
hexwire_message_log_take_snapshot (HexwireMessageLog *self,
                                   GArray            *frames)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE_LOG (self), NULL);
  return hexwire_log_snapshot_new (self->chunks, self->peers.peers, frames);
}
