/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "log/log-snapshot.h"
#include "log/message.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_LOG (hexwire_message_log_get_type ())

/**
 * HexwireMessageLog:
 *
 * What went over a tab's sockets, and what happened to them: a #GListModel of #HexwireMessage.
 *
 * A row is known by its number since the log began; the model shows a window of those numbers. The
 * model tells its listeners about new and dropped rows at most every 50 ms, whatever arrives in
 * between, and at most every 250 ms where showing them is slow; until it has told them, its size
 * stays as it was.
 *
 * Signals:
 * - `grown`: there may be new rows, and no row that came after the last such signal was dropped
 *   yet. For whoever must not miss one, whatever the bounds: it comes before each telling, when a
 *   chunk is full and before rows are dropped. Handlers read by hexwire_message_log_get_reader()
 *   and must not change the log.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageLog, hexwire_message_log, HEXWIRE, MESSAGE_LOG, GObject)

/** Default bounds of a log; the oldest messages go first. */
#define HEXWIRE_MESSAGE_LOG_MAX_BYTES (64 * 1024 * 1024)
#define HEXWIRE_MESSAGE_LOG_MAX_MESSAGES 10000000

HexwireMessageLog *hexwire_message_log_new (void);

/**
 * hexwire_message_log_set_limits:
 * @max_bytes: the memory of all messages: payloads, bookkeeping and the peers' addresses
 * @max_messages: how many messages
 *
 * Bounds the log. Messages are dropped by whole chunks and the newest chunk is always kept, so that
 * as much as one chunk may stand over the bound or be missing below it.
 */
void hexwire_message_log_set_limits (HexwireMessageLog *self,
                                     gsize              max_bytes,
                                     guint              max_messages);

gsize hexwire_message_log_get_max_bytes    (HexwireMessageLog *self);
guint hexwire_message_log_get_max_messages (HexwireMessageLog *self);

/**
 * hexwire_message_log_add_peer:
 * @peer: who it is; copied
 *
 * Returns: the number by which messages name the peer; never 0, which stands for no peer
 */
guint32 hexwire_message_log_add_peer (HexwireMessageLog    *self,
                                      const HexwireLogPeer *peer);

/**
 * hexwire_message_log_release_peer:
 *
 * Tells that nothing more will be added for the peer. It is forgotten when the last row of it is
 * dropped, and its number names another one then.
 */
void hexwire_message_log_release_peer (HexwireMessageLog *self,
                                       guint32            peer_id);

/** hexwire_message_log_get_peer: (nullable): peer @peer_id, %NULL for 0 and a free number. */
const HexwireLogPeer *hexwire_message_log_get_peer (HexwireMessageLog *self,
                                                    guint32            peer_id);

/** hexwire_message_log_get_n_peers: the highest number that was given to a peer. */
guint32 hexwire_message_log_get_n_peers (HexwireMessageLog *self);

/** hexwire_message_log_get_peer_end_row: the number behind the peer's last row, 0 without one. */
guint64 hexwire_message_log_get_peer_end_row (HexwireMessageLog *self,
                                              guint32            peer_id);

/**
 * hexwire_message_log_append:
 * @data: (nullable) (array length=size_bytes): the payload, copied; it may be that of the newest
 *   message, in the log's own memory
 * @size_bytes: at most 2^32 - 1
 *
 * Adds a message.
 */
void hexwire_message_log_append (HexwireMessageLog  *self,
                                 HexwireMessageKind  kind,
                                 guint32             peer_id,
                                 gint64              time_us,
                                 const void         *data,
                                 gsize               size_bytes);

/**
 * hexwire_message_log_append_sent:
 * @origin: a #HexwireOrigin: why it was sent
 *
 * Adds a %HEXWIRE_MESSAGE_SENT as hexwire_message_log_append() does.
 */
void hexwire_message_log_append_sent (HexwireMessageLog *self,
                                      guint32            peer_id,
                                      gint64             time_us,
                                      guint              origin,
                                      const void        *data,
                                      gsize              size_bytes);

/**
 * hexwire_message_log_append_text:
 * @text: what happened, as a person reads it
 *
 * Adds a row that is no data, with the present time.
 */
