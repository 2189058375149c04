/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "peer-actions.h"

#include "net/endpoint-kind.h"
#include "net/stream-peer.h"
#include "net/streams.h"

struct _HexwirePeerActions
{
  GObject parent_instance;

  HexwireEndpoint *endpoint;
  GPtrArray *peers;           /* (nullable): all of them */
  GSimpleActionGroup *group;
  gboolean is_stream;
};

enum
{
  DETAILS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HexwirePeerActions, hexwire_peer_actions, G_TYPE_OBJECT)

/* Does or asks something of a peer, of all of the endpoint where that is NULL. */
typedef void (*ActFunc) (HexwireEndpoint *endpoint,
                         HexwirePeer     *peer);
typedef gboolean (*AskFunc) (HexwireEndpoint *endpoint,
                             HexwirePeer     *peer);

static void
act (HexwirePeerActions *self,
     ActFunc             func)
{
  /* What is done may change who is meant. */
  g_autoptr (GPtrArray) peers = self->peers != NULL ? g_ptr_array_ref (self->peers) : NULL;

  if (peers == NULL)
    func (self->endpoint, NULL);
  for (guint i = 0; peers != NULL && i < peers->len; i++)
    func (self->endpoint, g_ptr_array_index (peers, i));
  hexwire_peer_actions_update (self);
}

static gboolean
is_any (HexwirePeerActions *self,
        AskFunc             func)
{
  if (self->peers == NULL)
    return func (self->endpoint, NULL);
  for (guint i = 0; i < self->peers->len; i++)
    if (func (self->endpoint, g_ptr_array_index (self->peers, i)))
      return TRUE;
  return FALSE;
}

static void
disconnect (HexwireEndpoint *endpoint,
            HexwirePeer     *peer)
{
  if (peer != NULL)
    hexwire_peer_disconnect (peer);
  else
    hexwire_endpoint_disconnect_peers (endpoint);
}

static void
pause_one (HexwireEndpoint *endpoint,
           HexwirePeer     *peer)
{
  hexwire_streams_set_paused (endpoint, peer, TRUE);
}

static void
resume_one (HexwireEndpoint *endpoint,
            HexwirePeer     *peer)
{
  hexwire_streams_set_paused (endpoint, peer, FALSE);
}

static gboolean
can_disconnect (HexwireEndpoint *endpoint,
                HexwirePeer     *peer)
{
  return peer != NULL ? hexwire_peer_get_state (peer) <= HEXWIRE_PEER_FINISHED
                      : hexwire_endpoint_get_n_connected (endpoint) > 0;
}

/* A peer that has left is not read from, and does not count. */
static gboolean
is_read_from (HexwireEndpoint *endpoint,
              HexwirePeer     *peer)
{
  return (peer == NULL || hexwire_streams_can_reset (endpoint, peer))
         && !hexwire_streams_is_paused (endpoint, peer);
}

static void
disconnect_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  act (user_data, disconnect);
}

static void
forget_left_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  HexwirePeerActions *self = user_data;

  hexwire_endpoint_forget_left_peers (self->endpoint);
  hexwire_peer_actions_update (self);
}

static void
finish_sending_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  act (user_data, hexwire_streams_finish_sending);
}

static void
reset_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  act (user_data, hexwire_streams_reset);
}

static void
pause_cb (GSimpleAction *action,
          GVariant      *state,
          gpointer       user_data)
{
  act (user_data, g_variant_get_boolean (state) ? pause_one : resume_one);
}

/* The only peer that is meant, or that a client has. */
static HexwirePeer *
dup_single (HexwirePeerActions *self)
{
  GListModel *peers = hexwire_endpoint_get_peers (self->endpoint);
  guint n_peers = g_list_model_get_n_items (peers);
  g_autoptr (HexwirePeer) newest = NULL;

  if (self->peers != NULL)
    return self->peers->len == 1 ? g_object_ref (g_ptr_array_index (self->peers, 0)) : NULL;
  if (n_peers == 0
      || hexwire_endpoint_kind_is_server (hexwire_endpoint_get_kind (self->endpoint)))
    return NULL;
  newest = g_list_model_get_item (peers, n_peers - 1);
  return g_steal_pointer (&newest);
}

