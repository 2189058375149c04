/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/bind-error.h"

#include "net/address.h"
#include "net/net-error.h"
#include "net/socket-owner.h"
#include "net/unix-address.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

/* Some file systems of the kernel's have folders, and say that they have none when something is to
 * be made there. */
static GError *
new_no_folder (GSocketAddress *address,
               const char     *name)
{
  const char *path = g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *folder_text = hexwire_unix_path_to_text (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        /* Translators: a path, and a folder */
                        _("Cannot make %s: no sockets can be made in %s"), name,
                        folder_text);
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        /* Translators: two paths */
                        _("Cannot make %s: %s is not a folder"), name, folder_text);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                      _("The folder of %s does not exist"), name);
}

static GError *
new_bind_unix (int             error_number,
               GSocketAddress *address)
{
  g_autofree char *name = hexwire_socket_address_to_text (address);

  switch (error_number)
    {
    case ENOENT:
    case ENOTDIR:
      return new_no_folder (address, name);
    case EACCES:
    case EPERM:
    case EROFS:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("There is no permission to make %s"), name);
    default:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          /* Translators: a path, the system's reason */
                          _("Cannot use %s: %s"), name, g_strerror (error_number));
    }
}

static GError *
new_bind_inet (int             error_number,
               GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  guint port = g_inet_socket_address_get_port (inet);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  switch (error_number)
    {
    case EACCES:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("Port %u is reserved: ports below 1024 need administrator rights"),
                          port);
    case EADDRNOTAVAIL:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("%s is not an address of this machine"), host);
    case EAFNOSUPPORT:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          _("This machine has no IPv6, which %s needs"), host);
    default:
      return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                          /* Translators: address, port, the system's reason */
                          _("Cannot use %s, port %u: %s"), host, port, g_strerror (error_number));
    }
}

/* @owner: (nullable): who has a path or an abstract name */
static GError *
new_in_use_unix (GSocketAddress *address,
                 const char     *owner)
{
  g_autofree char *name = hexwire_socket_address_to_text (address);

  if (owner == NULL)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND, _("%s is already in use"), name);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                      /* Translators: a path, and a program */
                      _("%s is already in use by %s"), name, owner);
}

/* @owner: (nullable): who has a port */
static GError *
new_in_use_inet (GSocketAddress *address,
                 const char     *owner)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  guint port = g_inet_socket_address_get_port (inet);
  g_autofree char *host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));

  if (owner == NULL)
    return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                        _("Port %u is already in use on %s"), port, host);
  return g_error_new (HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                      /* Translators: a port, an address, a program */
                      _("Port %u is already in use on %s by %s"), port, host, owner);
}

static GError *
new_in_use (GSocketAddress *address,
            const char     *owner)
{
  return G_IS_UNIX_SOCKET_ADDRESS (address) ? new_in_use_unix (address, owner)
                                            : new_in_use_inet (address, owner);
}

GError *
hexwire_bind_error_new (int             error_number,
                        GSocketAddress *address,
                        GSocketType     type)
{
  GError *error;

  if (error_number != EADDRINUSE)
    return G_IS_UNIX_SOCKET_ADDRESS (address) ? new_bind_unix (error_number, address)
                                              : new_bind_inet (error_number, address);
  error = new_in_use (address, NULL);
  hexwire_net_error_set_address (error, address, type);
  return error;
}

gboolean
hexwire_bind_error_has_owner (const GError *error)
{
  GSocketType type;

  return hexwire_net_error_get_address (error, &type) != NULL;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GSocketAddress *address = g_task_get_task_data (task);
  HexwireProcess owner = HEXWIRE_PROCESS_UNKNOWN;
  g_autofree char *text = NULL;
  GError *error = NULL;

  hexwire_socket_owner_find_finish (result, &owner, &error);
  text = hexwire_process_dup_text (&owner);
  if (error == NULL)
    error = new_in_use (address, text);
  g_task_return_error (task, error);
}

void
hexwire_bind_error_find_owner_async (const GError        *error,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GSocketType type;
  GSocketAddress *address = hexwire_net_error_get_address (error, &type);

  g_task_set_source_tag (task, hexwire_bind_error_find_owner_async);
  g_task_set_task_data (task, g_object_ref (address), g_object_unref);
  hexwire_socket_owner_find_bound_async (address, type, cancellable, found_cb, task);
}

GError *
hexwire_bind_error_find_owner_finish (GAsyncResult *result)
{
  GError *error = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, hexwire_bind_error_find_owner_async),
                        NULL);
  g_task_propagate_boolean (G_TASK (result), &error);
  return error;
}