void hexwire_message_log_append_text (HexwireMessageLog  *self,
                                      HexwireMessageKind  kind,
                                      guint32             peer_id,
                                      const char         *text);

/**
 * hexwire_message_log_append_closed:
 * @time_us: when, in microseconds since 1970 (UTC)
 * @ending: how
 * @text: the same as a person reads it
 *
 * Adds the row of a connection that has ended.
 */
void hexwire_message_log_append_closed (HexwireMessageLog *self,
                                        guint32            peer_id,
                                        gint64             time_us,
                                        HexwireEnding      ending,
                                        const char        *text);

/**
 * hexwire_message_log_reserve:
 * @size_bytes: how much room is needed
 *
 * Gives memory of the log to receive into, so that a payload is copied once, by the kernel. Valid
 * until the next call on @self; hexwire_message_log_commit() makes a message of it.
 *
 * Returns: (transfer none): room for @size_bytes
 */
guint8 *hexwire_message_log_reserve (HexwireMessageLog *self,
                                     gsize              size_bytes);

/**
 * hexwire_message_log_commit:
 * @size_bytes: how much of the reserved room was filled
 *
 * Makes a message of what was received into the reserved room.
 */
void hexwire_message_log_commit (HexwireMessageLog  *self,
                                 HexwireMessageKind  kind,
                                 guint32             peer_id,
                                 gint64              time_us,
                                 gsize               size_bytes);

/** hexwire_message_log_clear: drops every message; the row numbers go on. */
void hexwire_message_log_clear (HexwireMessageLog *self);

/** hexwire_message_log_publish: tells the listeners now what they would be told soon. */
void hexwire_message_log_publish (HexwireMessageLog *self);

/**
 * hexwire_message_log_add_cost:
 * @cost_us: time of the main loop
 *
 * Tells what it took to draw what the listeners were told last. Under a flood they hear so seldom
 * that their own time and this are a tenth of all.
 */
void hexwire_message_log_add_cost (HexwireMessageLog *self,
                                   gint64             cost_us);

/**
 * hexwire_message_log_get_first_row: the number of the model's first row. For a while after they
 * were dropped the model still has rows, of which nothing but their number is known.
 */
guint64 hexwire_message_log_get_first_row (HexwireMessageLog *self);

/** hexwire_message_log_get_oldest_row: the number of the oldest row that was not dropped. */
guint64 hexwire_message_log_get_oldest_row (HexwireMessageLog *self);

/**
 * hexwire_message_log_get_start_us:
 *
 * Returns: when the first message was since the log began or was cleared, in microseconds since
 *   1970 (UTC), also when it was dropped meanwhile; 0 while there is none
 */
gint64 hexwire_message_log_get_start_us (HexwireMessageLog *self);

/** hexwire_message_log_get_n_dropped: how many messages made room for newer ones. */
guint64 hexwire_message_log_get_n_dropped (HexwireMessageLog *self);

/** hexwire_message_log_get_memory_bytes: what the messages take now. */
gsize hexwire_message_log_get_memory_bytes (HexwireMessageLog *self);

/**
 * hexwire_message_log_get_end_row: the number behind the model's last row; rows from
 * hexwire_message_log_get_first_row() up to it are shown.
 */
guint64 hexwire_message_log_get_end_row (HexwireMessageLog *self);

/**
 * hexwire_message_log_get_reader:
 *
 * For scans over many rows, without an object for each.
 *
 * Returns: (transfer none): a reader of what the log holds; what it returns is valid until the next
 *   call that adds to @self
 */
HexwireLogReader *hexwire_message_log_get_reader (HexwireMessageLog *self);

/**
 * hexwire_message_log_take_snapshot:
 * @frames: (element-type HexwireFrame) (nullable) (transfer none): which rows, in their order;
 *   %NULL for all. Not to be changed afterwards.
 *
 * Returns: (transfer full): the rows as they are now, for work in another thread
 */
HexwireLogSnapshot *hexwire_message_log_take_snapshot (HexwireMessageLog *self,
                                                       GArray            *frames);

G_END_DECLS
