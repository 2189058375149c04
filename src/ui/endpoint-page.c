/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "endpoint-page.h"

#include "composer.h"
#include "connection-bar.h"
#include "connection-card.h"
#include "endpoint-text.h"
#include "log-pane.h"
#include "peer-actions.h"
#include "peer-list.h"
#include "sending-row.h"
#include "status-strip.h"

#include "net/responder.h"
#include "net/send-file.h"
#include "net/udp-reach.h"

#include <glib/gi18n.h>

struct _HexwireEndpointPage
{
  HexwirePage parent_instance;

  HexwireEndpoint *endpoint;
  gboolean is_built;
  HexwirePeerActions *actions;
  GtkWidget *card;              /* (nullable): made when it is wanted */

  HexwireSendJob *job;          /* what is being sent, or was last */
  HexwireRecord *job_record;    /* whose counter goes on with it; NULL for the typed message */
  guint64 n_job_counted;        /* how many of its messages the counter knows of */

  HexwireConnectionBar *connection_bar;
  HexwireStatusStrip *status_strip;
  HexwirePeerList *peer_list;
  HexwireLogPane *log_pane;
  HexwireComposer *composer;
  HexwireSendingRow *sending_row;
};

/* Something to be sent once the address is known that it goes to. */
typedef struct
{
  HexwireEndpointPage *page;
  HexwireSendSource *source;
  HexwireRecord *record;
  HexwireSendPlan plan;
  gboolean is_job;
  gboolean is_typed;    /* in the composer, whose counter goes on */
} Sending;

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

/* Of some peers, those that have not left. */
static char *
dup_peers_target (GPtrArray *peers)
{
  const char *address = NULL;
  guint n = 0;

  for (guint i = 0; i < peers->len; i++)
    if (hexwire_peer_get_state (g_ptr_array_index (peers, i)) <= HEXWIRE_PEER_HALF_CLOSED)
      {
        address = hexwire_peer_get_address (g_ptr_array_index (peers, i));
        n++;
      }
  if (n <= 1)
    return g_strdup (address);
  /* Translators: whom a message goes to, as in "Send to 3 selected peers" */
  return g_strdup_printf (ngettext ("%u selected peer", "%u selected peers", n), n);
}

/* Whom a message would go to, or NULL when it can go to nobody. */
static char *
dup_target (HexwireEndpointPage *self)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (self->peer_list);
  guint n_connected = hexwire_endpoint_get_n_connected (self->endpoint);

  if (hexwire_endpoint_get_state (self->endpoint) != HEXWIRE_ENDPOINT_OPEN || n_connected == 0)
    return NULL;
  if (!is_server (self))
    return hexwire_endpoint_dup_target (self->endpoint);
  if (peers != NULL)
    return dup_peers_target (peers);
  /* Translators: whom a message goes to, as in "Send to all 3 peers". The singular has no
   * placeholder because "%u peer" is translated elsewhere, as a plain count. */
  return g_strdup_printf (ngettext ("1 peer", "all %u peers", n_connected), n_connected);
}

