/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "peer-row.h"

#include "endpoint-text.h"
#include "widget-names.h"

#include "log/message-text.h"
#include "net/stream-peer.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

struct _HexwirePeerRow
{
  GtkBox parent_instance;

  GObject *item;
  gulong changed_id;
  gboolean waits_for_owner;     /* the tooltip is shown without it */

  GtkLabel *dot;
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *traffic;
};

G_DEFINE_FINAL_TYPE (HexwirePeerRow, hexwire_peer_row, GTK_TYPE_BOX)

static void
append_time (GString *text,
             gint64   time_us)
{
  gsize start = text->len;

  hexwire_message_text_append_time (text, time_us);
  g_string_truncate (text, start + strlen ("12:04:31"));
}

/* What is not sent yet, and that nothing is read; more than the narrow row has room for beside a
 * time, which the tooltip tells, too. */
static gboolean
append_pressure (GString           *text,
                 HexwireStreamPeer *peer)
{
  gsize n_waiting_bytes = hexwire_stream_peer_get_n_waiting_bytes (peer);

  if (n_waiting_bytes > 0)
    {
      g_autoptr (GString) size = g_string_new (NULL);

      hexwire_message_text_append_size (size, n_waiting_bytes);
      /* Translators: goes on after "Connected"; so much waits to be sent to the peer */
      g_string_append_printf (text, _(" · %s waiting"), size->str);
    }
  if (hexwire_stream_peer_is_paused (peer))
    /* Translators: goes on after "Connected"; we do not read what the peer sends */
    g_string_append (text, _(" · not read"));
  return n_waiting_bytes > 0 || hexwire_stream_peer_is_paused (peer);
}

static void
append_stream_details (GString           *text,
                       HexwireStreamPeer *stream)
{
  HexwirePeer *peer = HEXWIRE_PEER (stream);
  HexwirePeerState state = hexwire_peer_get_state (peer);

  g_string_append (text, hexwire_peer_state_get_name (state));
  if (state != HEXWIRE_PEER_LEFT && append_pressure (text, stream))
    return;
  g_string_append_c (text, ' ');
  append_time (text, state == HEXWIRE_PEER_LEFT ? hexwire_peer_get_left_us (peer)
                                                : hexwire_peer_get_since_us (peer));
}

/* Whoever sends datagrams is heard, and not connected; where they come in has a line of its own,
 * for which the name of a group is not too long. */
static void
append_datagram_details (GString     *text,
                         HexwirePeer *peer)
{
  gboolean has_left = hexwire_peer_get_state (peer) == HEXWIRE_PEER_LEFT;
  g_autoptr (GString) time = g_string_new (NULL);

  append_time (time, has_left ? hexwire_peer_get_left_us (peer)
                              : hexwire_peer_get_since_us (peer));
  if (has_left)
    /* Translators: a time; the sender of datagrams is not known any more */
    g_string_append_printf (text, _("Forgotten %s"), time->str);
  else if (hexwire_peer_get_counters (peer)->messages_in == 0)
    g_string_append (text, _("Not heard yet"));
  else
    /* Translators: a time; datagrams have come from somebody since then */
    g_string_append_printf (text, _("Heard since %s"), time->str);
  if (hexwire_peer_get_arrival (peer) != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: where a peer's datagrams come in, as in "239.1.1.1 on eth0" */
      g_string_append_printf (text, _("to %s"), hexwire_peer_get_arrival (peer));
    }
}

static char *
dup_details (HexwirePeer *peer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (HEXWIRE_IS_STREAM_PEER (peer))
    append_stream_details (text, HEXWIRE_STREAM_PEER (peer));
  else
    append_datagram_details (text, peer);
  if (hexwire_peer_get_owner (peer) != NULL)
    g_string_append_printf (text, " · %s", hexwire_peer_get_owner (peer));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "↓ 12 · 1.2 kB  ↑ 3 · 48 B": messages and bytes. */
static char *
dup_traffic (HexwirePeer *peer)
{
  const HexwireCounters *counters = hexwire_peer_get_counters (peer);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "↓ %'" PRIu64 " · ", counters->messages_in);
  hexwire_message_text_append_size (text, counters->bytes_in);
  g_string_append_printf (text, "  ↑ %'" PRIu64 " · ", counters->messages_out);
  hexwire_message_text_append_size (text, counters->bytes_out);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_tooltip (HexwirePeer *peer)
{
  const HexwireCounters *counters = hexwire_peer_get_counters (peer);
  const char *owner = hexwire_peer_find_owner (peer);
  g_autoptr (GString) since = g_string_new (NULL);
  g_autofree char *text = NULL;

  hexwire_message_text_append_date_time (since, hexwire_peer_get_since_us (peer));
  /* Translators: an address; a date and time; messages and bytes received, then sent */
  text = g_strdup_printf (_("%s\nSince %s\n"
                            "Received: %" PRIu64 " messages, %" PRIu64 " bytes\n"
                            "Sent: %" PRIu64 " messages, %" PRIu64 " bytes"),
                          hexwire_peer_get_address (peer), since->str, counters->messages_in,
                          counters->bytes_in, counters->messages_out, counters->bytes_out);
  if (owner == NULL)
    return g_steal_pointer (&text);
  /* Translators: what is known of a peer; whose it is: "python3 (pid 4711, user alice)" */
  return g_strdup_printf (_("%s\nProgram: %s"), text, owner);
}

static void
set_dot (HexwirePeerRow *self,
         const char     *dot,
         const char     *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_label_set_label (self->dot, dot);
  gtk_widget_set_css_classes (GTK_WIDGET (self->dot), classes);
}

/* The row has the focus, and is read as a whole. */
static void
name_row (HexwirePeerRow *self,
          const char     *title,
          const char     *details)
{
  g_autofree char *name = g_strjoin (", ", title, details, NULL);

  hexwire_widget_names_set_row (GTK_WIDGET (self), name);
}

static void
show_peer (HexwirePeerRow *self,
           HexwirePeer    *peer)
{
  HexwirePeerState state = hexwire_peer_get_state (peer);
  g_autofree char *details = dup_details (peer);
  g_autofree char *traffic = dup_traffic (peer);

  gtk_label_set_label (self->title, hexwire_peer_get_address (peer));
  gtk_label_set_label (self->details, details);
  gtk_label_set_label (self->traffic, traffic);
  name_row (self, hexwire_peer_get_address (peer), details);
  gtk_widget_set_visible (GTK_WIDGET (self->traffic), TRUE);
  if (state == HEXWIRE_PEER_LEFT)
    set_dot (self, "○", "state-closed");
  else
    set_dot (self, state == HEXWIRE_PEER_CONNECTED ? "●" : "◐",
             state == HEXWIRE_PEER_CONNECTED ? "state-open" : "state-closing");
  if (state == HEXWIRE_PEER_LEFT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "peer-left");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "peer-left");
}

