/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-pane.h"

#include "compat-paned.h"
#include "filter-bar.h"
#include "find-bar.h"
#include "focus-return.h"
#include "framing-editor.h"
#include "late-drop-down.h"
#include "late-menu.h"
#include "late-popover.h"
#include "log-defaults.h"
#include "log-list.h"
#include "log-pane-actions.h"
#include "log-text.h"
#include "message-detail.h"
#include "record-bar.h"
#include "tooltip.h"

struct _HexwireLogPane
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  gboolean collapses;
  gboolean is_read_only;
  HexwireStyleChoice *style;

  GtkLabel *count;
  GtkEntry *format_entry;
  HexwireLateDropDown *style_drop;
  GtkMenuButton *framing_button;
  GtkLabel *framing_label;
  HexwireFramingEditor *framing;
  GtkToggleButton *pause_button;
  GtkWidget *clear_button;
  HexwireFindBar *find_bar;
  HexwireFilterBar *filter_bar;
  HexwireRecordBar *record_bar;
  GtkMenuButton *menu_button;
  GMenu *log_menu;
  GtkPaned *paned;
  HexwireLogList *list;
  GtkLabel *unfinished;
  HexwireMessageDetail *detail;
};

enum
{
  PROP_COLLAPSES = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  FRAMING_CHANGED,
  LOOK_CHANGED,
  RECORDING,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireLogPane, hexwire_log_pane, GTK_TYPE_BOX)

/* The rows that were dropped meanwhile do not count, though the list does not know of it yet. */
static void
update_count (HexwireLogPane *self)
{
  g_autofree char *text = hexwire_log_text_dup_count (self->log_view);

  gtk_label_set_label (self->count, text);
  hexwire_tooltip_set (GTK_WIDGET (self->count), text);
}

/* What came of a frame that has not ended is no row yet, but it must not be out of sight. */
static void
update_unfinished (HexwireLogPane *self)
{
  g_autofree char *text = hexwire_log_text_dup_unfinished (self->log_view);

  gtk_label_set_label (self->unfinished, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unfinished), text != NULL);
}

static void
log_view_changed_cb (HexwireLogPane *self)
{
  update_count (self);
  update_unfinished (self);
  hexwire_filter_bar_update (self->filter_bar);
}

static void
style_changed_cb (HexwireLogPane *self)
{
  HexwireFormat *format = hexwire_style_choice_get_format (self->style);

  if (self->log_view == NULL)
    return;
  hexwire_log_columns_set_style (hexwire_log_list_get_columns (self->list),
                                 hexwire_style_choice_get_style (self->style), format);
  hexwire_message_detail_set_format (self->detail, format);
  hexwire_filter_bar_set_format (self->filter_bar, format);
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

static void
time_format_changed_cb (HexwireLogPane *self)
{
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

static void
framing_changed_cb (HexwireLogPane *self)
{
  const char *title = hexwire_framing_editor_get_title (self->framing);

  if (self->log_view != NULL)
    hexwire_log_view_set_rule (self->log_view, hexwire_framing_editor_get_rule (self->framing));
  gtk_label_set_label (self->framing_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->framing_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_emit (self, signals[FRAMING_CHANGED], 0);
}

static void
selection_changed_cb (HexwireLogPane *self)
{
  g_autoptr (GPtrArray) messages
    = hexwire_log_list_dup_selected (self->list, HEXWIRE_MESSAGE_DETAIL_MAX_ROWS);
  g_autoptr (GBytes) previous = hexwire_log_list_dup_previous (self->list);

  hexwire_message_detail_set_messages (self->detail, messages,
                                       hexwire_log_list_get_n_selected (self->list));
  hexwire_message_detail_set_previous (self->detail, previous);
}

static void
go_to_cb (HexwireLogPane *self,
          guint           position,
          guint64         offset_bytes,
          guint64         size_bytes)
{
  hexwire_log_list_select (self->list, position);
  hexwire_message_detail_select (self->detail, (gsize) offset_bytes, (gsize) size_bytes);
  /* Who closes the search goes on from what was found. */
  hexwire_focus_return_set (GTK_WIDGET (self->find_bar), GTK_WIDGET (self->list));
}

/* One recording of a log at a time. */
static void
recorder_state_cb (HexwireLogRecorder *recorder,
                   GParamSpec         *pspec,
                   HexwireLogPane     *self)
{
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "log.record",
    hexwire_log_recorder_get_state (recorder) > HEXWIRE_RECORDER_STOPPING);
}

static void
set_collapses (HexwireLogPane *self,
               gboolean        collapses)
{
  if (self->collapses == collapses)
    return;
  self->collapses = collapses;
  hexwire_log_view_set_collapses (self->log_view, collapses);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSES]);
}

