/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-search.h"

#include "log/log-scan.h"

/* A scan gives way to the next frame after so long. */
#define SCAN_SLICE_US 4000

/* Below GTK's redraw (120), so that a long scan cannot hold a frame back. */
#define SCAN_PRIORITY 130

#define NOTIFY_INTERVAL_US (50 * 1000)

/* What the listeners know, and what they are told next. */
typedef struct
{
  guint n_hits;
  gboolean is_complete;
  gboolean is_bounded;
} State;

struct _HexwireLogSearch
{
  GObject parent_instance;

  HexwireMessageLog *log;
  gulong log_changed_id;

  HexwireLogScan *scan;         /* (nullable): %NULL while nothing is searched for */
  HexwireLogHits hits;
  GError *error;
  guint scan_source;

  State told;
  gint64 told_at_us;
  guint notify_source;
};

enum
{
  PROP_IS_BOUNDED = 1,
  PROP_IS_COMPLETE,
  PROP_N_HITS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HexwireLogSearch, hexwire_log_search, G_TYPE_OBJECT)

static void
tell (HexwireLogSearch *self)
{
  State told = self->told;

  g_clear_handle_id (&self->notify_source, g_source_remove);
  self->told_at_us = g_get_monotonic_time ();
  self->told.n_hits = hexwire_log_search_get_n_hits (self);
  self->told.is_complete = hexwire_log_search_get_is_complete (self);
  self->told.is_bounded = hexwire_log_search_get_is_bounded (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (told.n_hits != self->told.n_hits)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_HITS]);
  if (told.is_complete != self->told.is_complete)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COMPLETE]);
  if (told.is_bounded != self->told.is_bounded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BOUNDED]);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
