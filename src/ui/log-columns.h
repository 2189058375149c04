/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/format.h"
#include "log/message-text.h"

G_BEGIN_DECLS

/**
 * hexwire_log_columns_add:
 * @view: an empty column view over #HexwireMessage
 *
 * Gives the message list its columns: time, direction, peer, length and data. A cell is made of
 * text when its row comes into sight, and only then.
 */
void hexwire_log_columns_add (GtkColumnView *view);

/**
 * hexwire_log_columns_set_style:
 * @format: (nullable): what payloads are decoded as; %NULL shows them in @style
 *
 * Changes how payloads are shown.
 */
void hexwire_log_columns_set_style (GtkColumnView       *view,
                                    HexwireMessageStyle  style,
                                    HexwireFormat       *format);

/** hexwire_log_columns_fit: leaves out the less telling columns where @width_px is too small. */
void hexwire_log_columns_fit (GtkColumnView *view,
                              int            width_px);

G_END_DECLS
