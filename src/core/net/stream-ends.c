/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/stream-ends.h"

#include "net/address.h"
#include "net/credentials.h"
#include "net/unix-address.h"

#include <glib/gi18n-lib.h>

/* A peer that was reset before it was accepted has no address any more. */
static char *
dup_address_text (GSocketAddress *address)
{
  return address != NULL ? hexwire_socket_address_to_text (address) : g_strdup ("?");
}

/* Who connects to a UNIX socket has mostly no name: then the program is. */
static char *
dup_unix_text (GSocketAddress       *address,
               const HexwireProcess *process)
{
  HexwireUnixAddress native = { 0 };

  if (address != NULL)
    hexwire_unix_address_init (&native, address);
  if (native.size_bytes == 0)
    native.pid = (gint32) process->pid;
  return hexwire_unix_address_to_text (&native);
}

void
hexwire_stream_ends_init (HexwireStreamEnds *self,
                          GSocketConnection *connection,
                          gboolean           opened_here)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  gboolean is_unix = g_socket_get_family (socket) == G_SOCKET_FAMILY_UNIX;
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);

  self->process = (HexwireProcess) HEXWIRE_PROCESS_UNKNOWN;
  if (is_unix)
    hexwire_credentials_of_peer (g_socket_get_fd (socket), &self->process);
  self->remote = is_unix ? dup_unix_text (remote, &self->process) : dup_address_text (remote);
  self->local = dup_address_text (local);
  self->description = (HexwireLogPeer) {
    .transport = is_unix ? HEXWIRE_TRANSPORT_UNIX_STREAM : HEXWIRE_TRANSPORT_TCP,
    .address = self->remote,
    .local_address = self->local,
    .opened_here = opened_here,
  };
}

void
hexwire_stream_ends_clear (HexwireStreamEnds *self)
{
  g_clear_pointer (&self->remote, g_free);
  g_clear_pointer (&self->local, g_free);
}

char *
hexwire_stream_ends_dup_text (const HexwireStreamEnds *self,
                              const char              *owner)
{
  if (owner != NULL)
    /* Translators: a program */
    return g_strdup_printf (_("Connected with %s"), owner);
  if (self->description.opened_here && self->description.transport == HEXWIRE_TRANSPORT_TCP)
    /* Translators: %s is our own address */
    return g_strdup_printf (_("Connected from %s"), self->local);
  return g_strdup (_("Connected"));
}
