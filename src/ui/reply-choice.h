/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "late-drop-down.h"

#include "net/endpoint.h"

G_BEGIN_DECLS

/**
 * hexwire_reply_choice_set_endpoint:
 * @drop_down: with an item for each #HexwireReply, in their order; goes with @endpoint from now on
 * @edit_button: opens the window of automatic answers
 *
 * Has @drop_down choose what @endpoint answers by itself. Where nothing is known yet of what was
 * chosen, the window opens in which it is said. That window closes when @drop_down goes.
 */
void hexwire_reply_choice_set_endpoint (HexwireLateDropDown *drop_down,
                                        GtkButton           *edit_button,
                                        HexwireEndpoint     *endpoint);

G_END_DECLS
