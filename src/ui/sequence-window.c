/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sequence-window.h"

#include "compat-file.h"
#include "data-entry.h"
#include "reply-entry.h"
#include "saved-messages.h"
#include "sequence-table.h"
#include "sequence-target.h"

#include <glib/gi18n.h>

#define WINDOW_KEY "hexwire-sequence-window"

#define HEXWIRE_TYPE_SEQUENCE_WINDOW (hexwire_sequence_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireSequenceWindow, hexwire_sequence_window, HEXWIRE, SEQUENCE_WINDOW,
                      GtkWindow)

struct _HexwireSequenceWindow
{
  GtkWindow parent_instance;

  HexwireSequenceRunner *runner;
  HexwireSequenceDraft *draft;
  HexwireSequenceTable *table;
  GtkSingleSelection *selection;
  guint shown;              /* the step that the entry shows */
  gboolean is_showing;

  GtkColumnView *view;
  GtkEntry *step_entry;
  GtkLabel *status;
  GtkLabel *target;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (HexwireSequenceWindow, hexwire_sequence_window, GTK_TYPE_WINDOW)

/* What a new step says, to be changed. */
static const struct
{
  const char *id;
  const char *line;
} new_steps[] = {
  { "send", "send escaped " },
  { "wait", "wait 100 ms" },
  { "expect", "expect within 1000 ms any" },
  { "repeat", "repeat 2 times from step 1" },
};

static void
show_status (HexwireSequenceWindow *self,
             const char            *text,
             gboolean               is_error)
{
  gtk_label_set_label (self->status, text != NULL ? text : "");
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static guint
get_selected (HexwireSequenceWindow *self)
{
  return gtk_single_selection_get_selected (self->selection);
}

static void
update_actions (HexwireSequenceWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_active = hexwire_sequence_runner_is_active (self->runner);
  gboolean is_running
    = hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_RUNNING;
  gboolean has_steps = hexwire_sequence_draft_get_n_steps (self->draft) > 0;

  gtk_widget_action_set_enabled (widget, "sequence.run", has_steps && !is_running);
  gtk_widget_action_set_enabled (widget, "sequence.step", has_steps && !is_running);
  gtk_widget_action_set_enabled (widget, "sequence.stop", is_active);
  gtk_widget_action_set_enabled (widget, "sequence.remove", has_steps && !is_active);
  gtk_widget_action_set_enabled (widget, "sequence.add", !is_active);
  gtk_widget_action_set_enabled (widget, "sequence.open", !is_active);
  gtk_widget_action_set_enabled (widget, "sequence.save", has_steps);
  /* Not insensitive: it may have the focus, and is to have it again. */
  gtk_editable_set_editable (GTK_EDITABLE (self->step_entry), has_steps && !is_active);
  gtk_widget_set_visible (self->hint, !has_steps);
}

/* What runs stays where it was started; before, it is the tab in front that counts. */
static void
show_target (HexwireSequenceWindow *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *title = NULL;
  g_autofree char *target = NULL;

  if (self->runner == NULL || window == NULL || hexwire_sequence_runner_is_active (self->runner))
    return;
  title = hexwire_sequence_target_dup_title (HEXWIRE_WINDOW (window));
  target = hexwire_sequence_target_dup_text (HEXWIRE_WINDOW (window));
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->target, target);
}

static void
runner_changed_cb (HexwireSequenceWindow *self)
{
  g_autofree char *text = hexwire_sequence_target_dup_status (self->runner);

  hexwire_sequence_table_update (self->table);
  update_actions (self);
  show_target (self);
  show_status (self, text,
               hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_FAILED);
}

/* Marks what is wrong with the step that the entry shows, and tells it. */
static void
mark_shown (HexwireSequenceWindow *self)
{
  g_autoptr (GError) error = NULL;
  gsize position = 0;

  if (self->shown < hexwire_sequence_draft_get_n_steps (self->draft))
    hexwire_sequence_draft_check (self->draft, self->shown, &position, &error);
  hexwire_entry_show_problem (self->step_entry, error != NULL ? error->message : NULL, position);
  if (error != NULL)
    show_status (self, error->message, TRUE);
}

static void
show_selected (HexwireSequenceWindow *self)
{
  g_autofree char *line = NULL;

  self->shown = get_selected (self);
  if (self->shown < hexwire_sequence_draft_get_n_steps (self->draft))
    line = hexwire_sequence_draft_dup_line (self->draft, self->shown);
  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->step_entry), line != NULL ? line : "");
  self->is_showing = FALSE;
  mark_shown (self);
  update_actions (self);
}

