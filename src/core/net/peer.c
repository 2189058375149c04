/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/peer.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/socket-owner.h"
#include "net/unix-address.h"

#include <string.h>

typedef struct
{
  HexwireTraffic *traffic;
  char *address;
  HexwireProcess process;
  char *owner;            /* (nullable): who @process is */
  gboolean has_looked;    /* for who it is */
  guint32 id;
  HexwirePeerState state;
  gint64 since_us;
  gint64 left_us;
  HexwireCounters counters;
  gboolean is_disconnected;
  guint origin;           /* of what is being sent */
  gboolean is_marked;     /* a `changed` is on its way */
} HexwirePeerPrivate;

enum
{
  CHANGED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HexwirePeer, hexwire_peer, G_TYPE_OBJECT)

static HexwirePeerPrivate *
get_private (HexwirePeer *self)
{
  return hexwire_peer_get_instance_private (self);
}

static void
hexwire_peer_changed (HexwirePeer *self)
{
  get_private (self)->is_marked = FALSE;
}

static void
hexwire_peer_finalize (GObject *object)
{
  HexwirePeerPrivate *priv = get_private (HEXWIRE_PEER (object));

  if (priv->id != 0 && priv->traffic->log != NULL)
    hexwire_message_log_release_peer (priv->traffic->log, priv->id);
  g_clear_object (&priv->traffic);
  g_clear_pointer (&priv->address, g_free);
  g_clear_pointer (&priv->owner, g_free);

  G_OBJECT_CLASS (hexwire_peer_parent_class)->finalize (object);
}

static void
hexwire_peer_class_init (HexwirePeerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hexwire_peer_finalize;

  signals[CHANGED] = g_signal_new_class_handler ("changed", HEXWIRE_TYPE_PEER, G_SIGNAL_RUN_FIRST,
                                                 G_CALLBACK (hexwire_peer_changed), NULL, NULL,
                                                 NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", HEXWIRE_TYPE_PEER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
hexwire_peer_init (HexwirePeer *self)
{
  HexwirePeerPrivate *priv = get_private (self);

  priv->since_us = g_get_real_time ();
  priv->process = (HexwireProcess) HEXWIRE_PROCESS_UNKNOWN;
}

void
hexwire_peer_attach (HexwirePeer          *self,
                     HexwireTraffic       *traffic,
                     const HexwireLogPeer *description)
{
  HexwirePeerPrivate *priv = get_private (self);

  g_assert (priv->traffic == NULL);

  priv->traffic = g_object_ref (traffic);
  priv->address = g_strdup (description->address);
  priv->id = hexwire_message_log_add_peer (traffic->log, description);
}

HexwireTraffic *
hexwire_peer_get_traffic (HexwirePeer *self)
{
  return get_private (self)->traffic;
}

guint32
hexwire_peer_get_id (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), 0);
  return get_private (self)->id;
}

const char *
hexwire_peer_get_address (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), NULL);
  return get_private (self)->address;
}

const char *
hexwire_peer_get_owner (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), NULL);
  return get_private (self)->owner;
}

static GSocketAddress *
parse_address (const char *text)
{
  const char *colon = text != NULL ? strrchr (text, ':') : NULL;
  g_autofree char *host = NULL;
  guint16 port;

  if (colon == NULL || !hexwire_port_parse (colon + 1, &port, NULL))
    return NULL;
  host = g_strndup (text, (gsize) (colon - text));
  return hexwire_address_parse_literal (host, port);
}

static void
owner_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HexwirePeer) self = user_data;
  HexwireProcess process;

  /* Once it has left, its address may be somebody else's; and what a datagram said of its sender
   * is true of who sent it, while this is true of who bound the socket. */
  if (hexwire_socket_owner_find_finish (result, &process, NULL)
      && get_private (self)->owner == NULL && get_private (self)->state != HEXWIRE_PEER_LEFT)
    hexwire_peer_set_process (self, &process);
}

static void
look_for_owner (HexwirePeer          *self,
                const HexwireLogPeer *peer)
{
  gboolean is_stream = hexwire_transport_is_stream (peer->transport);
  GSocketType type = is_stream ? G_SOCKET_TYPE_STREAM : G_SOCKET_TYPE_DATAGRAM;
  gboolean is_unix = peer->transport == HEXWIRE_TRANSPORT_UNIX_STREAM
                     || peer->transport == HEXWIRE_TRANSPORT_UNIX_DATAGRAM;
  g_autoptr (GSocketAddress) remote = is_unix
                                        ? hexwire_unix_address_parse (peer->address, NULL, NULL)
                                        : parse_address (peer->address);
  g_autoptr (GSocketAddress) local = is_unix ? NULL : parse_address (peer->local_address);

  if (remote != NULL && is_unix)
    hexwire_socket_owner_find_bound_async (remote, type, NULL, owner_found_cb, g_object_ref (self));
  else if (remote != NULL)
    hexwire_socket_owner_find_peer_async (type, G_INET_SOCKET_ADDRESS (remote),
                                          (GInetSocketAddress *) local, NULL, owner_found_cb,
                                          g_object_ref (self));
}

const char *
hexwire_peer_find_owner (HexwirePeer *self)
{
  HexwirePeerPrivate *priv = get_private (self);

  g_return_val_if_fail (HEXWIRE_IS_PEER (self), NULL);

  if (priv->owner == NULL && !priv->has_looked && priv->state != HEXWIRE_PEER_LEFT)
    {
      priv->has_looked = TRUE;
      look_for_owner (self, hexwire_message_log_get_peer (priv->traffic->log, priv->id));
    }
  return priv->owner;
}

