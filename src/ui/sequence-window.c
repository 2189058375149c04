/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sequence-window.h"

#include "compat-file.h"
#include "data-entry.h"
#include "log/message-text.h"
#include "long-text.h"
#include "net/sequence-runner.h"
#include "reply-entry.h"
#include "saved-messages.h"
#include "widget-names.h"

#include <glib/gi18n.h>

#define WINDOW_KEY "hexwire-sequence-window"
#define MAX_SHOWN_BYTES 64
#define MAX_SHOWN_CHARS 400

#define HEXWIRE_TYPE_SEQUENCE_WINDOW (hexwire_sequence_window_get_type ())
G_DECLARE_FINAL_TYPE (HexwireSequenceWindow, hexwire_sequence_window, HEXWIRE, SEQUENCE_WINDOW,
                      GtkWindow)

typedef enum
{
  COLUMN_NUMBER,
  COLUMN_STEP,
  COLUMN_RESULT,
  COLUMN_BYTES,
  N_COLUMNS
} Column;

struct _HexwireSequenceWindow
{
  GtkWindow parent_instance;

  HexwireSequence *sequence;
  HexwireSequenceRunner *runner;
  GtkSingleSelection *selection;
  GPtrArray *bound[N_COLUMNS];  /* (element-type GtkListItem): the cells that show something */
  GPtrArray *drafts;            /* (element-type utf8) (nullable): of each step, what was typed in
                                 * its place and is none */
  guint shown;                  /* the step that the entry shows */
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
  gboolean has_steps = hexwire_sequence_get_n_steps (self->sequence) > 0;

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

static const HexwireStepResult *
get_result (HexwireSequenceWindow *self,
            guint                  index)
{
  return index < hexwire_sequence_runner_get_n_results (self->runner)
           ? hexwire_sequence_runner_get_result (self->runner, index) : NULL;
}

static char *
dup_bytes_text (const HexwireStepResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size_bytes;
  const guint8 *data;

  if (result == NULL || result->bytes == NULL)
    return g_strdup ("");
  data = g_bytes_get_data (result->bytes, &size_bytes);
  hexwire_message_text_append_line (text, HEXWIRE_MESSAGE_STYLE_TEXT, data, size_bytes,
                                    MAX_SHOWN_BYTES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a step says: what was typed, also where that is none. */
static char *
dup_line (HexwireSequenceWindow *self,
          guint                  index)
{
  const char *draft = g_ptr_array_index (self->drafts, index);

  return draft != NULL ? g_strdup (draft)
                       : hexwire_sequence_step_to_line (hexwire_sequence_get_step (self->sequence,
                                                                                   index));
}

/* Whether a step can be done, as far as can be told; @position is where its line is wrong. */
static gboolean
check_step (HexwireSequenceWindow  *self,
            guint                   index,
            gsize                  *position,
            GError                **error)
{
  const char *draft = g_ptr_array_index (self->drafts, index);
  g_autoptr (HexwireSequenceStep) step = NULL;

  *position = 0;
  if (draft == NULL)
    return hexwire_sequence_runner_check_step (self->runner, self->sequence, index, error);
  step = hexwire_sequence_step_parse (draft, position, error);
  return step != NULL;
}

/* What is wrong with a step, for a person to read, or NULL. */
static char *
dup_problem (HexwireSequenceWindow *self,
             guint                  index)
{
  g_autoptr (GError) error = NULL;
  gsize position;

  if (check_step (self, index, &position, &error))
    return NULL;
  /* Translators: the number of a step, and what is wrong with it */
  return g_strdup_printf (_("Step %u: %s"), index + 1, error->message);
}

static char *
dup_cell_text (HexwireSequenceWindow *self,
               Column                 column,
               GtkListItem           *list_item)
{
  guint index = gtk_list_item_get_position (list_item);
  const HexwireStepResult *result = get_result (self, index);

  switch (column)
    {
    case COLUMN_NUMBER:
      return g_strdup_printf ("%u", index + 1);
    case COLUMN_STEP:
      return dup_line (self, index);
    case COLUMN_RESULT:
      return result != NULL ? hexwire_step_result_dup_text (result) : g_strdup ("");
    case COLUMN_BYTES:
    case N_COLUMNS:
    default:
      return dup_bytes_text (result);
    }
}

static void
show_cell (HexwireSequenceWindow *self,
           Column                 column,
           GtkListItem           *list_item)
{
  GtkWidget *label = gtk_list_item_get_child (list_item);
  const HexwireStepResult *result = get_result (self, gtk_list_item_get_position (list_item));
  g_autofree char *whole = dup_cell_text (self, column, list_item);
  g_autofree char *text = hexwire_long_text_dup_start (whole, MAX_SHOWN_CHARS);
  g_autofree char *problem
    = column == COLUMN_STEP ? dup_problem (self, gtk_list_item_get_position (list_item)) : NULL;

  gtk_label_set_label (GTK_LABEL (label), text);
  if (column == COLUMN_STEP)
    hexwire_widget_names_set_row (label, text);
  gtk_widget_set_tooltip_text (label, problem != NULL                                 ? problem
                                      : column != COLUMN_NUMBER && text[0] != '\0' ? text
                                                                                    : NULL);
  if (problem != NULL || (column == COLUMN_RESULT && result != NULL
                          && result->state >= HEXWIRE_STEP_STATE_MISSED))
    gtk_widget_add_css_class (label, "error-text");
  else
    gtk_widget_remove_css_class (label, "error-text");
}

static void
show_results (HexwireSequenceWindow *self)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    for (guint i = 0; i < self->bound[column]->len; i++)
      show_cell (self, column, g_ptr_array_index (self->bound[column], i));
}

/* What runs stays where it was started; before, it is the tab in front that counts. */
static void
show_target (HexwireSequenceWindow *self)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  HexwireEndpointPage *page;
  g_autofree char *name = NULL;
  g_autofree char *state = NULL;
  g_autofree char *title = NULL;
  g_autofree char *target = NULL;

  if (self->runner == NULL || window == NULL || hexwire_sequence_runner_is_active (self->runner))
    return;
  page = hexwire_window_get_endpoint_page (HEXWIRE_WINDOW (window));
  if (page == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _("Sequence"));
      gtk_label_set_label (self->target, _("The tab in front has no connection to run on"));
      return;
    }
  name = hexwire_page_dup_title (HEXWIRE_PAGE (page));
  state = hexwire_page_dup_subtitle (HEXWIRE_PAGE (page));
  /* Translators: %s is what is on the tab, such as "TCP Server" */
  title = g_strdup_printf (_("Sequence – %s"), name);
  /* Translators: what is on the tab, and what it does: "TCP Client", "Connected to [::1]:5000" */
  target = g_strdup_printf (_("Runs on %s: %s"), name, state);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->target, target);
}

