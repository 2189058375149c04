/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-peer.h"

gboolean
hexwire_transport_is_stream (HexwireTransport self)
{
  return self == HEXWIRE_TRANSPORT_TCP || self == HEXWIRE_TRANSPORT_UNIX_STREAM;
}

HexwireLogPeer *
hexwire_log_peer_new (const HexwireLogPeer *description)
{
  HexwireLogPeer *self = g_atomic_rc_box_new (HexwireLogPeer);

  *self = *description;
  self->address = g_strdup (description->address);
  self->local_address = g_strdup (description->local_address);
  self->arrival = g_strdup (description->arrival);
  return self;
}

HexwireLogPeer *
hexwire_log_peer_ref (HexwireLogPeer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_cb (gpointer data)
{
  HexwireLogPeer *self = data;

  g_free ((char *) self->address);
  g_free ((char *) self->local_address);
  g_free ((char *) self->arrival);
}

void
hexwire_log_peer_unref (HexwireLogPeer *self)
{
  g_atomic_rc_box_release_full (self, clear_cb);
}
