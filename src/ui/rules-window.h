/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/**
 * hexwire_rules_window_present:
 * @parent: the window that it belongs to
 * @endpoint: whose answers are edited
 *
 * Shows what @endpoint answers by itself: its greeting, its fixed reply and its rules. Changes hold
 * at once. Each endpoint has one such window at most.
 */
void hexwire_rules_window_present (GtkWindow       *parent,
                                   HexwireEndpoint *endpoint);

/** hexwire_rules_window_close: closes the window of @endpoint, where it has one. */
void hexwire_rules_window_close (HexwireEndpoint *endpoint);

G_END_DECLS
