/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-pane.h"

#include "compat-paned.h"
#include "field-spans.h"
#include "hex-view.h"
#include "log-columns.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* A change of the scroll position so soon after a key or the pointer was the reader's will; any
 * other is GTK's own, when rows come and go. */
#define INPUT_MEMORY_US (700 * 1000)

struct _HexwireLogPane
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  GtkSingleSelection *selection;
  HexwireMessage *selected;
  HexwireFormat *format;  /* what payloads are decoded as */

  gint64 last_input_us;
  guint fit_source;
  guint tick_id;
  guint n_scrolls;        /* frames in which the list is still to be taken to its end */

  GtkLabel *count;
  GtkEntry *format_entry;
  GtkDropDown *style_drop;
  GtkPaned *paned;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkWidget *empty_hint;
  GtkButton *new_button;
  GtkWidget *detail;
  GtkLabel *detail_title;
  HexwireHexView *hex_view;
};

G_DEFINE_FINAL_TYPE (HexwireLogPane, hexwire_log_pane, GTK_TYPE_BOX)

static guint
count_rows (HexwireLogPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->log_view));
}

static gboolean
is_following (HexwireLogPane *self)
{
  return !hexwire_log_view_get_held (self->log_view);
}

/* The list learns the height of new rows in the frame after it was told of them; scrolled to the
 * end before, it would stay a row short. So the scrolling goes on for a frame after the last
 * change. */
static gboolean
scroll_tick_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (widget);
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  guint n_rows = count_rows (self);

  if (n_rows > 0 && is_following (self))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", n_rows - 1);
  if (--self->n_scrolls > 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to_end (HexwireLogPane *self)
{
  self->n_scrolls = 2;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_tick_cb, NULL, NULL);
}

static void
update_count (HexwireLogPane *self)
{
  guint n_rows = count_rows (self);
  guint64 n_dropped
    = hexwire_message_log_get_n_dropped (hexwire_log_view_get_log (self->log_view));
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n_rows), n_rows);
  g_autofree char *text = NULL;

  if (n_dropped > 0)
    /* Translators: how many rows there are, "12 rows", and how many made room for newer ones */
    text = g_strdup_printf (_("%s · %" PRIu64 " older ones dropped"), rows, n_dropped);
  gtk_label_set_label (self->count, text != NULL ? text : rows);
  gtk_widget_set_visible (self->empty_hint, n_rows == 0);
}

static void
update_new_button (HexwireLogPane *self)
{
  guint n_waiting = hexwire_log_view_get_n_waiting (self->log_view);
  g_autofree char *label = NULL;

  if (!is_following (self) && n_waiting > 0)
    {
      /* Translators: messages that came while the reader looks at older ones */
      label = g_strdup_printf (ngettext ("%u new ↓", "%u new ↓", n_waiting), n_waiting);
      gtk_button_set_label (self->new_button, label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->new_button), label != NULL);
}

static void
items_changed_cb (HexwireLogPane *self)
{
  update_count (self);
  if (is_following (self))
    scroll_to_end (self);
}

static gboolean
input_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          gpointer                  user_data)
{
  HexwireLogPane *self = user_data;
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
scrolled_cb (HexwireLogPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  gboolean is_at_end = gtk_adjustment_get_value (adjustment) >= end - 2;

  if (g_get_monotonic_time () - self->last_input_us > INPUT_MEMORY_US)
    return;
  hexwire_log_view_set_held (self->log_view, !is_at_end);
  update_new_button (self);
}

/* Marks a format that cannot be read where it stands; payloads keep the last one that could. */
static void
take_format (HexwireLogPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->format_entry));
  g_autoptr (GError) error = NULL;
  HexwireFormat *format = hexwire_format_parse (text, NULL, &error);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->format_entry),
                               error != NULL ? error->message : NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->format_entry), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->format_entry), "error");
  g_clear_pointer (&self->format, hexwire_format_unref);
  self->format = format;
}

/* The bytes of the selected message wear the colours of the fields that the list shows. */
static void
update_spans (HexwireLogPane *self)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (HexwireHexSpan));
  gboolean decodes = gtk_drop_down_get_selected (self->style_drop) > HEXWIRE_MESSAGE_STYLE_HEX;

  if (decodes && self->format != NULL && self->selected != NULL)
    hexwire_field_spans_append_records (spans, self->format, 0,
                                        hexwire_message_get_size_bytes (self->selected));
  hexwire_hex_view_set_spans (self->hex_view, spans, 0);
}

static void
update_style (HexwireLogPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->style_drop);
  gboolean decodes = selected > HEXWIRE_MESSAGE_STYLE_HEX;

  gtk_widget_set_visible (GTK_WIDGET (self->format_entry), decodes);
  hexwire_log_columns_set_style (self->view, decodes ? HEXWIRE_MESSAGE_STYLE_HEX : selected,
                                 decodes ? self->format : NULL);
  update_spans (self);
}

static void
style_selected_cb (HexwireLogPane *self)
{
  /* The drop-down tells of its first choice while the template is still being built. */
  if (self->log_view == NULL)
    return;
  take_format (self);
  update_style (self);
}