static void
runner_changed_cb (HexwireSequenceWindow *self)
{
  guint position = hexwire_sequence_runner_get_position (self->runner) + 1;
  g_autofree char *text = NULL;

  show_results (self);
  update_actions (self);
  show_target (self);
  switch (hexwire_sequence_runner_get_state (self->runner))
    {
    case HEXWIRE_RUN_RUNNING:
      text = g_strdup_printf (_("Step %u is being done"), position);
      break;
    case HEXWIRE_RUN_PAUSED:
      text = g_strdup_printf (_("Step %u is next"), position);
      break;
    case HEXWIRE_RUN_DONE:
      text = g_strdup (_("All steps are done"));
      break;
    case HEXWIRE_RUN_FAILED:
      text = g_strdup_printf (_("Step %u failed"), position);
      break;
    case HEXWIRE_RUN_STOPPED:
      text = g_strdup (_("Stopped"));
      break;
    case HEXWIRE_RUN_IDLE:
    default:
      break;
    }
  show_status (self, text,
               hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_FAILED);
}

/* Marks what is wrong with the step that the entry shows, and tells it. */
static void
mark_shown (HexwireSequenceWindow *self)
{
  g_autoptr (GError) error = NULL;
  gsize position = 0;

  if (self->shown < hexwire_sequence_get_n_steps (self->sequence))
    check_step (self, self->shown, &position, &error);
  hexwire_entry_show_problem (self->step_entry, error != NULL ? error->message : NULL, position);
  if (error != NULL)
    show_status (self, error->message, TRUE);
}