static gboolean
can_show_details (HexwirePeerActions *self)
{
  g_autoptr (HexwirePeer) peer = dup_single (self);

  return HEXWIRE_IS_STREAM_PEER (peer) && hexwire_peer_get_state (peer) != HEXWIRE_PEER_LEFT;
}

static void
details_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  g_autoptr (HexwirePeer) peer = dup_single (user_data);

  g_signal_emit (user_data, signals[DETAILS], 0, peer);
}

static GSimpleAction *
get_action (HexwirePeerActions *self,
            const char         *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name));
}

static void
hexwire_peer_actions_dispose (GObject *object)
{
  HexwirePeerActions *self = HEXWIRE_PEER_ACTIONS (object);

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_object (&self->endpoint);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (hexwire_peer_actions_parent_class)->dispose (object);
}

static void
hexwire_peer_actions_class_init (HexwirePeerActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hexwire_peer_actions_dispose;

  signals[DETAILS] = g_signal_new ("details", HEXWIRE_TYPE_PEER_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, HEXWIRE_TYPE_PEER);
}

static void
hexwire_peer_actions_init (HexwirePeerActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "disconnect", .activate = disconnect_cb },
    { .name = "forget-left", .activate = forget_left_cb },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

/* Without them, menus leave out what has no meaning for datagrams. */
static void
add_stream_actions (HexwirePeerActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "details", .activate = details_cb },
    { .name = "finish-sending", .activate = finish_sending_cb },
    { .name = "pause", .state = "false", .change_state = pause_cb },
    { .name = "reset", .activate = reset_cb },
  };

  self->is_stream = TRUE;
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

HexwirePeerActions *
hexwire_peer_actions_new (HexwireEndpoint *endpoint)
{
  HexwirePeerActions *self = g_object_new (HEXWIRE_TYPE_PEER_ACTIONS, NULL);

  self->endpoint = g_object_ref (endpoint);
  if (hexwire_endpoint_kind_is_stream (hexwire_endpoint_get_kind (endpoint)))
    add_stream_actions (self);
  hexwire_peer_actions_update (self);
  return self;
}

GActionGroup *
hexwire_peer_actions_get_group (HexwirePeerActions *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER_ACTIONS (self), NULL);
  return G_ACTION_GROUP (self->group);
}

void
hexwire_peer_actions_set_peers (HexwirePeerActions *self,
                                GPtrArray          *peers)
{
  g_return_if_fail (HEXWIRE_IS_PEER_ACTIONS (self));

  g_clear_pointer (&self->peers, g_ptr_array_unref);
  self->peers = peers != NULL ? g_ptr_array_ref (peers) : NULL;
  hexwire_peer_actions_update (self);
}

static void
update_stream_actions (HexwirePeerActions *self)
{
  gboolean can_reset = is_any (self, hexwire_streams_can_reset);
  gboolean is_paused = (can_reset || self->peers == NULL) && !is_any (self, is_read_from);

  g_simple_action_set_enabled (get_action (self, "details"), can_show_details (self));
  g_simple_action_set_enabled (get_action (self, "finish-sending"),
                               is_any (self, hexwire_streams_can_finish_sending));
  g_simple_action_set_enabled (get_action (self, "reset"), can_reset);
  /* For all of them it can be chosen before anybody comes. */
  g_simple_action_set_enabled (get_action (self, "pause"),
                               can_reset || (self->peers == NULL
                                             && hexwire_endpoint_is_active (self->endpoint)));
  g_simple_action_set_state (get_action (self, "pause"), g_variant_new_boolean (is_paused));
}

static gboolean
has_left_peers (HexwirePeerActions *self)
{
  return g_list_model_get_n_items (hexwire_endpoint_get_peers (self->endpoint))
         > hexwire_endpoint_get_n_connected (self->endpoint);
}

void
hexwire_peer_actions_update (HexwirePeerActions *self)
{
  g_return_if_fail (HEXWIRE_IS_PEER_ACTIONS (self));

  g_simple_action_set_enabled (get_action (self, "disconnect"), is_any (self, can_disconnect));
  g_simple_action_set_enabled (get_action (self, "forget-left"), has_left_peers (self));
  if (self->is_stream)
    update_stream_actions (self);
}
