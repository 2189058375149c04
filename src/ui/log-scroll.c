/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-scroll.h"

/* A change of the scroll position so soon after a key or the pointer was the reader's will; any
 * other is GTK's own, when rows come and go. */
#define INPUT_MEMORY_US (700 * 1000)

struct _HexwireLogScroll
{
  GObject parent_instance;

  HexwireLogView *log_view;
  GtkWidget *list;          /* the rows of the column view; not ours */
  GtkAdjustment *adjustment;
  gboolean follows;
  gboolean is_reading;      /* a row was selected, and the newest were not asked for since */
  gint64 last_input_us;
  guint tick_id;
  guint n_scrolls;          /* frames in which the list is still to be scrolled */
  guint position;           /* where to, while the newest row is not followed */
};

G_DEFINE_FINAL_TYPE (HexwireLogScroll, hexwire_log_scroll, G_TYPE_OBJECT)

static guint
count_rows (HexwireLogScroll *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->log_view));
}

static gboolean
is_following (HexwireLogScroll *self)
{
  return self->follows && !hexwire_log_view_get_held (self->log_view)
         && !hexwire_log_view_get_sorted (self->log_view);
}

/* The list learns the height of new rows in the frame after it was told of them; scrolled to the
 * end before, it would stay a row short. So the scrolling goes on for a frame after the last
 * change. */
static gboolean
scroll_tick_cb (GtkWidget     *list,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  HexwireLogScroll *self = user_data;
  guint n_rows = count_rows (self);
  guint position = is_following (self) ? n_rows - 1 : self->position;

  if (position < n_rows)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  if (--self->n_scrolls > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/* A list that does not follow the newest rows moves by no row that comes. */
static void
set_held (HexwireLogScroll *self,
          gboolean          held)
{
  hexwire_log_view_set_held (self->log_view, held && self->follows);
}

/* Who selects a row reads it. Once new rows would push it up, they wait. */
static void
hold_for_reader (HexwireLogScroll *self)
{
  if (self->is_reading
      && gtk_adjustment_get_upper (self->adjustment)
           > gtk_adjustment_get_page_size (self->adjustment))
    set_held (self, TRUE);
}

/* When the rows outgrow the list, GTK may move them by a part of a row. */
static void
size_changed_cb (HexwireLogScroll *self)
{
  if (hexwire_log_view_get_held (self->log_view))
    return;
  hold_for_reader (self);
  if (hexwire_log_view_get_held (self->log_view))
    hexwire_log_scroll_to (self, 0);
}

static void
scrolled_cb (HexwireLogScroll *self)
{
  double end = gtk_adjustment_get_upper (self->adjustment)
               - gtk_adjustment_get_page_size (self->adjustment);
  gboolean is_at_end = gtk_adjustment_get_value (self->adjustment) >= end - 2;

  if (g_get_monotonic_time () - self->last_input_us > INPUT_MEMORY_US)
    return;
  set_held (self, !is_at_end);
}

static gboolean
input_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          HexwireLogScroll         *self)
{
  GdkModifierType buttons = GDK_BUTTON1_MASK | GDK_BUTTON2_MASK | GDK_BUTTON3_MASK;

  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_SCROLL:
    case GDK_KEY_PRESS:
    case GDK_TOUCH_UPDATE:
      self->last_input_us = g_get_monotonic_time ();
      break;
    case GDK_BUTTON_PRESS:
      /* A press on a row is no will to scroll; one beside the scroll bar's slider is. */
      if (GTK_IS_SCROLLBAR (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))))
        self->last_input_us = g_get_monotonic_time ();
      break;
    case GDK_MOTION_NOTIFY:
      if ((gdk_event_get_modifier_state (event) & buttons) != 0)
        self->last_input_us = g_get_monotonic_time ();
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
watch_input (HexwireLogScroll *self,
             GtkWidget        *widget)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_object (input, "event", G_CALLBACK (input_cb), self, 0);
  gtk_widget_add_controller (widget, input);
}

static void
hexwire_log_scroll_dispose (GObject *object)
{
  HexwireLogScroll *self = HEXWIRE_LOG_SCROLL (object);

  hexwire_log_scroll_stop (self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->log_view);

  G_OBJECT_CLASS (hexwire_log_scroll_parent_class)->dispose (object);
}

static void
hexwire_log_scroll_class_init (HexwireLogScrollClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_log_scroll_dispose;
}

static void
hexwire_log_scroll_init (HexwireLogScroll *self)
{
  self->follows = TRUE;
}

HexwireLogScroll *
hexwire_log_scroll_new (GtkScrolledWindow *scroller,
                        GtkColumnView     *view,
                        HexwireLogView    *log_view)
{
  HexwireLogScroll *self = g_object_new (HEXWIRE_TYPE_LOG_SCROLL, NULL);

  self->log_view = g_object_ref (log_view);
  self->list = gtk_widget_get_last_child (GTK_WIDGET (view));
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  watch_input (self, GTK_WIDGET (scroller));
  watch_input (self, gtk_scrolled_window_get_vscrollbar (scroller));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (size_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
hexwire_log_scroll_set_follows (HexwireLogScroll *self,
                                gboolean          follows)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));
  self->follows = follows;
}

gboolean
hexwire_log_scroll_get_follows (HexwireLogScroll *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SCROLL (self), FALSE);
  return self->follows;
}

void
hexwire_log_scroll_set_reading (HexwireLogScroll *self,
                                gboolean          is_reading)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));

  self->is_reading = is_reading;
  hold_for_reader (self);
}

gboolean
hexwire_log_scroll_get_reading (HexwireLogScroll *self)
{
  g_return_val_if_fail (HEXWIRE_IS_LOG_SCROLL (self), FALSE);
  return self->is_reading;
}

void
hexwire_log_scroll_hold (HexwireLogScroll *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));
  set_held (self, TRUE);
}

void
hexwire_log_scroll_to (HexwireLogScroll *self,
                       guint             position)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));

  self->position = position;
  self->n_scrolls = 2;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (self->list, scroll_tick_cb, self, NULL);
}

void
hexwire_log_scroll_to_newest (HexwireLogScroll *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));

  self->is_reading = FALSE;
  hexwire_log_view_set_held (self->log_view, FALSE);
  hexwire_log_view_set_paused (self->log_view, FALSE);
  hexwire_log_view_unsort (self->log_view);
  hexwire_log_scroll_to (self, count_rows (self) - 1);
}

void
hexwire_log_scroll_rows_changed (HexwireLogScroll *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));

  if (is_following (self) && !self->is_reading)
    hexwire_log_scroll_to (self, GTK_INVALID_LIST_POSITION);
}

void
hexwire_log_scroll_stop (HexwireLogScroll *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_SCROLL (self));

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->list, self->tick_id);
  self->tick_id = 0;
}
