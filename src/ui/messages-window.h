/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/writing.h"
#include "window.h"

G_BEGIN_DECLS

/**
 * hexwire_messages_window_present:
 * @parent: whose tab in front messages are sent through
 *
 * Shows the saved messages: to be sent, ordered and edited.
 */
void hexwire_messages_window_present (HexwireWindow *parent);

/**
 * hexwire_messages_window_save:
 * @writing: a message as it was written
 *
 * Shows the saved messages with a new one, whose name can be typed at once.
 */
void hexwire_messages_window_save (HexwireWindow        *parent,
                                   const HexwireWriting *writing);

G_END_DECLS
