/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-sending.h"

#include "endpoint-text.h"

#include "net/endpoint-kind.h"
#include "net/send-file.h"
#include "net/send-pieces.h"
#include "net/udp-reach.h"

#include <glib/gi18n.h>

struct _HexwirePageSending
{
  GObject parent_instance;

  HexwireEndpoint *endpoint;    /* NULL once it has ended, and then the widgets may be gone */
  HexwireComposer *composer;
  HexwirePeerList *peer_list;
  HexwireSendingRow *sending_row;

  HexwireSendJob *job;          /* what is being sent, or was last */
  HexwireRecord *job_record;    /* whose counter goes on with it; NULL for the typed message */
  guint64 n_job_counted;        /* how many of its messages the counter knows of */
};

/* Something to be sent once the address is known that it goes to. */
typedef struct
{
  HexwirePageSending *owner;
  HexwireSendSource *source;
  HexwireRecord *record;
  HexwireSendPlan plan;
  gboolean is_job;
  gboolean is_typed;    /* in the composer, whose counter goes on */
} Sending;

enum
{
  PROBLEM,
  SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwirePageSending, hexwire_page_sending, G_TYPE_OBJECT)

static gboolean
is_server (HexwirePageSending *self)
{
  return hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self->endpoint));
}

static void
tell_problem (HexwirePageSending *self,
              const char         *problem)
{
  g_signal_emit (self, signals[PROBLEM], 0, problem);
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

/* The selected peers, one for each address; %NULL for all of them. */
static GPtrArray *
list_selected (HexwirePageSending *self)
{
  g_autoptr (GPtrArray) peers = hexwire_peer_list_dup_selected (self->peer_list);
  g_autoptr (GHashTable) addresses = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *distinct;

  if (peers == NULL)
    return NULL;
  distinct = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < peers->len; i++)
    {
      HexwirePeer *peer = g_ptr_array_index (peers, i);

      if (hexwire_peer_get_state (peer) > HEXWIRE_PEER_HALF_CLOSED
          || g_hash_table_add (addresses, (gpointer) hexwire_peer_get_address (peer)))
        g_ptr_array_add (distinct, g_object_ref (peer));
    }
  return distinct;
}

char *
hexwire_page_sending_dup_target (HexwirePageSending *self)
{
  g_autoptr (GPtrArray) peers = NULL;
  guint n;

  g_return_val_if_fail (HEXWIRE_IS_PAGE_SENDING (self), NULL);
  g_return_val_if_fail (self->endpoint != NULL, NULL);

  n = hexwire_endpoint_count_recipients (self->endpoint);
  if (hexwire_endpoint_get_state (self->endpoint) != HEXWIRE_ENDPOINT_OPEN || n == 0)
    return NULL;
  if (!is_server (self))
    return hexwire_endpoint_dup_target (self->endpoint);
  peers = list_selected (self);
  if (peers != NULL)
    return dup_peers_target (peers);
  /* Translators: whom a message goes to, as in "Send to all 3 peers". The singular has no
   * placeholder because "%'u peer" is translated elsewhere, as a plain count. */
  return g_strdup_printf (ngettext ("1 peer", "all %'u peers", n), n);
}

static void
sending_free (Sending *self)
{
  g_object_unref (self->owner);
  g_object_unref (self->source);
  g_clear_object (&self->record);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
count_sent (HexwirePageSending *self,
            HexwireRecord      *record,
            guint64             n)
{
  if (record != NULL)
    hexwire_record_set_counter (record, hexwire_record_get_counter (record) + n);
  else
    hexwire_composer_count_sent (self->composer, n);
}

static gboolean
send_to (HexwirePageSending  *self,
         HexwirePeer         *peer,
         HexwireSendSource   *source,
         GError             **error)
{
  const char *address = peer != NULL ? hexwire_peer_get_address (peer) : NULL;
  g_autoptr (GBytes) payload = hexwire_send_source_make (source, 0, address, error);

  return payload != NULL && hexwire_endpoint_send (self->endpoint, peer, payload, error);
}

/* To all of a server, each by itself: what macros stand for may differ. */
static GPtrArray *
list_recipients (HexwirePageSending *self)
{
  GListModel *model = hexwire_endpoint_get_peers (self->endpoint);
  GPtrArray *peers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (model, i);

      if (hexwire_endpoint_is_recipient (self->endpoint, peer))
        g_ptr_array_add (peers, g_steal_pointer (&peer));
    }
  return peers;
}

static void
send_once (HexwirePageSending *self,
           Sending            *sending,
           GPtrArray          *peers)
{
  g_autoptr (GPtrArray) everybody = NULL;
  g_autoptr (GError) error = NULL;
  gboolean success = TRUE;

  if (peers == NULL && is_server (self))
    peers = everybody = list_recipients (self);
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
      g_signal_emit (self, signals[SENT], 0);
    }
  else
    tell_problem (self, error->message);
}

/* A message in pieces counts once, however many there are, and a file not at all. */
static void
job_changed_cb (HexwirePageSending *self,
                HexwireSendJob     *job)
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
dup_job_title (HexwirePageSending *self,
               const Sending      *sending,
               GPtrArray          *peers)
{
  g_autofree char *target
    = peers != NULL ? dup_peers_target (peers) : hexwire_page_sending_dup_target (self);

  if (target == NULL)
    target = g_strdup ("");
  if (HEXWIRE_IS_SEND_FILE (sending->source))
    /* Translators: %s is an address, or "all 3 peers" */
    return g_strdup_printf (_("File to %s"), target);
  if (HEXWIRE_IS_SEND_PIECES (sending->source))
    /* Translators: %s is an address, or "all 3 peers" */
    return g_strdup_printf (_("In pieces to %s"), target);
  if (peers == NULL && is_server (self))
    /* Who comes while it goes on is sent to as well. */
    return g_strdup (_("Repeating to all peers"));
  /* Translators: %s is an address, or "all 3 peers" */
  return g_strdup_printf (_("Repeating to %s"), target);
}

