/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/byte-match.h"
#include "log/frame-rule.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/** HEXWIRE_INBOX_MAX_BYTES: what is kept; older bytes are forgotten first. */
#define HEXWIRE_INBOX_MAX_BYTES (1024 * 1024)

/**
 * HexwireInbox:
 *
 * What arrives from now on and was not looked at yet, for whoever waits for an answer. It reads the
 * rows of a log. Datagrams, and the frames of a stream that has a rule, are looked at one by one; a
 * stream without a rule is looked at as a whole, as reads cut it anywhere.
 */
typedef struct _HexwireInbox HexwireInbox;

/**
 * hexwire_inbox_new:
 * @log: where rows arrive
 * @peer_id: whose bytes count, 0 for everybody's
 * @rule: (nullable): how streams are cut; %NULL, or %HEXWIRE_FRAME_NONE, where they are not
 *
 * Returns: (transfer full): an inbox for what comes after what is in @log
 */
HexwireInbox *hexwire_inbox_new  (HexwireMessageLog *log,
                                  guint32            peer_id,
                                  HexwireFrameRule  *rule);
void          hexwire_inbox_free (HexwireInbox      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireInbox, hexwire_inbox_free)

/** hexwire_inbox_has_news: whether the log has rows that hexwire_inbox_read() would take in. */
gboolean hexwire_inbox_has_news (HexwireInbox *self);

/** hexwire_inbox_read: takes in the rows that came, and ends frames that a silence has ended. */
void hexwire_inbox_read (HexwireInbox *self);

/**
 * hexwire_inbox_get_idle_us:
 *
 * Returns: in how many microseconds a silence may end a frame; -1 where none can
 */
gint64 hexwire_inbox_get_idle_us (HexwireInbox *self);

/** hexwire_inbox_forget: forgets what came; the beginning of an unfinished frame stays. */
void hexwire_inbox_forget (HexwireInbox *self);

/**
 * hexwire_inbox_take:
 * @match: what is looked for
 * @bytes: (out) (transfer full): on success, the bytes up to the end of what matched: a datagram, a
 *   frame, or the beginning of a stream
 * @time_us: (out): on success, when the last of them came, in microseconds since 1970 (UTC)
 * @error: return location for %HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED
 *
 * Looks for a match; forgets that and what came before it. Without a match all stays.
 *
 * Returns: %TRUE with a match; %FALSE without, and without an error
 */
gboolean hexwire_inbox_take (HexwireInbox            *self,
                             const HexwireByteMatch  *match,
                             GBytes                 **bytes,
                             gint64                  *time_us,
                             GError                 **error);

/**
 * hexwire_inbox_dup_newest:
 *
 * Returns: (transfer full) (nullable): what came last and did not match: a datagram, a frame, or
 *   all of a stream; also an unfinished frame; %NULL where nothing came
 */
GBytes *hexwire_inbox_dup_newest (HexwireInbox *self);

G_END_DECLS