void
hexwire_peer_set_process (HexwirePeer          *self,
                          const HexwireProcess *process)
{
  HexwirePeerPrivate *priv = get_private (self);

  if (process->pid == priv->process.pid && process->uid == priv->process.uid)
    return;
  priv->process = *process;
  g_free (priv->owner);
  priv->owner = hexwire_process_dup_text (process);
  if (!priv->is_marked)
    {
      priv->is_marked = TRUE;
      hexwire_traffic_mark_changed (priv->traffic, G_OBJECT (self));
    }
}

HexwirePeerState
hexwire_peer_get_state (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), HEXWIRE_PEER_LEFT);
  return get_private (self)->state;
}

const HexwireCounters *
hexwire_peer_get_counters (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), NULL);
  return &get_private (self)->counters;
}

gint64
hexwire_peer_get_since_us (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), 0);
  return get_private (self)->since_us;
}

gint64
hexwire_peer_get_left_us (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), 0);
  return get_private (self)->left_us;
}

gboolean
hexwire_peer_send (HexwirePeer  *self,
                   GBytes       *payload,
                   GError      **error)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), FALSE);
  return HEXWIRE_PEER_GET_CLASS (self)->send (self, payload, error);
}

gboolean
hexwire_peer_send_as (HexwirePeer  *self,
                      guint         origin,
                      GBytes       *payload,
                      GError      **error)
{
  gboolean success;

  g_return_val_if_fail (HEXWIRE_IS_PEER (self), FALSE);

  get_private (self)->origin = origin;
  success = hexwire_peer_send (self, payload, error);
  get_private (self)->origin = HEXWIRE_ORIGIN_HAND;
  return success;
}

guint
hexwire_peer_get_origin (HexwirePeer *self)
{
  return get_private (self)->origin;
}

static gboolean
send_one_by_one (HexwirePeer    *self,
                 GBytes *const  *payloads,
                 guint           n_payloads,
                 guint          *n_sent,
                 GError        **error)
{
  g_autoptr (GError) local_error = NULL;

  while (*n_sent < n_payloads && hexwire_peer_send (self, payloads[*n_sent], &local_error))
    (*n_sent)++;
  if (local_error == NULL
      || g_error_matches (local_error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_QUEUE_FULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
hexwire_peer_send_many (HexwirePeer    *self,
                        GBytes *const  *payloads,
                        guint           n_payloads,
                        guint          *n_sent,
                        GError        **error)
{
  HexwirePeerClass *klass = HEXWIRE_PEER_GET_CLASS (self);

  *n_sent = 0;
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), FALSE);

  if (klass->send_many == NULL)
    return send_one_by_one (self, payloads, n_payloads, n_sent, error);
  return klass->send_many (self, payloads, n_payloads, n_sent, error);
}

void
hexwire_peer_set_apart (HexwirePeer *self,
                        gboolean     is_apart)
{
  HexwirePeerClass *klass = HEXWIRE_PEER_GET_CLASS (self);

  g_return_if_fail (HEXWIRE_IS_PEER (self));

  if (klass->set_apart != NULL)
    klass->set_apart (self, is_apart);
}

void
hexwire_peer_disconnect (HexwirePeer *self)
{
  g_return_if_fail (HEXWIRE_IS_PEER (self));
  hexwire_peer_mark_disconnected (self);
  HEXWIRE_PEER_GET_CLASS (self)->disconnect (self);
}

void
hexwire_peer_mark_disconnected (HexwirePeer *self)
{
  get_private (self)->is_disconnected = TRUE;
}

gboolean
hexwire_peer_is_disconnected (HexwirePeer *self)
{
  g_return_val_if_fail (HEXWIRE_IS_PEER (self), FALSE);
  return get_private (self)->is_disconnected;
}

const char *
hexwire_peer_get_arrival (HexwirePeer *self)
{
  HexwirePeerPrivate *priv = get_private (self);

  g_return_val_if_fail (HEXWIRE_IS_PEER (self), NULL);
  return hexwire_message_log_get_peer (priv->traffic->log, priv->id)->arrival;
}

void
hexwire_peer_set_state (HexwirePeer      *self,
                        HexwirePeerState  state)
{
  HexwirePeerPrivate *priv = get_private (self);

  if (priv->state == state)
    return;
  priv->state = state;
  if (state == HEXWIRE_PEER_LEFT)
    priv->left_us = g_get_real_time ();
  else
    priv->left_us = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  hexwire_traffic_mark_changed (priv->traffic, NULL);
  if (state == HEXWIRE_PEER_LEFT)
    g_signal_emit (self, signals[LEFT], 0);
}

static void
count (HexwireCounters    *counters,
       HexwireMessageKind  kind,
       gsize               size_bytes)
{
  if (kind == HEXWIRE_MESSAGE_RECEIVED)
    {
      counters->messages_in++;
      counters->bytes_in += size_bytes;
    }
  else
    {
      counters->messages_out++;
      counters->bytes_out += size_bytes;
    }
}

void
hexwire_peer_mark_changed (HexwirePeer *self)
{
  HexwirePeerPrivate *priv = get_private (self);

  if (priv->is_marked)
    return;
  priv->is_marked = TRUE;
  hexwire_traffic_mark_changed (priv->traffic, G_OBJECT (self));
}

void
hexwire_peer_count (HexwirePeer        *self,
                    HexwireMessageKind  kind,
                    gsize               size_bytes)
{
  HexwirePeerPrivate *priv = get_private (self);

  count (&priv->counters, kind, size_bytes);
  count (&priv->traffic->counters, kind, size_bytes);
  hexwire_peer_mark_changed (self);
}

void
hexwire_peer_log_text (HexwirePeer        *self,
                       HexwireMessageKind  kind,
                       const char         *text)
{
  HexwirePeerPrivate *priv = get_private (self);

  hexwire_message_log_append_text (priv->traffic->log, kind, priv->id, text);
}