static void
show_selected (HexwireSequenceWindow *self)
{
  g_autofree char *line = NULL;

  self->shown = get_selected (self);
  if (self->shown < hexwire_sequence_get_n_steps (self->sequence))
    line = dup_line (self, self->shown);
  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->step_entry), line != NULL ? line : "");
  self->is_showing = FALSE;
  mark_shown (self);
  update_actions (self);
}

static void
set_draft (HexwireSequenceWindow *self,
           guint                  index,
           const char            *draft)
{
  g_free (g_ptr_array_index (self->drafts, index));
  g_ptr_array_index (self->drafts, index) = g_strdup (draft);
}

/* The step is what its line says; where that says nothing, it cannot be done until it does. */
static void
entry_changed_cb (HexwireSequenceWindow *self)
{
  const char *text;
  g_autoptr (HexwireSequenceStep) step = NULL;
  g_autoptr (HexwireSequenceStep) whole = NULL;

  if (self->is_showing || self->sequence == NULL
      || self->shown >= hexwire_sequence_get_n_steps (self->sequence))
    return;
  text = hexwire_data_entry_get_text (self->step_entry);
  step = hexwire_sequence_step_parse (text, NULL, NULL);
  set_draft (self, self->shown, step == NULL ? text : NULL);
  hexwire_sequence_runner_reset (self->runner);
  if (step != NULL)
    {
      whole = hexwire_sequence_step_with_note (
        step, hexwire_sequence_step_get_info (
                hexwire_sequence_get_step (self->sequence, self->shown))->note);
      self->is_showing = TRUE;  /* the entry is what the step follows */
      hexwire_sequence_replace (self->sequence, self->shown, whole);
      self->is_showing = FALSE;
    }
  show_results (self);
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
  guint n_steps = hexwire_sequence_get_n_steps (self->sequence);
  guint index = n_steps > 0 ? get_selected (self) + 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (new_steps); i++)
    if (g_str_equal (id, new_steps[i].id))
      {
        g_autoptr (HexwireSequenceStep) step
          = hexwire_sequence_step_parse (new_steps[i].line, NULL, NULL);

        hexwire_sequence_runner_reset (self->runner);
        g_ptr_array_insert (self->drafts, (int) MIN (index, n_steps), NULL);
        hexwire_sequence_insert (self->sequence, MIN (index, n_steps), step);
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
  guint n_steps = hexwire_sequence_get_n_steps (self->sequence);

  if (index >= n_steps)
    return;
  hexwire_sequence_runner_reset (self->runner);
  g_ptr_array_remove_index (self->drafts, index);
  hexwire_sequence_remove (self->sequence, index);
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
  guint n_steps = hexwire_sequence_get_n_steps (self->sequence);

  if (index >= n_steps || target >= n_steps || hexwire_sequence_runner_is_active (self->runner))
    return GDK_EVENT_STOP;
  hexwire_sequence_runner_reset (self->runner);
  g_ptr_array_insert (self->drafts, (int) target, g_ptr_array_steal_index (self->drafts, index));
  hexwire_sequence_move (self->sequence, index, target);
  gtk_single_selection_set_selected (self->selection, target);
  show_selected (self);
  return GDK_EVENT_STOP;
}

