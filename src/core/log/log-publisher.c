/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-publisher.h"

/* How often the listeners are told: often enough to look alive; less often, within bounds, where
 * telling and showing would take more than a tenth of the time, which is the network's, too. */
#define MIN_PUBLISH_INTERVAL_US (50 * 1000)
#define MAX_PUBLISH_INTERVAL_US (250 * 1000)
#define PUBLISH_INTERVAL_PER_COST 10

/* Between GTK's layout (110) and its redraw (120): told rows are drawn in the same frame, and a
 * flood of network events (130) cannot hold them back. */
#define PUBLISH_PRIORITY 115

/* Tells that rows before @first_row are no more. */
static void
tell_dropped (HexwireLogPublisher *self,
              guint64              first_row)
{
  guint64 n_before = self->end_row - self->first_row;
  guint64 n_removed = MIN (first_row - self->first_row, n_before);

  self->first_row = first_row;
  self->end_row = MAX (self->end_row, first_row);
  if (n_removed > 0)
    g_list_model_items_changed (self->model, 0, (guint) n_removed, 0);
}

static void
tell_added (HexwireLogPublisher *self)
{
  guint position = (guint) (self->end_row - self->first_row);
  guint64 first_row, end_row;
  guint n_added;

  self->funcs->get_rows (&first_row, &end_row, self->model);
  n_added = (guint) (end_row - self->end_row);
  self->end_row = end_row;
  if (n_added > 0)
    g_list_model_items_changed (self->model, position, 0, n_added);
}

static guint64
get_oldest_row (HexwireLogPublisher *self)
{
  guint64 first_row, end_row;

  self->funcs->get_rows (&first_row, &end_row, self->model);
  return first_row;
}

static void
begin_telling (HexwireLogPublisher *self)
{
  self->last_cost_us = self->cost_us;
  self->told_at_us = g_get_monotonic_time ();
  self->funcs->grown (self->model);
}

static void
end_telling (HexwireLogPublisher *self)
{
  self->gone_row = get_oldest_row (self);
  self->cost_us = g_get_monotonic_time () - self->told_at_us;
}

/* A list makes new widgets for the rows in sight when these go, but moves them on to newer rows
 * when it is scrolled. So what was dropped goes one time later, when newer rows are in sight. */
static gboolean
tell_cb (gpointer user_data)
{
  HexwireLogPublisher *self = user_data;

  begin_telling (self);
  tell_dropped (self, self->gone_row);
  tell_added (self);
  end_telling (self);
  self->source = 0;
  if (self->gone_row > self->first_row)
    hexwire_log_publisher_schedule (self);
  return G_SOURCE_REMOVE;
}

void
hexwire_log_publisher_init (HexwireLogPublisher            *self,
                            GListModel                     *model,
                            const HexwireLogPublisherFuncs *funcs)
{
  self->model = model;
  self->funcs = funcs;
}

void
hexwire_log_publisher_stop (HexwireLogPublisher *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

/* Called for every message. */
void
hexwire_log_publisher_schedule (HexwireLogPublisher *self)
{
  gint64 cost_us, interval_us, wait_us;

  if (self->source != 0)
    return;
  cost_us = MAX (self->cost_us, self->last_cost_us);
  interval_us = CLAMP (cost_us * PUBLISH_INTERVAL_PER_COST, MIN_PUBLISH_INTERVAL_US,
                       MAX_PUBLISH_INTERVAL_US);
  wait_us = self->told_at_us + interval_us - g_get_monotonic_time ();
  self->source = g_timeout_add_full (PUBLISH_PRIORITY,
                                     wait_us > 0 ? (guint) (wait_us + 999) / 1000 : 0, tell_cb,
                                     self, NULL);
}

void
hexwire_log_publisher_publish (HexwireLogPublisher *self)
{
  hexwire_log_publisher_stop (self);
  begin_telling (self);
  tell_dropped (self, get_oldest_row (self));
  tell_added (self);
  end_telling (self);
}
