/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view-private.h"

/* A scan gives way to the next frame after so long. */
#define SCAN_SLICE_US 4000

/* How often frames are looked for that ended by silence, between these bounds. */
#define MIN_IDLE_INTERVAL_MS 20
#define MAX_IDLE_INTERVAL_MS 250

/* Below GTK's redraw (120), so that a long scan cannot hold a frame back. */
#define SCAN_PRIORITY 130

/* Below the reading of sockets: there is no silence while something is to be read. */
#define IDLE_PRIORITY 140

enum
{
  PROP_N_WAITING = 1,
  PROP_PAUSED,
  PROP_SORTED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  BEFORE_ANEW,
  AFTER_ANEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void hexwire_log_view_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireLogView, hexwire_log_view, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_log_view_list_model_init))

static GType
hexwire_log_view_get_item_type (GListModel *model)
{
  return HEXWIRE_TYPE_MESSAGE;
}

static guint
hexwire_log_view_get_n_items (GListModel *model)
{
  return HEXWIRE_LOG_VIEW (model)->n_shown;
}

static guint
get_n_messages (HexwireLogView *self,
                guint           position)
{
  if (self->order != NULL)
    hexwire_row_choice_find (&self->choice, hexwire_log_view_get_number (self, position),
                             &position);
  return hexwire_row_choice_get_n_messages (&self->choice, position);
}

static gpointer
hexwire_log_view_get_item (GListModel *model,
                           guint       position)
{
  HexwireLogView *self = HEXWIRE_LOG_VIEW (model);
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->source.log);
  HexwireMessageContext context = { 0 };
  HexwireFrame frame = { 0 };
  HexwireFrame previous;

  if (position >= self->n_shown)
    return NULL;
  /* Where the row was dropped and this is about to be told, an empty one holds the place. */
  if (!hexwire_log_view_get_frame (self, position, &frame))
    frame.end_row = G_MAXUINT64;
  if (position > 0 && hexwire_log_view_get_frame (self, position - 1, &previous))
    context.previous_us = hexwire_log_reader_get_time_us (reader, previous.end_row);
  context.start_us = hexwire_message_log_get_start_us (self->source.log);
  context.n_messages = get_n_messages (self, position);
  return hexwire_message_new_for_frame (reader, &frame, &context);
}

static void
hexwire_log_view_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_log_view_get_item_type;
  iface->get_n_items = hexwire_log_view_get_n_items;
  iface->get_item = hexwire_log_view_get_item;
}

static guint
count_last_messages (HexwireLogView *self)
{
  return self->n_shown > 0 ? hexwire_row_choice_get_n_messages (&self->choice, self->n_shown - 1)
                           : 0;
}

/* Tells the listeners of new rows, and of a last row that stands for more messages than before. */
static void
grow (HexwireLogView *self,
      guint           n_rows)
{
  guint n_before = self->n_shown;
  guint n_changed = count_last_messages (self) != self->n_last_messages ? 1 : 0;

  self->n_shown = MAX (n_rows, n_before);
  self->n_last_messages = count_last_messages (self);
  if (n_rows > n_before || n_changed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before - n_changed, n_changed,
                                self->n_shown - n_before + n_changed);
}

