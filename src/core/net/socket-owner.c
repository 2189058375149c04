/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-owner.h"

#include "net/socket-table.h"
#include "net/unix-address.h"

#include <gio/gunixsocketaddress.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Whether one of the process's open files is what the kernel calls @link. */
static gboolean
process_holds (const char *pid,
               const char *link)
{
  g_autofree char *folder = g_strconcat ("/proc/", pid, "/fd", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      char target[64];
      g_autofree char *path = g_strconcat (folder, "/", name, NULL);
      gssize n = readlink (path, target, sizeof target - 1);

      if (n <= 0)
        continue;
      target[n] = '\0';
      if (g_str_equal (target, link))
        return TRUE;
    }
  return FALSE;
}

static gint64
find_pid (guint64 inode)
{
  g_autofree char *link = g_strdup_printf ("socket:[%" PRIu64 "]", inode);
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (processes != NULL && inode != 0 && (name = g_dir_read_name (processes)) != NULL)
    if (g_ascii_isdigit (name[0]) && process_holds (name, link))
      return g_ascii_strtoll (name, NULL, 10);
  return 0;
}

static gboolean
find_process (const HexwireSocketEntry *entry,
              HexwireProcess           *owner)
{
  owner->pid = find_pid (entry->inode);
  owner->uid = entry->uid;
  return owner->pid != 0 || owner->uid >= 0;
}

static gboolean
find_inet (GSocketType         type,
           GInetSocketAddress *local,
           GInetSocketAddress *remote,
           HexwireProcess     *owner)
{
  /* A socket of IPv6 may have an address of IPv4. */
  static const char *const tables[][2] = { { "/proc/net/tcp", "/proc/net/tcp6" },
                                           { "/proc/net/udp", "/proc/net/udp6" } };
  const char *const *paths = tables[type == G_SOCKET_TYPE_STREAM ? 0 : 1];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *table = NULL;
      HexwireSocketEntry entry;

      if (g_file_get_contents (paths[i], &table, NULL, NULL)
          && hexwire_socket_table_find_inet (table, i == 1, local, remote, &entry))
        return find_process (&entry, owner);
    }
  return FALSE;
}

static gboolean
find_unix (GSocketAddress     *address,
           HexwireSocketEntry *entry)
{
  HexwireUnixAddress native;
  g_autofree char *table = NULL;
  g_autofree char *name = NULL;

  hexwire_unix_address_init (&native, address);
  name = g_malloc0 (native.size_bytes + 1u);
  /* The table has @ for each NUL. */
  for (guint i = 0; i < native.size_bytes; i++)
    name[i] = native.name[i] != '\0' ? native.name[i] : '@';
  return g_file_get_contents ("/proc/net/unix", &table, NULL, NULL)
         && hexwire_socket_table_find_unix (table, name, entry);
}

gboolean
hexwire_socket_owner_has_bound (GSocketAddress *address)
{
  HexwireSocketEntry entry;

  return find_unix (address, &entry);
}

gboolean
hexwire_socket_owner_find_bound (GSocketAddress *address,
                                 GSocketType     type,
                                 HexwireProcess *owner)
{
  HexwireSocketEntry entry;

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    return find_unix (address, &entry) && find_process (&entry, owner);
  return find_inet (type, G_INET_SOCKET_ADDRESS (address), NULL, owner);
}

gboolean
hexwire_socket_owner_find_peer (GSocketType         type,
                                GInetSocketAddress *peer,
                                GInetSocketAddress *local,
                                HexwireProcess     *owner)
{
  GInetAddress *inet = g_inet_socket_address_get_address (peer);

  if (local != NULL && find_inet (type, peer, local, owner))
    return TRUE;
  /* A sender of datagrams may be bound to all addresses; only those of loopback are surely ours. */
  return type == G_SOCKET_TYPE_DATAGRAM && g_inet_address_get_is_loopback (inet)
         && find_inet (type, peer, NULL, owner);
}
