/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/socket-owner.h"

#include "net/socket-table.h"
#include "net/unix-address.h"

#include <gio/gunixsocketaddress.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

typedef struct _Question Question;

/* Returns whether anything is known of the owner. */
typedef gboolean (*FindFunc) (const Question *question,
                              HexwireProcess *owner);

struct _Question
{
  FindFunc find;
  GSocketType type;
  GSocketAddress *address;
  GInetSocketAddress *local;    /* (nullable) */
};

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->address);
  g_clear_object (&self->local);
  g_free (self);
}

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

static gboolean
find_bound (const Question *question,
            HexwireProcess *owner)
{
  HexwireSocketEntry entry;

  if (G_IS_UNIX_SOCKET_ADDRESS (question->address))
    return find_unix (question->address, &entry) && find_process (&entry, owner);
  return find_inet (question->type, G_INET_SOCKET_ADDRESS (question->address), NULL, owner);
}

static gboolean
find_peer (const Question *question,
           HexwireProcess *owner)
{
  GInetSocketAddress *peer = G_INET_SOCKET_ADDRESS (question->address);
  GInetAddress *inet = g_inet_socket_address_get_address (peer);

  if (question->local != NULL && find_inet (question->type, peer, question->local, owner))
    return TRUE;
  /* A sender of datagrams may be bound to all addresses; only those of loopback are surely ours. */
  return question->type == G_SOCKET_TYPE_DATAGRAM && g_inet_address_get_is_loopback (inet)
         && find_inet (question->type, peer, NULL, owner);
}

static void
find_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Question *question = task_data;
  HexwireProcess owner = HEXWIRE_PROCESS_UNKNOWN;

  if (question->find (question, &owner))
    g_task_return_pointer (task, g_memdup2 (&owner, sizeof owner), g_free);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
ask (FindFunc             find,
     GSocketType          type,
     GSocketAddress      *address,
     GInetSocketAddress  *local,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->find = find;
  question->type = type;
  question->address = g_object_ref (address);
  question->local = local != NULL ? g_object_ref (local) : NULL;
  g_task_set_source_tag (task, ask);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, find_thread);
}

void
hexwire_socket_owner_find_bound_async (GSocketAddress      *address,
                                       GSocketType          type,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  ask (find_bound, type, address, NULL, cancellable, callback, user_data);
}

void
hexwire_socket_owner_find_peer_async (GSocketType          type,
                                      GInetSocketAddress  *peer,
                                      GInetSocketAddress  *local,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  ask (find_peer, type, G_SOCKET_ADDRESS (peer), local, cancellable, callback, user_data);
}

gboolean
hexwire_socket_owner_find_finish (GAsyncResult    *result,
                                  HexwireProcess  *owner,
                                  GError         **error)
{
  g_autofree HexwireProcess *found = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, ask), FALSE);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found != NULL)
    *owner = *found;
  return found != NULL;
}
