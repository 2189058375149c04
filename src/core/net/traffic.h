/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"
#include "net/poller.h"
#include "net/socket-options.h"

G_BEGIN_DECLS

/**
 * HexwireReply:
 * @HEXWIRE_REPLY_NOTHING: what arrives is not answered
 * @HEXWIRE_REPLY_ECHO: what arrives is sent back
 * @HEXWIRE_REPLY_DISCARD: what arrives is counted and thrown away (RFC 863); the log tells how much
 * @HEXWIRE_REPLY_FIXED: every message is answered with the same bytes
 * @HEXWIRE_REPLY_RULES: what is answered, and how, depends on what arrives
 */
typedef enum
{
  HEXWIRE_REPLY_NOTHING,
  HEXWIRE_REPLY_ECHO,
  HEXWIRE_REPLY_DISCARD,
  HEXWIRE_REPLY_FIXED,
  HEXWIRE_REPLY_RULES,
} HexwireReply;

/**
 * HexwireCounters:
 *
 * What went over a socket. A message of a stream is what one read or one send delivered.
 */
typedef struct
{
  guint64 messages_in;
  guint64 messages_out;
  guint64 bytes_in;
  guint64 bytes_out;
} HexwireCounters;

/** HEXWIRE_TRAFFIC_MAX_QUEUE_BYTES: how much may wait for a connection unless another is chosen. */
#define HEXWIRE_TRAFFIC_MAX_QUEUE_BYTES (256 * 1024 * 1024)

typedef struct _HexwireResponder HexwireResponder;

#define HEXWIRE_TYPE_TRAFFIC (hexwire_traffic_get_type ())

/**
 * HexwireTraffic:
 * @log: where messages go
 * @poller: who watches the sockets
 * @options: how the sockets behave
 * @reply: how received messages are answered
 * @responder: who answers them, where that is more than an echo
 * @keep_half_closed: whether a connection stays open for sending when the peer has finished sending
 * @is_paused: whether new connections are not read from; see hexwire_streams_set_paused()
 * @max_queue_bytes: how much may wait for one connection; a send that would exceed it is refused
 * @counters: the sum over all peers, also those that left
 *
 * What an endpoint shares with its peers. Its signal `changed` tells, at most every 100 ms, that
 * counters went on, or that peers came or are in another state; peers have the same signal for
 * theirs.
 */
struct _HexwireTraffic
{
  GObject parent_instance;

  HexwireMessageLog *log;
  HexwirePoller *poller;
  HexwireSocketOptions *options;
  HexwireReply reply;
  HexwireResponder *responder;
  gboolean keep_half_closed;
  gboolean is_paused;
  gsize max_queue_bytes;
  HexwireCounters counters;

  /*< private >*/
  GPtrArray *changed;
  guint tell_source;
};

G_DECLARE_FINAL_TYPE (HexwireTraffic, hexwire_traffic, HEXWIRE, TRAFFIC, GObject)

HexwireTraffic *hexwire_traffic_new (void);

/**
 * hexwire_traffic_mark_changed:
 * @object: (nullable): something with a signal `changed`
 *
 * Has `changed` emitted soon, once, on @object and on @self.
 */
void hexwire_traffic_mark_changed (HexwireTraffic *self,
                                   GObject        *object);

G_END_DECLS