static void
format_changed_cb (HexwireLogPane *self)
{
  if (self->log_view == NULL)
    return;
  take_format (self);
  update_style (self);
}

static char *
dup_detail_title (HexwireMessage *message)
{
  gsize size_bytes = hexwire_message_get_size_bytes (message);
  const char *peer = hexwire_message_get_peer (message);
  g_autoptr (GString) time = g_string_new (NULL);
  g_autofree char *size
    = g_strdup_printf (ngettext ("%zu byte", "%zu bytes", (gulong) size_bytes),
                       size_bytes);

  hexwire_message_text_append_time (time, hexwire_message_get_time_us (message));
  return g_strjoin (" · ", size, time->str, peer, NULL);
}

static void
selected_cb (HexwireLogPane *self)
{
  HexwireMessage *message = gtk_single_selection_get_selected_item (self->selection);
  gboolean is_data;
  g_autofree char *title = NULL;

  /* A selected row that the log drops takes its selection along, and its bytes stay in sight. */
  if (message == NULL || !g_set_object (&self->selected, message))
    return;
  /* What happened is told in words, and words of ours are no bytes from the wire. */
  is_data = hexwire_message_kind_is_data (hexwire_message_get_kind (message));
  title = dup_detail_title (message);
  gtk_label_set_label (self->detail_title, title);
  hexwire_hex_view_set_bytes (self->hex_view,
                              is_data ? hexwire_message_get_payload (message) : NULL);
  update_spans (self);
  gtk_widget_set_visible (self->detail, is_data);
}

static gboolean
fit_cb (gpointer user_data)
{
  HexwireLogPane *self = user_data;
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (self->scroller);

  self->fit_source = 0;
  hexwire_log_columns_fit (self->view, (int) gtk_adjustment_get_page_size (horizontal));
  return G_SOURCE_REMOVE;
}

/* It comes out of an allocation, which must not ask for another. */
static void
width_changed_cb (HexwireLogPane *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add_full (GTK_PRIORITY_RESIZE, fit_cb, self, NULL);
}

static void
hexwire_log_pane_dispose (GObject *object)
{
  HexwireLogPane *self = HEXWIRE_LOG_PANE (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  g_clear_handle_id (&self->fit_source, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->log_view);
  g_clear_object (&self->selected);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_LOG_PANE);

  G_OBJECT_CLASS (hexwire_log_pane_parent_class)->dispose (object);
}

static void
hexwire_log_pane_class_init (HexwireLogPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hexwire_log_pane_dispose;

  g_type_ensure (HEXWIRE_TYPE_HEX_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/log-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, count);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, detail);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, detail_title);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, format_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, hex_view);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, new_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, paned);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, style_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireLogPane, view);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hexwire_log_pane_follow);
  gtk_widget_class_bind_template_callback (widget_class, style_selected_cb);
}

static void
watch_input (HexwireLogPane *self,
             GtkWidget      *widget)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect (input, "event", G_CALLBACK (input_cb), self);
  gtk_widget_add_controller (widget, input);
}

static void
hexwire_log_pane_init (HexwireLogPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_compat_paned_mend (self->paned);
  hexwire_log_columns_add (self->view);
  watch_input (self, GTK_WIDGET (self->scroller));
  watch_input (self, gtk_scrolled_window_get_vscrollbar (self->scroller));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (width_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
hexwire_log_pane_set_log (HexwireLogPane    *self,
                          HexwireMessageLog *log)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));
  g_return_if_fail (self->log_view == NULL);

  self->log_view = hexwire_log_view_new (log);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->log_view));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log_view, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log_view, "notify::n-waiting", G_CALLBACK (update_new_button),
                           self, G_CONNECT_SWAPPED);
  items_changed_cb (self);
}

void
hexwire_log_pane_set_peer (HexwireLogPane *self,
                           guint32         peer_id)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  hexwire_log_view_set_peer (self->log_view, peer_id);
  update_new_button (self);
}

void
hexwire_log_pane_follow (HexwireLogPane *self)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  hexwire_log_view_set_held (self->log_view, FALSE);
  update_new_button (self);
  scroll_to_end (self);
}

GBytes *
hexwire_log_pane_dup_shown_bytes (HexwireLogPane *self)
{
  GBytes *payload;
  gsize offset_bytes;
  gsize size_bytes;

  g_return_val_if_fail (HEXWIRE_IS_LOG_PANE (self), NULL);

  if (self->selected == NULL
      || !hexwire_message_kind_is_data (hexwire_message_get_kind (self->selected)))
    return NULL;
  payload = hexwire_message_get_payload (self->selected);
  if (payload == NULL
      || !hexwire_hex_view_get_selection (self->hex_view, &offset_bytes, &size_bytes))
    return payload != NULL ? g_bytes_ref (payload) : NULL;
  return g_bytes_new_from_bytes (payload, offset_bytes, size_bytes);
}

void
hexwire_log_pane_set_format (HexwireLogPane *self,
                             const char     *format)
{
  g_return_if_fail (HEXWIRE_IS_LOG_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->format_entry), format);
  gtk_drop_down_set_selected (self->style_drop, HEXWIRE_MESSAGE_STYLE_HEX + 1);
}
