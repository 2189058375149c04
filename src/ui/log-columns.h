/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/message-text.h"

G_BEGIN_DECLS

/**
 * hexwire_log_columns_add:
 * @view: an empty column view over #HexwireMessage
 *
 * Gives the message list its columns: time, direction, peer, length and data. A cell is made of
 * text when its row comes into sight, and only then.
 *
 * Returns: (transfer none): the column of the data, for hexwire_log_columns_set_style()
 */
GtkColumnViewColumn *hexwire_log_columns_add (GtkColumnView *view);

/** hexwire_log_columns_set_style: changes how payloads are shown. */
void hexwire_log_columns_set_style (GtkColumnViewColumn *data_column,
                                    HexwireMessageStyle  style);

G_END_DECLS
