/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/udp-reach.h"

#include "net/resolve.h"

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = hexwire_resolve_finish (result, &error);
  HexwirePeer *peer = NULL;

  if (addresses != NULL)
    peer = hexwire_udp_endpoint_reach (g_task_get_source_object (task),
                                       g_ptr_array_index (addresses, 0), &error);
  if (peer != NULL)
    g_task_return_pointer (task, g_object_ref (peer), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
hexwire_udp_reach_async (HexwireUdpEndpoint  *endpoint,
                         const char          *address,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (endpoint, cancellable, callback, user_data);
  g_autofree char *host = NULL;
  GError *error = NULL;
  guint16 port;

  g_task_set_source_tag (task, hexwire_udp_reach_async);
  if (!hexwire_address_split (address, &host, &port, &error))
    g_task_return_error (task, error);
  else
    hexwire_resolve_async (host, port, hexwire_endpoint_get_family (HEXWIRE_ENDPOINT (endpoint)),
                           cancellable, resolved_cb, g_steal_pointer (&task));
}

HexwirePeer *
hexwire_udp_reach_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_udp_reach_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
