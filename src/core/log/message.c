/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/message.h"

struct _HexwireMessage
{
  GObject parent_instance;

  HexwireMessageKind kind;
  guint32 peer_id;
  gint64 time_us;
  GBytes *payload;
  char *peer;
};

G_DEFINE_FINAL_TYPE (HexwireMessage, hexwire_message, G_TYPE_OBJECT)

static void
hexwire_message_finalize (GObject *object)
{
  HexwireMessage *self = HEXWIRE_MESSAGE (object);

  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->peer, g_free);

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
hexwire_message_new (HexwireMessageKind  kind,
                     gint64              time_us,
                     GBytes             *payload,
                     guint32             peer_id,
                     const char         *peer)
{
  HexwireMessage *self = g_object_new (HEXWIRE_TYPE_MESSAGE, NULL);

  self->kind = kind;
  self->time_us = time_us;
  self->payload = payload != NULL ? g_bytes_ref (payload) : NULL;
  self->peer_id = peer_id;
  self->peer = g_strdup (peer);
  return self;
}

HexwireMessageKind
hexwire_message_get_kind (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), HEXWIRE_MESSAGE_NOTE);
  return self->kind;
}

gint64
hexwire_message_get_time_us (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->time_us;
}

GBytes *
hexwire_message_get_payload (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), NULL);
  return self->payload;
}

gsize
hexwire_message_get_size_bytes (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->payload != NULL ? g_bytes_get_size (self->payload) : 0;
}

guint32
hexwire_message_get_peer_id (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), 0);
  return self->peer_id;
}

const char *
hexwire_message_get_peer (HexwireMessage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_MESSAGE (self), NULL);
  return self->peer;
}