void
hexwire_log_view_grow_to_end (HexwireLogView *self)
{
  grow (self, hexwire_row_choice_get_n_rows (&self->choice));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

/* How many rows stand before what came since the pause, also when they were chosen or cut anew. */
static guint
count_before_pause (HexwireLogView *self)
{
  guint64 number = hexwire_row_source_find_since (&self->source, self->paused_row);
  guint position;

  hexwire_row_choice_find (&self->choice, number, &position);
  return MIN (position, hexwire_row_choice_get_n_rows (&self->choice));
}

static void
show_what_came (HexwireLogView *self)
{
  if (self->order != NULL)
    ;    /* what came waits */
  else if (self->paused && !self->held && count_before_pause (self) > self->n_shown)
    grow (self, count_before_pause (self));
  else if (!self->paused && !self->held)
    grow (self, hexwire_row_choice_get_n_rows (&self->choice));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
drop_rows (HexwireLogView *self)
{
  guint64 first_number = self->source.first_number;
  gboolean is_first_changed;
  guint n_gone, n_changed;

  hexwire_row_source_drop (&self->source);
  n_gone = hexwire_row_choice_drop (&self->choice, first_number, &is_first_changed);
  if (self->order != NULL)
    {
      /* In their midst they are not looked for; empty rows hold their places. */
      if (self->source.first_number >= self->order_end)
        hexwire_log_view_unsort (self);
      return;
    }
  n_gone = MIN (n_gone, self->n_shown);
  self->n_shown -= n_gone;
  n_changed = is_first_changed && self->n_shown > 0 ? 1 : 0;
  if (self->n_shown == 0)
    {
      self->n_last_messages = 0;
      /* What the reader looked at is no more. */
      self->held = FALSE;
    }
  else if (n_changed > 0 && self->n_shown == 1)
    self->n_last_messages = count_last_messages (self);
  if (n_gone + n_changed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_gone + n_changed, n_changed);
}

/* Goes on with the scan for one slice; returns whether it came to the end. */
static gboolean
scan_slice (HexwireLogView *self)
{
  gint64 deadline_us = g_get_monotonic_time () + SCAN_SLICE_US;
  gboolean is_complete = hexwire_row_source_scan (&self->source, deadline_us);

  if (hexwire_row_source_has_too_many (&self->source))
    drop_rows (self);
  is_complete = hexwire_row_choice_scan (&self->choice, deadline_us) && is_complete;
  show_what_came (self);
  return is_complete;
}

static gboolean
scan_cb (gpointer user_data)
{
  HexwireLogView *self = user_data;

  if (!scan_slice (self))
    return G_SOURCE_CONTINUE;
  self->scan_source = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
idle_cb (gpointer user_data)
{
  HexwireLogView *self = user_data;

  if (self->scan_source == 0 && hexwire_row_source_end_idle (&self->source))
    scan_slice (self);
  return G_SOURCE_CONTINUE;
}

static void
scan (HexwireLogView *self)
{
  if (self->scan_source == 0 && !scan_slice (self))
    self->scan_source = g_idle_add_full (SCAN_PRIORITY, scan_cb, self, NULL);
}

static void
log_changed_cb (GListModel *log,
                guint       position,
                guint       n_removed,
                guint       n_added,
                gpointer    user_data)
{
  HexwireLogView *self = user_data;

  if (n_removed > 0)
    drop_rows (self);
  scan (self);
}

void
hexwire_log_view_show_anew (HexwireLogView *self)
{
  guint n_before = self->n_shown;

  self->n_shown = 0;
  self->n_last_messages = 0;
  self->held = FALSE;
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
  show_what_came (self);
  scan (self);
  g_signal_emit (self, signals[AFTER_ANEW], 0);
}

/* What is shown is another thing from now on: all rows go, and come as the scan finds them. */
static void
begin_anew (HexwireLogView *self)
{
  g_clear_handle_id (&self->scan_source, g_source_remove);
  hexwire_row_choice_begin_anew (&self->choice);
  hexwire_log_view_forget_order (self);
  hexwire_log_view_show_anew (self);
}

static void
hexwire_log_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HexwireLogView *self = HEXWIRE_LOG_VIEW (object);

  switch (prop_id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, hexwire_log_view_get_n_waiting (self));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_SORTED:
      g_value_set_boolean (value, hexwire_log_view_get_sorted (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_PAUSED:
      hexwire_log_view_set_paused (HEXWIRE_LOG_VIEW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_view_dispose (GObject *object)
{
  HexwireLogView *self = HEXWIRE_LOG_VIEW (object);

  g_clear_handle_id (&self->scan_source, g_source_remove);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->source.log != NULL)
    g_clear_signal_handler (&self->log_changed_id, self->source.log);
  g_cancellable_cancel (self->sorting);
  g_clear_object (&self->sorting);

  G_OBJECT_CLASS (hexwire_log_view_parent_class)->dispose (object);
}

static void
hexwire_log_view_finalize (GObject *object)
{
  HexwireLogView *self = HEXWIRE_LOG_VIEW (object);

  g_clear_pointer (&self->order, g_array_unref);
  hexwire_row_choice_clear (&self->choice);
  hexwire_row_source_clear (&self->source);

  G_OBJECT_CLASS (hexwire_log_view_parent_class)->finalize (object);
}

static void
hexwire_log_view_class_init (HexwireLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hexwire_log_view_get_property;
  object_class->set_property = hexwire_log_view_set_property;
  object_class->dispose = hexwire_log_view_dispose;
  object_class->finalize = hexwire_log_view_finalize;

  signals[BEFORE_ANEW] = g_signal_new ("before-anew", HEXWIRE_TYPE_LOG_VIEW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[AFTER_ANEW] = g_signal_new ("after-anew", HEXWIRE_TYPE_LOG_VIEW, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SORTED] = g_param_spec_boolean ("sorted", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                    | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_log_view_init (HexwireLogView *self)
{
}

HexwireLogView *
hexwire_log_view_new (HexwireMessageLog *log)
{
  HexwireLogView *self = g_object_new (HEXWIRE_TYPE_LOG_VIEW, NULL);

  hexwire_row_source_init (&self->source, log);
  hexwire_row_choice_init (&self->choice, &self->source);
  self->log_changed_id = g_signal_connect (log, "items-changed", G_CALLBACK (log_changed_cb), self);
  scan (self);
  return self;
}

HexwireMessageLog *
hexwire_log_view_get_log (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), NULL);
  return self->source.log;
}

void
hexwire_log_view_set_peer (HexwireLogView *self,
                           guint32         peer_id)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->choice.peer_id == peer_id)
    return;
  g_signal_emit (self, signals[BEFORE_ANEW], 0);
  self->choice.peer_id = peer_id;
  begin_anew (self);
}

void
hexwire_log_view_set_filter (HexwireLogView   *self,
                             HexwireRowFilter *filter)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->choice.filter == filter)
    return;
  g_signal_emit (self, signals[BEFORE_ANEW], 0);
  hexwire_row_choice_set_filter (&self->choice, filter);
  begin_anew (self);
}

HexwireRowFilter *
hexwire_log_view_get_filter (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), NULL);
  return self->choice.filter;
}

