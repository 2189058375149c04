/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/**
 * hexwire_demo_start:
 *
 * Opens an echo server and a client for TCP, and a pair for UDP, all on this machine and on free
 * ports, has them exchange a few messages, and puts a format for one of these into the payload
 * panel.
 */
void hexwire_demo_start (HexwireWindow *window);

G_END_DECLS