static void
hexwire_log_pane_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COLLAPSES:
      g_value_set_boolean (value, HEXWIRE_LOG_PANE (object)->collapses);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_pane_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_COLLAPSES:
      set_collapses (HEXWIRE_LOG_PANE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_pane_dispose (GObject *object)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (object);

  g_clear_object (&self->log_view);
  g_clear_object (&self->style);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_LOG_PANE);

  G_OBJECT_CLASS (hexwire_log_pane_parent_class)->dispose (object);
}

static void
hexwire_log_pane_class_init (HexwireLogPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hexwire_log_pane_get_property;
  object_class->set_property = hexwire_log_pane_set_property;
  object_class->dispose = hexwire_log_pane_dispose;

  properties[PROP_COLLAPSES] = g_param_spec_boolean ("collapses", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                       | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FRAMING_CHANGED] = g_signal_new ("framing-changed", HEXWIRE_TYPE_LOG_PANE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOOK_CHANGED] = g_signal_new ("look-changed", HEXWIRE_TYPE_LOG_PANE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECORDING] = g_signal_new ("recording", HEXWIRE_TYPE_LOG_PANE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_LOG_RECORDER);

  hexwire_log_pane_class_install_actions (widget_class);

  g_type_ensure (HEXWIRE_TYPE_FILTER_BAR);
  g_type_ensure (HEXWIRE_TYPE_FIND_BAR);
  g_type_ensure (HEXWIRE_TYPE_FRAMING_EDITOR);
  g_type_ensure (HEXWIRE_TYPE_LATE_DROP_DOWN);
  g_type_ensure (HEXWIRE_TYPE_LATE_POPOVER);
  g_type_ensure (HEXWIRE_TYPE_LOG_LIST);
  g_type_ensure (HEXWIRE_TYPE_MESSAGE_DETAIL);
  g_type_ensure (HEXWIRE_TYPE_RECORD_BAR);
  g_type_ensure (HEXWIRE_TYPE_TOOLTIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/log-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, clear_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, count);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, detail);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, find_bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, format_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, framing);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, framing_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, framing_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, list);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, log_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, paned);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, pause_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, record_bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, style_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, unfinished);
  gtk_widget_class_bind_template_callback (widget_class, framing_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_to_cb);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_framing_editor_build);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
}

static void
add_columns_menu (HexwireLogPane *self)
{
  g_autoptr (GMenuModel) menu
    = hexwire_log_columns_new_menu (hexwire_log_list_get_columns (self->list));

  /* Sections within a section would have two separators between them. */
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuItem) section = g_menu_item_new_from_model (menu, i);

      g_menu_append_item (self->log_menu, section);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), HEXWIRE_LOG_COLUMNS_ACTIONS,
                                  hexwire_log_list_get_actions (self->list));
}