static void
update_target (HexwireEndpointPage *self)
{
  g_autofree char *target = NULL;

  if (!self->is_built)
    return;
  hexwire_peer_actions_update (self->actions);
  target = dup_target (self);
  if (HEXWIRE_IS_UDP_ENDPOINT (self->endpoint))
    hexwire_composer_set_is_datagrams (
      self->composer, !hexwire_endpoint_is_unix (self->endpoint),
      hexwire_endpoint_get_state (self->endpoint) == HEXWIRE_ENDPOINT_OPEN);
  hexwire_composer_set_target (self->composer, target);
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
sending_free (Sending *self)
{
  g_object_unref (self->page);
  g_object_unref (self->source);
  g_clear_object (&self->record);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
count_sent (HexwireEndpointPage *self,
            HexwireRecord       *record,
            guint64              n)
{
  if (record != NULL)
    hexwire_record_set_counter (record, hexwire_record_get_counter (record) + n);
  else
    hexwire_composer_count_sent (self->composer, n);
}

static gboolean
send_to (HexwireEndpointPage  *self,
         HexwirePeer          *peer,
         HexwireSendSource    *source,
         GError              **error)
{
  const char *address = peer != NULL ? hexwire_peer_get_address (peer) : NULL;
  g_autoptr (GBytes) payload = hexwire_send_source_make (source, 0, address, error);

  return payload != NULL && hexwire_endpoint_send (self->endpoint, peer, payload, error);
}

/* To all of a server, each by itself: what macros stand for may differ. */
static GPtrArray *
list_connected (HexwireEndpointPage *self)
{
  GListModel *model = hexwire_endpoint_get_peers (self->endpoint);
  GPtrArray *peers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (model, i);

      if (hexwire_peer_get_state (peer) <= HEXWIRE_PEER_HALF_CLOSED)
        g_ptr_array_add (peers, g_steal_pointer (&peer));
    }
  return peers;
}

static void
send_once (HexwireEndpointPage *self,
           Sending             *sending,
           GPtrArray           *peers)
{
  g_autoptr (GPtrArray) everybody = NULL;
  g_autoptr (GError) error = NULL;
  gboolean success = TRUE;

  if (peers == NULL && is_server (self))
    peers = everybody = list_connected (self);
  if (peers == NULL || peers->len == 0)
    success = send_to (self, hexwire_endpoint_get_default_peer (self->endpoint), sending->source,
                       &error);
  for (guint i = 0; peers != NULL && i < peers->len; i++)
    success = send_to (self, g_ptr_array_index (peers, i), sending->source,
                       success ? &error : NULL) && success;
  if (success)
    {
      if (sending->record != NULL || sending->is_typed)
        count_sent (self, sending->record, 1);
      hexwire_log_pane_show_newest (self->log_pane);
    }
  else
    hexwire_status_strip_show_error (self->status_strip, error->message);
}

/* A message in pieces counts once, however many there are, and a file not at all. */
static void
job_changed_cb (HexwireEndpointPage *self,
                HexwireSendJob      *job)
{
  HexwireSendSource *source = hexwire_send_job_get_source (job);
  guint64 n_used = hexwire_send_job_get_n_used (job);
  guint64 n = HEXWIRE_IS_SEND_FILE (source)     ? 0
              : HEXWIRE_IS_SEND_PIECES (source) ? MIN (n_used, 1)
                                                : n_used;

  /* A record that changes is laid out anew, which is too much for each turn. */
  if (n == self->n_job_counted
      || (self->job_record != NULL && hexwire_send_job_is_running (job)))
    return;
  count_sent (self, self->job_record, n - self->n_job_counted);
  self->n_job_counted = n;
}

static char *
dup_job_title (HexwireEndpointPage *self,
               const Sending       *sending,
               GPtrArray           *peers)
{
  g_autofree char *target = peers != NULL ? dup_peers_target (peers) : dup_target (self);

  if (target == NULL)
    target = g_strdup ("");
  if (HEXWIRE_IS_SEND_FILE (sending->source))
    /* Translators: %s is an address, or "all 3 peers" */
    return g_strdup_printf (_("File to %s"), target);
  if (HEXWIRE_IS_SEND_PIECES (sending->source))
    /* Translators: %s is an address, or "all 3 peers" */
    return g_strdup_printf (_("In pieces to %s"), target);
  /* Translators: %s is an address, or "all 3 peers" */
  return g_strdup_printf (_("Repeating to %s"), target);
}

static void
stop_job (HexwireEndpointPage *self)
{
  if (self->job == NULL)
    return;
  hexwire_send_job_stop (self->job);
  g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_object (&self->job_record);
}

static void
start_job (HexwireEndpointPage *self,
           Sending             *sending,
           GPtrArray           *peers)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = dup_job_title (self, sending, peers);

  stop_job (self);
  self->job = hexwire_send_job_new (self->endpoint, peers, sending->source, &sending->plan);
  self->job_record = g_steal_pointer (&sending->record);
  self->n_job_counted = 0;
  g_signal_connect_object (self->job, "changed", G_CALLBACK (job_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (hexwire_send_job_start (self->job, &error))
    {
      hexwire_sending_row_set_job (self->sending_row, self->job, title);
      hexwire_log_pane_show_newest (self->log_pane);
    }
  else
    hexwire_status_strip_show_error (self->status_strip, error->message);
}

static void
send_now (Sending   *sending,
          GPtrArray *peers)
{
  if (sending->is_job)
    start_job (sending->page, sending, peers);
  else
    send_once (sending->page, sending, peers);
}

static void
reached_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Sending) sending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HexwirePeer) peer = hexwire_udp_reach_finish (result, &error);
  g_autoptr (GPtrArray) peers = g_ptr_array_new ();

  if (sending->page->endpoint == NULL)    /* disposed of */
    return;
  g_ptr_array_add (peers, peer);
  if (peer != NULL)
    send_now (sending, peers);
  else
    hexwire_composer_show_address_error (sending->page->composer, error->message);
}

