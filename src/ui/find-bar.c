/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "find-bar.h"

#include "focus-return.h"
#include "shrinking-drop-down.h"

#include <glib/gi18n.h>

/* For how long matches that are not in sight are passed over in one step. */
#define MAX_STEP_US 20000

struct _HexwireFindBar
{
  GtkBox parent_instance;

  HexwireLogView *log_view;
  HexwireLogSearch *search;
  HexwireLogHit present;      /* the match that was gone to, or where to begin */
  gboolean is_at_hit;         /* whether @present is a match */
  gboolean is_waiting;        /* to go to the first match, as soon as one is found */

  GtkEditable *entry;
  GtkDropDown *kind_drop;
  GtkToggleButton *case_button;
  GtkLabel *count;
  GtkLabel *note;
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireFindBar, hexwire_find_bar, GTK_TYPE_BOX)

static void
show_note (HexwireFindBar *self,
           const char     *message)
{
  gtk_label_set_label (self->note, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), message != NULL);
}

static void
show_problem (HexwireFindBar *self,
              const char     *message)
{
  const char *classes[] = { message != NULL ? "error-text" : "dim-label", NULL };

  show_note (self, message);
  gtk_widget_set_css_classes (GTK_WIDGET (self->note), classes);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
update_count (HexwireFindBar *self)
{
  guint n_hits = hexwire_log_search_get_n_hits (self->search);
  gboolean is_open_ended = hexwire_log_search_get_is_bounded (self->search)
                           || !hexwire_log_search_get_is_complete (self->search);
  const char *more = is_open_ended ? "+" : "";
  g_autofree char *text = NULL;
  guint index;

  if (gtk_editable_get_text (self->entry)[0] == '\0')
    text = g_strdup ("");
  else if (n_hits == 0)
    text = g_strdup (is_open_ended ? _("Searching") : _("Not found"));
  else if (self->is_at_hit
           && hexwire_log_search_find_next (self->search, self->present.row,
                                            self->present.offset_bytes, &index))
    /* Translators: the third match of 17, or of more than that, "3 of 17+" */
    text = g_strdup_printf (_("%u of %u%s"), index + 1, n_hits, more);
  else
    /* Translators: matches that were found, or more than that, "17+ found" */
    text = g_strdup_printf (_("%u%s found"), n_hits, more);
  gtk_label_set_label (self->count, text);
}

/* Shows a match, where its row is not hidden. */
static HexwireLogPlace
go_to (HexwireFindBar      *self,
       const HexwireLogHit *hit)
{
  HexwireLogReader *reader
    = hexwire_message_log_get_reader (hexwire_log_view_get_log (self->log_view));
  HexwireFrame frame;
  gsize offset_bytes;
  guint position;
  HexwireLogPlace place
    = hexwire_log_view_find_place (self->log_view, hit->row, hit->offset_bytes, &position);

  if (place != HEXWIRE_LOG_PLACE_SHOWN)
    return place;
  if (!hexwire_log_view_reveal (self->log_view, hit->row, hit->offset_bytes, &position)
      || !hexwire_log_view_get_frame (self->log_view, position, &frame))
    return HEXWIRE_LOG_PLACE_NOWHERE;
  if (!hexwire_log_reader_locate (reader, &frame, hit->row, hit->offset_bytes, &offset_bytes))
    offset_bytes = 0;
  self->present = *hit;
  self->is_at_hit = TRUE;
  g_signal_emit (self, signals[GO_TO], 0, position, (guint64) offset_bytes,
                 (guint64) hit->length_bytes);
  return HEXWIRE_LOG_PLACE_SHOWN;
}

/* Why none of the matches that were looked at is shown. */
static const char *
explain (HexwireFindBar *self,
         guint           n_looked_at,
         guint           n_hidden,
         guint           n_unfinished)
{
  if (n_looked_at < hexwire_log_search_get_n_hits (self->search)
      || !hexwire_log_search_get_is_complete (self->search)
      || hexwire_log_search_get_is_bounded (self->search)
      || hexwire_log_view_is_scanning (self->log_view))
    return _("No match in sight was found so far");
  if (n_hidden == n_looked_at)
    return _("Every match is in a row that the filter or the peer hides");
  if (n_unfinished == n_looked_at)
    return _("Every match is in an unfinished message");
  return _("No match is in a row that is shown");
}

/* Goes on from a match to the next one that is shown, and round at the end, or for as long as
 * nobody notices; then the next step goes on there. Returns what there is to say. */
static const char *
go_from (HexwireFindBar *self,
         guint           index,
         gboolean        forward)
{
  gint64 deadline_us = g_get_monotonic_time () + MAX_STEP_US;
  guint n_hits = hexwire_log_search_get_n_hits (self->search);
  guint n_at[HEXWIRE_LOG_PLACE_NOWHERE + 1] = { 0 };
  guint n = 0;
  HexwireLogHit hit;

  do
    {
      HexwireLogPlace place;

      hexwire_log_search_get_hit (self->search, index, &hit);
      place = go_to (self, &hit);
      if (place == HEXWIRE_LOG_PLACE_SHOWN)
        return NULL;
      n_at[place]++;
      index = (index + (forward ? 1 : n_hits - 1)) % n_hits;
    }
  while (++n < n_hits && g_get_monotonic_time () < deadline_us);

  if (n < n_hits)
    {
      self->present = hit;
      self->present.offset_bytes += forward ? 1 : 0;
      self->is_at_hit = FALSE;
    }
  return explain (self, n, n_at[HEXWIRE_LOG_PLACE_HIDDEN], n_at[HEXWIRE_LOG_PLACE_UNFINISHED]);
}

static void
step (HexwireFindBar *self,
      gboolean        forward)
{
  guint n_hits = hexwire_log_search_get_n_hits (self->search);
  guint index;

  if (n_hits == 0)
    return;
  if (forward)
    {
      guint32 offset_bytes = self->present.offset_bytes + (self->is_at_hit ? 1 : 0);

      if (!hexwire_log_search_find_next (self->search, self->present.row, offset_bytes, &index))
        index = 0;
    }
  else if (!hexwire_log_search_find_previous (self->search, self->present.row,
                                              self->present.offset_bytes, &index))
    index = n_hits - 1;
  show_note (self, go_from (self, index, forward));
  update_count (self);
}

static void
found_cb (HexwireFindBar *self)
{
  const GError *error = hexwire_log_search_get_error (self->search);

  if (error != NULL)
    show_problem (self, error->message);
  else if (self->is_waiting && hexwire_log_search_get_n_hits (self->search) > 0)
    {
      self->is_waiting = FALSE;
      step (self, TRUE);
    }
  update_count (self);
}

static void
search (HexwireFindBar *self)
{
  const char *text;
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwireBytePattern) pattern = NULL;

  /* The drop-down tells of its first choice while the template is still being built, and the entry
   * of what was typed a moment later, when the bar may have been closed. */
  if (self->entry == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  text = gtk_editable_get_text (self->entry);
  if (text[0] != '\0')
    pattern = hexwire_byte_pattern_new (gtk_drop_down_get_selected (self->kind_drop), text,
                                        !gtk_toggle_button_get_active (self->case_button), NULL,
                                        &error);
  show_problem (self, error != NULL ? error->message : NULL);
  self->is_at_hit = FALSE;
  self->is_waiting = pattern != NULL;
  hexwire_log_search_set_pattern (self->search, pattern);
  found_cb (self);
}

static void
next_cb (HexwireFindBar *self)
{
  hexwire_find_bar_step (self, TRUE);
}

static void
previous_cb (HexwireFindBar *self)
{
  hexwire_find_bar_step (self, FALSE);
}

static void
close_cb (HexwireFindBar *self)
{
  hexwire_focus_return_give (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  hexwire_log_search_set_pattern (self->search, NULL);
}

/* Shift+Enter in the entry goes back, as it does in a browser. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                HexwireFindBar        *self)
{
  gboolean is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (!is_enter || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  previous_cb (self);
  return GDK_EVENT_STOP;
}

static void
hexwire_find_bar_dispose (GObject *object)
{
  HexwireFindBar *self = HEXWIRE_FIND_BAR (object);

  g_clear_object (&self->search);
  g_clear_object (&self->log_view);
  if (self->entry != NULL)
    gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_FIND_BAR);

  G_OBJECT_CLASS (hexwire_find_bar_parent_class)->dispose (object);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  close_cb (HEXWIRE_FIND_BAR (widget));
  return TRUE;
}

static void
hexwire_find_bar_class_init (HexwireFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_find_bar_dispose;

  signals[GO_TO] = g_signal_new ("go-to", HEXWIRE_TYPE_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT64, G_TYPE_UINT64);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireFindBar, case_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, HexwireFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireFindBar, kind_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireFindBar, note);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, search);
}

static void
hexwire_find_bar_init (HexwireFindBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Most who open a window search nothing in it. */
static void
build (HexwireFindBar *self)
{
  GtkEventController *keys;

  if (self->entry != NULL)
    return;
  gtk_widget_init_template (GTK_WIDGET (self));
  keys = gtk_event_controller_key_new ();
  hexwire_drop_down_let_shrink (self->kind_drop);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

void
hexwire_find_bar_set_log_view (HexwireFindBar *self,
                               HexwireLogView *log_view)
{
  g_return_if_fail (HEXWIRE_IS_FIND_BAR (self));
  g_return_if_fail (self->log_view == NULL);

  self->log_view = g_object_ref (log_view);
  self->search = hexwire_log_search_new (hexwire_log_view_get_log (log_view));
  g_signal_connect_object (self->search, "notify", G_CALLBACK (found_cb), self,
                           G_CONNECT_SWAPPED);
}

void
hexwire_find_bar_open (HexwireFindBar *self,
                       guint           position)
{
  HexwireFrame frame;

  g_return_if_fail (HEXWIRE_IS_FIND_BAR (self));

  build (self);
  self->present = (HexwireLogHit) { 0 };
  self->is_at_hit = FALSE;
  if (hexwire_log_view_get_frame (self->log_view, position, &frame))
    self->present.row = frame.end_row;
  hexwire_focus_return_remember (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  search (self);
}

void
hexwire_find_bar_step (HexwireFindBar *self,
                       gboolean        forward)
{
  g_return_if_fail (HEXWIRE_IS_FIND_BAR (self));
  step (self, forward);
}
