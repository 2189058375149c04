/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-kind.h"
#include "net/traffic.h"

G_BEGIN_DECLS

/**
 * HexwireStreamEnding:
 * @ending: how
 * @counters: what went over the connection
 * @n_unsent_bytes: what was to be sent and never reached the kernel
 *
 * How a connection ended.
 */
typedef struct
{
  HexwireEnding ending;
  HexwireCounters counters;
  gsize n_unsent_bytes;
} HexwireStreamEnding;

/** hexwire_stream_ending_to_text: (transfer full): all of it on one line, as a person reads it. */
char *hexwire_stream_ending_to_text (const HexwireStreamEnding *self);

/** hexwire_stream_ending_from_errno: what it means that a connected socket reports the `errno`. */
HexwireEnding hexwire_stream_ending_from_errno (int error_number);

/** hexwire_stream_take_error: the `errno` that waits at a socket, which then has none; or 0. */
int hexwire_stream_take_error (int fd);

G_END_DECLS
