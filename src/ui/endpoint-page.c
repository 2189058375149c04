/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "endpoint-page.h"

#include "composer.h"
#include "connection-bar.h"
#include "connection-card.h"
#include "endpoint-text.h"
#include "log-pane.h"
#include "page-look.h"
#include "page-sending.h"
#include "pane-size.h"
#include "peer-actions.h"
#include "peer-list.h"
#include "sending-row.h"
#include "status-strip.h"

#include "net/responder.h"
#include "net/udp-endpoint.h"

#include <glib/gi18n.h>

struct _HexwireEndpointPage
{
  HexwirePage parent_instance;

  HexwireEndpoint *endpoint;
  gboolean is_built;
  gboolean is_welcoming;        /* whoever is new, once it is built */
  HexwireSessionLook look;      /* to be had once it is built */
  HexwirePeerActions *actions;
  HexwirePageSending *sending;
  GtkWidget *card;              /* (nullable): made when it is wanted */

  HexwireConnectionBar *connection_bar;
  HexwireStatusStrip *status_strip;
  GtkPaned *peers_paned;
  HexwirePeerList *peer_list;
  HexwireLogPane *log_pane;
  HexwireComposer *composer;
  HexwireSendingRow *sending_row;
};

enum
{
  GET_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwireEndpointPage, hexwire_endpoint_page, HEXWIRE_TYPE_PAGE)

static gboolean
is_server (HexwireEndpointPage *self)
{
  return hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self->endpoint));
}

static void
update_target (HexwireEndpointPage *self)
{
  g_autofree char *target = NULL;

  if (!self->is_built)
    return;
  hexwire_peer_actions_update (self->actions);
  target = hexwire_page_sending_dup_target (self->sending);
  if (HEXWIRE_IS_UDP_ENDPOINT (self->endpoint))
    hexwire_composer_set_is_datagrams (
      self->composer, !hexwire_endpoint_is_unix (self->endpoint),
      hexwire_endpoint_get_state (self->endpoint) == HEXWIRE_ENDPOINT_OPEN);
  hexwire_composer_set_target (self->composer, target);
}

/* What to do next, where nothing has come. */
static const char *
get_hint (HexwireEndpointPage *self)
{
  HexwireEndpointKind kind = hexwire_endpoint_get_kind (self->endpoint);

  if (hexwire_endpoint_is_active (self->endpoint))
    return _("Messages, connects and closes appear here");
  if (!hexwire_endpoint_kind_is_server (kind))
    return _("Connect, and what you send and what comes back appears here");
  if (hexwire_endpoint_kind_is_stream (kind))
    return _("Start, and who connects and what they send appears here");
  return _("Start, and what arrives appears here, with who sent it");
}

static void
update_hint (HexwireEndpointPage *self)
{
  if (self->is_built)
    hexwire_log_pane_set_hint (self->log_pane, get_hint (self));
}

static void
peer_selected_cb (HexwireEndpointPage *self)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (self->peer_list);
  HexwirePeer *peer = hexwire_peer_list_get_selected (self->peer_list);

  hexwire_peer_actions_set_peers (self->actions, peers);
  hexwire_log_pane_set_peer (self->log_pane, peer != NULL ? hexwire_peer_get_id (peer) : 0);
  update_target (self);
}

static void
recording_cb (HexwireEndpointPage *self,
              HexwireLogRecorder  *recorder)
{
  hexwire_status_strip_set_recorder (self->status_strip, recorder);
}

/* What is answered by itself is what is shown as one message. */
static void
framing_changed_cb (HexwireEndpointPage *self)
{
  hexwire_responder_set_frame_rule (
    hexwire_endpoint_get_responder (self->endpoint),
    hexwire_log_view_get_rule (hexwire_log_pane_get_log_view (self->log_pane)));
  hexwire_page_look_changed (HEXWIRE_PAGE (self));
}

static void
problem_cb (HexwireEndpointPage *self,
            const char          *problem)
{
  hexwire_status_strip_show_error (self->status_strip, problem);
}

