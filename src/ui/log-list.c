/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-list.h"

#include "frame-cost.h"
#include "log-copy.h"
#include "log-list-actions.h"
#include "log-menu.h"
#include "log-scroll.h"
#include "log-selection.h"
#include "welcome.h"

#include "log/byte-changes.h"

#include <glib/gi18n.h>

/* How many selected rows are looked for when others are shown. */
#define MAX_KEPT_ROWS 1000

struct _HexwireLogList
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  HexwireLogSelection *selection;
  HexwireLogScroll *scroll;
  GArray *kept;           /* (element-type HexwireFrame): what to select again (nullable) */
  guint fit_source;

  GMenuModel *row_menu;
  GActionGroup *actions;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkWidget *empty_hint;
  GtkButton *new_button;
};

enum
{
  PROP_MARKS_CHANGES = 1,
  PROP_TIME_FORMAT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireLogList, hexwire_log_list, GTK_TYPE_BOX)

static guint
count_rows (HexwireLogList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->log_view));
}

static void
selection_changed_cb (HexwireLogList *self)
{
  hexwire_log_scroll_set_reading (self->scroll, hexwire_log_list_get_n_selected (self) > 0);
  hexwire_log_copy_update (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
items_changed_cb (HexwireLogList *self)
{
  /* A model does not tell by itself that rows which were selected are gone. */
  if (hexwire_log_scroll_get_reading (self->scroll)
      && hexwire_log_list_get_n_selected (self) == 0)
    selection_changed_cb (self);
  gtk_widget_set_visible (self->empty_hint, hexwire_log_scroll_get_follows (self->scroll)
                                              && count_rows (self) == 0);
  hexwire_log_copy_update (self);
  hexwire_log_scroll_rows_changed (self->scroll);
}

static void
update_new_button (HexwireLogList *self)
{
  guint n_waiting = hexwire_log_view_get_n_waiting (self->log_view);
  gboolean is_sorted = hexwire_log_view_get_sorted (self->log_view);
  g_autofree char *label = NULL;

  if (n_waiting > 0)
    {
      /* Translators: messages that came while the reader looks at older ones */
      label = g_strdup_printf (ngettext ("%'u new ↓", "%'u new ↓", n_waiting), n_waiting);
      gtk_button_set_label (self->new_button, label);
    }
  else if (is_sorted)
    gtk_button_set_label (self->new_button, _("Order of arrival ↓"));
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), n_waiting > 0 || is_sorted);
}

/* A row that another filter or rule still shows stays selected, and in sight. */
static void
before_anew_cb (HexwireLogList *self)
{
  self->kept = hexwire_log_selection_dup_frames (self->selection, MAX_KEPT_ROWS);
}

static void
after_anew_cb (HexwireLogList *self)
{
  g_autoptr (GArray) kept = g_steal_pointer (&self->kept);
  guint position = hexwire_log_selection_select_frames (self->selection, kept);

  if (position != GTK_INVALID_LIST_POSITION)
    hexwire_log_scroll_to (self->scroll, position);
  else if (kept->len == 0 && hexwire_log_view_get_sorted (self->log_view))
    hexwire_log_scroll_to (self->scroll, 0);
}

