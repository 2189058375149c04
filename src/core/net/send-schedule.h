/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireSendSchedule:
 * @start_ns: when the first message is due, on the monotonic clock
 * @interval_ns: how long after it the next one is due; 0 for all of them at once
 * @n_limit: how many there are; %G_MAXUINT64 for as many as there is time for
 *
 * When messages are due that go out at a steady pace. Each has its moment, whenever the one before
 * really went: what comes late is made up for, and nothing drifts.
 */
typedef struct
{
  gint64 start_ns;
  gint64 interval_ns;
  guint64 n_limit;
} HexwireSendSchedule;

/** hexwire_send_schedule_now_ns: the monotonic clock, in nanoseconds. */
gint64 hexwire_send_schedule_now_ns (void);

/** hexwire_send_schedule_count_due: how many messages have come due until @now_ns, inclusive. */
guint64 hexwire_send_schedule_count_due (const HexwireSendSchedule *self,
                                         gint64                     now_ns);

/** hexwire_send_schedule_get_due_ns: when message @index, from 0, is due; %G_MAXINT64 for never. */
gint64 hexwire_send_schedule_get_due_ns (const HexwireSendSchedule *self,
                                         guint64                    index);

/** HEXWIRE_RATE_METER_SIZE: how many readings a rate is made of, at most. */
#define HEXWIRE_RATE_METER_SIZE 11

/**
 * HexwireRateMeter:
 *
 * How many a second, over the last readings of a counter. All zeros is an empty one.
 */
typedef struct
{
  gint64 times_ns[HEXWIRE_RATE_METER_SIZE];
  guint64 counts[HEXWIRE_RATE_METER_SIZE];
  guint n_readings;
} HexwireRateMeter;

/** hexwire_rate_meter_read: @count: what the counter has come to at @now_ns */
void hexwire_rate_meter_read (HexwireRateMeter *self,
                              gint64            now_ns,
                              guint64           count);

/** hexwire_rate_meter_get_hz: the rate between the oldest reading and the newest; 0 before two. */
double hexwire_rate_meter_get_hz (const HexwireRateMeter *self);

G_END_DECLS
