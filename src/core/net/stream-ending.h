/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-kind.h"
#include "net/traffic.h"

G_BEGIN_DECLS

/**
 * HexwireStreamEnding:
 * @ending: how
 * @counters: what went over the connection
 * @error_number: the `errno` that ended it, where @ending is %HEXWIRE_ENDING_ERROR
 * @n_unsent_bytes: what was to be sent and never reached the kernel
 * @n_unconfirmed_bytes: what the kernel took and the peer's did not confirm
 *
 * How a connection ended.
 */
typedef struct
{
  HexwireEnding ending;
  int error_number;
  HexwireCounters counters;
  gsize n_unsent_bytes;
  gsize n_unconfirmed_bytes;
} HexwireStreamEnding;

/** hexwire_stream_ending_to_text: (transfer full): all of it on one line, as a person reads it. */
char *hexwire_stream_ending_to_text (const HexwireStreamEnding *self);

/** hexwire_stream_ending_from_errno: what it means that a connected socket reports the `errno`. */
HexwireEnding hexwire_stream_ending_from_errno (int error_number);

/**
 * hexwire_stream_count_unconfirmed:
 * @fin_is_sent: whether the kernel was told that nothing follows; TCP counts that as a byte
 *
 * Returns: how many bytes a TCP socket has taken that the peer's did not confirm; 0 where that is
 *   not known
 */
gsize hexwire_stream_count_unconfirmed (int      fd,
                                        gboolean fin_is_sent);

/** hexwire_stream_prepare_reset: has closing a TCP socket reset the connection. */
void hexwire_stream_prepare_reset (int fd);

/** hexwire_stream_prepare_close: has closing a socket send what is on its way, and no reset. */
void hexwire_stream_prepare_close (int fd);

/** hexwire_stream_take_error: the `errno` that waits at a socket, which then has none; or 0. */
int hexwire_stream_take_error (int fd);

G_END_DECLS