/* The step is what its line says; where that says nothing, it cannot be done until it does. */
static void
entry_changed_cb (HexwireSequenceWindow *self)
{
  if (self->is_showing || self->shown >= hexwire_sequence_draft_get_n_steps (self->draft))
    return;
  self->is_showing = TRUE;  /* the entry is what the step follows */
  hexwire_sequence_draft_set_line (self->draft, self->shown,
                                   hexwire_data_entry_get_text (self->step_entry));
  self->is_showing = FALSE;
  hexwire_sequence_table_update (self->table);
  show_status (self, NULL, FALSE);
  mark_shown (self);
}

static void
selection_changed_cb (HexwireSequenceWindow *self)
{
  if (!self->is_showing)
    show_selected (self);
}

static void
add_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  guint n_steps = hexwire_sequence_draft_get_n_steps (self->draft);
  guint index = n_steps > 0 ? get_selected (self) + 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (new_steps); i++)
    if (g_str_equal (id, new_steps[i].id))
      {
        hexwire_sequence_draft_insert (self->draft, MIN (index, n_steps), new_steps[i].line);
        gtk_single_selection_set_selected (self->selection, MIN (index, n_steps));
      }
  show_selected (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->step_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->step_entry), -1);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (widget);
  guint index = get_selected (self);
  guint n_steps = hexwire_sequence_draft_get_n_steps (self->draft);

  if (index >= n_steps)
    return;
  hexwire_sequence_draft_remove (self->draft, index);
  if (n_steps > 1)
    gtk_single_selection_set_selected (self->selection, MIN (index, n_steps - 2));
  show_selected (self);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (widget);
  guint index = get_selected (self);
  guint target = index + (guint) g_variant_get_int32 (arguments);
  guint n_steps = hexwire_sequence_draft_get_n_steps (self->draft);

  if (index >= n_steps || target >= n_steps || hexwire_sequence_runner_is_active (self->runner))
    return GDK_EVENT_STOP;
  hexwire_sequence_draft_move (self->draft, index, target);
  gtk_single_selection_set_selected (self->selection, target);
  show_selected (self);
  return GDK_EVENT_STOP;
}

/* Whether all steps can be done; otherwise the first that cannot is selected, with its problem. */
static gboolean
check_all (HexwireSequenceWindow *self)
{
  for (guint i = 0; i < hexwire_sequence_draft_get_n_steps (self->draft); i++)
    {
      g_autofree char *problem = hexwire_sequence_draft_dup_problem (self->draft, i);

      if (problem == NULL)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      show_selected (self);
      show_status (self, problem, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->step_entry));
      return FALSE;
    }
  return TRUE;
}

/* Starts on the tab in front, or goes on with what has been started. */
static void
run_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (widget);
  gboolean pauses = g_str_equal (action_name, "sequence.step");
  HexwireWindow *window = HEXWIRE_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED)
    hexwire_sequence_runner_go_on (self->runner, pauses);
  else if (check_all (self)
           && !hexwire_sequence_target_start (window, self->runner,
                                              hexwire_sequence_draft_get_sequence (self->draft),
                                              pauses))
    show_status (self, _("A sequence runs on a connection, and the tab in front has none"), TRUE);
}

static void
stop_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_sequence_runner_stop (HEXWIRE_SEQUENCE_WINDOW (widget)->runner);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireSequenceWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (HexwireSequence) sequence = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->runner == NULL)
    return;
  sequence = hexwire_sequence_load (file, &error);
  if (sequence == NULL)
    {
      show_status (self, error->message, TRUE);
      return;
    }
  hexwire_sequence_draft_set_sequence (self->draft, sequence);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (sequence));
  show_selected (self);
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Open a sequence"), FALSE, NULL,
                                    opened_cb, g_object_ref (widget));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HexwireSequenceWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->runner == NULL)
    return;
  if (!hexwire_sequence_save (hexwire_sequence_draft_get_sequence (self->draft), file, &error))
    show_status (self, error->message, TRUE);
  else
    show_status (self, _("The sequence was saved"), FALSE);
}