tell_cb (gpointer user_data)
{
  HexwireLogSearch *self = user_data;

  self->notify_source = 0;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_tell (HexwireLogSearch *self)
{
  gint64 due_us = self->told_at_us + NOTIFY_INTERVAL_US - g_get_monotonic_time ();

  if (self->notify_source != 0)
    return;
  if (due_us <= 0)
    tell (self);
  else
    self->notify_source = g_timeout_add ((guint) (due_us + 999) / 1000, tell_cb, self);
}

static gboolean
is_waiting (HexwireLogSearch *self)
{
  return self->scan == NULL || self->error != NULL || hexwire_log_search_get_is_bounded (self);
}

/* Goes on with the scan for one slice; returns whether there is more to do. */
static gboolean
scan_slice (HexwireLogSearch *self)
{
  const HexwireLogReader *reader = hexwire_message_log_get_reader (self->log);
  guint64 end_row = hexwire_message_log_get_end_row (self->log);
  gint64 deadline_us = g_get_monotonic_time () + SCAN_SLICE_US;
  gboolean goes_on = !is_waiting (self);

  if (goes_on)
    hexwire_log_scan_skip_to (self->scan, hexwire_message_log_get_first_row (self->log));
  while (goes_on && g_get_monotonic_time () < deadline_us)
    goes_on = hexwire_log_scan_run (self->scan, reader, end_row, &self->hits, &self->error)
              && !is_waiting (self);
  return goes_on;
}

static gboolean
scan_cb (gpointer user_data)
{
  HexwireLogSearch *self = user_data;
  gboolean goes_on = scan_slice (self);

  if (!goes_on)
    self->scan_source = 0;
  schedule_tell (self);
  return goes_on ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
scan (HexwireLogSearch *self)
{
  if (self->scan_source == 0 && scan_slice (self))
    self->scan_source = g_idle_add_full (SCAN_PRIORITY, scan_cb, self, NULL);
  schedule_tell (self);
}

static void
log_changed_cb (GListModel *log,
                guint       position,
                guint       n_removed,
                guint       n_added,
                gpointer    user_data)
{
  HexwireLogSearch *self = user_data;

  if (n_removed > 0)
    hexwire_log_hits_forget_before (&self->hits, hexwire_message_log_get_first_row (self->log));
  if (self->scan != NULL)
    scan (self);
}

static void
hexwire_log_search_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  HexwireLogSearch *self = HEXWIRE_LOG_SEARCH (object);

  switch (prop_id)
    {
    case PROP_IS_BOUNDED:
      g_value_set_boolean (value, hexwire_log_search_get_is_bounded (self));
      break;
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, hexwire_log_search_get_is_complete (self));
      break;
    case PROP_N_HITS:
      g_value_set_uint (value, hexwire_log_search_get_n_hits (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_search_dispose (GObject *object)
{
  HexwireLogSearch *self = HEXWIRE_LOG_SEARCH (object);

  g_clear_handle_id (&self->scan_source, g_source_remove);
  g_clear_handle_id (&self->notify_source, g_source_remove);
  if (self->log != NULL)
    g_clear_signal_handler (&self->log_changed_id, self->log);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (hexwire_log_search_parent_class)->dispose (object);
}

static void
hexwire_log_search_finalize (GObject *object)
{
  HexwireLogSearch *self = HEXWIRE_LOG_SEARCH (object);

  g_clear_pointer (&self->scan, hexwire_log_scan_free);
  hexwire_log_hits_clear (&self->hits);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (hexwire_log_search_parent_class)->finalize (object);
}

static void
hexwire_log_search_class_init (HexwireLogSearchClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hexwire_log_search_get_property;
  object_class->dispose = hexwire_log_search_dispose;
  object_class->finalize = hexwire_log_search_finalize;

  properties[PROP_IS_BOUNDED] = g_param_spec_boolean ("is-bounded", NULL, NULL, FALSE, flags);
  properties[PROP_IS_COMPLETE] = g_param_spec_boolean ("is-complete", NULL, NULL, TRUE, flags);
  properties[PROP_N_HITS] = g_param_spec_uint ("n-hits", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hexwire_log_search_init (HexwireLogSearch *self)
{
  hexwire_log_hits_init (&self->hits);
  self->told.is_complete = TRUE;
}

HexwireLogSearch *
hexwire_log_search_new (HexwireMessageLog *log)
{
  HexwireLogSearch *self = g_object_new (HEXWIRE_TYPE_LOG_SEARCH, NULL);

  self->log = g_object_ref (log);
  self->log_changed_id = g_signal_connect (log, "items-changed", G_CALLBACK (log_changed_cb), self);
  return self;
}

void
hexwire_log_search_set_pattern (HexwireLogSearch   *self,
                                HexwireBytePattern *pattern)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SEARCH (self));

  g_clear_handle_id (&self->scan_source, g_source_remove);
  g_clear_pointer (&self->scan, hexwire_log_scan_free);
  g_clear_error (&self->error);
  hexwire_log_hits_forget_all (&self->hits);
  if (pattern != NULL && !hexwire_byte_pattern_is_empty (pattern))
    {
      self->scan = hexwire_log_scan_new (pattern);
      scan (self);
    }
  tell (self);
}

guint
hexwire_log_search_get_n_hits (HexwireLogSearch *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), 0);
  return hexwire_log_hits_get_n (&self->hits);
}

gboolean
hexwire_log_search_get_is_complete (HexwireLogSearch *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), FALSE);
  return self->scan == NULL || self->error != NULL
         || hexwire_log_scan_get_row (self->scan) >= hexwire_message_log_get_end_row (self->log);
}

gboolean
hexwire_log_search_get_is_bounded (HexwireLogSearch *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), FALSE);
  return hexwire_log_hits_get_n (&self->hits) >= HEXWIRE_LOG_SEARCH_MAX_HITS;
}

const GError *
hexwire_log_search_get_error (HexwireLogSearch *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), NULL);
  return self->error;
}

void
hexwire_log_search_get_hit (HexwireLogSearch *self,
                            guint             index,
                            HexwireLogHit    *hit)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SEARCH (self));
  g_return_if_fail (index < hexwire_log_hits_get_n (&self->hits));

  *hit = *hexwire_log_hits_get (&self->hits, index);
}

gboolean
hexwire_log_search_find_next (HexwireLogSearch *self,
                              guint64           row,
                              guint32           offset_bytes,
                              guint            *index)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), FALSE);

  *index = hexwire_log_hits_find (&self->hits, row, offset_bytes);
  return *index < hexwire_log_hits_get_n (&self->hits);
}

gboolean
hexwire_log_search_find_previous (HexwireLogSearch *self,
                                  guint64           row,
                                  guint32           offset_bytes,
                                  guint            *index)
{
  guint n_before;

  g_return_val_if_fail (HEXWIRE_IS_LOG_SEARCH (self), FALSE);

  n_before = hexwire_log_hits_find (&self->hits, row, offset_bytes);
  *index = n_before - 1;
  return n_before > 0;
}
