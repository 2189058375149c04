/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/send-timer.h"

#include "net/net-error.h"
#include "net/send-schedule.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define NS_PER_S 1000000000

/* How soon a full socket is tried again: doubled each time. */
#define MIN_RETRY_NS 500000
#define MAX_RETRY_NS 16000000

struct _HexwireSendTimer
{
  int fd;
  HexwireWatch *watch;      /* (nullable): until it is stopped */
  HexwireSendTimerFunc func;
  gpointer user_data;
  gint64 retry_ns;
};

static void
ready_cb (GIOCondition condition,
          gpointer     user_data)
{
  HexwireSendTimer *self = user_data;

  self->func (self->user_data);
}

HexwireSendTimer *
hexwire_send_timer_new (HexwirePoller         *poller,
                        HexwireSendTimerFunc   func,
                        gpointer               user_data,
                        GError               **error)
{
  HexwireSendTimer *self;
  int fd = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

  if (fd < 0)
    {
      g_set_error (error, HEXWIRE_NET_ERROR, HEXWIRE_NET_ERROR_SEND, _("Not sent: %s"),
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (HexwireSendTimer, 1);
  self->fd = fd;
  self->func = func;
  self->user_data = user_data;
  self->retry_ns = MIN_RETRY_NS;
  self->watch = hexwire_poller_add (poller, fd, G_IO_IN, ready_cb, self);
  return self;
}

void
hexwire_send_timer_free (HexwireSendTimer *self)
{
  hexwire_send_timer_stop (self);
  close (self->fd);
  g_free (self);
}

void
hexwire_send_timer_stop (HexwireSendTimer *self)
{
  g_clear_pointer (&self->watch, hexwire_watch_remove);
}

void
hexwire_send_timer_set (HexwireSendTimer *self,
                        gint64            due_ns)
{
  struct itimerspec spec = { 0 };

  if (due_ns != G_MAXINT64)
    {
      /* Zero would mean never. */
      due_ns = MAX (due_ns, 1);
      spec.it_value.tv_sec = (time_t) (due_ns / NS_PER_S);
      spec.it_value.tv_nsec = (long) (due_ns % NS_PER_S);
    }
  timerfd_settime (self->fd, TFD_TIMER_ABSTIME, &spec, NULL);
}

void
hexwire_send_timer_set_retry (HexwireSendTimer *self,
                              gint64            due_ns)
{
  hexwire_send_timer_set (self, MIN (due_ns, hexwire_send_schedule_now_ns () + self->retry_ns));
  self->retry_ns = MIN (2 * self->retry_ns, MAX_RETRY_NS);
}

void
hexwire_send_timer_reset_retry (HexwireSendTimer *self)
{
  self->retry_ns = MIN_RETRY_NS;
}
