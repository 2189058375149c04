/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireMessageKind:
 * @HEXWIRE_MESSAGE_RECEIVED: bytes that a peer sent
 * @HEXWIRE_MESSAGE_SENT: bytes that the kernel took from us
 * @HEXWIRE_MESSAGE_OPENED: a connection or a socket was opened; the payload is text
 * @HEXWIRE_MESSAGE_CLOSED: it was closed, and how; the payload is text
 * @HEXWIRE_MESSAGE_ERROR: something failed, and why; the payload is text
 * @HEXWIRE_MESSAGE_NOTE: anything else worth a row; the payload is text
 */
typedef enum
{
  HEXWIRE_MESSAGE_RECEIVED,
  HEXWIRE_MESSAGE_SENT,
  HEXWIRE_MESSAGE_OPENED,
  HEXWIRE_MESSAGE_CLOSED,
  HEXWIRE_MESSAGE_ERROR,
  HEXWIRE_MESSAGE_NOTE,
} HexwireMessageKind;

/** hexwire_message_kind_is_data: whether the payload is bytes from the wire, not text of ours. */
#define hexwire_message_kind_is_data(kind) ((kind) <= HEXWIRE_MESSAGE_SENT)

#define HEXWIRE_TYPE_MESSAGE (hexwire_message_get_type ())

/**
 * HexwireMessage:
 *
 * One row of a message log, made when somebody looks at it and never kept by the log. It stays
 * valid when the log has dropped its row. Immutable.
 */
G_DECLARE_FINAL_TYPE (HexwireMessage, hexwire_message, HEXWIRE, MESSAGE, GObject)

/**
 * hexwire_message_new:
 * @payload: (nullable): the bytes; %NULL for a message that the log has dropped meanwhile
 * @peer: (nullable): the peer's address as text
 */
HexwireMessage *hexwire_message_new (HexwireMessageKind  kind,
                                     gint64              time_us,
                                     GBytes             *payload,
                                     guint32             peer_id,
                                     const char         *peer);

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