static void
hexwire_log_pane_init (HexwireLogPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_compat_paned_mend (self->paned);
  self->style = hexwire_style_choice_new (self->style_drop, self->format_entry);
  g_signal_connect_object (self->style, "changed", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  framing_changed_cb (self);
  add_columns_menu (self);
  hexwire_late_menu_set (self->menu_button, G_MENU_MODEL (self->log_menu));
}

void
hexwire_log_pane_set_log (HexwireLogPane    *self,
                          HexwireMessageLog *log,
                          gboolean           has_streams)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  g_return_if_fail (self->log_view == NULL);

  self->log_view = hexwire_log_view_new (log);
  gtk_widget_set_visible (GTK_WIDGET (self->framing_button), has_streams);
  hexwire_log_list_set_log_view (self->list, self->log_view);
  hexwire_find_bar_set_log_view (self->find_bar, self->log_view);
  hexwire_filter_bar_set_log_view (self->filter_bar, self->log_view);
  g_object_bind_property (self->log_view, "paused", self->pause_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  /* Whatever comes and goes, the view tells this once it is done. */
  g_signal_connect_object (self->log_view, "notify::n-waiting", G_CALLBACK (log_view_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::time-format", G_CALLBACK (time_format_changed_cb),
                           self, G_CONNECT_SWAPPED);
  log_view_changed_cb (self);
  hexwire_log_defaults_follow_pane (self);
}

void
hexwire_log_pane_set_read_only (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  self->is_read_only = TRUE;
  hexwire_log_list_set_follows (self->list, FALSE);
  gtk_widget_set_visible (self->clear_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.limits", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.note", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.record", FALSE);
}

HexwireLogView *
hexwire_log_pane_get_log_view (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return self->log_view;
}

HexwireLogList *
hexwire_log_pane_get_list (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return self->list;
}

void
hexwire_log_pane_set_peer (HexwireLogPane *self,
                           guint32         peer_id)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_view_set_peer (self->log_view, peer_id);
}

void
hexwire_log_pane_set_hint (HexwireLogPane *self,
                           const char     *hint)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_list_set_hint (self->list, hint);
}

void
hexwire_log_pane_welcome (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_list_welcome (self->list);
}

void
hexwire_log_pane_follow (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_log_list_follow (self->list);
}

void
hexwire_log_pane_show_newest (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  if (!gtk_toggle_button_get_active (self->pause_button))
    hexwire_log_list_follow (self->list);
}

void
hexwire_log_pane_find (HexwireLogPane *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  selected = hexwire_log_list_dup_selection (self->list);
  hexwire_find_bar_open (self->find_bar, gtk_bitset_is_empty (selected)
                                           ? 0
                                           : gtk_bitset_get_minimum (selected));
}

void
hexwire_log_pane_find_next (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_find_bar_step (self->find_bar, TRUE);
}

void
hexwire_log_pane_find_previous (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_find_bar_step (self->find_bar, FALSE);
}

void
hexwire_log_pane_toggle_pause (HexwireLogPane *self)
{
  gboolean paused;

  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  g_object_get (self->log_view, "paused", &paused, NULL);
  hexwire_log_view_set_paused (self->log_view, !paused);
}

void
hexwire_log_pane_clear (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  if (self->is_read_only)
    return;
  hexwire_message_log_clear (hexwire_log_view_get_log (self->log_view));
  hexwire_message_detail_clear (self->detail);
  /* Nobody reads what is gone: a list that was held for that would stay empty. */
  hexwire_log_pane_show_newest (self);
}

void
hexwire_log_pane_filter (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_filter_bar_open (self->filter_bar);
}

HexwireFormat *
hexwire_log_pane_get_format (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return hexwire_style_choice_get_format (self->style);
}

void
hexwire_log_pane_set_recorder (HexwireLogPane     *self,
                               HexwireLogRecorder *recorder)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  hexwire_record_bar_set_recorder (self->record_bar, recorder);
  g_signal_connect_object (recorder, "notify::state", G_CALLBACK (recorder_state_cb), self, 0);
  recorder_state_cb (recorder, NULL, self);
  g_signal_emit (self, signals[RECORDING], 0, recorder);
}

GBytes *
hexwire_log_pane_dup_shown_bytes (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);

  if (hexwire_log_list_get_n_selected (self->list) == 0)
    return NULL;
  return hexwire_message_detail_dup_bytes (self->detail);
}

HexwireStyleChoice *
hexwire_log_pane_get_style (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return self->style;
}

HexwireFrameRule *
hexwire_log_pane_get_rule (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return hexwire_framing_editor_get_rule (self->framing);
}

void
hexwire_log_pane_set_rule (HexwireLogPane   *self,
                           HexwireFrameRule *rule)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  hexwire_framing_editor_set_rule (self->framing, rule);
}

GtkPaned *
hexwire_log_pane_get_paned (HexwireLogPane *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);
  return self->paned;
}
