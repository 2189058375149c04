/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "status-strip.h"

#include "endpoint-text.h"
#include "tooltip.h"

#include "log/message-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define RATE_INTERVAL_MS 1000

/* How long an error of sending stands before what the endpoint is doing. */
#define ERROR_SECONDS 6

struct _HexwireStatusStrip
{
  GtkBox parent_instance;

  HexwireEndpoint *endpoint;
  HexwireLogRecorder *recorder;   /* (nullable) */
  char *error;
  guint error_source;       /* takes the error away after a while */
  guint rate_source;
  guint64 n_messages_before;
  gint64 counted_at_us;
  double rate_hz;

  GtkLabel *status;
  GtkLabel *reachable;
  GtkLabel *counters;
};

G_DEFINE_FINAL_TYPE (HexwireStatusStrip, hexwire_status_strip, GTK_TYPE_BOX)

static guint64
count_messages (HexwireStatusStrip *self)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (self->endpoint)->counters;

  return counters->messages_in + counters->messages_out;
}

/* @part: (transfer full) */
static void
append_taken (GString *text,
              char    *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
  g_free (part);
}

static void
append_sizes (HexwireStatusStrip *self,
              GString            *text)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (self->endpoint)->counters;
  g_autoptr (GString) in = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  hexwire_message_text_append_size (in, counters->bytes_in);
  hexwire_message_text_append_size (out, counters->bytes_out);
  /* Translators: two sizes, as in "1.2 MB in · 48 B out" */
  append_taken (text, g_strdup_printf (_("%s in · %s out"), in->str, out->str));
}

static char *
dup_lost (guint64 n_lost)
{
  /* Translators: datagrams that the system dropped before they could be read; the line is short */
  return g_strdup_printf (ngettext ("%'" PRIu64 " lost", "%'" PRIu64 " lost", (gulong) n_lost),
                          n_lost);
}

static char *
dup_lost_where (guint64 n_lost)
{
  /* Translators: datagrams that the system dropped before they could be read */
  return g_strdup_printf (ngettext ("%'" PRIu64 " lost in the system’s buffer",
                                    "%'" PRIu64 " lost in the system’s buffer", (gulong) n_lost),
                          n_lost);
}

/* The kernel loses datagrams alone; that it lost none is worth saying. */
static void
append_lost (HexwireStatusStrip *self,
             GString            *text,
             gboolean            is_short)
{
  guint64 n_lost = hexwire_endpoint_count_dropped (self->endpoint);

  if (!hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (self->endpoint)))
    append_taken (text, is_short ? dup_lost (n_lost) : dup_lost_where (n_lost));
}

static void
append_kept (HexwireStatusStrip *self,
             GString            *text)
{
  guint64 n_evicted = hexwire_message_log_get_n_dropped (hexwire_endpoint_get_log (self->endpoint));
  guint64 n_written = self->recorder != NULL ? hexwire_log_recorder_get_n_rows (self->recorder) : 0;
  guint64 n_received = hexwire_endpoint_get_traffic (self->endpoint)->counters.messages_in;

  if (n_received > 0)
    /* Translators: messages that came */
    append_taken (text, g_strdup_printf (ngettext ("%'" PRIu64 " received", "%'" PRIu64 " received",
                                                   (gulong) n_received),
                                         n_received));
  if (n_evicted > 0)
    /* Translators: messages that the log has dropped to make room for newer ones */
    append_taken (text, g_strdup_printf (ngettext ("%'" PRIu64 " dropped from the log",
                                                   "%'" PRIu64 " dropped from the log",
                                                   (gulong) n_evicted),
                                         n_evicted));
  if (self->recorder != NULL)
    /* Translators: messages that were recorded to a file */
    append_taken (text, g_strdup_printf (ngettext ("%'" PRIu64 " written to file",
                                                   "%'" PRIu64 " written to file",
                                                   (gulong) n_written),
                                         n_written));
}

/* @is_short: for the line, which has less room than its tooltip, and where what is lost may not be
 * what is cut off. */
