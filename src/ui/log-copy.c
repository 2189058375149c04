/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-copy.h"

#include "log-send.h"

#include "log/reproduce.h"
#include "log/row-copy.h"

#include <glib/gi18n.h>
#include <string.h>

/* A clipboard is no file: what is larger is better exported. */
#define MAX_ROWS 200000
#define MAX_SIZE_MIB 64
#define MAX_SIZE_BYTES ((gsize) MAX_SIZE_MIB << 20)

#define CANCELLABLE_KEY "hexwire-log-copy"

static void
show_problem (HexwireLogList *list,
              const char     *problem)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "page.show-problem", "s", problem);
}

/* The places of the selected rows, or NULL where they are too many. */
static GArray *
list_frames (HexwireLogList *list)
{
  HexwireLogView *log_view = hexwire_log_list_get_log_view (list);
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (list);
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (HexwireFrame));
  gsize size_bytes = 0;
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      HexwireFrame frame;

      if (!hexwire_log_view_get_frame (log_view, position, &frame))
        continue;
      g_array_append_val (frames, frame);
      size_bytes += frame.size_bytes;
      if (frames->len > MAX_ROWS || size_bytes > MAX_SIZE_BYTES)
        return NULL;
    }
  return g_steal_pointer (&frames);
}

typedef struct
{
  HexwireLogSnapshot *snapshot;
  HexwireCopyKind kind;
} CopyJob;

static void
copy_job_free (CopyJob *job)
{
  hexwire_log_snapshot_unref (job->snapshot);
  g_free (job);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  const CopyJob *job = task_data;
  GError *error = NULL;
  char *text = hexwire_row_copy_snapshot (job->snapshot, job->kind, cancellable, &error);

  if (text != NULL)
    g_task_return_pointer (task, g_bytes_new_take (text, strlen (text)),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* As bytes, and not as a string, which would be copied here: it may be some hundred megabytes. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GBytes) text = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GdkContentProvider) content = NULL;

  if (text == NULL)
    return;
  content = gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", text);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (source)), content);
}

/* Who copies again no longer wants what is still being written. */
static GCancellable *
renew_cancellable (HexwireLogList *list)
{
  GCancellable *former = g_object_get_data (G_OBJECT (list), CANCELLABLE_KEY);
  GCancellable *cancellable = g_cancellable_new ();

  if (former != NULL)
    g_cancellable_cancel (former);
  g_object_set_data_full (G_OBJECT (list), CANCELLABLE_KEY, cancellable, g_object_unref);
  return cancellable;
}

static void
copy_rows (HexwireLogList  *list,
           HexwireCopyKind  kind)
{
  HexwireLogView *log_view = hexwire_log_list_get_log_view (list);
  GCancellable *cancellable = renew_cancellable (list);
  g_autoptr (GArray) frames = list_frames (list);
  g_autoptr (GTask) task = NULL;
  CopyJob *job;

  if (frames == NULL)
    {
      /* Translators: how many rows and how many MiB of data are the limit */
      g_autofree char *problem = g_strdup_printf (
        _("Too much to copy, please export it: the limit is %d rows or %d MiB"),
        MAX_ROWS, MAX_SIZE_MIB);

      show_problem (list, problem);
      return;
    }
  job = g_new0 (CopyJob, 1);
  job->kind = kind;
  job->snapshot
    = hexwire_message_log_take_snapshot (hexwire_log_view_get_log (log_view), frames);
  task = g_task_new (list, cancellable, written_cb, NULL);
  g_task_set_source_tag (task, copy_rows);
  g_task_set_task_data (task, job, (GDestroyNotify) copy_job_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  copy_rows (HEXWIRE_LOG_LIST (widget), HEXWIRE_COPY_TEXT);
}

static void
copy_as_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  HexwireCopyKind kind;

  if (hexwire_copy_kind_from_id (g_variant_get_string (parameter, NULL), &kind))
    copy_rows (HEXWIRE_LOG_LIST (widget), kind);
}

/* Reads the only row that is selected, where there is one and no more. */
static gboolean
read_single (HexwireLogList   *list,
             HexwireLogRecord *record)
{
  HexwireLogView *log_view = hexwire_log_list_get_log_view (list);
  HexwireMessageLog *log = hexwire_log_view_get_log (log_view);
  g_autoptr (GtkBitset) selected = hexwire_log_list_dup_selection (list);
  HexwireFrame frame;

  return gtk_bitset_get_size (selected) == 1
         && hexwire_log_view_get_frame (log_view, gtk_bitset_get_minimum (selected), &frame)
         && hexwire_log_reader_read (hexwire_message_log_get_reader (log), &frame, record);
}

static void
copy_command_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  HexwireLogList *list = HEXWIRE_LOG_LIST (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  HexwireReproduceTool tool;
  HexwireLogRecord record;

  if (!hexwire_reproduce_tool_from_id (g_variant_get_string (parameter, NULL), &tool)
      || !read_single (list, &record))
    return;
  command = hexwire_reproduce (tool, &record, &error);
  renew_cancellable (list);
  if (command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
  else
    show_problem (list, error->message);
}

static void
select_all_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GtkColumnView *columns = hexwire_log_list_get_columns (HEXWIRE_LOG_LIST (widget));

  gtk_selection_model_select_all (gtk_column_view_get_model (columns));
}

void
hexwire_log_copy_install (GtkWidgetClass *widget_class)
{
  hexwire_log_send_install (widget_class);
  gtk_widget_class_install_action (widget_class, "log.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-as", "s", copy_as_cb);
  gtk_widget_class_install_action (widget_class, "log.copy-command", "s", copy_command_cb);
  gtk_widget_class_install_action (widget_class, "log.select-all", NULL, select_all_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "log.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, "log.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "log.select-all",
                                       NULL);
}

void
hexwire_log_copy_update (HexwireLogList *list)
{
  GtkWidget *widget = GTK_WIDGET (list);
  guint n_selected = hexwire_log_list_get_n_selected (list);
  HexwireLogRecord record;
  gboolean is_message = n_selected == 1 && read_single (list, &record) && record.peer != NULL
                        && hexwire_message_kind_is_data (record.kind);

  gtk_widget_action_set_enabled (widget, "log.copy", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "log.copy-as", n_selected > 0);
  gtk_widget_action_set_enabled (widget, "log.copy-command", is_message);
  hexwire_log_send_update (list, is_message);
}
