/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-peer.h"

gboolean
hexwire_transport_is_stream (HexwireTransport self)
{
  return self == HEXWIRE_TRANSPORT_TCP || self == HEXWIRE_TRANSPORT_UNIX_STREAM;
}

HexwireLogPeer *
hexwire_log_peer_copy (const HexwireLogPeer *self)
{
  HexwireLogPeer *copy = g_new (HexwireLogPeer, 1);

  *copy = *self;
  copy->address = g_strdup (self->address);
  copy->local_address = g_strdup (self->local_address);
  return copy;
}

void
hexwire_log_peer_free (HexwireLogPeer *self)
{
  g_free ((char *) self->address);
  g_free ((char *) self->local_address);
  g_free (self);
}