static void
send_sending (Sending *owned)
{
  g_autoptr (Sending) sending = owned;
  HexwireEndpointPage *self = sending->page;
  const char *address = hexwire_composer_get_address (self->composer);
  g_autoptr (GPtrArray) peers = NULL;

  if (address != NULL)
    {
      hexwire_udp_reach_async (HEXWIRE_UDP_ENDPOINT (self->endpoint), address, NULL, reached_cb,
                               g_steal_pointer (&sending));
      return;
    }
  if (is_server (self))
    peers = hexwire_peer_list_dup_selected (self->peer_list);
  send_now (sending, peers);
}

static Sending *
sending_new (HexwireEndpointPage *self,
             HexwireSendSource   *source,
             HexwireRecord       *record)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->page = g_object_ref (self);
  sending->source = g_object_ref (source);
  sending->record = record != NULL ? g_object_ref (record) : NULL;
  return sending;
}

static void
send_cb (HexwireEndpointPage *self,
         HexwireSendSource   *source)
{
  Sending *sending = sending_new (self, source, NULL);

  sending->is_typed = TRUE;
  send_sending (sending);
}

static void
start_cb (HexwireEndpointPage *self)
{
  HexwireSendPopover *popover = hexwire_composer_get_popover (self->composer);
  g_autoptr (HexwireRecord) record = NULL;
  g_autoptr (HexwireSendSource) message = NULL;
  g_autoptr (HexwireSendSource) source = NULL;
  g_autoptr (GArray) places = NULL;
  HexwireSendPlan plan;
  gboolean sends_payload = hexwire_send_popover_sends_payload (popover);
  Sending *sending;

  g_signal_emit (self, signals[GET_RECORD], 0, &record);
  places = record != NULL ? hexwire_record_dup_places (record) : NULL;
  if (!sends_payload)
    message = hexwire_composer_dup_source (self->composer);
  else if (record != NULL)
    message = hexwire_send_source_new_record (record);
  if (message == NULL && hexwire_send_popover_get_way (popover) != HEXWIRE_SEND_WAY_FILE)
    {
      hexwire_status_strip_show_error (self->status_strip, _("There is no message to send"));
      return;
    }
  source = hexwire_send_popover_make_source (popover, message, places, &plan);
  sending = sending_new (self, source, sends_payload ? record : NULL);
  sending->plan = plan;
  sending->is_job = TRUE;
  send_sending (sending);
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

/* What is on the page is made when it is first shown or asked for: a window opens with several
 * pages and shows one, and each takes a tenth of the time that the window takes to open. */
static void
build (HexwireEndpointPage *self)
{
  if (self->is_built)
    return;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_built = TRUE;
  add_actions (self);
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
  return hexwire_endpoint_dup_status (HEXWIRE_ENDPOINT_PAGE (page)->endpoint);
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

  stop_job (self);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->actions);
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
}

GtkWidget *
hexwire_endpoint_page_new (HexwireEndpoint *endpoint)
{
  HexwireEndpointPage *self = g_object_new (HEXWIRE_TYPE_ENDPOINT_PAGE, NULL);
  g_autofree char *title = hexwire_endpoint_dup_title (endpoint);

  self->endpoint = g_object_ref (endpoint);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (update_target), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (endpoint, "notify::state", G_CALLBACK (hexwire_page_title_changed), self,
                           G_CONNECT_SWAPPED);
  /* Who comes and goes changes whom a message can go to. */
  g_signal_connect_object (hexwire_endpoint_get_traffic (endpoint), "changed",
                           G_CALLBACK (update_target), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

HexwireEndpoint *
hexwire_endpoint_page_get_endpoint (HexwireEndpointPage *self)
{
  g_return_val_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self), NULL);
  return self->endpoint;
}

void
hexwire_endpoint_page_send (HexwireEndpointPage *self,
                            GBytes              *payload)
{
  g_autoptr (HexwireSendSource) source = NULL;

  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  source = hexwire_send_source_new_bytes (payload);
  send_sending (sending_new (self, source, NULL));
}

void
hexwire_endpoint_page_send_record (HexwireEndpointPage *self,
                                   HexwireRecord       *record)
{
  g_autoptr (HexwireSendSource) source = NULL;

  g_return_if_fail (HEXWIRE_IS_ENDPOINT_PAGE (self));

  build (self);
  if (hexwire_record_get_bytes (record) == NULL)
    return;
  source = hexwire_send_source_new_record (record);
  send_sending (sending_new (self, source, record));
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
