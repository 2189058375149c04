/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/unix-file.h"

#include "net/bind-error.h"
#include "net/net-error.h"
#include "net/socket-owner.h"
#include "net/unix-address.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct _HexwireUnixFile
{
  char *path;
  dev_t device;
  ino_t inode;
};

/* Those that have not been removed. */
static GPtrArray *all_files;

static gboolean
is_same_file (const char *path,
              dev_t       device,
              ino_t       inode)
{
  struct stat info;

  return lstat (path, &info) == 0 && S_ISSOCK (info.st_mode) && info.st_dev == device
         && info.st_ino == inode;
}

static void
remove_from_disk (gpointer data,
                  gpointer user_data)
{
  HexwireUnixFile *self = data;

  if (is_same_file (self->path, self->device, self->inode))
    g_unlink (self->path);
}

void
hexwire_unix_file_remove (HexwireUnixFile *self)
{
  g_ptr_array_remove_fast (all_files, self);
  remove_from_disk (self, NULL);
  g_free (self->path);
  g_free (self);
}

void
hexwire_unix_file_end (void)
{
  if (all_files != NULL)
    g_ptr_array_foreach (all_files, remove_from_disk, NULL);
}

static GSocket *
make_socket (GSocketType   type,
             GError      **error)
{
  g_autoptr (GError) cause = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_UNIX, type, G_SOCKET_PROTOCOL_DEFAULT, &cause);

  if (socket == NULL)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND, cause->message);
      return NULL;
    }
  g_socket_set_blocking (socket, FALSE);
  if (type == G_SOCKET_TYPE_DATAGRAM)
    g_socket_set_option (socket, SOL_SOCKET, SO_PASSCRED, TRUE, NULL);
  return socket;
}

int
hexwire_unix_socket_probe (GSocketAddress *address,
                           GSocketType     type)
{
  HexwireUnixAddress native;
  int fd = socket (AF_UNIX, (type == G_SOCKET_TYPE_STREAM ? SOCK_STREAM : SOCK_DGRAM)
                              | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  int error_number = 0;

  if (fd < 0)
    return errno;
  hexwire_unix_address_init (&native, address);
  if (connect (fd, (const struct sockaddr *) &native,
               hexwire_unix_address_get_native_size (&native)) != 0)
    error_number = errno;
  close (fd);
  return error_number;
}

/* Whether nobody has the socket at a path open any more. Who has bound it and does not listen yet
 * refuses a connection, too, but stands in the kernel's table. */
static gboolean
is_stale (GSocketAddress *address,
          GSocketType     type)
{
  return hexwire_unix_socket_probe (address, type) == ECONNREFUSED
         && !hexwire_socket_owner_has_bound (address);
}

/* Makes room at a path, where there is no more than a stale socket. */
static gboolean
clear_path (GSocketAddress  *address,
            const char      *path,
            GSocketType      type,
            char           **note,
            GError         **error)
{
  struct stat info;

  if (lstat (path, &info) != 0)
    return TRUE;
  if (!S_ISSOCK (info.st_mode))
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND,
                   _("%s exists and is not a socket: it is left as it is"), path);
      return FALSE;
    }
  if (!is_stale (address, type))
    {
      g_propagate_error (error, hexwire_bind_error_new (EADDRINUSE, address, type));
      return FALSE;
    }
  if (is_same_file (path, info.st_dev, info.st_ino) && g_unlink (path) == 0)
    *note = g_strdup_printf (_("%s was left behind by a program that has ended: replaced"), path);
  return TRUE;
}

/* What the mask of the process took away is given where it was asked for. The file is opened, so
 * that no other one gets the permissions or is taken for ours. */
static HexwireUnixFile *
take_file (const char *path,
           guint       mode)
{
  HexwireUnixFile *self;
  struct stat info;
  int fd = open (path, O_PATH | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    return NULL;
  if (fstat (fd, &info) != 0 || !S_ISSOCK (info.st_mode) || info.st_uid != geteuid ())
    {
      close (fd);
      return NULL;
    }
  if ((info.st_mode & 0777) != mode)
    {
      g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);

      g_chmod (link, (int) mode);
    }
  close (fd);
  self = g_new0 (HexwireUnixFile, 1);
  self->path = g_strdup (path);
  self->device = info.st_dev;
  self->inode = info.st_ino;
  if (all_files == NULL)
    all_files = g_ptr_array_new ();
  g_ptr_array_add (all_files, self);
  return self;
}

static int
bind_native (GSocket                  *socket,
             const HexwireUnixAddress *address,
             guint                     mode)
{
  int fd = g_socket_get_fd (socket);

  /* The file gets the permissions of its socket, as far as the mask of the process lets it. */
  if (fchmod (fd, (mode_t) mode) != 0
      || bind (fd, (const struct sockaddr *) address,
               hexwire_unix_address_get_native_size (address)) != 0)
    return errno;
  return 0;
}

GPtrArray *
hexwire_unix_socket_bind (GSocketAddress   *address,
                          GSocketType       type,
                          guint             mode,
                          HexwireUnixFile **file,
                          char            **note,
                          GError          **error)
{
  HexwireUnixAddress native;
  g_autoptr (GSocket) socket = NULL;
  GPtrArray *sockets;
  gboolean is_path;
  int error_number;

  *file = NULL;
  *note = NULL;
  hexwire_unix_address_init (&native, address);
  is_path = hexwire_unix_address_is_path (&native);
  if (is_path && !clear_path (address, native.name, type, note, error))
    return NULL;
  socket = make_socket (type, error);
  if (socket == NULL)
    return NULL;
  error_number = bind_native (socket, &native, mode);
  if (error_number != 0)
    {
      g_clear_pointer (note, g_free);
      g_propagate_error (error, hexwire_bind_error_new (error_number, address, type));
      return NULL;
    }
  if (is_path)
    *file = take_file (native.name, mode);
  sockets = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (sockets, g_steal_pointer (&socket));
  return sockets;
}

GSocket *
hexwire_unix_socket_new_sender (GError **error)
{
  const sa_family_t family = AF_UNIX;
  g_autoptr (GSocket) socket = make_socket (G_SOCKET_TYPE_DATAGRAM, error);

  if (socket == NULL)
    return NULL;
  /* With the family alone, the kernel chooses a name: see unix(7). */
  if (bind (g_socket_get_fd (socket), (const struct sockaddr *) &family, sizeof family) != 0)
    {
      g_set_error_literal (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_BIND, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&socket);
}
