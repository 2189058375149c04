/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/poller.h"

G_BEGIN_DECLS

/**
 * HexwireSendTimer:
 *
 * When a job sends next, to the nanosecond: a timerfd in the poller's set. A full socket is tried
 * again soon, and later each time, because it may be full for long.
 */
typedef struct _HexwireSendTimer HexwireSendTimer;

/** HexwireSendTimerFunc: the time has come. */
typedef void (*HexwireSendTimerFunc) (gpointer user_data);

/**
 * hexwire_send_timer_new:
 * @error: return location for %HEXWIRE_NET_ERROR_SEND
 *
 * Returns: (transfer full) (nullable): a timer that is not set, or %NULL with an error
 */
HexwireSendTimer *hexwire_send_timer_new (HexwirePoller         *poller,
                                          HexwireSendTimerFunc   func,
                                          gpointer               user_data,
                                          GError               **error);

void hexwire_send_timer_free (HexwireSendTimer *self);

/** hexwire_send_timer_stop: calls nobody any more. */
void hexwire_send_timer_stop (HexwireSendTimer *self);

/** hexwire_send_timer_set: @due_ns: by the monotonic clock; 0 for now, %G_MAXINT64 for never */
void hexwire_send_timer_set (HexwireSendTimer *self,
                             gint64            due_ns);

/** hexwire_send_timer_set_retry: at @due_ns, or, before it, when a full socket is tried again. */
void hexwire_send_timer_set_retry (HexwireSendTimer *self,
                                   gint64            due_ns);

/** hexwire_send_timer_reset_retry: something was sent: the next full socket is tried soon. */
void hexwire_send_timer_reset_retry (HexwireSendTimer *self);

G_END_DECLS
