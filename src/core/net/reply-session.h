/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/responder.h"

G_BEGIN_DECLS

/**
 * HexwireReplySession:
 *
 * One peer as its endpoint's responder sees it: its frames, the answers that wait for it, and how
 * fast they came.
 */
typedef struct _HexwireReplySession HexwireReplySession;

/** HexwireReplyFunc: answers a whole frame, by hexwire_reply_session_answer(). */
typedef void (*HexwireReplyFunc) (HexwireResponder    *responder,
                                  HexwireReplySession *session,
                                  const guint8        *data,
                                  gsize                size_bytes);

/** hexwire_reply_session_get: (transfer none): the session of @peer, which keeps it. */
HexwireReplySession *hexwire_reply_session_get (HexwireResponder *responder,
                                                HexwirePeer      *peer);

/** hexwire_reply_session_find: (transfer none) (nullable): likewise, where there is one. */
HexwireReplySession *hexwire_reply_session_find (HexwirePeer *peer);

HexwirePeer *hexwire_reply_session_get_peer (HexwireReplySession *self);

/** hexwire_reply_session_is_waiting: whether answers are not due yet. */
gboolean hexwire_reply_session_is_waiting (HexwireReplySession *self);

/** hexwire_reply_session_receive: has @func called for each frame, then sends the answers. */
void hexwire_reply_session_receive (HexwireReplySession *self,
                                    const guint8        *data,
                                    gsize                size_bytes,
                                    gint64               time_us,
                                    HexwireReplyFunc     func);

/** hexwire_reply_session_end: likewise, for the frame that ends with the stream. */
void hexwire_reply_session_end (HexwireReplySession *self,
                                HexwireReplyFunc     func);

/** hexwire_reply_session_count_discarded: adds to what the log tells of once a second. */
void hexwire_reply_session_count_discarded (HexwireReplySession *self,
                                            gsize                size_bytes);

/**
 * hexwire_reply_session_may_answer:
 *
 * Counts an answer. To be called within a #HexwireReplyFunc.
 *
 * Returns: %FALSE where the peer has had too many in this second; that is told in the log
 */
gboolean hexwire_reply_session_may_answer (HexwireReplySession *self);

/**
 * hexwire_reply_session_answer:
 * @origin: a #HexwireOrigin
 * @delay_ms: in how many milliseconds it goes; 0 for at once
 *
 * Answers the peer. To be called within a #HexwireReplyFunc.
 */
void hexwire_reply_session_answer (HexwireReplySession *self,
                                   guint                origin,
                                   guint                delay_ms,
                                   GBytes              *payload);

/** hexwire_reply_session_tell: adds @text (transfer full) to the log, behind the answers so far. */
void hexwire_reply_session_tell (HexwireReplySession *self,
                                 HexwireMessageKind   kind,
                                 char                *text);

/** hexwire_reply_session_send_due: a #HexwireReplyDueFunc for sessions. */
void hexwire_reply_session_send_due (gpointer  owner,
                                     guint     origin,
                                     GBytes   *payload);

G_END_DECLS
