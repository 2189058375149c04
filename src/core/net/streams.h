/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

/* What can be done with one connection of an endpoint, or with all of them: @peer is NULL for all.
 * Where peers are no streams, nothing happens. */

/** hexwire_streams_can_finish_sending: whether there is a peer that was not told so yet. */
gboolean hexwire_streams_can_finish_sending (HexwireEndpoint *endpoint,
                                             HexwirePeer     *peer);

/** hexwire_streams_finish_sending: see hexwire_stream_peer_finish_sending(). */
void hexwire_streams_finish_sending (HexwireEndpoint *endpoint,
                                     HexwirePeer     *peer);

/** hexwire_streams_can_reset: whether there is a connection. */
gboolean hexwire_streams_can_reset (HexwireEndpoint *endpoint,
                                    HexwirePeer     *peer);

/** hexwire_streams_reset: see hexwire_stream_peer_reset(). A server goes on listening. */
void hexwire_streams_reset (HexwireEndpoint *endpoint,
                            HexwirePeer     *peer);

/** hexwire_streams_is_paused: with %NULL for @peer: whether new connections are not read from. */
gboolean hexwire_streams_is_paused (HexwireEndpoint *endpoint,
                                    HexwirePeer     *peer);

/**
 * hexwire_streams_set_paused:
 *
 * Stops reading, or goes on; see hexwire_stream_peer_set_paused(). With %NULL for @peer that holds
 * for connections that are yet to come, too.
 */
void hexwire_streams_set_paused (HexwireEndpoint *endpoint,
                                 HexwirePeer     *peer,
                                 gboolean         is_paused);

G_END_DECLS
