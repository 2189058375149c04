/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "log/log-reader.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE (hexwire_message_get_type ())

/**
 * HexwireMessageContext:
 * @start_us: when the log began, 0 where that is not known
 * @previous_us: when the row before it was, 0 where there is none
 * @n_messages: how many messages the row stands for, at least 1
 *
 * What a row tells beside its message. Times are in microseconds since 1970 (UTC).
 */
typedef struct
{
  gint64 start_us;
  gint64 previous_us;
  guint n_messages;
} HexwireMessageContext;

/**
 * HexwireMessageInfo:
 * @frame: where it stands in its log
 * @kind: what it is
 * @origin: a #HexwireOrigin: why it was sent
 * @time_us: when it was received or sent, in microseconds since 1970 (UTC)
 * @peer_id: the peer's number in the log, 0 for a row without a peer
 * @peer: (nullable): whose message it is
 * @payload: (nullable): the bytes; %NULL for a message that the log has dropped meanwhile
 * @peer_previous_us: when the peer's last row before it was, 0 where there is none
 * @context: what depends on the rows round it
 *
 * All that there is to know about a row.
 */
typedef struct
{
  HexwireFrame frame;
  HexwireMessageKind kind;
  guint origin;
  gint64 time_us;
  guint32 peer_id;
  const HexwireLogPeer *peer;
  GBytes *payload;
  gint64 peer_previous_us;
  HexwireMessageContext context;
} HexwireMessageInfo;

/**
 * HexwireMessage:
 *
 * One row of a message log, made when somebody looks at it and never kept by the log. It stays
 * valid when the log has dropped its row. Immutable.
 */
G_DECLARE_FINAL_TYPE (HexwireMessage, hexwire_message, HEXWIRE, MESSAGE, GObject)

/** hexwire_message_new: @info: copied, with references on what it points to. */
HexwireMessage *hexwire_message_new (const HexwireMessageInfo *info);

/**
 * hexwire_message_new_for_frame:
 * @reader: where to read
 * @frame: which row
 * @context: what depends on the rows round it
 *
 * Returns: (transfer full): the row, which tells nothing but that it is gone where it was dropped
 */
HexwireMessage *hexwire_message_new_for_frame (const HexwireLogReader      *reader,
                                               const HexwireFrame          *frame,
                                               const HexwireMessageContext *context);

/** hexwire_message_get_info: (transfer none): what it tells. */
const HexwireMessageInfo *hexwire_message_get_info (HexwireMessage *self);

HexwireMessageKind hexwire_message_get_kind (HexwireMessage *self);

/** hexwire_message_get_time_us: microseconds since 1970 (UTC), taken at arrival. */
gint64 hexwire_message_get_time_us (HexwireMessage *self);

/** hexwire_message_get_payload: (transfer none) (nullable): the bytes, %NULL when dropped. */
GBytes *hexwire_message_get_payload (HexwireMessage *self);

gsize   hexwire_message_get_size_bytes (HexwireMessage *self);
guint32 hexwire_message_get_peer_id    (HexwireMessage *self);

/** hexwire_message_get_peer: (nullable): the peer's address, %NULL for a row without a peer. */
const char *hexwire_message_get_peer (HexwireMessage *self);

G_END_DECLS