static void
stop_job (HexwirePageSending *self)
{
  if (self->job == NULL)
    return;
  hexwire_send_job_stop (self->job);
  g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_object (&self->job_record);
}

static void
start_job (HexwirePageSending *self,
           Sending            *sending,
           GPtrArray          *peers)
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
      g_signal_emit (self, signals[SENT], 0);
    }
  else
    tell_problem (self, error->message);
}

static void
send_now (Sending   *sending,
          GPtrArray *peers)
{
  if (sending->is_job)
    start_job (sending->owner, sending, peers);
  else
    send_once (sending->owner, sending, peers);
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

  if (sending->owner->endpoint == NULL)    /* disposed of */
    return;
  g_ptr_array_add (peers, peer);
  if (peer != NULL)
    send_now (sending, peers);
  else
    hexwire_composer_show_address_error (sending->owner->composer, error->message);
}

static void
send_sending (Sending *owned)
{
  g_autoptr (Sending) sending = owned;
  HexwirePageSending *self = sending->owner;
  const char *address = hexwire_composer_get_address (self->composer);
  g_autoptr (GPtrArray) peers = NULL;

  if (address != NULL)
    {
      hexwire_udp_reach_async (HEXWIRE_UDP_ENDPOINT (self->endpoint), address, NULL, reached_cb,
                               g_steal_pointer (&sending));
      return;
    }
  if (is_server (self))
    peers = list_selected (self);
  send_now (sending, peers);
}

static Sending *
sending_new (HexwirePageSending *self,
             HexwireSendSource  *source,
             HexwireRecord      *record)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->owner = g_object_ref (self);
  sending->source = g_object_ref (source);
  sending->record = record != NULL ? g_object_ref (record) : NULL;
  return sending;
}

static void
hexwire_page_sending_dispose (GObject *object)
{
  hexwire_page_sending_end (HEXWIRE_PAGE_SENDING (object));

  G_OBJECT_CLASS (hexwire_page_sending_parent_class)->dispose (object);
}

static void
hexwire_page_sending_class_init (HexwirePageSendingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_page_sending_dispose;

  signals[PROBLEM] = g_signal_new ("problem", HEXWIRE_TYPE_PAGE_SENDING, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SENT] = g_signal_new ("sent", HEXWIRE_TYPE_PAGE_SENDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
hexwire_page_sending_init (HexwirePageSending *self)
{
}

HexwirePageSending *
hexwire_page_sending_new (HexwireEndpoint   *endpoint,
                          HexwireComposer   *composer,
                          HexwirePeerList   *peer_list,
                          HexwireSendingRow *sending_row)
{
  HexwirePageSending *self = g_object_new (HEXWIRE_TYPE_PAGE_SENDING, NULL);

  self->endpoint = g_object_ref (endpoint);
  self->composer = composer;
  self->peer_list = peer_list;
  self->sending_row = sending_row;
  return self;
}

void
hexwire_page_sending_end (HexwirePageSending *self)
{
  g_return_if_fail (HEXWIRE_IS_PAGE_SENDING (self));

  stop_job (self);
  g_clear_object (&self->endpoint);
}

void
hexwire_page_sending_send_typed (HexwirePageSending *self,
                                 HexwireSendSource  *source)
{
  Sending *sending;

  g_return_if_fail (HEXWIRE_IS_PAGE_SENDING (self));

  sending = sending_new (self, source, NULL);
  sending->is_typed = TRUE;
  send_sending (sending);
}

void
hexwire_page_sending_send_bytes (HexwirePageSending *self,
                                 GBytes             *payload)
{
  g_autoptr (HexwireSendSource) source = hexwire_send_source_new_bytes (payload);

  g_return_if_fail (HEXWIRE_IS_PAGE_SENDING (self));

  send_sending (sending_new (self, source, NULL));
}

void
hexwire_page_sending_send_record (HexwirePageSending *self,
                                  HexwireRecord      *record)
{
  g_autoptr (HexwireSendSource) source = NULL;

  g_return_if_fail (HEXWIRE_IS_PAGE_SENDING (self));

  if (!hexwire_record_can_be_sent (record))
    return;
  source = hexwire_send_source_new_record (record);
  send_sending (sending_new (self, source, record));
}

void
hexwire_page_sending_start (HexwirePageSending *self,
                            HexwireRecord      *record)
{
  HexwireSendPopover *popover = hexwire_composer_get_popover (self->composer);
  g_autoptr (HexwireSendSource) message = NULL;
  g_autoptr (HexwireSendSource) source = NULL;
  g_autoptr (GArray) places = NULL;
  HexwireSendPlan plan;
  gboolean sends_payload = hexwire_send_popover_sends_payload (popover);
  Sending *sending;

  places = record != NULL ? hexwire_record_dup_places (record) : NULL;
  if (!sends_payload)
    message = hexwire_composer_dup_source (self->composer);
  else if (record != NULL)
    message = hexwire_send_source_new_record (record);
  if (message == NULL && hexwire_send_popover_get_way (popover) != HEXWIRE_SEND_WAY_FILE)
    {
      tell_problem (self, _("There is no message to send"));
      return;
    }
  source = hexwire_send_popover_make_source (popover, message, places, &plan);
  sending = sending_new (self, source, sends_payload ? record : NULL);
  sending->plan = plan;
  sending->is_job = TRUE;
  send_sending (sending);
}