/* Before the rows react to it. */
static gboolean
event_cb (HexwireLogList *self)
{
  if (self->selection != NULL)
    hexwire_log_selection_begin_event (self->selection);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
fit_cb (gpointer user_data)
{
  HexwireLogList *self = user_data;
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (self->scroller);

  self->fit_source = 0;
  hexwire_log_columns_fit (self->view, (int) gtk_adjustment_get_page_size (horizontal));
  return G_SOURCE_REMOVE;
}

/* It comes out of an allocation, which must not ask for another. */
static void
width_changed_cb (HexwireLogList *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add_full (GTK_PRIORITY_RESIZE, fit_cb, self, NULL);
}

static void
hexwire_log_list_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HexwireLogList *self = HEXWIRE_LOG_LIST (object);

  switch (prop_id)
    {
    case PROP_MARKS_CHANGES:
      g_value_set_boolean (value, hexwire_log_columns_get_marks_changes (self->view));
      break;
    case PROP_TIME_FORMAT:
      g_value_set_static_string (
        value, hexwire_time_format_get_id (hexwire_log_columns_get_time_format (self->view)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_time_format (HexwireLogList *self,
                 const char     *id)
{
  HexwireTimeFormat format;

  /* An id of a later version is left alone. */
  if (!hexwire_time_format_from_id (id, &format)
      || format == hexwire_log_columns_get_time_format (self->view))
    return;
  hexwire_log_columns_set_time_format (self->view, format);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME_FORMAT]);
}

static void
set_marks_changes (HexwireLogList *self,
                   gboolean        marks_changes)
{
  if (hexwire_log_columns_get_marks_changes (self->view) == marks_changes)
    return;
  hexwire_log_columns_set_marks_changes (self->view, marks_changes);
  if (self->selection != NULL)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKS_CHANGES]);
}

static void
hexwire_log_list_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HexwireLogList *self = HEXWIRE_LOG_LIST (object);

  switch (prop_id)
    {
    case PROP_MARKS_CHANGES:
      set_marks_changes (self, g_value_get_boolean (value));
      break;
    case PROP_TIME_FORMAT:
      set_time_format (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hexwire_log_list_dispose (GObject *object)
{
  HexwireLogList *self = HEXWIRE_LOG_LIST (object);

  if (self->scroll != NULL)
    hexwire_log_scroll_stop (self->scroll);
  g_clear_object (&self->scroll);
  g_clear_handle_id (&self->fit_source, g_source_remove);
  hexwire_log_menu_remove (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->selection);
  /* A column that goes takes the order of the rows with it, which are no longer shown here. */
  if (self->log_view != NULL)
    g_signal_handlers_disconnect_by_data (self->log_view, self);
  g_clear_object (&self->log_view);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_LOG_LIST);

  G_OBJECT_CLASS (hexwire_log_list_parent_class)->dispose (object);
}

/* GTK goes from row to row by Tab, and would never leave a list of a million rows. */
static gboolean
hexwire_log_list_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  HexwireLogList *self = HEXWIRE_LOG_LIST (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    {
      if (direction == GTK_DIR_TAB_FORWARD)
        return gtk_widget_get_visible (GTK_WIDGET (self->new_button))
               && gtk_widget_grab_focus (GTK_WIDGET (self->new_button));
      if (direction == GTK_DIR_TAB_BACKWARD)
        return FALSE;
    }
  return GTK_WIDGET_CLASS (hexwire_log_list_parent_class)->focus (widget, direction);
}

/* One of the rows has the focus: the first that is selected, or the one that had it last. */
static gboolean
hexwire_log_list_grab_focus (GtkWidget *widget)
{
  HexwireLogList *self = HEXWIRE_LOG_LIST (widget);
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  GtkWidget *row;
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (self);

  if (gtk_bitset_is_empty (selected))
    return gtk_widget_grab_focus (list);
  /* Only what is in sight, and near, has a widget. */
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", gtk_bitset_get_minimum (selected));
  row = gtk_widget_get_first_child (list);
  while (row != NULL && (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    row = gtk_widget_get_next_sibling (row);
  return gtk_widget_grab_focus (row != NULL ? row : list);
}

static void
hexwire_log_list_class_init (HexwireLogListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hexwire_log_list_get_property;
  object_class->set_property = hexwire_log_list_set_property;
  object_class->dispose = hexwire_log_list_dispose;
  widget_class->focus = hexwire_log_list_focus;
  widget_class->grab_focus = hexwire_log_list_grab_focus;

  properties[PROP_MARKS_CHANGES] = g_param_spec_boolean (
    "marks-changes", NULL, NULL, FALSE,
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_TIME_FORMAT] = g_param_spec_string (
    "time-format", NULL, NULL, NULL,
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", HEXWIRE_TYPE_LOG_LIST,
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                             0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/log-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireLogList, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogList, new_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogList, row_menu);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogList, scroller);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogList, view);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_log_list_follow);

  hexwire_log_copy_install (widget_class);
  hexwire_log_menu_install (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "log.mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "log.next-mark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_SHIFT_MASK,
                                       "log.previous-mark", NULL);
}

