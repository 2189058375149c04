/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-bar.h"

#include "recordings.h"
#include "tooltip.h"

#include "log/message-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _HexwireRecordBar
{
  GtkBox parent_instance;

  HexwireLogRecorder *recorder;   /* (nullable) */

  GtkLabel *status;
  GtkButton *button;
  GtkLabel *button_label;
};

G_DEFINE_FINAL_TYPE (HexwireRecordBar, hexwire_record_bar, GTK_TYPE_BOX)

static gboolean
is_recording (HexwireRecordBar *self)
{
  return hexwire_log_recorder_get_state (self->recorder) == HEXWIRE_RECORDER_RECORDING;
}

static char *
dup_amount (HexwireRecordBar *self)
{
  guint64 n_rows = hexwire_log_recorder_get_n_rows (self->recorder);
  guint64 n_lost = hexwire_log_recorder_get_n_lost (self->recorder);
  g_autoptr (GString) size = g_string_new (NULL);
  g_autofree char *rows
    = g_strdup_printf (ngettext ("%'" PRIu64 " row", "%'" PRIu64 " rows", (gulong) n_rows), n_rows);
  g_autofree char *lost = NULL;

  hexwire_message_text_append_size (size, hexwire_log_recorder_get_n_bytes (self->recorder));
  if (n_lost > 0)
    /* Translators: rows that a recording does not have, because the disk was too slow or full */
    lost = g_strdup_printf (ngettext ("%'" PRIu64 " not written", "%'" PRIu64 " not written",
                                      (gulong) n_lost),
                            n_lost);
  return g_strjoin (" · ", rows, size->str, lost, NULL);
}

static const char *
get_state_text (HexwireRecordBar *self)
{
  switch (hexwire_log_recorder_get_state (self->recorder))
    {
    case HEXWIRE_RECORDER_RECORDING:
      return _("● Recording");
    case HEXWIRE_RECORDER_STOPPING:
      return _("Writing the rest");
    case HEXWIRE_RECORDER_FAILED:
    case HEXWIRE_RECORDER_STOPPED:
    default:
      return _("Recorded");
    }
}

/* Why a recording has ended comes first: the end of a long line may be out of sight. */
static char *
dup_what (HexwireRecordBar *self)
{
  const char *error = hexwire_log_recorder_get_error (self->recorder);
  g_autofree char *name = g_file_get_parse_name (hexwire_log_recorder_get_file (self->recorder));

  if (error == NULL)
    return g_strjoin (" · ", get_state_text (self), name, NULL);
  /* Translators: why a recording has ended */
  return g_strdup_printf (_("✕ %s · The recording has ended"), error);
}

static void
update (HexwireRecordBar *self)
{
  const char *error = hexwire_log_recorder_get_error (self->recorder);
  g_autofree char *what = dup_what (self);
  g_autofree char *amount = dup_amount (self);
  g_autofree char *text = g_strjoin (" · ", what, amount, NULL);

  gtk_label_set_label (self->status, text);
  hexwire_tooltip_set (GTK_WIDGET (self->status), text);
  gtk_label_set_label (self->button_label, is_recording (self) ? _("Stop") : _("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_recording (self) ? _("Stop the recording")
                                                      : _("Close the bar of the recording"),
                                  -1);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error-text");
}

static void
clicked_cb (HexwireRecordBar *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), is_recording (self));
  hexwire_log_recorder_stop (self->recorder);
}

static void
end_recording (HexwireRecordBar *self)
{
  if (self->recorder == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->recorder, self);
  hexwire_recordings_end (self->recorder);
  g_clear_object (&self->recorder);
}

static void
hexwire_record_bar_dispose (GObject *object)
{
  HexwireRecordBar *self = HEXWIRE_RECORD_BAR (object);

  end_recording (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_RECORD_BAR);

  G_OBJECT_CLASS (hexwire_record_bar_parent_class)->dispose (object);
}

static void
hexwire_record_bar_class_init (HexwireRecordBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_record_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/record-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordBar, button);
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordBar, button_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireRecordBar, status);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_record_bar_init (HexwireRecordBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_record_bar_set_recorder (HexwireRecordBar   *self,
                                 HexwireLogRecorder *recorder)
{
  g_return_if_fail (HEXWIRE_IS_RECORD_BAR (self));

  end_recording (self);
  self->recorder = g_object_ref (recorder);
  g_signal_connect_object (recorder, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
