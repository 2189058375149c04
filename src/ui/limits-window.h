/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * hexwire_limits_window_present:
 * @parent: the window that it belongs to
 * @log: whose bounds are set
 *
 * Shows how much a log may hold, in memory and in messages; a change holds at once.
 */
void hexwire_limits_window_present (GtkWindow         *parent,
                                    HexwireMessageLog *log);

G_END_DECLS
