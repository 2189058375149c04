/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/endpoint-kind.h"

#include "net/tcp-client.h"
#include "net/tcp-server.h"
#include "net/udp-client.h"
#include "net/udp-server.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *title;
  gboolean is_server;
  gboolean is_stream;
  GType (*get_type) (void);
} Kind;

static const Kind kinds[HEXWIRE_ENDPOINT_N_KINDS] = {
  [HEXWIRE_ENDPOINT_TCP_SERVER] = { "tcp-server", N_("TCP Server"), TRUE, TRUE,
                                    hexwire_tcp_server_get_type },
  [HEXWIRE_ENDPOINT_TCP_CLIENT] = { "tcp-client", N_("TCP Client"), FALSE, TRUE,
                                    hexwire_tcp_client_get_type },
  [HEXWIRE_ENDPOINT_UDP_SERVER] = { "udp-server", N_("UDP Server"), TRUE, FALSE,
                                    hexwire_udp_server_get_type },
  [HEXWIRE_ENDPOINT_UDP_CLIENT] = { "udp-client", N_("UDP Client"), FALSE, FALSE,
                                    hexwire_udp_client_get_type },
};

HexwireEndpoint *
hexwire_endpoint_new (HexwireEndpointKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_ENDPOINT_N_KINDS, NULL);

  return g_object_new (kinds[kind].get_type (),
                       "host", kinds[kind].is_server ? "" : "127.0.0.1",
                       NULL);
}

HexwireEndpointKind
hexwire_endpoint_get_kind (HexwireEndpoint *self)
{
  for (guint i = 0; i < HEXWIRE_ENDPOINT_N_KINDS; i++)
    if (G_TYPE_CHECK_INSTANCE_TYPE (self, kinds[i].get_type ()))
      return i;
  g_return_val_if_reached (HEXWIRE_ENDPOINT_TCP_SERVER);
}

const char *
hexwire_endpoint_kind_get_title (HexwireEndpointKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_ENDPOINT_N_KINDS, NULL);
  return _(kinds[kind].title);
}

const char *
hexwire_endpoint_kind_get_id (HexwireEndpointKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_ENDPOINT_N_KINDS, NULL);
  return kinds[kind].id;
}

gboolean
hexwire_endpoint_kind_is_server (HexwireEndpointKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_ENDPOINT_N_KINDS, FALSE);
  return kinds[kind].is_server;
}

gboolean
hexwire_endpoint_kind_is_stream (HexwireEndpointKind kind)
{
  g_return_val_if_fail (kind < HEXWIRE_ENDPOINT_N_KINDS, FALSE);
  return kinds[kind].is_stream;
}
