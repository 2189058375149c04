/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-source.h"

enum
{
  READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (HexwireSendSource, hexwire_send_source, G_TYPE_OBJECT)

/* A message that is made by itself: of one of the three. */
#define HEXWIRE_TYPE_MESSAGE_SOURCE (hexwire_message_source_get_type ())
G_DECLARE_FINAL_TYPE (HexwireMessageSource, hexwire_message_source, HEXWIRE, MESSAGE_SOURCE,
                      HexwireSendSource)

struct _HexwireMessageSource
{
  HexwireSendSource parent_instance;

  GBytes *bytes;            /* what it always is, if it is */
  HexwireMacroText *text;
  HexwireRecord *record;
  guint64 counter;
};

G_DEFINE_FINAL_TYPE (HexwireMessageSource, hexwire_message_source, HEXWIRE_TYPE_SEND_SOURCE)

static GBytes *
hexwire_message_source_make (HexwireSendSource  *source,
                             guint64             index,
                             const char         *peer,
                             GError            **error)
{
  HexwireMessageSource *self = HEXWIRE_MESSAGE_SOURCE (source);
  HexwireMacroContext context = { .counter = self->counter + index,
                                  .time_us = g_get_real_time (),
                                  .peer = peer };

  if (self->bytes != NULL)
    return g_bytes_ref (self->bytes);
  if (self->text != NULL)
    return hexwire_macro_text_expand (self->text, &context);
  return hexwire_record_make (self->record, &context, error);
}

static void
hexwire_message_source_finalize (GObject *object)
{
  HexwireMessageSource *self = HEXWIRE_MESSAGE_SOURCE (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->text, hexwire_macro_text_unref);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (hexwire_message_source_parent_class)->finalize (object);
}

static void
hexwire_message_source_class_init (HexwireMessageSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_message_source_finalize;
  HEXWIRE_SEND_SOURCE_CLASS (klass)->make = hexwire_message_source_make;
}

static void
hexwire_message_source_init (HexwireMessageSource *self)
{
}

static void
hexwire_send_source_class_init (HexwireSendSourceClass *klass)
{
  signals[READY] = g_signal_new ("ready", HEXWIRE_TYPE_SEND_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_send_source_init (HexwireSendSource *self)
{
}

GBytes *
hexwire_send_source_make (HexwireSendSource  *self,
                          guint64             index,
                          const char         *peer,
                          GError            **error)
{
  g_return_val_if_fail (HEXWIRE_IS_SEND_SOURCE (self), NULL);
  return HEXWIRE_SEND_SOURCE_GET_CLASS (self)->make (self, index, peer, error);
}

guint64
hexwire_send_source_count (HexwireSendSource *self,
                           const char        *peer)
{
  HexwireSendSourceClass *klass = HEXWIRE_SEND_SOURCE_GET_CLASS (self);

  return klass->count != NULL ? klass->count (self, peer) : G_MAXUINT64;
}

void
hexwire_send_source_release (HexwireSendSource *self,
                             guint64            index)
{
  HexwireSendSourceClass *klass = HEXWIRE_SEND_SOURCE_GET_CLASS (self);

  if (klass->release != NULL)
    klass->release (self, index);
}

HexwireSendSource *
hexwire_send_source_new_bytes (GBytes *bytes)
{
  HexwireMessageSource *self = g_object_new (HEXWIRE_TYPE_MESSAGE_SOURCE, NULL);

  self->bytes = g_bytes_ref (bytes);
  return HEXWIRE_SEND_SOURCE (self);
}

HexwireSendSource *
hexwire_send_source_new_text (HexwireMacroText *text,
                              guint64           counter)
{
  HexwireMessageSource *self = g_object_new (HEXWIRE_TYPE_MESSAGE_SOURCE, NULL);

  self->text = hexwire_macro_text_ref (text);
  self->counter = counter;
  return HEXWIRE_SEND_SOURCE (self);
}

HexwireSendSource *
hexwire_send_source_new_record (HexwireRecord *record)
{
  HexwireMessageSource *self = g_object_new (HEXWIRE_TYPE_MESSAGE_SOURCE, NULL);

  self->record = hexwire_record_copy (record);
  self->counter = hexwire_record_get_counter (record);
  return HEXWIRE_SEND_SOURCE (self);
}

void
hexwire_send_source_tell_ready (HexwireSendSource *self)
{
  g_signal_emit (self, signals[READY], 0);
}
