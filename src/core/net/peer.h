/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/process.h"
#include "net/traffic.h"

G_BEGIN_DECLS

/**
 * HexwirePeerState:
 * @HEXWIRE_PEER_CONNECTED: messages go both ways
 * @HEXWIRE_PEER_HALF_CLOSED: the peer has finished sending; we can still send
 * @HEXWIRE_PEER_FINISHED: we have finished sending; the peer can still send
 * @HEXWIRE_PEER_CLOSING: closed here, waiting for the peer to finish
 * @HEXWIRE_PEER_LEFT: gone; what it sent stays in the log
 */
typedef enum
{
  HEXWIRE_PEER_CONNECTED,
  HEXWIRE_PEER_HALF_CLOSED,
  HEXWIRE_PEER_FINISHED,
  HEXWIRE_PEER_CLOSING,
  HEXWIRE_PEER_LEFT,
} HexwirePeerState;

#define HEXWIRE_TYPE_PEER (hexwire_peer_get_type ())

/**
 * HexwirePeer:
 *
 * Somebody on the other side: a connection, or the sender of datagrams. The signal `changed` tells
 * of a new state at once and of new counters at most every 100 ms; `left` comes once, at the end.
 */
G_DECLARE_DERIVABLE_TYPE (HexwirePeer, hexwire_peer, HEXWIRE, PEER, GObject)

/**
 * HexwirePeerClass:
 * @send: see hexwire_peer_send()
 * @send_many: (nullable): see hexwire_peer_send_many(); %NULL for one @send after the other
 * @set_apart: (nullable): see hexwire_peer_set_apart()
 * @disconnect: see hexwire_peer_disconnect()
 */
struct _HexwirePeerClass
{
  GObjectClass parent_class;

  gboolean (*send)       (HexwirePeer  *self,
                          GBytes       *payload,
                          GError      **error);
  gboolean (*send_many)  (HexwirePeer    *self,
                          GBytes *const  *payloads,
                          guint           n_payloads,
                          guint          *n_sent,
                          GError        **error);
  void     (*set_apart)  (HexwirePeer  *self,
                          gboolean      is_apart);
  void     (*disconnect) (HexwirePeer  *self);
};

/** hexwire_peer_get_id: the number by which the log's messages name the peer. */
guint32 hexwire_peer_get_id (HexwirePeer *self);

/** hexwire_peer_get_address: the address as people write it. */
const char *hexwire_peer_get_address (HexwirePeer *self);

/**
 * hexwire_peer_get_owner:
 *
 * Who is on the other side, as hexwire_process_dup_text() says it, where it is told by the system:
 * that is with UNIX sockets.
 *
 * Returns: (nullable): the text, %NULL where it is not known
 */
const char *hexwire_peer_get_owner (HexwirePeer *self);

/**
 * hexwire_peer_find_owner:
 *
 * As hexwire_peer_get_owner(), but begins to look for the owner, once, where the peer is a socket
 * of this machine. `changed` tells when it is found.
 *
 * Returns: (nullable): the text, %NULL where it is not known yet
 */
const char *hexwire_peer_find_owner (HexwirePeer *self);

HexwirePeerState       hexwire_peer_get_state    (HexwirePeer *self);
const HexwireCounters *hexwire_peer_get_counters (HexwirePeer *self);

/** hexwire_peer_get_since_us: when it came, in microseconds since 1970 (UTC). */
gint64 hexwire_peer_get_since_us (HexwirePeer *self);

/** hexwire_peer_get_left_us: when it left, 0 while it has not. */
gint64 hexwire_peer_get_left_us (HexwirePeer *self);

/**
 * hexwire_peer_send:
 * @payload: what to send
 *
 * Sends at once what the kernel takes, and the rest as soon as it can. The log gets its row when
 * the last byte is with the kernel.
 *
 * Returns: %TRUE, or %FALSE with a #HexwireNetError, when nothing was taken
 */
gboolean hexwire_peer_send (HexwirePeer  *self,
                            GBytes       *payload,
                            GError      **error);

/**
 * hexwire_peer_send_as:
 * @origin: a #HexwireOrigin, for the log
 *
 * Sends as hexwire_peer_send() does what nobody sends by hand.
 */
gboolean hexwire_peer_send_as (HexwirePeer  *self,
                               guint         origin,
                               GBytes       *payload,
                               GError      **error);

/**
 * hexwire_peer_send_many:
 * @payloads: (array length=n_payloads): messages, in order
 * @n_sent: (out): how many of them were taken; fewer, without an error, when there is no room for
 *   more at present
 *
 * Sends messages as long as they leave at once, or nearly so: nothing is taken while something
 * waits already, so that what makes messages can hold them back instead.
 *
 * Returns: %TRUE, or %FALSE with a #HexwireNetError
 */
gboolean hexwire_peer_send_many (HexwirePeer    *self,
                                 GBytes *const  *payloads,
                                 guint           n_payloads,
                                 guint          *n_sent,
                                 GError        **error);

/**
 * hexwire_peer_set_apart:
 * @is_apart: whether what is sent is to leave at once, and not with what is sent after it
 *
 * On a TCP connection this is TCP_NODELAY; %FALSE brings back what the socket options say.
 * Datagrams are always apart.
 */
void hexwire_peer_set_apart (HexwirePeer *self,
                             gboolean     is_apart);

/** hexwire_peer_disconnect: closes the connection, or forgets the sender of datagrams. */
void hexwire_peer_disconnect (HexwirePeer *self);

/** hexwire_peer_is_disconnected: whether it was by hand that the connection was to end. */
gboolean hexwire_peer_is_disconnected (HexwirePeer *self);

/** hexwire_peer_get_arrival: (nullable): where its datagrams come in, for people. */
const char *hexwire_peer_get_arrival (HexwirePeer *self);

/*< protected >*/

/** hexwire_peer_attach: joins a new peer with its endpoint's @traffic; once, after construction. */
void hexwire_peer_attach (HexwirePeer          *self,
                          HexwireTraffic       *traffic,
                          const HexwireLogPeer *description);

HexwireTraffic *hexwire_peer_get_traffic (HexwirePeer *self);

/** hexwire_peer_get_origin: the #HexwireOrigin of what is being sent. */
guint hexwire_peer_get_origin (HexwirePeer *self);

/** hexwire_peer_set_state: emits `changed`, and `left` where the peer has left. */
void hexwire_peer_set_state (HexwirePeer      *self,
                             HexwirePeerState  state);

/** hexwire_peer_set_process: tells who is on the other side; @process may be somebody new. */
void hexwire_peer_set_process (HexwirePeer          *self,
                               const HexwireProcess *process);
/** hexwire_peer_mark_disconnected: see hexwire_peer_is_disconnected(). */
void hexwire_peer_mark_disconnected (HexwirePeer *self);

/** hexwire_peer_mark_changed: has `changed` emitted soon. */
void hexwire_peer_mark_changed (HexwirePeer *self);

/** hexwire_peer_count: adds a received or sent message to the counters. */
void hexwire_peer_count (HexwirePeer        *self,
                         HexwireMessageKind  kind,
                         gsize               size_bytes);

/** hexwire_peer_log_text: adds a row that tells what happened with this peer. */
void hexwire_peer_log_text (HexwirePeer        *self,
                            HexwireMessageKind  kind,
                            const char         *text);

G_END_DECLS
