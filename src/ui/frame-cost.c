/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "frame-cost.h"

#define COST_KEY "hexwire-frame-cost"

typedef struct
{
  HexwireMessageLog *log;
  GdkFrameClock *clock;     /* while mapped */
  gint64 begin_us;          /* of the present frame; 0 before the first */
} FrameCost;

static void
before_paint_cb (FrameCost *self)
{
  self->begin_us = g_get_monotonic_time ();
}

static void
after_paint_cb (FrameCost *self)
{
  if (self->begin_us != 0)
    hexwire_message_log_add_cost (self->log, g_get_monotonic_time () - self->begin_us);
}

static void
unmap_cb (FrameCost *self)
{
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

static void
map_cb (FrameCost *self,
        GtkWidget *widget)
{
  unmap_cb (self);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->begin_us = 0;
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

static void
frame_cost_free (gpointer data)
{
  FrameCost *self = data;

  unmap_cb (self);
  g_object_unref (self->log);
  g_free (self);
}

void
hexwire_frame_cost_tell (GtkWidget         *widget,
                         HexwireMessageLog *log)
{
  FrameCost *self;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (g_object_get_data (G_OBJECT (widget), COST_KEY) == NULL);

  self = g_new0 (FrameCost, 1);
  self->log = g_object_ref (log);
  g_object_set_data_full (G_OBJECT (widget), COST_KEY, self, frame_cost_free);
  g_signal_connect_swapped (widget, "map", G_CALLBACK (map_cb), self);
  g_signal_connect_swapped (widget, "unmap", G_CALLBACK (unmap_cb), self);
  if (gtk_widget_get_mapped (widget))
    map_cb (self, widget);
}
