/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-list-actions.h"

#include "log-sorting.h"

static void
change_marks_changes_cb (GSimpleAction *action,
                         GVariant      *value,
                         gpointer       user_data)
{
  g_object_set (user_data, "marks-changes", g_variant_get_boolean (value), NULL);
}

static void
sort_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  hexwire_log_sorting_toggle (hexwire_log_list_get_columns (user_data),
                              g_variant_get_uint32 (parameter));
}

static void
change_time_format_cb (GSimpleAction *action,
                       GVariant      *value,
                       gpointer       user_data)
{
  g_object_set (user_data, "time-format", g_variant_get_string (value, NULL), NULL);
}

/* Not GPropertyAction, which would keep the widget alive. */
static const GActionEntry entries[] = {
  { "marks-changes", NULL, NULL, "false", change_marks_changes_cb },
  { "sort", sort_cb, "u" },
  { "time-format", NULL, "s", "'clock'", change_time_format_cb },
};

static void
set_state (GActionMap *actions,
           const char *name,
           GVariant   *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)), state);
}

static void
list_changed_cb (HexwireLogList *list,
                 GParamSpec     *pspec,
                 GActionMap     *actions)
{
  g_autofree char *time_format = NULL;
  gboolean marks_changes;

  g_object_get (list, "marks-changes", &marks_changes, "time-format", &time_format, NULL);
  set_state (actions, "marks-changes", g_variant_new_boolean (marks_changes));
  set_state (actions, "time-format", g_variant_new_string (time_format));
}

GActionGroup *
hexwire_log_list_actions_new (HexwireLogList *list)
{
  GSimpleActionGroup *actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), list);
  g_signal_connect_object (list, "notify::marks-changes", G_CALLBACK (list_changed_cb), actions, 0);
  g_signal_connect_object (list, "notify::time-format", G_CALLBACK (list_changed_cb), actions, 0);
  return G_ACTION_GROUP (actions);
}
