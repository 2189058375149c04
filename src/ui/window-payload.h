/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/*
 * What goes between the payload panel of a window and its tab in front.
 */

/** hexwire_window_decode_message: shows the bytes of the selected message in the payload panel. */
void hexwire_window_decode_message (HexwireWindow *self);

/** hexwire_window_decode_all: shows the messages of the tab in front decoded as the panel says. */
void hexwire_window_decode_all (HexwireWindow *self);

/** hexwire_window_send_payload: sends what the payload panel holds through the tab in front. */
void hexwire_window_send_payload (HexwireWindow *self);

/** hexwire_window_set_payload: fills the payload panel. */
void hexwire_window_set_payload (HexwireWindow *self,
                                 const char    *format,
                                 GBytes        *payload);

G_END_DECLS
