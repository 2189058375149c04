/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/traffic.h"

#include "net/responder.h"

#define TELL_INTERVAL_MS 100

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireTraffic, hexwire_traffic, G_TYPE_OBJECT)

static gboolean
tell_cb (gpointer user_data)
{
  HexwireTraffic *self = user_data;
  g_autoptr (GPtrArray) changed = g_steal_pointer (&self->changed);

  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  self->tell_source = 0;
  for (guint i = 0; i < changed->len; i++)
    g_signal_emit_by_name (g_ptr_array_index (changed, i), "changed");
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
hexwire_traffic_dispose (GObject *object)
{
  HexwireTraffic *self = HEXWIRE_TRAFFIC (object);

  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_object (&self->options);
  g_clear_object (&self->log);
  g_clear_object (&self->responder);

  G_OBJECT_CLASS (hexwire_traffic_parent_class)->dispose (object);
}

static void
hexwire_traffic_class_init (HexwireTrafficClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_traffic_dispose;

  signals[CHANGED] = g_signal_new ("changed", HEXWIRE_TYPE_TRAFFIC, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
hexwire_traffic_init (HexwireTraffic *self)
{
  self->log = hexwire_message_log_new ();
  self->max_queue_bytes = HEXWIRE_TRAFFIC_MAX_QUEUE_BYTES;
  self->responder = hexwire_responder_new ();
  self->poller = hexwire_poller_get_default ();
  self->options = hexwire_socket_options_new ();
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
}

HexwireTraffic *
hexwire_traffic_new (void)
{
  return g_object_new (HEXWIRE_TYPE_TRAFFIC, NULL);
}

void
hexwire_traffic_mark_changed (HexwireTraffic *self,
                              GObject        *object)
{
  if (self->changed == NULL)    /* disposed of */
    return;
  if (object != NULL)
    g_ptr_array_add (self->changed, g_object_ref (object));
  if (self->tell_source == 0)
    self->tell_source = g_timeout_add (TELL_INTERVAL_MS, tell_cb, self);
}
