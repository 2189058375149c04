/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "capture-page.h"

#include "tooltip.h"

#include "log/capture-file.h"

#include <glib/gi18n.h>

/* What a file needs in memory is its reader's wish, not the network's. */
#define MAX_BYTES ((gsize) MIN (G_GUINT64_CONSTANT (4) << 30, G_MAXSIZE))
#define MAX_MESSAGES 50000000

struct _HexwireCapturePage
{
  HexwirePage parent_instance;

  GFile *file;
  HexwireMessageLog *log;
  GCancellable *cancellable;

  GtkWidget *strip;
  GtkLabel *status;
  GtkWidget *stop_button;
  HexwireLogPane *log_pane;
};

G_DEFINE_FINAL_TYPE (HexwireCapturePage, hexwire_capture_page, HEXWIRE_TYPE_PAGE)

static char *
hexwire_capture_page_dup_title (HexwirePage *page)
{
  return g_file_get_basename (HEXWIRE_CAPTURE_PAGE (page)->file);
}

static char *
hexwire_capture_page_dup_subtitle (HexwirePage *page)
{
  return g_file_get_parse_name (HEXWIRE_CAPTURE_PAGE (page)->file);
}

static HexwireLogPane *
hexwire_capture_page_get_log_pane (HexwirePage *page)
{
  return HEXWIRE_CAPTURE_PAGE (page)->log_pane;
}

static void
progress_cb (guint64  n_done_bytes,
             guint64  n_total_bytes,
             gpointer user_data)
{
  HexwireCapturePage *self = user_data;
  g_autofree char *text = NULL;

  /* The page may be gone, while the reader comes to its end. */
  if (self->status == NULL || n_total_bytes == 0)
    return;
  /* Translators: how much of a file is read, in per cent */
  text = g_strdup_printf (_("Reading: %d %%"), (int) (100 * n_done_bytes / n_total_bytes));
  gtk_label_set_label (self->status, text);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireCapturePage) self = user_data;
  g_autofree char *name = g_file_get_parse_name (self->file);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (hexwire_capture_load_finish (result, &error))
    /* Translators: %s is the name of a file that is shown, and cannot be changed */
    text = g_strdup_printf (_("%s, read-only"), name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: %s is the name of a file, the beginning of which is shown */
    text = g_strdup_printf (_("%s, read-only; stopped before its end"), name);
  else
    text = g_strdup (error->message);
  if (self->status == NULL)
    return;
  gtk_label_set_label (self->status, text);
  hexwire_tooltip_set (GTK_WIDGET (self->status), text);
  gtk_widget_set_visible (self->stop_button, FALSE);
  if (error != NULL)
    gtk_widget_add_css_class (self->strip, "failed");
}

static void
stop_cb (HexwireCapturePage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
hexwire_capture_page_dispose (GObject *object)
{
  HexwireCapturePage *self = HEXWIRE_CAPTURE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_CAPTURE_PAGE);
  self->status = NULL;

  G_OBJECT_CLASS (hexwire_capture_page_parent_class)->dispose (object);
}

static void
hexwire_capture_page_finalize (GObject *object)
{
  HexwireCapturePage *self = HEXWIRE_CAPTURE_PAGE (object);

  g_clear_object (&self->file);
  g_clear_object (&self->log);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hexwire_capture_page_parent_class)->finalize (object);
}

static void
hexwire_capture_page_class_init (HexwireCapturePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HexwirePageClass *page_class = HEXWIRE_PAGE_CLASS (klass);

  object_class->dispose = hexwire_capture_page_dispose;
  object_class->finalize = hexwire_capture_page_finalize;

  page_class->dup_title = hexwire_capture_page_dup_title;
  page_class->dup_subtitle = hexwire_capture_page_dup_subtitle;
  page_class->get_log_pane = hexwire_capture_page_get_log_pane;

  g_type_ensure (HEXWIRE_TYPE_LOG_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/capture-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireCapturePage, log_pane);
  gtk_widget_class_bind_template_child (widget_class, HexwireCapturePage, status);
  gtk_widget_class_bind_template_child (widget_class, HexwireCapturePage, stop_button);
  gtk_widget_class_bind_template_child (widget_class, HexwireCapturePage, strip);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
hexwire_capture_page_init (HexwireCapturePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->log = hexwire_message_log_new ();
  hexwire_message_log_set_limits (self->log, MAX_BYTES, MAX_MESSAGES);
  hexwire_log_pane_set_log (self->log_pane, self->log, TRUE);
  hexwire_log_pane_set_read_only (self->log_pane);
}

GtkWidget *
hexwire_capture_page_new (GFile *file)
{
  HexwireCapturePage *self = g_object_new (HEXWIRE_TYPE_CAPTURE_PAGE, NULL);
  g_autofree char *title = g_file_get_basename (file);

  self->file = g_object_ref (file);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  hexwire_capture_load_async (file, self->log, self->cancellable, progress_cb, self, loaded_cb,
                              g_object_ref (self));
  return GTK_WIDGET (self);
}

GFile *
hexwire_capture_page_get_file (HexwireCapturePage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_CAPTURE_PAGE (self), NULL);
  return self->file;
}
