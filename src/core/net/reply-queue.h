/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEXWIRE_REPLY_QUEUE_MAX: how many answers may wait at a time. */
#define HEXWIRE_REPLY_QUEUE_MAX 100000

/**
 * HexwireReplyQueue:
 *
 * Answers that are not due yet, whoever they go to. One timer serves all of them.
 */
typedef struct _HexwireReplyQueue HexwireReplyQueue;

/** HexwireReplyDueFunc: sends @payload of @owner now. */
typedef void (*HexwireReplyDueFunc) (gpointer  owner,
                                     guint     origin,
                                     GBytes   *payload);

HexwireReplyQueue *hexwire_reply_queue_new  (HexwireReplyDueFunc  due);
void               hexwire_reply_queue_free (HexwireReplyQueue   *self);

/**
 * hexwire_reply_queue_add:
 * @delay_ms: in how many milliseconds it is due; those that are due at the same time keep their
 *   order
 *
 * Returns: %FALSE where too many wait already
 */
gboolean hexwire_reply_queue_add (HexwireReplyQueue *self,
                                  guint              delay_ms,
                                  gpointer           owner,
                                  guint              origin,
                                  GBytes            *payload);

/** hexwire_reply_queue_remove: forgets what waits for @owner. */
void hexwire_reply_queue_remove (HexwireReplyQueue *self,
                                 gpointer           owner);

G_END_DECLS
