/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-defaults.h"

#include "net/session-tab.h"
#include "preferences.h"

#define BYTES_PER_MIB (1024 * 1024)
#define BOUNDS_KEY "hexwire-default-bounds"
#define STYLE_KEY "hexwire-default-style"
#define TIME_KEY "hexwire-default-time"

typedef struct
{
  gsize max_bytes;
  guint max_messages;
} Bounds;

static void
bounds_changed_cb (HexwireMessageLog *log)
{
  Bounds *last = g_object_get_data (G_OBJECT (log), BOUNDS_KEY);
  Bounds now = { (gsize) hexwire_preferences_get_uint ("log-max-mib") * BYTES_PER_MIB,
                 hexwire_preferences_get_uint ("log-max-messages") };

  if (hexwire_message_log_get_max_bytes (log) == last->max_bytes
      && hexwire_message_log_get_max_messages (log) == last->max_messages
      && (now.max_bytes != last->max_bytes || now.max_messages != last->max_messages))
    hexwire_message_log_set_limits (log, now.max_bytes, now.max_messages);
  *last = now;
}

void
hexwire_log_defaults_follow_log (HexwireMessageLog *log)
{
  HexwirePreferences *preferences = hexwire_preferences_get ();
  Bounds *bounds = g_new0 (Bounds, 1);

  bounds->max_bytes = HEXWIRE_MESSAGE_LOG_MAX_BYTES;
  bounds->max_messages = HEXWIRE_MESSAGE_LOG_MAX_MESSAGES;
  g_object_set_data_full (G_OBJECT (log), BOUNDS_KEY, bounds, g_free);
  g_signal_connect_object (preferences, "notify::log-max-mib", G_CALLBACK (bounds_changed_cb), log,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (preferences, "notify::log-max-messages", G_CALLBACK (bounds_changed_cb),
                           log, G_CONNECT_SWAPPED);
  bounds_changed_cb (log);
}

/* Notes what is preferred under @key. Returns: what was before. */
static char *
exchange (HexwireLogPane *pane,
          const char     *key,
          const char     *now)
{
  char *last = g_object_steal_data (G_OBJECT (pane), key);

  g_object_set_data_full (G_OBJECT (pane), key, g_strdup (now), g_free);
  return last;
}

static void
style_changed_cb (HexwireLogPane *pane)
{
  g_autofree char *now = hexwire_preferences_dup_string ("data-style");
  g_autofree char *last = exchange (pane, STYLE_KEY, now);
  HexwireStyleChoice *choice = hexwire_log_pane_get_style (pane);
  HexwireSessionStyle present = hexwire_style_choice_get_selected (choice);
  HexwireSessionStyle style;

  if (g_strcmp0 (hexwire_session_style_get_id (present), last) == 0
      && hexwire_session_style_from_id (now, &style))
    hexwire_style_choice_set_selected (choice, style);
}

static void
time_changed_cb (HexwireLogPane *pane)
{
  HexwireLogList *list = hexwire_log_pane_get_list (pane);
  g_autofree char *now = hexwire_preferences_dup_string ("time-format");
  g_autofree char *last = exchange (pane, TIME_KEY, now);
  g_autofree char *present = NULL;

  g_object_get (list, "time-format", &present, NULL);
  if (g_strcmp0 (present, last) == 0)
    g_object_set (list, "time-format", now, NULL);
}

void
hexwire_log_defaults_follow_pane (HexwireLogPane *pane)
{
  HexwirePreferences *preferences = hexwire_preferences_get ();

  g_object_set_data_full (G_OBJECT (pane), STYLE_KEY, g_strdup (hexwire_session_style_get_id (0)),
                          g_free);
  g_object_set_data_full (G_OBJECT (pane), TIME_KEY, g_strdup (hexwire_time_format_get_id (0)),
                          g_free);
  g_signal_connect_object (preferences, "notify::data-style", G_CALLBACK (style_changed_cb), pane,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (preferences, "notify::time-format", G_CALLBACK (time_changed_cb), pane,
                           G_CONNECT_SWAPPED);
  style_changed_cb (pane);
  time_changed_cb (pane);
}