static void
show_problem_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  problem_cb (HEXWIRE_ENDPOINT_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
send_cb (HexwireEndpointPage *self,
         HexwireSendSource   *source)
{
  hexwire_page_sending_send_typed (self->sending, source);
}

static void
start_cb (HexwireEndpointPage *self)
{
  g_autoptr (HexwireRecord) record = NULL;

  g_signal_emit (self, signals[GET_RECORD], 0, &record);
  hexwire_page_sending_start (self->sending, record);
}

static void
details_cb (HexwireEndpointPage *self,
            HexwirePeer         *peer)
{
  GtkWidget *anchor = is_server (self) ? hexwire_peer_list_get_anchor (self->peer_list)
                                       : hexwire_connection_bar_get_anchor (self->connection_bar);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (anchor, GTK_WIDGET (self), &bounds))
    return;
  if (self->card == NULL)
    {
      self->card = hexwire_connection_card_new ();
      gtk_widget_set_parent (self->card, GTK_WIDGET (self));
    }
  gtk_popover_set_position (GTK_POPOVER (self->card),
                            is_server (self) ? GTK_POS_RIGHT : GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (
    GTK_POPOVER (self->card),
    &(GdkRectangle) { (int) graphene_rect_get_x (&bounds), (int) graphene_rect_get_y (&bounds),
                      (int) graphene_rect_get_width (&bounds),
                      (int) graphene_rect_get_height (&bounds) });
  hexwire_connection_card_open (HEXWIRE_CONNECTION_CARD (self->card), peer);
}

static void
add_actions (HexwireEndpointPage *self)
{
  self->actions = hexwire_peer_actions_new (self->endpoint);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "connection",
                                  hexwire_peer_actions_get_group (self->actions));
  g_signal_connect_object (self->actions, "details", G_CALLBACK (details_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->endpoint, "notify::state",
                           G_CALLBACK (hexwire_peer_actions_update), self->actions,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
add_sending (HexwireEndpointPage *self)
{
  self->sending = hexwire_page_sending_new (self->endpoint, self->composer, self->peer_list,
                                            self->sending_row);
  g_signal_connect_object (self->sending, "problem", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sending, "sent", G_CALLBACK (hexwire_log_pane_show_newest),
                           self->log_pane, G_CONNECT_SWAPPED);
}

/* What is on the page is made when it is first shown or asked for: a window opens with several
 * pages and shows one, and each takes a tenth of the time that the window takes to open. */
static void
build (HexwireEndpointPage *self)
{
  if (self->is_built)
    return;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_built = TRUE;
  hexwire_pane_size_keep_start (self->peers_paned);
  add_actions (self);
  add_sending (self);
  hexwire_composer_set_allows_empty (
    self->composer, !hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (self->endpoint)));
  hexwire_connection_bar_set_endpoint (self->connection_bar, self->endpoint);
  hexwire_status_strip_set_endpoint (self->status_strip, self->endpoint);
  hexwire_peer_list_set_endpoint (self->peer_list, self->endpoint);
  gtk_widget_set_visible (GTK_WIDGET (self->peer_list), is_server (self));
  hexwire_log_pane_set_log (
    self->log_pane, hexwire_endpoint_get_log (self->endpoint),
    hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (self->endpoint)));
  g_signal_connect_object (self->log_pane, "framing-changed", G_CALLBACK (framing_changed_cb), self,
                           G_CONNECT_SWAPPED);
  hexwire_page_look_apply (&self->look, self->log_pane);
  g_signal_connect_object (self->log_pane, "look-changed", G_CALLBACK (hexwire_page_look_changed),
                           self, G_CONNECT_SWAPPED);
  update_hint (self);
  if (self->is_welcoming)
    hexwire_log_pane_welcome (self->log_pane);
  update_target (self);
}

static void
hexwire_endpoint_page_map (GtkWidget *widget)
{
  build (HEXWIRE_ENDPOINT_PAGE (widget));
  GTK_WIDGET_CLASS (hexwire_endpoint_page_parent_class)->map (widget);
}

static char *
hexwire_endpoint_page_dup_title (HexwirePage *page)
{
  return hexwire_endpoint_dup_title (HEXWIRE_ENDPOINT_PAGE (page)->endpoint);
}

static char *
hexwire_endpoint_page_dup_subtitle (HexwirePage *page)
{
  return hexwire_endpoint_dup_summary (HEXWIRE_ENDPOINT_PAGE (page)->endpoint);
}

static HexwireLogPane *
hexwire_endpoint_page_get_log_pane (HexwirePage *page)
{
  build (HEXWIRE_ENDPOINT_PAGE (page));
  return HEXWIRE_ENDPOINT_PAGE (page)->log_pane;
}

static void
hexwire_endpoint_page_dispose (GObject *object)
{
  HexwireEndpointPage *self = HEXWIRE_ENDPOINT_PAGE (object);

  if (self->sending != NULL)
    hexwire_page_sending_end (self->sending);
  g_clear_object (&self->sending);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->actions);
  hexwire_session_look_clear (&self->look);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  if (self->is_built)
    gtk_widget_dispose_template (GTK_WIDGET (self), HEXWIRE_TYPE_ENDPOINT_PAGE);

  G_OBJECT_CLASS (hexwire_endpoint_page_parent_class)->dispose (object);
}