void
hexwire_log_view_set_rule (HexwireLogView   *self,
                           HexwireFrameRule *rule)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  g_signal_emit (self, signals[BEFORE_ANEW], 0);
  hexwire_row_source_set_rule (&self->source, rule);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (rule != NULL && rule->kind == HEXWIRE_FRAME_IDLE_GAP)
    self->idle_source = g_timeout_add_full (IDLE_PRIORITY,
                                            CLAMP (rule->gap_ms / 2, MIN_IDLE_INTERVAL_MS,
                                                   MAX_IDLE_INTERVAL_MS),
                                            idle_cb, self, NULL);
  begin_anew (self);
}

HexwireFrameRule *
hexwire_log_view_get_rule (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), NULL);
  return self->source.frames != NULL ? hexwire_frame_index_get_rule (self->source.frames) : NULL;
}

void
hexwire_log_view_set_collapses (HexwireLogView *self,
                                gboolean        collapses)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->choice.collapses == collapses)
    return;
  g_signal_emit (self, signals[BEFORE_ANEW], 0);
  self->choice.collapses = collapses;
  begin_anew (self);
}

void
hexwire_log_view_set_held (HexwireLogView *self,
                           gboolean        held)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->held == held)
    return;
  self->held = held;
  show_what_came (self);
}

gboolean
hexwire_log_view_get_held (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), FALSE);
  return self->held;
}

void
hexwire_log_view_set_paused (HexwireLogView *self,
                             gboolean        paused)
{
  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->paused == paused)
    return;
  self->paused = paused;
  self->paused_row = hexwire_message_log_get_end_row (self->source.log);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  show_what_came (self);
}

guint
hexwire_log_view_get_n_waiting (HexwireLogView *self)
{
  guint n_before;

  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);
  n_before = self->n_shown;
  if (self->order != NULL)
    hexwire_row_choice_find (&self->choice, self->order_end, &n_before);
  return hexwire_row_choice_get_n_rows (&self->choice) - n_before;
}

guint64
hexwire_log_view_get_n_hidden (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);
  return hexwire_row_choice_get_n_hidden (&self->choice);
}

guint
hexwire_log_view_get_n_given_up (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);
  return hexwire_row_choice_get_n_given_up (&self->choice);
}

guint64
hexwire_log_view_get_n_unlisted (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);
  return self->source.n_unlisted;
}

gboolean
hexwire_log_view_is_scanning (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), FALSE);
  return self->scan_source != 0;
}
