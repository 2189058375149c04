/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/message-store.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_ROW (hexwire_message_row_get_type ())

/**
 * HexwireMessageRow:
 *
 * A saved message in a list: its key, its name, what it is, and a button that sends it. It can be
 * dragged onto another one, to take its place.
 *
 * Signals: `send`, with the message's name; `move`, with the name of the message that was dropped
 * and that of the one that it was dropped on.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageRow, hexwire_message_row, HEXWIRE, MESSAGE_ROW, GtkBox)

GtkWidget *hexwire_message_row_new (void);

/** hexwire_message_row_set_message: @key: the number of its key, 0 for none. */
void hexwire_message_row_set_message (HexwireMessageRow   *self,
                                      HexwireSavedMessage *message,
                                      guint                key);

G_END_DECLS
