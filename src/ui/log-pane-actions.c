/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-pane-actions.h"

#include "export-window.h"
#include "limits-window.h"
#include "note-popover.h"
#include "record-window.h"

/* How many rows can be marked at a time. */
#define MAX_MARKED_AT_ONCE 100000

static void
find_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_log_pane_find (HEXWIRE_LOG_PANE (widget));
}

static void
filter_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  hexwire_log_pane_filter (HEXWIRE_LOG_PANE (widget));
}

static gboolean
is_marked (HexwireLogView *log_view,
           guint           position)
{
  HexwireFrame frame;

  return hexwire_log_view_get_frame (log_view, position, &frame)
         && (frame.flags & HEXWIRE_RECORD_MARKED) != 0;
}

/* Marks the selected rows, or unmarks them where the first of them is marked. */
static void
mark_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);
  HexwireLogView *log_view = hexwire_log_pane_get_log_view (self);
  g_autoptr (GtkBitset) selected
    = hexwire_log_list_dup_selection (hexwire_log_pane_get_list (self));
  gboolean marked = !is_marked (log_view, gtk_bitset_get_minimum (selected));
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint));
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position);
       is_valid && positions->len < MAX_MARKED_AT_ONCE;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (positions, position);
  hexwire_log_view_set_marked (log_view, &g_array_index (positions, guint, 0), positions->len,
                               marked);
}

static void
step_mark (HexwireLogPane *self,
           gboolean        forward)
{
  HexwireLogView *log_view = hexwire_log_pane_get_log_view (self);
  HexwireLogList *list = hexwire_log_pane_get_list (self);
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (list);
  guint position = gtk_bitset_is_empty (selected) ? GTK_INVALID_LIST_POSITION
                                                  : gtk_bitset_get_minimum (selected);

  /* Behind the last one, round to the first. */
  if (hexwire_log_view_find_mark (log_view, position, forward, &position)
      || hexwire_log_view_find_mark (log_view, GTK_INVALID_LIST_POSITION, forward, &position))
    hexwire_log_list_select (list, position);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
next_mark_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  step_mark (HEXWIRE_LOG_PANE (widget), TRUE);
}

static void
previous_mark_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  step_mark (HEXWIRE_LOG_PANE (widget), FALSE);
}

static void
note_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);

  hexwire_note_popover_open (widget,
                             hexwire_log_view_get_log (hexwire_log_pane_get_log_view (self)));
}

static GtkWindow *
get_window (GtkWidget *widget)
{
  return GTK_WINDOW (gtk_widget_get_root (widget));
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);
  g_autoptr (GtkBitset) selected
    = hexwire_log_list_dup_selection (hexwire_log_pane_get_list (self));

  hexwire_export_window_present (get_window (widget), hexwire_log_pane_get_log_view (self),
                                 selected, hexwire_log_pane_get_format (self));
}

static void
limits_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);

  hexwire_limits_window_present (get_window (widget),
                                 hexwire_log_view_get_log (hexwire_log_pane_get_log_view (self)));
}

static void
record_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);
  HexwireMessageLog *log = hexwire_log_view_get_log (hexwire_log_pane_get_log_view (self));
  HexwireRecordWindow *window
    = hexwire_record_window_new (get_window (widget), log, hexwire_log_pane_get_format (self));

  g_signal_connect_object (window, "started", G_CALLBACK (hexwire_log_pane_set_recorder), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

void
hexwire_log_pane_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "log.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "log.filter", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "log.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "log.limits", NULL, limits_cb);
  gtk_widget_class_install_action (widget_class, "log.mark", NULL, mark_cb);
  gtk_widget_class_install_action (widget_class, "log.next-mark", NULL, next_mark_cb);
  gtk_widget_class_install_action (widget_class, "log.note", NULL, note_cb);
  gtk_widget_class_install_action (widget_class, "log.previous-mark", NULL, previous_mark_cb);
  gtk_widget_class_install_action (widget_class, "log.record", NULL, record_cb);
  gtk_widget_class_install_property_action (widget_class, "log.collapses", "collapses");
}
