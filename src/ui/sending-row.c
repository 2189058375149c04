/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sending-row.h"

#include "tooltip.h"

#include "log/message-text.h"
#include "net/send-file.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _HexwireSendingRow
{
  GtkBox parent_instance;

  HexwireSendJob *job;

  GtkLabel *what;
  GtkProgressBar *bar;
  GtkLabel *progress;
  GtkButton *button;
  GtkLabel *button_label;
};

G_DEFINE_FINAL_TYPE (HexwireSendingRow, hexwire_sending_row, GTK_TYPE_BOX)

static void
show_file (HexwireSendingRow         *self,
           const HexwireSendProgress *progress)
{
  HexwireSendSource *source = hexwire_send_job_get_source (self->job);
  guint64 size_bytes = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->bar), HEXWIRE_IS_SEND_FILE (source));
  if (HEXWIRE_IS_SEND_FILE (source))
    size_bytes = hexwire_send_file_get_size_bytes (HEXWIRE_SEND_FILE (source));
  if (size_bytes > 0)
    gtk_progress_bar_set_fraction (self->bar,
                                   (double) progress->n_sent_bytes
                                     / (double) MAX (progress->n_peers, 1) / (double) size_bytes);
}

static char *
dup_progress (HexwireSendingRow         *self,
              const HexwireSendProgress *progress)
{
  GString *text = g_string_new (NULL);
  double byte_rate
    = progress->n_sent > 0
        ? progress->rate_hz * (double) progress->n_sent_bytes / (double) progress->n_sent
        : 0;

  g_string_append_printf (text, ngettext ("%" PRIu64 " sent", "%" PRIu64 " sent",
                                          (gulong) progress->n_sent), progress->n_sent);
  g_string_append (text, " · ");
  hexwire_message_text_append_size (text, progress->n_sent_bytes);
  g_string_append (text, " · ");
  /* Translators: how many messages a second */
  g_string_append_printf (text, _("%.1f/s"), progress->rate_hz);
  if (HEXWIRE_IS_SEND_FILE (hexwire_send_job_get_source (self->job)))
    {
      g_string_append (text, " · ");
      hexwire_message_text_append_size (text, (guint64) byte_rate);
      g_string_append (text, "/s");
    }
  if (progress->n_held_back > 0)
    {
      g_string_append (text, " · ");
      /* Translators: messages that were not sent, or wait, because a socket is full */
      g_string_append_printf (text, ngettext ("%" PRIu64 " held back", "%" PRIu64 " held back",
                                              (gulong) progress->n_held_back),
                              progress->n_held_back);
    }
  return g_string_free (text, FALSE);
}

static void
update (HexwireSendingRow *self)
{
  const char *problem = hexwire_send_job_get_problem (self->job);
  gboolean is_running = hexwire_send_job_is_running (self->job);
  const char *button = is_running ? _("Stop") : _("Close");
  HexwireSendProgress progress;
  g_autofree char *text = NULL;
  g_autofree char *with_problem = NULL;

  hexwire_send_job_get_progress (self->job, &progress);
  show_file (self, &progress);
  text = dup_progress (self, &progress);
  if (problem != NULL)
    {
      with_problem = g_strconcat (problem, " · ", text, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->progress), "error-text");
      gtk_widget_remove_css_class (GTK_WIDGET (self->progress), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->progress), "error-text");
      gtk_widget_add_css_class (GTK_WIDGET (self->progress), "dim-label");
    }
  gtk_label_set_label (self->progress, problem != NULL ? with_problem : text);
  hexwire_tooltip_set (GTK_WIDGET (self->progress), problem);
  if (g_strcmp0 (gtk_label_get_label (self->button_label), button) != 0)
    {
      const char *tip = is_running ? _("Stop sending") : _("Hide this line");

      gtk_label_set_label (self->button_label, button);
      hexwire_tooltip_set (GTK_WIDGET (self->button), tip);
      /* There are other buttons of that name: by ear they are to be told apart. */
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_running || problem != NULL);
}

static void
clicked_cb (HexwireSendingRow *self)
{
  if (self->job != NULL && hexwire_send_job_is_running (self->job))
    hexwire_send_job_stop (self->job);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
hexwire_sending_row_dispose (GObject *object)
{
  HexwireSendingRow *self = HEXWIRE_SENDING_ROW (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      hexwire_send_job_stop (self->job);
    }
  g_clear_object (&self->job);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEXWIRE_TYPE_SENDING_ROW);

  G_OBJECT_CLASS (hexwire_sending_row_parent_class)->dispose (object);
}

static void
hexwire_sending_row_class_init (HexwireSendingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_sending_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/sending-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireSendingRow, bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendingRow, button);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendingRow, button_label);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendingRow, progress);
  gtk_widget_class_bind_template_child (widget_class, HexwireSendingRow, what);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_sending_row_init (HexwireSendingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
hexwire_sending_row_set_job (HexwireSendingRow *self,
                             HexwireSendJob    *job,
                             const char        *what)
{
  g_return_if_fail (HEXWIRE_IS_SENDING_ROW (self));

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  gtk_label_set_label (self->what, what);
  gtk_progress_bar_set_fraction (self->bar, 0);
  g_signal_connect_object (job, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