static void
show_all (HexwirePeerRow  *self,
          HexwireEndpoint *endpoint)
{
  const HexwireCounters *counters = &hexwire_endpoint_get_traffic (endpoint)->counters;
  guint64 n_messages = counters->messages_in + counters->messages_out;
  g_autofree char *details
    /* Translators: since the tab was opened, whatever the log shows of them */
    = g_strdup_printf (ngettext ("%'" PRIu64 " message so far", "%'" PRIu64 " messages so far",
                                 (gulong) n_messages),
                       n_messages);

  gtk_widget_set_visible (GTK_WIDGET (self->traffic), FALSE);
  gtk_label_set_label (self->title, _("All peers"));
  gtk_label_set_label (self->details, details);
  name_row (self, _("All peers"), details);
  set_dot (self, "◆", "state-closed");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "peer-left");
}

/* What the tooltip has begun to look for is there. */
static void
complete_tooltip (HexwirePeerRow *self,
                  HexwirePeer    *peer)
{
  if (!self->waits_for_owner || hexwire_peer_get_owner (peer) == NULL)
    return;
  self->waits_for_owner = FALSE;
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

static void
update (HexwirePeerRow *self)
{
  if (HEXWIRE_IS_PEER (self->item))
    {
      show_peer (self, HEXWIRE_PEER (self->item));
      complete_tooltip (self, HEXWIRE_PEER (self->item));
    }
  else if (HEXWIRE_IS_ENDPOINT (self->item))
    show_all (self, HEXWIRE_ENDPOINT (self->item));
}

/* What tells that the item's counters or state went on. */
static gpointer
get_source (GObject *item)
{
  if (HEXWIRE_IS_ENDPOINT (item))
    return hexwire_endpoint_get_traffic (HEXWIRE_ENDPOINT (item));
  return item;
}

/* Made when it is asked for: setting one asks the X server where the pointer is, for every row. */
static gboolean
hexwire_peer_row_query_tooltip (GtkWidget  *widget,
                                int         x,
                                int         y,
                                gboolean    keyboard_mode,
                                GtkTooltip *tooltip)
{
  HexwirePeerRow *self = HEXWIRE_PEER_ROW (widget);
  g_autofree char *text = NULL;

  if (HEXWIRE_IS_PEER (self->item))
    {
      text = dup_tooltip (HEXWIRE_PEER (self->item));
      self->waits_for_owner = hexwire_peer_get_owner (HEXWIRE_PEER (self->item)) == NULL;
    }
  else
    text = g_strdup (_("Counted since the tab was opened, also what was cleared from the log"));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
hexwire_peer_row_dispose (GObject *object)
{
  HexwirePeerRow *self = HEXWIRE_PEER_ROW (object);

  hexwire_peer_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_PEER_ROW);

  G_OBJECT_CLASS (hexwire_peer_row_parent_class)->dispose (object);
}

static void
hexwire_peer_row_class_init (HexwirePeerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_peer_row_dispose;
  widget_class->query_tooltip = hexwire_peer_row_query_tooltip;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/hexwire/Hexwire/peer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerRow, details);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerRow, dot);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerRow, title);
  gtk_widget_class_bind_template_child (widget_class, HexwirePeerRow, traffic);
}

static void
hexwire_peer_row_init (HexwirePeerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  /* An address may have no letter that tells its direction. */
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (self->title, 1);
  gtk_widget_set_direction (GTK_WIDGET (self->title), GTK_TEXT_DIR_LTR);
}

GtkWidget *
hexwire_peer_row_new (void)
{
  return g_object_new (HEXWIRE_TYPE_PEER_ROW, NULL);
}

void
hexwire_peer_row_set_item (HexwirePeerRow *self,
                           GObject        *item)
{
  g_return_if_fail (HEXWIRE_IS_PEER_ROW (self));

  if (self->item != NULL)
    g_clear_signal_handler (&self->changed_id, get_source (self->item));
  if (!g_set_object (&self->item, item) || item == NULL)
    return;
  self->waits_for_owner = FALSE;
  self->changed_id = g_signal_connect_swapped (get_source (item), "changed", G_CALLBACK (update),
                                               self);
  update (self);
}