static char *
dup_counters (HexwireStatusStrip *self,
              gboolean            is_short)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (self->endpoint);
  g_autoptr (GString) text = g_string_new (NULL);

  if (hexwire_endpoint_kind_is_server (kind))
    {
      /* A connection that nothing more is sent on is one; of datagrams, addresses count. */
      guint n = hexwire_endpoint_kind_is_stream (kind)
                  ? hexwire_endpoint_get_n_connected (self->endpoint)
                  : hexwire_endpoint_count_recipients (self->endpoint);

      /* Translators: how many are connected */
      append_taken (text, g_strdup_printf (ngettext ("%'u peer", "%'u peers", n), n));
    }
  append_lost (self, text, is_short);
  append_sizes (self, text);
  if (self->rate_hz >= 0.5)
    /* Translators: messages per second */
    append_taken (text, g_strdup_printf (_("%.0f msg/s"), self->rate_hz));
  append_kept (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A loss stands out among the counts. */
static void
mark_loss (HexwireStatusStrip *self,
           const char         *counters)
{
  guint64 n_lost = hexwire_endpoint_count_dropped (self->endpoint);
  g_autofree char *lost = dup_lost (n_lost);
  const char *start = n_lost > 0 ? strstr (counters, lost) : NULL;
  g_autoptr (PangoAttrList) attributes = NULL;

  if (start != NULL)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = (guint) (start - counters);
      bold->end_index = bold->start_index + (guint) strlen (lost);
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, bold);
    }
  gtk_label_set_attributes (self->counters, attributes);
}

static void
update_counters (HexwireStatusStrip *self)
{
  g_autofree char *text = dup_counters (self, TRUE);
  g_autofree char *whole = dup_counters (self, FALSE);
  g_autofree char *tooltip
    = g_strdup_printf ("%s\n%s", whole, _("Counted since the tab was opened, also what was cleared "
                                          "from the log"));

  gtk_label_set_label (self->counters, text);
  mark_loss (self, text);
  hexwire_tooltip_set (GTK_WIDGET (self->counters), tooltip);
}

static void
set_css_class (HexwireStatusStrip *self,
               const char         *name,
               gboolean            set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
update_status (HexwireStatusStrip *self)
{
  HexwireEndpointState state = hexwire_endpoint_get_state (self->endpoint);
  g_autofree char *status = hexwire_endpoint_dup_status (self->endpoint);
  g_autofree char *reachable = hexwire_endpoint_dup_reachable (self->endpoint);
  const char *shown = self->error != NULL ? self->error : status;
  gboolean has_failed = self->error != NULL || state == HEXWIRE_ENDPOINT_FAILED;
  gboolean has_warning = !has_failed && hexwire_endpoint_get_warning (self->endpoint) != NULL;

  gtk_label_set_label (self->status, shown);
  hexwire_tooltip_set (GTK_WIDGET (self->status), shown);
  gtk_label_set_label (self->reachable, has_failed || has_warning ? "" : reachable);
  hexwire_tooltip_set (GTK_WIDGET (self->reachable), reachable);
  set_css_class (self, "open", !has_failed && !has_warning && state == HEXWIRE_ENDPOINT_OPEN);
  set_css_class (self, "warned", has_warning);
  set_css_class (self, "failed", has_failed);
}

static gboolean
rate_cb (gpointer user_data)
{
  HexwireStatusStrip *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  guint64 n_messages = count_messages (self);

  self->rate_hz = (double) (n_messages - self->n_messages_before) * G_USEC_PER_SEC
                  / (double) MAX (now_us - self->counted_at_us, 1);
  self->n_messages_before = n_messages;
  self->counted_at_us = now_us;
  update_counters (self);
  /* How long until the next attempt. */
  if (hexwire_endpoint_get_retry_us (self->endpoint) > 0)
    update_status (self);
  return G_SOURCE_CONTINUE;
}

static void
state_changed_cb (HexwireStatusStrip *self)
{
  g_clear_pointer (&self->error, g_free);
  update_status (self);
  update_counters (self);
}

static void
traffic_changed_cb (HexwireStatusStrip *self)
{
  update_counters (self);
}

static gboolean
forget_error_cb (gpointer user_data)
{
  HexwireStatusStrip *self = user_data;

  self->error_source = 0;
  g_clear_pointer (&self->error, g_free);
  update_status (self);
  return G_SOURCE_REMOVE;
}

static void
hexwire_status_strip_map (GtkWidget *widget)
{
  HexwireStatusStrip *self = HEXWIRE_STATUS_STRIP (widget);

  GTK_WIDGET_CLASS (hexwire_status_strip_parent_class)->map (widget);

  self->n_messages_before = count_messages (self);
  self->counted_at_us = g_get_monotonic_time ();
  self->rate_source = g_timeout_add (RATE_INTERVAL_MS, rate_cb, self);
}

static void
hexwire_status_strip_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&HEXWIRE_STATUS_STRIP (widget)->rate_source, g_source_remove);

  GTK_WIDGET_CLASS (hexwire_status_strip_parent_class)->unmap (widget);
}