static void
hexwire_endpoint_page_class_init (HexwireEndpointPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HexwirePageClass *page_class = HEXWIRE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hexwire_endpoint_page_dispose;
  widget_class->map = hexwire_endpoint_page_map;
  page_class->dup_title = hexwire_endpoint_page_dup_title;
  page_class->dup_subtitle = hexwire_endpoint_page_dup_subtitle;
  page_class->get_log_pane = hexwire_endpoint_page_get_log_pane;

  signals[GET_RECORD] = g_signal_new ("get-record", HEXWIRE_TYPE_ENDPOINT_PAGE, G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, HEXWIRE_TYPE_RECORD, 0);

  g_type_ensure (HEXWIRE_TYPE_COMPOSER);
  g_type_ensure (HEXWIRE_TYPE_CONNECTION_BAR);
  g_type_ensure (HEXWIRE_TYPE_LOG_PANE);
  g_type_ensure (HEXWIRE_TYPE_PEER_LIST);
  g_type_ensure (HEXWIRE_TYPE_SENDING_ROW);
  g_type_ensure (HEXWIRE_TYPE_STATUS_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/hexwire/Hexwire/endpoint-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, composer);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, connection_bar);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, log_pane);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, peer_list);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, peers_paned);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, sending_row);
  gtk_widget_class_bind_template_child (widget_class, HexwireEndpointPage, status_strip);
  gtk_widget_class_bind_template_callback (widget_class, peer_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, recording_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_install_action (widget_class, "page.show-problem", "s", show_problem_cb);
}

static void
hexwire_endpoint_page_init (HexwireEndpointPage *self)
{
  hexwire_session_look_init (&self->look);
}

static void
update_title (HexwireEndpointPage *self)
{
  g_autofree char *title = hexwire_endpoint_dup_title (self->endpoint);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  hexwire_page_title_changed (HEXWIRE_PAGE (self));
}

GtkWidget *
hexwire_endpoint_page_new (HexwireEndpoint *endpoint)
{
  HexwireEndpointPage *self = g_object_new (HEXWIRE_TYPE_ENDPOINT_PAGE, NULL);

  self->endpoint = g_object_ref (endpoint);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_target), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (hexwire_page_title_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_hint), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::warning", G_CALLBACK (hexwire_page_title_changed),
                           self, G_CONNECT_SWAPPED);
  /* Who comes and goes changes whom a message can go to. */
  g_signal_connect_object (hexwire_endpoint_get_traffic (endpoint), "changed",
                           G_CALLBACK (update_target), self, G_CONNECT_SWAPPED);
  /* What is typed for an address can make it a UNIX socket. */
  g_signal_connect_object (endpoint, "notify::family", G_CALLBACK (update_target), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::family", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (endpoint, "notify::host", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  update_title (self);
  return GTK_WIDGET (self);
}

HexwireEndpoint *
hexwire_endpoint_page_get_endpoint (HexwireEndpointPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self), NULL);
  return self->endpoint;
}

HexwireEndpoint *
hexwire_endpoint_page_find_endpoint (gpointer page)
{
  return HEXWIRE_IS_ENDPOINT_PAGE (page) ? HEXWIRE_ENDPOINT_PAGE (page)->endpoint : NULL;
}

void
hexwire_endpoint_page_welcome (HexwireEndpointPage *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  self->is_welcoming = TRUE;
  if (self->is_built)
    hexwire_log_pane_welcome (self->log_pane);
}

void
hexwire_endpoint_page_init_look (HexwireEndpointPage *self,
                                 HexwireSessionLook  *look)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  if (self->is_built)
    hexwire_page_look_init (look, self->log_pane);
  else
    hexwire_session_look_copy (look, &self->look);
}

void
hexwire_endpoint_page_set_look (HexwireEndpointPage      *self,
                                const HexwireSessionLook *look)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));
  g_return_if_fail (!self->is_built);

  hexwire_session_look_clear (&self->look);
  hexwire_session_look_copy (&self->look, look);
}

void
hexwire_endpoint_page_send (HexwireEndpointPage *self,
                            GBytes              *payload)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_page_sending_send_bytes (self->sending, payload);
}

void
hexwire_endpoint_page_send_record (HexwireEndpointPage *self,
                                   HexwireRecord       *record)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_page_sending_send_record (self->sending, record);
}

void
hexwire_endpoint_page_send_composed (HexwireEndpointPage *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_composer_send (self->composer);
}

void
hexwire_endpoint_page_init_composed (HexwireEndpointPage *self,
                                     HexwireWriting      *writing)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_composer_init_writing (self->composer, writing);
}

HexwirePeer *
hexwire_endpoint_page_get_peer (HexwireEndpointPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self), NULL);

  build (self);
  return hexwire_peer_list_get_selected (self->peer_list);
}

void
hexwire_endpoint_page_toggle_open (HexwireEndpointPage *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_connection_bar_toggle (self->connection_bar);
}

void
hexwire_endpoint_page_focus_address (HexwireEndpointPage *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  hexwire_connection_bar_focus_address (self->connection_bar);
}

void
hexwire_endpoint_page_focus_composer (HexwireEndpointPage *self)
{
  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}
