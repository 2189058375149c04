/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-view.h"

/* A scan gives way to the next frame after so long. */
#define SCAN_SLICE_US 4000

/* Below GTK's redraw (120), so that a long scan cannot hold a frame back. */
#define SCAN_PRIORITY 130

struct _HexwireLogView
{
  GObject parent_instance;

  HexwireMessageLog *log;
  gulong log_changed_id;

  guint32 peer_id;
  GArray *rows;           /* (element-type guint64): matching rows; unused while all are shown */
  guint64 scanned_row;    /* where the scan goes on */
  guint scan_source;

  gboolean held;
  gboolean paused;
  guint n_shown;          /* what the listeners know */
};

enum
{
  PROP_N_WAITING = 1,
  PROP_PAUSED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void hexwire_log_view_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HexwireLogView, hexwire_log_view, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      hexwire_log_view_list_model_init))

static gboolean
is_filtering (HexwireLogView *self)
{
  return self->peer_id != 0;
}

static guint
count_matching (HexwireLogView *self)
{
  if (is_filtering (self))
    return self->rows->len;
  return g_list_model_get_n_items (G_LIST_MODEL (self->log));
}

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

static gpointer
hexwire_log_view_get_item (GListModel *model,
                           guint       position)
{
  HexwireLogView *self = HEXWIRE_LOG_VIEW (model);

  if (position >= self->n_shown)
    return NULL;
  if (is_filtering (self))
    {
      guint64 row = g_array_index (self->rows, guint64, position);

      position = (guint) (row - hexwire_message_log_get_first_row (self->log));
    }
  return g_list_model_get_item (G_LIST_MODEL (self->log), position);
}

static void
hexwire_log_view_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hexwire_log_view_get_item_type;
  iface->get_n_items = hexwire_log_view_get_n_items;
  iface->get_item = hexwire_log_view_get_item;
}

static void
show_what_came (HexwireLogView *self)
{
  guint n_before = self->n_shown;
  guint n_matching = count_matching (self);

  if (!self->held && !self->paused && n_matching > n_before)
    {
      self->n_shown = n_matching;
      g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_matching - n_before);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
}

static void
scan_chunk (HexwireLogView        *self,
            const HexwireLogChunk *chunk,
            guint64                end_row)
{
  guint64 chunk_end = MIN (chunk->first_row + chunk->n_entries, end_row);

  for (; self->scanned_row < chunk_end; self->scanned_row++)
    {
      const HexwireLogEntry *entry = &chunk->entries[self->scanned_row - chunk->first_row];

      if (entry->peer_id == self->peer_id)
        g_array_append_val (self->rows, self->scanned_row);
    }
}

/* Goes on with the scan for one slice; returns whether it came to the end. */
static gboolean
scan_slice (HexwireLogView *self)
{
  HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  guint64 first_row = hexwire_message_log_get_first_row (self->log);
  guint64 end_row = hexwire_message_log_get_end_row (self->log);
  gint64 deadline_us = g_get_monotonic_time () + SCAN_SLICE_US;

  self->scanned_row = MAX (self->scanned_row, first_row);
  while (self->scanned_row < end_row && g_get_monotonic_time () < deadline_us)
    {
      const HexwireLogChunk *chunk = hexwire_log_reader_find_chunk (reader, self->scanned_row);

      if (chunk == NULL)          /* dropped, and the model will say so soon */
        break;
      scan_chunk (self, chunk, end_row);
    }
  show_what_came (self);
  return self->scanned_row >= end_row;
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

static void
scan (HexwireLogView *self)
{
  if (self->scan_source == 0 && !scan_slice (self))
    self->scan_source = g_idle_add_full (SCAN_PRIORITY, scan_cb, self, NULL);
}

static guint
forget_dropped_rows (HexwireLogView *self)
{
  guint64 first_row = hexwire_message_log_get_first_row (self->log);
  guint n = 0;

  while (n < self->rows->len && g_array_index (self->rows, guint64, n) < first_row)
    n++;
  if (n > 0)
    g_array_remove_range (self->rows, 0, n);
  return n;
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
    {
      guint n_gone = is_filtering (self) ? forget_dropped_rows (self) : n_removed;

      n_gone = MIN (n_gone, self->n_shown);
      self->n_shown -= n_gone;
      if (n_gone > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, n_gone, 0);
    }
  if (is_filtering (self))
    scan (self);
  else
    show_what_came (self);
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
  if (self->log != NULL)
    g_clear_signal_handler (&self->log_changed_id, self->log);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (hexwire_log_view_parent_class)->dispose (object);
}

static void
hexwire_log_view_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_LOG_VIEW (object)->rows, g_array_unref);

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

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
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
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint64));
}

HexwireLogView *
hexwire_log_view_new (HexwireMessageLog *log)
{
  HexwireLogView *self = g_object_new (HEXWIRE_TYPE_LOG_VIEW, NULL);

  self->log = g_object_ref (log);
  self->log_changed_id = g_signal_connect (log, "items-changed", G_CALLBACK (log_changed_cb), self);
  self->n_shown = count_matching (self);
  return self;
}

HexwireMessageLog *
hexwire_log_view_get_log (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), NULL);
  return self->log;
}

void
hexwire_log_view_set_peer (HexwireLogView *self,
                           guint32         peer_id)
{
  guint n_before;

  g_return_if_fail (HEXWIRE_IS_LOG_VIEW (self));

  if (self->peer_id == peer_id)
    return;

  n_before = self->n_shown;
  self->n_shown = 0;
  self->held = FALSE;
  self->peer_id = peer_id;
  g_array_set_size (self->rows, 0);
  self->scanned_row = 0;
  g_clear_handle_id (&self->scan_source, g_source_remove);
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);

  if (is_filtering (self))
    scan (self);
  else
    show_what_came (self);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  show_what_came (self);
}

guint
hexwire_log_view_get_n_waiting (HexwireLogView *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_VIEW (self), 0);
  return count_matching (self) - self->n_shown;
}
