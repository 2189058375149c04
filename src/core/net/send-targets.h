/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

/**
 * HexwireSendTarget:
 * @peer: who is sent to
 * @n_before: how many messages were due before the peer came
 * @n_sent: how many it got
 * @n_left_out: how many were left out because its socket was full
 *
 * How far a job has come with one of those that it sends to.
 */
typedef struct
{
  HexwirePeer *peer;
  guint64 n_before;
  guint64 n_sent;
  guint64 n_left_out;
} HexwireSendTarget;

/** hexwire_send_target_is_there: whether something can be sent to it. */
gboolean hexwire_send_target_is_there (const HexwireSendTarget *self);

/** hexwire_send_target_count_passed: how many messages it got, or would have got. */
guint64 hexwire_send_target_count_passed (const HexwireSendTarget *self);

/**
 * HexwireSendTargets:
 *
 * Those whom a job sends to, who take turns. Where one goes, another may be in its place: a client
 * of datagrams may have gone on to another address of its host, and of the peers of one address
 * only one is sent to.
 */
typedef struct _HexwireSendTargets HexwireSendTargets;

/**
 * hexwire_send_targets_new:
 * @peers: (element-type HexwirePeer) (nullable): whom to send to; %NULL for whom a client talks to,
 *   also when that changes, and for all peers of a server
 * @is_apart: whether each message is to go in a packet of its own: hexwire_peer_set_apart()
 *
 * Returns: (transfer full): those of them who are there
 */
HexwireSendTargets *hexwire_send_targets_new (HexwireEndpoint *endpoint,
                                              GPtrArray       *peers,
                                              gboolean         is_apart);

void hexwire_send_targets_free (HexwireSendTargets *self);

/** hexwire_send_targets_release: their messages need not go apart any more. */
void hexwire_send_targets_release (HexwireSendTargets *self);

/** hexwire_send_targets_takes_all: whether they are all peers of a server, whoever those are. */
gboolean hexwire_send_targets_takes_all (const HexwireSendTargets *self);

/** hexwire_send_targets_add: adds @peer, if it is there, for what is due after @n_before. */
void hexwire_send_targets_add (HexwireSendTargets *self,
                               HexwirePeer        *peer,
                               guint64             n_before);

guint hexwire_send_targets_get_n (const HexwireSendTargets *self);

/** hexwire_send_targets_get: (transfer none): valid until it is replaced. */
HexwireSendTarget *hexwire_send_targets_get (const HexwireSendTargets *self,
                                             guint                     index);

/** hexwire_send_targets_next: (transfer none): whose turn it is; there must be one. */
HexwireSendTarget *hexwire_send_targets_next (HexwireSendTargets *self);

/**
 * hexwire_send_targets_replace:
 * @target: the one whose turn it was, and whose peer is gone
 *
 * Has another peer go on with the message that is next, or removes @target.
 *
 * Returns: whether there is another
 */
gboolean hexwire_send_targets_replace (HexwireSendTargets *self,
                                       HexwireSendTarget  *target);

/** hexwire_send_targets_has_anybody: whether anybody is there, or somebody in the place of one. */
gboolean hexwire_send_targets_has_anybody (const HexwireSendTargets *self);

G_END_DECLS
