/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message.h"

struct _HexwireMessage
{
  GObject parent_instance;

  HexwireMessageInfo info;
};

G_DEFINE_FINAL_TYPE (HexwireMessage, hexwire_message, G_TYPE_OBJECT)

static void
hexwire_message_finalize (GObject *object)
{
  HexwireMessage *self = HEXWIRE_MESSAGE (object);

  g_clear_pointer (&self->info.payload, g_bytes_unref);
  if (self->info.peer != NULL)
    hexwire_log_peer_unref ((HexwireLogPeer *) self->info.peer);

  G_OBJECT_CLASS (hexwire_message_parent_class)->finalize (object);
}

static void
hexwire_message_class_init (HexwireMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_message_finalize;
}

static void
hexwire_message_init (HexwireMessage *self)
{
}

HexwireMessage *
hexwire_message_new (const HexwireMessageInfo *info)
{
  HexwireMessage *self = g_object_new (HEXWIRE_TYPE_MESSAGE, NULL);

  self->info = *info;
  if (info->payload != NULL)
    g_bytes_ref (info->payload);
  if (info->peer != NULL)
    hexwire_log_peer_ref ((HexwireLogPeer *) info->peer);
  return self;
}

/* When the peer's last row before the frame was: the one before the read that the frame begins in,
 * or that read itself where the frame begins within it. */
static gint64
find_peer_previous_us (const HexwireLogReader *reader,
                       const HexwireFrame     *frame)
{
  guint64 row = hexwire_log_reader_find_first_row (reader, frame);
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, row);
  const HexwireLogEntry *previous;

  if (entry == NULL)
    return 0;
  if (row == frame->end_row && frame->end_offset_bytes > frame->size_bytes)
    return entry->time_us;
  previous = entry->peer_back_rows != 0
               ? hexwire_log_reader_find_entry (reader, row - entry->peer_back_rows)
               : NULL;
  return previous != NULL ? previous->time_us : 0;
}

HexwireMessage *
hexwire_message_new_for_frame (const HexwireLogReader      *reader,
                               const HexwireFrame          *frame,
                               const HexwireMessageContext *context)
{
  const HexwireLogEntry *entry = hexwire_log_reader_find_entry (reader, frame->end_row);
  g_autoptr (GBytes) payload = NULL;
  HexwireMessageInfo info = { .frame = *frame, .kind = HEXWIRE_MESSAGE_NOTE, .context = *context };

  if (entry != NULL)
    {
      payload = hexwire_log_reader_dup_payload (reader, frame);
      info.kind = entry->kind;
      if (entry->kind == HEXWIRE_MESSAGE_SENT)
        info.origin = entry->origin;
      info.time_us = entry->time_us;
      info.payload = payload;
      info.peer_id = entry->peer_id;
      if (entry->peer_id != 0)
        info.peer = g_ptr_array_index (reader->peers, entry->peer_id - 1);
      info.peer_previous_us = find_peer_previous_us (reader, frame);
    }
  return hexwire_message_new (&info);
}

const HexwireMessageInfo *
hexwire_message_get_info (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), NULL);
  return &self->info;
}

HexwireMessageKind
hexwire_message_get_kind (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), HEXWIRE_MESSAGE_NOTE);
  return self->info.kind;
}

gint64
hexwire_message_get_time_us (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->info.time_us;
}

GBytes *
hexwire_message_get_payload (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), NULL);
  return self->info.payload;
}

gsize
hexwire_message_get_size_bytes (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->info.payload != NULL ? g_bytes_get_size (self->info.payload) : 0;
}

guint32
hexwire_message_get_peer_id (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->info.peer_id;
}

const char *
hexwire_message_get_peer (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), NULL);
  return self->info.peer != NULL ? self->info.peer->address : NULL;
}