static void
hexwire_status_strip_dispose (GObject *object)
{
  HexwireStatusStrip *self = HEXWIRE_STATUS_STRIP (object);

  g_clear_handle_id (&self->rate_source, g_source_remove);
  g_clear_handle_id (&self->error_source, g_source_remove);
  g_clear_object (&self->recorder);
  g_clear_object (&self->endpoint);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_STATUS_STRIP);

  G_OBJECT_CLASS (hexwire_status_strip_parent_class)->dispose (object);
}

static void
hexwire_status_strip_finalize (GObject *object)
{
  g_clear_pointer (&HEXWIRE_STATUS_STRIP (object)->error, g_free);

  G_OBJECT_CLASS (hexwire_status_strip_parent_class)->finalize (object);
}

static void
hexwire_status_strip_class_init (HexwireStatusStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hexwire_status_strip_dispose;
  object_class->finalize = hexwire_status_strip_finalize;

  widget_class->map = hexwire_status_strip_map;
  widget_class->unmap = hexwire_status_strip_unmap;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/status-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireStatusStrip, counters);
  gtk_widget_class_bind_template_child (widget_class, HexwireStatusStrip, reachable);
  gtk_widget_class_bind_template_child (widget_class, HexwireStatusStrip, status);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hexwire_status_strip_init (HexwireStatusStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Selected by the mouse; by the focus, which comes here by chance, it would be selected whole. */
  gtk_widget_set_can_focus (GTK_WIDGET (self->status), FALSE);
}

void
hexwire_status_strip_set_endpoint (HexwireStatusStrip *self,
                                   HexwireEndpoint    *endpoint)
{
  g_return_if_fail (HEXWIRE_IS_STATUS_STRIP (self));
  g_return_if_fail (self->endpoint == NULL);

  self->endpoint = g_object_ref (endpoint);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::warning", G_CALLBACK (update_status), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hexwire_endpoint_get_traffic (endpoint), "changed",
                           G_CALLBACK (traffic_changed_cb), self, G_CONNECT_SWAPPED);
  state_changed_cb (self);
}

void
hexwire_status_strip_show_error (HexwireStatusStrip *self,
                                 const char         *message)
{
  g_return_if_fail (HEXWIRE_IS_STATUS_STRIP (self));

  g_free (self->error);
  self->error = g_strdup (message);
  g_clear_handle_id (&self->error_source, g_source_remove);
  if (message != NULL)
    self->error_source = g_timeout_add_seconds (ERROR_SECONDS, forget_error_cb, self);
  update_status (self);
}

void
hexwire_status_strip_set_recorder (HexwireStatusStrip *self,
                                   HexwireLogRecorder *recorder)
{
  g_return_if_fail (HEXWIRE_IS_STATUS_STRIP (self));

  if (self->recorder != NULL)
    g_signal_handlers_disconnect_by_data (self->recorder, self);
  g_set_object (&self->recorder, recorder);
  g_signal_connect_object (recorder, "notify::n-rows", G_CALLBACK (update_counters), self,
                           G_CONNECT_SWAPPED);
  update_counters (self);
}
