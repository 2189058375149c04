/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-schedule.h"

#include <string.h>
#include <time.h>

#define NS_PER_S G_GINT64_CONSTANT (1000000000)

gint64
hexwire_send_schedule_now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (gint64) now.tv_sec * NS_PER_S + now.tv_nsec;
}

guint64
hexwire_send_schedule_count_due (const HexwireSendSchedule *self,
                                 gint64                     now_ns)
{
  if (now_ns < self->start_ns)
    return 0;
  if (self->interval_ns == 0)
    return self->n_limit;
  return MIN (self->n_limit, (guint64) ((now_ns - self->start_ns) / self->interval_ns) + 1);
}

gint64
hexwire_send_schedule_get_due_ns (const HexwireSendSchedule *self,
                                  guint64                    index)
{
  guint64 n_intervals_left = self->interval_ns > 0
                               ? (guint64) ((G_MAXINT64 - self->start_ns) / self->interval_ns)
                               : G_MAXUINT64;

  if (index >= self->n_limit || index > n_intervals_left)
    return G_MAXINT64;
  return self->start_ns + (gint64) index * self->interval_ns;
}

void
hexwire_rate_meter_read (HexwireRateMeter *self,
                         gint64            now_ns,
                         guint64           count)
{
  if (self->n_readings == HEXWIRE_RATE_METER_SIZE)
    {
      self->n_readings--;
      memmove (self->times_ns, self->times_ns + 1, self->n_readings * sizeof self->times_ns[0]);
      memmove (self->counts, self->counts + 1, self->n_readings * sizeof self->counts[0]);
    }
  self->times_ns[self->n_readings] = now_ns;
  self->counts[self->n_readings] = count;
  self->n_readings++;
}

double
hexwire_rate_meter_get_hz (const HexwireRateMeter *self)
{
  guint last = self->n_readings - 1;
  gint64 elapsed_ns;

  if (self->n_readings < 2)
    return 0;
  elapsed_ns = self->times_ns[last] - self->times_ns[0];
  return elapsed_ns > 0
           ? (double) (self->counts[last] - self->counts[0]) * (double) NS_PER_S
               / (double) elapsed_ns
           : 0;
}