static void
watch_events (HexwireLogList *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), events);
}

static void
hexwire_log_list_init (HexwireLogList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_log_columns_add (self->view);
  hexwire_log_menu_add (self, self->row_menu);
  self->actions = hexwire_log_list_actions_new (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), HEXWIRE_LOG_COLUMNS_ACTIONS, self->actions);
  watch_events (self);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (width_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
hexwire_log_list_set_log_view (HexwireLogList *self,
                               HexwireLogView *log_view)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));
  g_return_if_fail (self->log_view == NULL);

  self->log_view = g_object_ref (log_view);
  hexwire_log_columns_set_log_view (self->view, log_view);
  hexwire_frame_cost_tell (GTK_WIDGET (self), hexwire_log_view_get_log (log_view));
  self->scroll = hexwire_log_scroll_new (self->scroller, self->view, log_view);
  self->selection = hexwire_log_selection_new (log_view);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "before-anew", G_CALLBACK (before_anew_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "after-anew", G_CALLBACK (after_anew_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "notify::n-waiting", G_CALLBACK (update_new_button),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (log_view, "notify::sorted", G_CALLBACK (update_new_button), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self);
  hexwire_log_copy_update (self);
}

HexwireLogView *
hexwire_log_list_get_log_view (HexwireLogList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_LIST (self), NULL);
  return self->log_view;
}

GtkColumnView *
hexwire_log_list_get_columns (HexwireLogList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_LIST (self), NULL);
  return self->view;
}

GActionGroup *
hexwire_log_list_get_actions (HexwireLogList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_LIST (self), NULL);
  return self->actions;
}

void
hexwire_log_list_set_follows (HexwireLogList *self,
                              gboolean        follows)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));
  hexwire_log_scroll_set_follows (self->scroll, follows);
  items_changed_cb (self);
}

void
hexwire_log_list_set_hint (HexwireLogList *self,
                           const char     *hint)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));
  gtk_label_set_text (GTK_LABEL (self->empty_hint), hint);
}

void
hexwire_log_list_welcome (HexwireLogList *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));
  hexwire_welcome_add_links (GTK_LABEL (self->empty_hint));
}

void
hexwire_log_list_follow (HexwireLogList *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));

  hexwire_log_scroll_to_newest (self->scroll);
}

guint
hexwire_log_list_get_n_selected (HexwireLogList *self)
{
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (self);

  return (guint) gtk_bitset_get_size (selected);
}

GPtrArray *
hexwire_log_list_dup_selected (HexwireLogList *self,
                               guint           max_rows)
{
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (self);
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position);
       is_valid && messages->len < max_rows; is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      gpointer message = g_list_model_get_item (G_LIST_MODEL (self->log_view), position);

      if (message != NULL)
        g_ptr_array_add (messages, message);
    }
  return messages;
}

GBytes *
hexwire_log_list_dup_previous (HexwireLogList *self)
{
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (self);
  guint position = gtk_bitset_get_minimum (selected);
  g_autoptr (HexwireMessage) message = NULL;

  if (gtk_bitset_get_size (selected) != 1
      || !hexwire_log_columns_get_marks_changes (self->view))
    return NULL;
  message = g_list_model_get_item (G_LIST_MODEL (self->log_view), position);
  return message != NULL
           ? hexwire_byte_changes_dup_previous (self->log_view, position, message)
           : NULL;
}

GtkBitset *
hexwire_log_list_dup_selection (HexwireLogList *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_LIST (self), NULL);
  return gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
}

void
hexwire_log_list_select (HexwireLogList *self,
                         guint           position)
{
  g_return_if_fail (HEXWIRE_IS_LOG_LIST (self));

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  hexwire_log_scroll_hold (self->scroll);
  hexwire_log_scroll_to (self->scroll, position);
}
