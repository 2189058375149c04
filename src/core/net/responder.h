/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/frame-rule.h"
#include "net/peer.h"
#include "net/reply-queue.h"
#include "net/reply-rule.h"

G_BEGIN_DECLS

/** HEXWIRE_RESPONDER_MAX_PER_SECOND: so many answers go to one peer in a second. */
#define HEXWIRE_RESPONDER_MAX_PER_SECOND 1000

#define HEXWIRE_TYPE_RESPONDER (hexwire_responder_get_type ())

/**
 * HexwireResponder:
 *
 * What an endpoint answers by itself, beside an echo: with a fixed payload or by rules, the frames
 * of what comes, and who connects with a greeting. What cannot be answered, or comes too fast to
 * be, is a row of the log.
 */
G_DECLARE_FINAL_TYPE (HexwireResponder, hexwire_responder, HEXWIRE, RESPONDER, GObject)

HexwireResponder *hexwire_responder_new (void);

/** hexwire_responder_get_rules: (transfer none) (element-type HexwireReplyRule): in their order. */
GListStore *hexwire_responder_get_rules (HexwireResponder *self);

/** hexwire_responder_set_fixed: @payload: (nullable): what every message is answered with. */
void hexwire_responder_set_fixed (HexwireResponder    *self,
                                  HexwireReplyPayload *payload);

/** hexwire_responder_get_fixed: (transfer none) (nullable) */
HexwireReplyPayload *hexwire_responder_get_fixed (HexwireResponder *self);

/** hexwire_responder_set_greeting: @payload: (nullable): what is sent when a peer connects. */
void hexwire_responder_set_greeting (HexwireResponder    *self,
                                     HexwireReplyPayload *payload);

/** hexwire_responder_get_greeting: (transfer none) (nullable) */
HexwireReplyPayload *hexwire_responder_get_greeting (HexwireResponder *self);

/**
 * hexwire_responder_set_frame_rule:
 * @rule: (nullable): how streams are cut; %NULL takes what one read brings for a message
 */
void hexwire_responder_set_frame_rule (HexwireResponder *self,
                                       HexwireFrameRule *rule);

/** hexwire_responder_get_frame_rule: (transfer none): never %NULL. */
HexwireFrameRule *hexwire_responder_get_frame_rule (HexwireResponder *self);

/*< protected >*/

/** hexwire_responder_restart: forgets frames that are not whole: somebody else answered since. */
void hexwire_responder_restart (HexwireResponder *self);

/** hexwire_responder_get_generation: a number that every restart changes. */
guint hexwire_responder_get_generation (HexwireResponder *self);

/** hexwire_responder_get_queue: (transfer none): answers that are not due yet. */
HexwireReplyQueue *hexwire_responder_get_queue (HexwireResponder *self);

/** hexwire_responder_greet: tells that @peer has connected. */
void hexwire_responder_greet (HexwireResponder *self,
                              HexwirePeer      *peer);

/**
 * hexwire_responder_received:
 * @data: (nullable) (array length=size_bytes): what came from @peer and is in its log; in a stream,
 *   what one read brought
 * @time_us: when it came, in microseconds since 1970 (UTC)
 *
 * Answers what there is to answer.
 */
void hexwire_responder_received (HexwireResponder *self,
                                 HexwirePeer      *peer,
                                 const guint8     *data,
                                 gsize             size_bytes,
                                 gint64            time_us);

/** hexwire_responder_discarded: counts what came from @peer and is not in the log. */
void hexwire_responder_discarded (HexwireResponder *self,
                                  HexwirePeer      *peer,
                                  gsize             size_bytes);

/**
 * hexwire_responder_ended:
 *
 * Tells that @peer has finished sending.
 */
void hexwire_responder_ended (HexwireResponder *self,
                              HexwirePeer      *peer);

/** hexwire_responder_is_waiting: whether answers to @peer are not due yet. */
gboolean hexwire_responder_is_waiting (HexwireResponder *self,
                                       HexwirePeer      *peer);

G_END_DECLS
