/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export-window.h"

#include "compat-file.h"

#include "log/log-export.h"
#include "log/message-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>

typedef enum
{
  ROWS_ALL,
  ROWS_SHOWN,
  ROWS_SELECTED,
} Rows;

struct _HexwireExportWindow
{
  GtkWindow parent_instance;

  HexwireLogView *log_view;
  GArray *selected;           /* (element-type HexwireFrame): rows may move while this is open */
  HexwireFormat *format;      /* (nullable) */
  GCancellable *cancellable;  /* while an export is under way */
  GFile *file;

  GtkWidget *choices;
  GtkDropDown *rows_drop;
  GtkDropDown *format_drop;
  GtkLabel *status;
  GtkProgressBar *progress;
  GtkButton *close_button;
  GtkButton *export_button;
};

G_DEFINE_FINAL_TYPE (HexwireExportWindow, hexwire_export_window, GTK_TYPE_WINDOW)

/* An export ends later than its window, where that was closed. */
static gboolean
is_closed (HexwireExportWindow *self)
{
  return self->log_view == NULL;
}

static void
show_status (HexwireExportWindow *self,
             const char          *text,
             gboolean             is_error)
{
  gtk_label_set_label (self->status, text);
  gtk_widget_set_visible (GTK_WIDGET (self->status), TRUE);
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static void
set_busy (HexwireExportWindow *self,
          gboolean             busy)
{
  gtk_widget_set_sensitive (self->choices, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  if (!busy)
    g_clear_object (&self->cancellable);
}

static void
progress_cb (guint64  n_done,
             guint64  n_total,
             gpointer user_data)
{
  HexwireExportWindow *self = user_data;
  g_autofree char *text = NULL;

  if (is_closed (self))
    return;
  /* Translators: how many rows are written, and of how many */
  text = g_strdup_printf (_("%" PRIu64 " of %" PRIu64 " rows"), n_done, n_total);
  show_status (self, text, FALSE);
  gtk_progress_bar_set_fraction (self->progress, (double) n_done / (double) MAX (n_total, 1));
}

static void
show_written (HexwireExportWindow *self,
              guint64              n_bytes,
              guint64              n_missing)
{
  g_autoptr (GString) size = g_string_new (NULL);
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autofree char *written = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *text = NULL;

  hexwire_message_text_append_size (size, n_bytes);
  /* Translators: a file was written: its size, and its name */
  written = g_strdup_printf (_("%s written to %s"), size->str, name);
  if (n_missing > 0)
    /* Translators: rows that an exported file does not have */
    missing = g_strdup_printf (ngettext ("%" PRIu64 " row had been dropped from the log",
                                         "%" PRIu64 " rows had been dropped from the log",
                                         (gulong) n_missing),
                               n_missing);
  text = g_strjoin (" · ", written, missing, NULL);
  show_status (self, text, FALSE);
  gtk_button_set_label (self->close_button, _("_Close"));
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (HexwireExportWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  guint64 n_bytes;
  guint64 n_missing;

  if (is_closed (self))
    return;
  set_busy (self, FALSE);
  if (hexwire_log_export_finish (result, &n_bytes, &n_missing, &error))
    show_written (self, n_bytes, n_missing);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_status (self, _("Stopped; no file was left behind"), FALSE);
  else
    show_status (self, error->message, TRUE);
}

static GArray *
dup_frames_of (HexwireLogView *log_view,
               GtkBitset      *positions)
{
  GArray *frames = g_array_sized_new (FALSE, FALSE, sizeof (HexwireFrame),
                                      (guint) gtk_bitset_get_size (positions));
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, positions, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      HexwireFrame frame;

      if (hexwire_log_view_get_frame (log_view, position, &frame))
        g_array_append_val (frames, frame);
    }
  return frames;
}

static HexwireLogSnapshot *
take_snapshot (HexwireExportWindow *self)
{
  HexwireMessageLog *log = hexwire_log_view_get_log (self->log_view);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->log_view));
  gboolean shows_log = hexwire_log_view_get_rule (self->log_view) == NULL
                       && n_rows == g_list_model_get_n_items (G_LIST_MODEL (log));
  g_autoptr (GtkBitset) shown = gtk_bitset_new_range (0, n_rows);
  g_autoptr (GArray) frames = NULL;

  switch (gtk_drop_down_get_selected (self->rows_drop))
    {
    case ROWS_SHOWN:
      /* Where that is the whole log, nothing needs to be listed. */
      if (!shows_log)
        frames = dup_frames_of (self->log_view, shown);
      break;
    case ROWS_SELECTED:
      frames = g_array_ref (self->selected);
      break;
    default:
      frames = hexwire_log_view_dup_all_frames (self->log_view);
    }
  return hexwire_message_log_take_snapshot (log, frames);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireExportWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (HexwireLogSnapshot) snapshot = NULL;

  if (file == NULL || is_closed (self))
    return;
  g_set_object (&self->file, file);
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  snapshot = take_snapshot (self);
  progress_cb (0, hexwire_log_snapshot_get_n_records (snapshot), self);
  hexwire_log_export_async (snapshot, gtk_drop_down_get_selected (self->format_drop), self->format,
                            file, self->cancellable, progress_cb, self, exported_cb,
                            g_object_ref (self));
}

