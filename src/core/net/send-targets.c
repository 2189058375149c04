/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-targets.h"

struct _HexwireSendTargets
{
  HexwireEndpoint *endpoint;
  GPtrArray *targets;       /* (element-type HexwireSendTarget) */
  guint next;               /* whose turn it is */
  gboolean takes_all;       /* the peers of a server, whoever they are */
  gboolean takes_default;   /* whom a client talks to, also when that changes */
  gboolean is_apart;
};

static gboolean
can_send_to (HexwirePeer *peer)
{
  return hexwire_peer_get_state (peer) <= HEXWIRE_PEER_HALF_CLOSED;
}

gboolean
hexwire_send_target_is_there (const HexwireSendTarget *self)
{
  return can_send_to (self->peer);
}

guint64
hexwire_send_target_count_passed (const HexwireSendTarget *self)
{
  return self->n_sent + self->n_left_out;
}

static void
target_free (gpointer data)
{
  HexwireSendTarget *target = data;

  g_object_unref (target->peer);
  g_free (target);
}

static void
add_all (HexwireSendTargets *self)
{
  GListModel *peers = hexwire_endpoint_get_peers (self->endpoint);
  guint n_peers = g_list_model_get_n_items (peers);

  for (guint i = 0; i < n_peers; i++)
    {
      g_autoptr (HexwirePeer) peer = g_list_model_get_item (peers, i);

      if (hexwire_endpoint_is_recipient (self->endpoint, peer))
        hexwire_send_targets_add (self, peer, 0);
    }
}

HexwireSendTargets *
hexwire_send_targets_new (HexwireEndpoint *endpoint,
                          GPtrArray       *peers,
                          gboolean         is_apart)
{
  HexwireSendTargets *self = g_new0 (HexwireSendTargets, 1);
  HexwirePeer *only = peers == NULL ? hexwire_endpoint_get_default_peer (endpoint) : NULL;

  self->endpoint = g_object_ref (endpoint);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->is_apart = is_apart;
  self->takes_all = peers == NULL && only == NULL;
  self->takes_default = only != NULL;
  for (guint i = 0; peers != NULL && i < peers->len; i++)
    hexwire_send_targets_add (self, g_ptr_array_index (peers, i), 0);
  if (only != NULL)
    hexwire_send_targets_add (self, only, 0);
  if (self->takes_all)
    add_all (self);
  return self;
}

void
hexwire_send_targets_free (HexwireSendTargets *self)
{
  g_ptr_array_unref (self->targets);
  g_object_unref (self->endpoint);
  g_free (self);
}

void
hexwire_send_targets_release (HexwireSendTargets *self)
{
  for (guint i = 0; self->is_apart && i < self->targets->len; i++)
    hexwire_peer_set_apart (hexwire_send_targets_get (self, i)->peer, FALSE);
}

gboolean
hexwire_send_targets_takes_all (const HexwireSendTargets *self)
{
  return self->takes_all;
}

void
hexwire_send_targets_add (HexwireSendTargets *self,
                          HexwirePeer        *peer,
                          guint64             n_before)
{
  HexwireSendTarget *target;

  if (!can_send_to (peer))
    return;
  target = g_new0 (HexwireSendTarget, 1);
  target->peer = g_object_ref (peer);
  target->n_before = n_before;
  g_ptr_array_add (self->targets, target);
  if (self->is_apart)
    hexwire_peer_set_apart (peer, TRUE);
}

guint
hexwire_send_targets_get_n (const HexwireSendTargets *self)
{
  return self->targets->len;
}

HexwireSendTarget *
hexwire_send_targets_get (const HexwireSendTargets *self,
                          guint                     index)
{
  return g_ptr_array_index (self->targets, index);
}

HexwireSendTarget *
hexwire_send_targets_next (HexwireSendTargets *self)
{
  guint turn = self->next % self->targets->len;

  self->next = turn + 1;
  return hexwire_send_targets_get (self, turn);
}

static gboolean
has_target (const HexwireSendTargets *self,
            HexwirePeer              *peer)
{
  for (guint i = 0; i < self->targets->len; i++)
    if (hexwire_send_targets_get (self, i)->peer == peer)
      return TRUE;
  return FALSE;
}

/* Who gets what a peer that has left would have got. */
static HexwirePeer *
find_heir (const HexwireSendTargets *self,
           HexwirePeer              *peer)
{
  HexwirePeer *heir = NULL;

  if (self->takes_default)
    heir = hexwire_endpoint_get_default_peer (self->endpoint);
  else if (self->takes_all)
    heir = hexwire_endpoint_get_recipient (self->endpoint, peer);
  if (heir == NULL || !can_send_to (heir) || has_target (self, heir))
    return NULL;
  return heir;
}

gboolean
hexwire_send_targets_replace (HexwireSendTargets *self,
                              HexwireSendTarget  *target)
{
  HexwirePeer *heir = find_heir (self, target->peer);

  if (heir == NULL)
    {
      self->next--;
      g_ptr_array_remove_index (self->targets, self->next);
      return FALSE;
    }
  g_set_object (&target->peer, heir);
  if (self->is_apart)
    hexwire_peer_set_apart (heir, TRUE);
  return TRUE;
}

gboolean
hexwire_send_targets_has_anybody (const HexwireSendTargets *self)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      HexwirePeer *peer = hexwire_send_targets_get (self, i)->peer;

      if (can_send_to (peer) || find_heir (self, peer) != NULL)
        return TRUE;
    }
  return FALSE;
}
