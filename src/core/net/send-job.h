/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/endpoint.h"
#include "net/send-source.h"

G_BEGIN_DECLS

/**
 * HexwireSendPlan:
 * @interval_ns: from one message to the next; 0 for as fast as they are taken
 * @n_messages: how many; 0 for as many as the source has
 * @waits: whether a message that a full socket does not take waits, or is left out and counted.
 *   Without an interval it always waits.
 * @is_apart: whether each message leaves by itself, and not together with others that are due
 * @takes_new_peers: whether peers that come later, to all of whom it is sent, get the messages that
 *   are due from then on
 */
typedef struct
{
  gint64 interval_ns;
  guint64 n_messages;
  gboolean waits;
  gboolean is_apart;
  gboolean takes_new_peers;
} HexwireSendPlan;

/**
 * HexwireSendProgress:
 * @n_sent: messages, to whomever
 * @n_sent_bytes: what was in them
 * @n_held_back: messages that were left out, or that wait, because the socket was full
 * @rate_hz: messages a second, as measured during the last second
 * @elapsed_ns: since the beginning
 * @n_peers: to how many the messages go
 */
typedef struct
{
  guint64 n_sent;
  guint64 n_sent_bytes;
  guint64 n_held_back;
  double rate_hz;
  gint64 elapsed_ns;
  guint n_peers;
} HexwireSendProgress;

#define HEXWIRE_TYPE_SEND_JOB (hexwire_send_job_get_type ())

/**
 * HexwireSendJob:
 *
 * Sends messages of a source on a schedule. It runs with the traffic, below the window's redraw,
 * and gives way within a millisecond. The signal `changed` tells of progress, every 100 ms; and
 * `finished`, once, that nothing more will be sent.
 */
G_DECLARE_FINAL_TYPE (HexwireSendJob, hexwire_send_job, HEXWIRE, SEND_JOB, GObject)

/**
 * hexwire_send_job_new:
 * @peers: (nullable) (element-type HexwirePeer): to whom; %NULL for the one that a client talks to,
 *   and for all the peers of a server
 *
 * Returns: (transfer full): a job that is not started
 */
HexwireSendJob *hexwire_send_job_new (HexwireEndpoint       *endpoint,
                                      GPtrArray             *peers,
                                      HexwireSendSource     *source,
                                      const HexwireSendPlan *plan);

/**
 * hexwire_send_job_start:
 *
 * Sends what is due at once before it returns.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_NOT_OPEN where there is nobody to send to
 */
gboolean hexwire_send_job_start (HexwireSendJob  *self,
                                 GError         **error);

/** hexwire_send_job_stop: nothing is sent after this. */
void hexwire_send_job_stop (HexwireSendJob *self);

gboolean hexwire_send_job_is_running (HexwireSendJob *self);

HexwireSendSource *hexwire_send_job_get_source (HexwireSendJob *self);

/** hexwire_send_job_get_problem: (nullable): why it ended before its time, in plain words. */
const char *hexwire_send_job_get_problem (HexwireSendJob *self);

void hexwire_send_job_get_progress (HexwireSendJob      *self,
                                    HexwireSendProgress *progress);

/** hexwire_send_job_get_n_used: how many messages of the source were sent, to whom most were. */
guint64 hexwire_send_job_get_n_used (HexwireSendJob *self);

G_END_DECLS
