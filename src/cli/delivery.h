/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/stream-peer.h"

G_BEGIN_DECLS

/**
 * HexwireDelivery:
 *
 * Sees to it that what the kernel has taken arrives. It waits until the peer's side has confirmed
 * every byte, however long that takes, and finishes sending then, not before: the connection stays
 * open to a peer that has finished itself.
 *
 * A peer that answers as it reads may not have read what its side has confirmed, and would lose the
 * rest to a connection that is reset for its answers: the peer is waited for until it is silent.
 */
typedef struct _HexwireDelivery HexwireDelivery;

typedef void (*HexwireDeliveryFunc) (gpointer user_data);

/**
 * hexwire_delivery_start:
 * @confirmed: called once, after sending was finished
 * @silent: (nullable): called once after that, when the peer is silent
 *
 * Nothing is called any more when the connection ends.
 */
HexwireDelivery *hexwire_delivery_start (HexwireStreamPeer   *peer,
                                         HexwireDeliveryFunc  confirmed,
                                         HexwireDeliveryFunc  silent,
                                         gpointer             user_data);

void hexwire_delivery_free (HexwireDelivery *self);

/** hexwire_delivery_is_confirmed: whether the peer's side has everything. */
gboolean hexwire_delivery_is_confirmed (HexwireDelivery *self);

G_END_DECLS
