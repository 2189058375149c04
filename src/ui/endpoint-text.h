/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/**
 * hexwire_endpoint_dup_status:
 *
 * Returns: (transfer full): what an endpoint is doing, in a sentence: "Listening on 0.0.0.0:50007"
 */
char *hexwire_endpoint_dup_status (HexwireEndpoint *self);

/**
 * hexwire_endpoint_dup_summary:
 *
 * Returns: (transfer full): the same for where it is not kept up to date between two changes of
 *   the state: without how many seconds are left
 */
char *hexwire_endpoint_dup_summary (HexwireEndpoint *self);

/** hexwire_endpoint_dup_target: (transfer full): host and port of a client, as they are written. */
char *hexwire_endpoint_dup_target (HexwireEndpoint *self);

/** hexwire_endpoint_dup_reachable: (transfer full): where a server can be reached from, or "". */
char *hexwire_endpoint_dup_reachable (HexwireEndpoint *self);

/** hexwire_endpoint_dup_title: (transfer full): what its tab is called: "TCP Server 2". */
char *hexwire_endpoint_dup_title (HexwireEndpoint *self);

/** hexwire_endpoint_get_number: tells it from others of its kind; 0 before it was set. */
guint hexwire_endpoint_get_number (HexwireEndpoint *self);

/** hexwire_endpoint_set_number: @number: from 1, which is not shown */
void hexwire_endpoint_set_number (HexwireEndpoint *self,
                                  guint            number);

/** hexwire_endpoint_state_get_name: the state in a word, for those who cannot see its colour. */
const char *hexwire_endpoint_state_get_name (HexwireEndpointState state);

/** hexwire_endpoint_state_get_css_class: the style class that gives it a colour. */
const char *hexwire_endpoint_state_get_css_class (HexwireEndpointState state);

/** hexwire_peer_state_get_name: the state of a peer in a word. */
const char *hexwire_peer_state_get_name (HexwirePeerState state);

G_END_DECLS
