/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/resolve.h"

#include "net/interfaces.h"
#include "net/net-error.h"
#include "net/unix-address.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *host;
  guint16 port;
  HexwireFamily family;
  gboolean wants_all;
} Resolve;

static void
resolve_free (Resolve *self)
{
  g_free (self->host);
  g_free (self);
}

static GPtrArray *
new_addresses (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static GPtrArray *
every_interface (guint16       port,
                 HexwireFamily family)
{
  static const GSocketFamily families[] = { G_SOCKET_FAMILY_IPV4, G_SOCKET_FAMILY_IPV6 };
  GPtrArray *addresses = new_addresses ();

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      g_autoptr (GInetAddress) any = g_inet_address_new_any (families[i]);

      if (hexwire_family_accepts (family, families[i]))
        g_ptr_array_add (addresses, g_inet_socket_address_new (any, port));
    }
  return addresses;
}

static const char *
family_name (HexwireFamily family)
{
  return family == HEXWIRE_FAMILY_IPV4 ? "IPv4" : "IPv6";
}

static void
return_literal (GTask          *task,
                GSocketAddress *address)
{
  Resolve *resolve = g_task_get_task_data (task);
  GPtrArray *addresses;

  if (!hexwire_family_accepts (resolve->family, g_socket_address_get_family (address)))
    {
      g_task_return_new_error (task, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                               /* Translators: an address, then IPv4 or IPv6 */
                               _("%s is not an %s address"), resolve->host,
                               family_name (resolve->family));
      return;
    }
  addresses = new_addresses ();
  g_ptr_array_add (addresses, g_object_ref (address));
  g_task_return_pointer (task, addresses, (GDestroyNotify) g_ptr_array_unref);
}

static void
return_unix (GTask *task)
{
  Resolve *resolve = g_task_get_task_data (task);
  GError *error = NULL;
  GSocketAddress *address = hexwire_unix_address_parse (resolve->host, NULL, &error);
  GPtrArray *addresses;

  if (address == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  addresses = new_addresses ();
  g_ptr_array_add (addresses, address);
  g_task_return_pointer (task, addresses, (GDestroyNotify) g_ptr_array_unref);
}

/* The first address of a family, as the resolver sorts them. */
static void
take_first (GPtrArray     *addresses,
            GList         *found,
            GSocketFamily  gio_family,
            guint16        port)
{
  for (GList *l = found; l != NULL; l = l->next)
    if (g_inet_address_get_family (l->data) == gio_family)
      {
        g_ptr_array_add (addresses, g_inet_socket_address_new (l->data, port));
        return;
      }
}

static void
take_all (GPtrArray     *addresses,
          GList         *found,
          const Resolve *resolve)
{
  for (GList *l = found; l != NULL; l = l->next)
    if (hexwire_family_accepts (resolve->family, g_inet_address_get_family (l->data)))
      g_ptr_array_add (addresses, g_inet_socket_address_new (l->data, resolve->port));
}

/* A name that nobody knows may be that of an interface, which is not an address; else %NULL. */
static GError *
new_interface_error (const char *host)
{
  g_autoptr (GPtrArray) interfaces = hexwire_interface_list ();
  HexwireInterface *found = NULL;

  for (guint i = 0; i < interfaces->len && found == NULL; i++)
    {
      HexwireInterface *interface = g_ptr_array_index (interfaces, i);

      if (g_str_equal (interface->name, host))
        found = interface;
    }
  if (found == NULL)
    return NULL;
  if (found->addresses->len == 0)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                        _("“%s” is an interface of this machine, and has no address"), host);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                      /* Translators: what was typed, such as eth0, and an address */
                      _("“%s” is an interface of this machine: its address is %s"), host,
                      (char *) g_ptr_array_index (found->addresses, 0));
}

static void
resolved_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = new_addresses ();
  Resolve *resolve = g_task_get_task_data (task);
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error != NULL)
    {
      GError *reason = new_interface_error (resolve->host);

      g_task_return_error (task, reason != NULL
                                   ? reason
                                   : hexwire_net_error_new_resolve (error, resolve->host));
      return;
    }
  if (resolve->wants_all)
    take_all (addresses, found, resolve);
  if (!resolve->wants_all && hexwire_family_accepts (resolve->family, G_SOCKET_FAMILY_IPV4))
    take_first (addresses, found, G_SOCKET_FAMILY_IPV4, resolve->port);
  if (!resolve->wants_all && hexwire_family_accepts (resolve->family, G_SOCKET_FAMILY_IPV6))
    take_first (addresses, found, G_SOCKET_FAMILY_IPV6, resolve->port);
  g_resolver_free_addresses (found);

  if (addresses->len == 0)
    g_task_return_new_error (task, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_ADDRESS,
                             /* Translators: a host name, then IPv4 or IPv6 */
                             _("“%s” has no %s address"), resolve->host,
                             family_name (resolve->family));
  else
    g_task_return_pointer (task, g_steal_pointer (&addresses), (GDestroyNotify) g_ptr_array_unref);
}

/* @task: (transfer full) */
static void
start (GTask      *task,
       const char *host)
{
  g_autoptr (GTask) owned = task;
  g_autoptr (GResolver) resolver = NULL;
  g_autoptr (GSocketAddress) literal = NULL;
  g_autoptr (GError) error = NULL;
  Resolve *resolve = g_task_get_task_data (task);

  if (resolve->family == HEXWIRE_FAMILY_UNIX || hexwire_unix_address_is_typed (host))
    {
      return_unix (task);
      return;
    }
  if (host[0] == '\0')
    {
      g_task_return_pointer (task, every_interface (resolve->port, resolve->family),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  if (!hexwire_zone_check (host, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  literal = hexwire_address_parse_literal (host, resolve->port);
  if (literal != NULL)
    {
      return_literal (task, literal);
      return;
    }
  if (!hexwire_host_check (host, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, host, g_task_get_cancellable (task), resolved_cb,
                                   g_steal_pointer (&owned));
}

static GTask *
new_task (const char          *host,
          guint16              port,
          HexwireFamily        family,
          gboolean             wants_all,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Resolve *resolve = g_new0 (Resolve, 1);

  resolve->host = g_strdup (host);
  resolve->port = port;
  resolve->family = family;
  resolve->wants_all = wants_all;
  g_task_set_source_tag (task, hexwire_resolve_async);
  g_task_set_task_data (task, resolve, (GDestroyNotify) resolve_free);
  return task;
}

void
hexwire_resolve_async (const char          *host,
                       guint16              port,
                       HexwireFamily        family,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  start (new_task (host, port, family, FALSE, cancellable, callback, user_data), host);
}

void
hexwire_resolve_all_async (const char          *host,
                           guint16              port,
                           HexwireFamily        family,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  start (new_task (host, port, family, TRUE, cancellable, callback, user_data), host);
}

GPtrArray *
hexwire_resolve_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_resolve_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
