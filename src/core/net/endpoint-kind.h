/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

/** HexwireEndpointKind: what a tab is. */
typedef enum
{
  HEXWIRE_ENDPOINT_TCP_SERVER,
  HEXWIRE_ENDPOINT_TCP_CLIENT,
  HEXWIRE_ENDPOINT_UDP_SERVER,
  HEXWIRE_ENDPOINT_UDP_CLIENT,
} HexwireEndpointKind;

#define HEXWIRE_ENDPOINT_N_KINDS (HEXWIRE_ENDPOINT_UDP_CLIENT + 1)

/** hexwire_endpoint_new: (transfer full): a closed endpoint of @kind, with its default settings. */
HexwireEndpoint *hexwire_endpoint_new (HexwireEndpointKind kind);

HexwireEndpointKind hexwire_endpoint_get_kind (HexwireEndpoint *self);

/** hexwire_endpoint_kind_get_title: the kind as the user reads it, translated: "TCP Server". */
const char *hexwire_endpoint_kind_get_title (HexwireEndpointKind kind);

/** hexwire_endpoint_kind_get_id: the kind as a word of the command line: "tcp-server". */
const char *hexwire_endpoint_kind_get_id (HexwireEndpointKind kind);

/** hexwire_endpoint_kind_is_server: whether others come to it, and it may answer by itself. */
gboolean hexwire_endpoint_kind_is_server (HexwireEndpointKind kind);

/** hexwire_endpoint_kind_is_stream: whether it is TCP, which has connections. */
gboolean hexwire_endpoint_kind_is_stream (HexwireEndpointKind kind);

G_END_DECLS
