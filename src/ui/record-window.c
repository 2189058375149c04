/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-window.h"

#include "compat-file.h"

#include <glib/gi18n.h>

#define BYTES_PER_MB 1000000

struct _HexwireRecordWindow
{
  GtkWindow parent_instance;

  HexwireMessageLog *log;
  HexwireFormat *format;      /* (nullable) */

  GtkDropDown *format_drop;
  GtkCheckButton *rotate_check;
  GtkSpinButton *size_spin;
  GtkLabel *problem;
};

enum
{
  STARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The items of the drop-down: what can be read while it is written. */
static const HexwireLogFormat formats[] = { HEXWIRE_LOG_FORMAT_PCAPNG, HEXWIRE_LOG_FORMAT_TEXT };

G_DEFINE_FINAL_TYPE (HexwireRecordWindow, hexwire_record_window, GTK_TYPE_WINDOW)

static HexwireLogFormat
get_format (HexwireRecordWindow *self)
{
  return formats[gtk_drop_down_get_selected (self->format_drop)];
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HexwireRecordWindow) self = user_data;
  g_autoptr (GFile) file = hexwire_compat_choose_file_finish (result);
  g_autoptr (HexwireLogRecorder) recorder = NULL;
  g_autoptr (GError) error = NULL;
  guint64 max_file_size_bytes = 0;

  /* Without a log, the window was closed meanwhile. */
  if (file == NULL || self->log == NULL)
    return;
  if (gtk_check_button_get_active (self->rotate_check))
    max_file_size_bytes
      = (guint64) gtk_spin_button_get_value_as_int (self->size_spin) * BYTES_PER_MB;
  recorder = hexwire_log_recorder_new (self->log, file, get_format (self), self->format,
                                       max_file_size_bytes, &error);
  if (recorder == NULL)
    {
      gtk_label_set_label (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  g_signal_emit (self, signals[STARTED], 0, recorder);
  gtk_window_close (GTK_WINDOW (self));
}

static void
record_cb (HexwireRecordWindow *self)
{
  /* Translators: the name that is proposed for a recording, before its suffix */
  g_autofree char *name = g_strdup_printf ("%s.%s", _("recording"),
                                           hexwire_log_format_get_suffix (get_format (self)));

  hexwire_compat_choose_file_async (GTK_WINDOW (self), _("Record messages"), TRUE, name, chosen_cb,
                                    g_object_ref (self));
}

static void
hexwire_record_window_dispose (GObject *object)
{
  HexwireRecordWindow *self = HEXWIRE_RECORD_WINDOW (object);

  g_clear_object (&self->log);
  g_clear_pointer (&self->format, hexwire_format_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_RECORD_WINDOW);

  G_OBJECT_CLASS (hexwire_record_window_parent_class)->dispose (object);
}

static void
hexwire_record_window_class_init (HexwireRecordWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_record_window_dispose;

  signals[STARTED] = g_signal_new ("started", HEXWIRE_TYPE_RECORD_WINDOW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_LOG_RECORDER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/record-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordWindow, format_drop);
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordWindow, rotate_check);
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordWindow, size_spin);
  gtk_widget_class_bind_template_callback (widget_class, record_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hexwire_record_window_init (HexwireRecordWindow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (titles, hexwire_log_format_get_title (formats[i]));
  gtk_drop_down_set_model (self->format_drop, G_LIST_MODEL (titles));
}

HexwireRecordWindow *
hexwire_record_window_new (GtkWindow         *parent,
                           HexwireMessageLog *log,
                           HexwireFormat     *format)
{
  HexwireRecordWindow *self
    = g_object_new (HEXWIRE_TYPE_RECORD_WINDOW, "transient-for", parent, NULL);

  self->log = g_object_ref (log);
  self->format = format != NULL ? hexwire_format_ref (format) : NULL;
  return self;
}