/* Whether all steps can be done; otherwise the first that cannot is selected, with its problem. */
static gboolean
check_all (HexwireSequenceWindow *self)
{
  for (guint i = 0; i < hexwire_sequence_get_n_steps (self->sequence); i++)
    {
      g_autofree char *problem = dup_problem (self, i);

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
  HexwireEndpointPage *page = hexwire_window_get_endpoint_page (window);
  HexwireLogPane *log_pane;

  if (hexwire_sequence_runner_get_state (self->runner) == HEXWIRE_RUN_PAUSED)
    {
      hexwire_sequence_runner_go_on (self->runner, pauses);
      return;
    }
  if (!check_all (self))
    return;
  if (page == NULL)
    {
      show_status (self, _("A sequence runs on a connection, and the tab in front has none"), TRUE);
      return;
    }
  log_pane = hexwire_page_get_log_pane (HEXWIRE_PAGE (page));
  hexwire_sequence_runner_start (
    self->runner, self->sequence, hexwire_endpoint_page_get_endpoint (page),
    hexwire_endpoint_page_get_peer (page),
    hexwire_log_view_get_rule (hexwire_log_pane_get_log_view (log_pane)), pauses);
}

static void
stop_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  hexwire_sequence_runner_stop (HEXWIRE_SEQUENCE_WINDOW (widget)->runner);
}

static void
set_sequence (HexwireSequenceWindow *self,
              HexwireSequence       *sequence)
{
  g_set_object (&self->sequence, sequence);
  g_ptr_array_set_size (self->drafts, 0);
  g_ptr_array_set_size (self->drafts, (int) hexwire_sequence_get_n_steps (sequence));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (sequence));
  show_selected (self);
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
  hexwire_sequence_runner_reset (self->runner);
  set_sequence (self, sequence);
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

  if (file == NULL || self->sequence == NULL)
    return;
  if (!hexwire_sequence_save (self->sequence, file, &error))
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

  for (guint i = 0; i < self->drafts->len; i++)
    if (g_ptr_array_index (self->drafts, i) != NULL && !check_all (self))
      return;
  hexwire_compat_choose_file_async (GTK_WINDOW (widget), _("Save the sequence"), TRUE,
                                    "hexwire.sequence", saved_cb, g_object_ref (widget));
}

static Column
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
setup_cb (HexwireSequenceWindow *self,
          GtkListItem           *list_item,
          GtkListItemFactory    *factory)
{
  GtkWidget *label = gtk_label_new (NULL);
  Column column = get_column (factory);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_NUMBER ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           column == COLUMN_NUMBER ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (column == COLUMN_STEP || column == COLUMN_BYTES)
    gtk_widget_add_css_class (label, "bytes");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (HexwireSequenceWindow *self,
         GtkListItem           *list_item,
         GtkListItemFactory    *factory)
{
  g_ptr_array_add (self->bound[get_column (factory)], list_item);
  show_cell (self, get_column (factory), list_item);
}

static void
unbind_cb (HexwireSequenceWindow *self,
           GtkListItem           *list_item,
           GtkListItemFactory    *factory)
{
  g_ptr_array_remove_fast (self->bound[get_column (factory)], list_item);
}

static void
add_column (HexwireSequenceWindow *self,
            Column                 column,
            const char            *title,
            int                    width_px)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (width_px > 0)
    gtk_column_view_column_set_fixed_width (view_column, width_px);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
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
  g_clear_object (&self->sequence);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_SEQUENCE_WINDOW);

  G_OBJECT_CLASS (hexwire_sequence_window_parent_class)->dispose (object);
}

static void
hexwire_sequence_window_finalize (GObject *object)
{
  HexwireSequenceWindow *self = HEXWIRE_SEQUENCE_WINDOW (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_ptr_array_unref (self->bound[i]);
  g_ptr_array_unref (self->drafts);

  G_OBJECT_CLASS (hexwire_sequence_window_parent_class)->finalize (object);
}

static void
hexwire_sequence_window_class_init (HexwireSequenceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_sequence_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hexwire_sequence_window_finalize;

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
  self->drafts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_COLUMNS; i++)
    self->bound[i] = g_ptr_array_new ();
  self->sequence = hexwire_sequence_new ();
  self->runner = hexwire_sequence_runner_new (hexwire_saved_messages_get_store ());
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sequence)));
  /* Translators: the heading of a column of numbers */
  add_column (self, COLUMN_NUMBER, _("No."), 44);
  add_column (self, COLUMN_STEP, _("Step"), 0);
  add_column (self, COLUMN_RESULT, _("Result"), 190);
  add_column (self, COLUMN_BYTES, _("Bytes"), 170);
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
