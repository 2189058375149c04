/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"

G_BEGIN_DECLS

/**
 * HexwireSenderSettings:
 * @payload: (nullable): what is sent @n_repeats times, or else
 * @input: (nullable): what is sent up to its end, piece by piece, through a stream
 * @n_repeats: how many times @payload is sent
 * @every_us: the time from one to the next, counted from the first; 0 for as fast as it goes
 */
typedef struct
{
  GBytes *payload;
  GInputStream *input;
  guint64 n_repeats;
  gint64 every_us;
} HexwireSenderSettings;

/**
 * HexwireSender:
 *
 * Sends through a peer, no faster than the peer takes it.
 */
typedef struct _HexwireSender HexwireSender;

/** HexwireSenderFunc: @error: (nullable): why not everything was sent. */
typedef void (*HexwireSenderFunc) (const GError *error,
                                   gpointer      user_data);

/**
 * hexwire_sender_start:
 * @finished: called once, when the last byte is with the kernel, or when sending has failed
 */
HexwireSender *hexwire_sender_start (HexwirePeer                 *peer,
                                     const HexwireSenderSettings *settings,
                                     HexwireSenderFunc            finished,
                                     gpointer                     user_data);

/**
 * hexwire_sender_set_peer:
 * @peer: another one, to whom everything goes from now on
 *
 * For datagrams alone: nothing of them waits for the former peer.
 */
void hexwire_sender_set_peer (HexwireSender *self,
                              HexwirePeer   *peer);

/** hexwire_sender_free: stops it, where it has not finished. */
void hexwire_sender_free (HexwireSender *self);

/** hexwire_sender_is_finished: whether everything was sent. */
gboolean hexwire_sender_is_finished (HexwireSender *self);

G_END_DECLS
