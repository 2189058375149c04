/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwirePoller:
 *
 * Watches any number of sockets at the price of one: an epoll set inside a single GSource. GLib's
 * own loop walks every source in every turn, which with ten thousand sockets is sixty times slower.
 *
 * It runs below GTK's redraw and gives way after 2 ms, so that a sender faster than we are cannot
 * freeze the window. Callbacks come in the thread that iterates the main context.
 */
typedef struct _HexwirePoller HexwirePoller;

/** HexwireWatch: one watched descriptor. */
typedef struct _HexwireWatch HexwireWatch;

/** HEXWIRE_POLLER_PRIORITY: below `GDK_PRIORITY_REDRAW` (120), where traffic belongs. */
#define HEXWIRE_POLLER_PRIORITY 130

/**
 * HexwireWatchFunc:
 * @condition: what is ready; %G_IO_ERR and %G_IO_HUP come whether asked for or not
 *
 * May remove any watch, its own included. Should do one batch of work and return: the poller calls
 * again while there is more.
 */
typedef void (*HexwireWatchFunc) (GIOCondition condition,
                                  gpointer     user_data);

/** hexwire_poller_get_default: (transfer none): the poller of the default main context. */
HexwirePoller *hexwire_poller_get_default (void);

/**
 * hexwire_poller_add:
 * @fd: a descriptor, which must stay open until the watch is removed
 * @condition: %G_IO_IN, %G_IO_OUT, both or 0
 *
 * Returns: (transfer full): the watch, for hexwire_watch_remove()
 */
HexwireWatch *hexwire_poller_add (HexwirePoller    *self,
                                  int               fd,
                                  GIOCondition      condition,
                                  HexwireWatchFunc  func,
                                  gpointer          user_data);

/** hexwire_watch_set_condition: changes what is waited for. */
void hexwire_watch_set_condition (HexwireWatch *self,
                                  GIOCondition  condition);

/** hexwire_watch_remove: ends the watch; its function is not called again. Before the fd closes. */
void hexwire_watch_remove (HexwireWatch *self);

G_END_DECLS