static void
export_cb (HexwireExportWindow *self)
{
  guint format = gtk_drop_down_get_selected (self->format_drop);
  /* Translators: the name that is proposed for an exported file, before its suffix */
  g_autofree char *name
    = g_strdup_printf ("%s.%s", _("messages"), hexwire_log_format_get_suffix (format));

  hexwire_compat_choose_file_async (GTK_WINDOW (self), _("Export messages"), TRUE, name, chosen_cb,
                                    g_object_ref (self));
}

static void
cancel_cb (HexwireExportWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
hexwire_export_window_dispose (GObject *object)
{
  HexwireExportWindow *self = HEXWIRE_EXPORT_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->log_view);
  g_clear_object (&self->file);
  g_clear_pointer (&self->selected, g_array_unref);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_EXPORT_WINDOW);

  G_OBJECT_CLASS (hexwire_export_window_parent_class)->dispose (object);
}

static void
hexwire_export_window_class_init (HexwireExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_export_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, format_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, rows_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireExportWindow, status);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_export_window_init (HexwireExportWindow *self)
{
  GtkStringList *formats = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < HEXWIRE_LOG_FORMAT_N; i++)
    gtk_string_list_append (formats, hexwire_log_format_get_title (i));
  gtk_drop_down_set_model (self->format_drop, G_LIST_MODEL (formats));
  g_object_unref (formats);
}

static void
fill_rows (HexwireExportWindow *self)
{
  guint n_selected = self->selected->len;
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);

  gtk_string_list_append (rows, _("All rows of the log"));
  /* Translators: the rows that a filter lets through */
  gtk_string_list_append (rows, _("The rows that are shown"));
  if (n_selected > 0)
    gtk_string_list_take (rows, g_strdup_printf (ngettext ("The %u selected row",
                                                           "The %u selected rows", n_selected),
                                                 n_selected));
  gtk_drop_down_set_model (self->rows_drop, G_LIST_MODEL (rows));
  gtk_drop_down_set_selected (self->rows_drop, n_selected > 1 ? ROWS_SELECTED : ROWS_SHOWN);
}

void
hexwire_export_window_present (GtkWindow      *parent,
                               HexwireLogView *log_view,
                               GtkBitset      *selected,
                               HexwireFormat  *format)
{
  HexwireExportWindow *self
    = g_object_new (HEXWIRE_TYPE_EXPORT_WINDOW, "transient-for", parent, NULL);

  self->log_view = g_object_ref (log_view);
  self->selected = dup_frames_of (log_view, selected);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  fill_rows (self);
  gtk_window_present (GTK_WINDOW (self));
}
