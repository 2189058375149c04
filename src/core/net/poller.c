/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/poller.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define BATCH_SIZE 64
#define BUDGET_US 2000

struct _HexwirePoller
{
  GSource source;

  int epoll_fd;
  GPtrArray *removed;   /* watches that events of the present batch may still point to */
};

struct _HexwireWatch
{
  HexwirePoller *poller;
  int fd;
  GIOCondition condition;
  HexwireWatchFunc func;
  gpointer user_data;
  gboolean is_removed;
};

static guint32
condition_to_epoll (GIOCondition condition)
{
  return ((condition & G_IO_IN) != 0 ? EPOLLIN : 0) | ((condition & G_IO_OUT) != 0 ? EPOLLOUT : 0);
}

static GIOCondition
condition_from_epoll (guint32 events)
{
  GIOCondition condition = 0;

  if ((events & EPOLLIN) != 0)
    condition |= G_IO_IN;
  if ((events & EPOLLOUT) != 0)
    condition |= G_IO_OUT;
  if ((events & EPOLLERR) != 0)
    condition |= G_IO_ERR;
  if ((events & EPOLLHUP) != 0)
    condition |= G_IO_HUP;
  return condition;
}

static gboolean
poller_dispatch (GSource     *source,
                 GSourceFunc  callback,
                 gpointer     user_data)
{
  HexwirePoller *self = (HexwirePoller *) source;
  gint64 deadline_us = g_get_monotonic_time () + BUDGET_US;
  struct epoll_event events[BATCH_SIZE];
  int n_events;

  do
    {
      n_events = epoll_wait (self->epoll_fd, events, BATCH_SIZE, 0);
      for (int i = 0; i < n_events; i++)
        {
          HexwireWatch *watch = events[i].data.ptr;

          if (!watch->is_removed)
            watch->func (condition_from_epoll (events[i].events), watch->user_data);
        }
      g_ptr_array_set_size (self->removed, 0);
    }
  while (n_events > 0 && g_get_monotonic_time () < deadline_us);

  return G_SOURCE_CONTINUE;
}

static void
poller_finalize (GSource *source)
{
  HexwirePoller *self = (HexwirePoller *) source;

  g_clear_pointer (&self->removed, g_ptr_array_unref);
  close (self->epoll_fd);
}

static GSourceFuncs poller_funcs = { .dispatch = poller_dispatch, .finalize = poller_finalize };

HexwirePoller *
hexwire_poller_get_default (void)
{
  static HexwirePoller *poller = NULL;

  if (poller == NULL)
    {
      GSource *source = g_source_new (&poller_funcs, sizeof (HexwirePoller));

      poller = (HexwirePoller *) source;
      poller->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
      if (poller->epoll_fd < 0)
        g_error ("Cannot make an epoll set: %s", g_strerror (errno));
      poller->removed = g_ptr_array_new_with_free_func (g_free);
      g_source_set_static_name (source, "hexwire-poller");
      g_source_set_priority (source, HEXWIRE_POLLER_PRIORITY);
      g_source_add_unix_fd (source, poller->epoll_fd, G_IO_IN);
      g_source_attach (source, NULL);
    }
  return poller;
}

static void
watch_control (HexwireWatch *self,
               int           operation)
{
  struct epoll_event event = { .events = condition_to_epoll (self->condition),
                               .data = { .ptr = self } };

  if (epoll_ctl (self->poller->epoll_fd, operation, self->fd, &event) != 0)
    g_critical ("epoll_ctl on descriptor %d: %s", self->fd, g_strerror (errno));
}

HexwireWatch *
hexwire_poller_add (HexwirePoller    *self,
                    int               fd,
                    GIOCondition      condition,
                    HexwireWatchFunc  func,
                    gpointer          user_data)
{
  HexwireWatch *watch = g_new0 (HexwireWatch, 1);

  watch->poller = self;
  watch->fd = fd;
  watch->condition = condition;
  watch->func = func;
  watch->user_data = user_data;
  watch_control (watch, EPOLL_CTL_ADD);
  return watch;
}

void
hexwire_watch_set_condition (HexwireWatch *self,
                             GIOCondition  condition)
{
  if (self->condition == condition)
    return;
  self->condition = condition;
  watch_control (self, EPOLL_CTL_MOD);
}

void
hexwire_watch_remove (HexwireWatch *self)
{
  watch_control (self, EPOLL_CTL_DEL);
  self->is_removed = TRUE;
  g_ptr_array_add (self->poller->removed, self);
}