/* What is no step could not be read again, and is not left out in silence. */
static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (widget);

  if (!hexwire_sequence_draft_is_readable (self->draft) && !check_all (self))
    return;
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Save the sequence"), TRUE,
                                    "hexwire.sequence", saved_cb, g_object_ref (widget));
}

/* The steps stay, as long as the window that they send from. */
static gboolean
hexwire_sequence_window_close_request (GtkWindow *window)
{
  hexwire_sequence_runner_stop (HEXWIRE_SEQUENCE_WINDOW (window)->runner);
  return GTK_WINDOW_CLASS (hexwire_sequence_window_parent_class)->close_request (window);
}

static void
hexwire_sequence_window_dispose (GObject *object)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (object);

  if (self->runner != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->runner, self);
      hexwire_sequence_runner_stop (self->runner);
    }
  g_clear_object (&self->runner);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_SEQUENCE_WINDOW);

  G_OBJECT_CLASS (hexwire_sequence_window_parent_class)->dispose (object);
}

static void
hexwire_sequence_window_finalize (GObject *object)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (object);

  g_clear_object (&self->table);
  g_clear_pointer (&self->draft, hexwire_sequence_draft_free);

  G_OBJECT_CLASS (hexwire_sequence_window_parent_class)->finalize (object);
}

static void
hexwire_sequence_window_class_init (HexwireSequenceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_sequence_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hexwire_sequence_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hexwire_sequence_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/sequence-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireSequenceWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, HexwireSequenceWindow, status);
  gtk_widget_class_bind_template_child (widget_class, HexwireSequenceWindow, step_entry);
  gtk_widget_class_bind_template_child (widget_class, HexwireSequenceWindow, target);
  gtk_widget_class_bind_template_child (widget_class, HexwireSequenceWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_install_action (widget_class, "sequence.add", "s", add_cb);
  gtk_widget_class_install_action (widget_class, "sequence.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "sequence.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "sequence.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "sequence.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "sequence.step", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "sequence.stop", NULL, stop_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_cb, "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sequence.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "sequence.run", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, 0, "sequence.step", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, GDK_SHIFT_MASK, "sequence.stop",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_sequence_window_init (HexwireSequenceWindow *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hexwire_data_entry_init (self->step_entry);
  self->runner = hexwire_sequence_runner_new (hexwire_saved_messages_get_store ());
  self->draft = hexwire_sequence_draft_new (self->runner);
  self->table = hexwire_sequence_table_new (self->view, self->draft, self->runner);
  self->selection = gtk_single_selection_new (
    g_object_ref (G_LIST_MODEL (hexwire_sequence_draft_get_sequence (self->draft))));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "changed", G_CALLBACK (runner_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_selected (self);
}

static void
destroyed_cb (GObject *parent)
{
  g_object_set_data (parent, WINDOW_KEY, NULL);
}

void
hexwire_sequence_window_present (HexwireWindow *parent)
{
  HexwireSequenceWindow *self = g_object_get_data (G_OBJECT (parent), WINDOW_KEY);

  if (self == NULL)
    {
      self = g_object_new (HEXWIRE_TYPE_SEQUENCE_WINDOW, "transient-for", parent, NULL);
      g_object_set_data (G_OBJECT (parent), WINDOW_KEY, self);
      /* The title is told before another tab is in front, and again when that does something. */
      g_signal_connect_object (parent, "notify::title", G_CALLBACK (show_target), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (hexwire_window_get_notebook (parent), "notify::page",
                               G_CALLBACK (show_target), self, G_CONNECT_SWAPPED);
      show_target (self);
      g_signal_connect_object (self, "destroy", G_CALLBACK (destroyed_cb), parent,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self));
}
