/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * hexwire_note_popover_open:
 * @parent: where the popover stands
 * @log: what gets the note
 *
 * Asks for a line of text, and adds it to the log as a row, with the time at which it was entered.
 */
void hexwire_note_popover_open (GtkWidget         *parent,
                                HexwireMessageLog *log);

G_END_DECLS
