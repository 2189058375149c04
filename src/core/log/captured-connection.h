/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/captured-segment.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireCapturedKey:
 *
 * Between which ends a segment goes, and in which direction. Its padding is zero, so that its bytes
 * can be compared.
 */
typedef struct
{
  HexwireCapturedEnd from;
  HexwireCapturedEnd to;
  guint8 transport;
  guint8 is_ipv6;
} HexwireCapturedKey;

/** hexwire_captured_key_init: @is_reversed: for the other direction than that of @segment */
void hexwire_captured_key_init (HexwireCapturedKey           *self,
                                const HexwireCapturedSegment *segment,
                                gboolean                      is_reversed);

/** hexwire_captured_key_hash: a #GHashFunc. */
guint hexwire_captured_key_hash (gconstpointer key);

/** hexwire_captured_key_equal: a #GEqualFunc. */
gboolean hexwire_captured_key_equal (gconstpointer a,
                                     gconstpointer b);

/**
 * HexwireCapturedConnection:
 *
 * A connection of a capture, or the datagrams between two ends. Makes rows of its packets: both
 * streams in order, each of our writes as one message, what happened to the connection, and what
 * comments say.
 */
typedef struct _HexwireCapturedConnection HexwireCapturedConnection;

/**
 * hexwire_captured_connection_new:
 * @key: that of the first packet
 * @log: gets the rows, and lives longer
 * @peer_id: whose rows they are
 * @is_ours: whether the first packet was sent by us
 */
HexwireCapturedConnection *hexwire_captured_connection_new (const HexwireCapturedKey *key,
                                                            HexwireMessageLog        *log,
                                                            guint32                   peer_id,
                                                            gboolean                  is_ours);

void hexwire_captured_connection_free (HexwireCapturedConnection *self);

/** hexwire_captured_connection_get_key: (transfer none): that of the first packet. */
HexwireCapturedKey *hexwire_captured_connection_get_key (HexwireCapturedConnection *self);

/**
 * hexwire_captured_connection_ends_with:
 *
 * Returns: whether @segment, which goes between the same ends, opens another connection
 */
gboolean hexwire_captured_connection_ends_with (const HexwireCapturedConnection *self,
                                                const HexwireCapturedSegment    *segment);

/** hexwire_captured_connection_read: @is_forward: whether it goes the way of the first packet. */
void hexwire_captured_connection_read (HexwireCapturedConnection    *self,
                                       const HexwireCapturePacket   *packet,
                                       const HexwireCapturedSegment *segment,
                                       gboolean                      is_forward);

/**
 * hexwire_captured_connection_finish:
 *
 * Makes rows of what waits for a segment that did not come.
 *
 * Returns: how many segments held nothing new, since the connection began
 */
guint64 hexwire_captured_connection_finish (HexwireCapturedConnection *self);

G_END_DECLS
