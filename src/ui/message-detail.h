/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/format.h"
#include "log/message.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_DETAIL (hexwire_message_detail_get_type ())

/**
 * HexwireMessageDetail:
 *
 * The bytes of the selected messages, behind each other, with what they are above them; where rows
 * without bytes alone are selected, what they say. It is hidden until there is something.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageDetail, hexwire_message_detail, HEXWIRE, MESSAGE_DETAIL, GtkBox)

/** HEXWIRE_MESSAGE_DETAIL_MAX_ROWS: of how many selected messages the bytes are shown. */
#define HEXWIRE_MESSAGE_DETAIL_MAX_ROWS 1000

/**
 * hexwire_message_detail_set_messages:
 * @messages: (element-type HexwireMessage): rows; what is no data is left out where some is; where
 *   there are none, what was shown stays
 * @n_selected: how many rows are selected in all
 */
void hexwire_message_detail_set_messages (HexwireMessageDetail *self,
                                          GPtrArray            *messages,
                                          guint                 n_selected);

/** hexwire_message_detail_clear: shows nothing, and hides. */
void hexwire_message_detail_clear (HexwireMessageDetail *self);

/** hexwire_message_detail_set_format: (nullable): colours the bytes by the fields of @format. */
void hexwire_message_detail_set_format (HexwireMessageDetail *self,
                                        HexwireFormat        *format);

/**
 * hexwire_message_detail_set_previous:
 * @previous: (nullable): an earlier message
 *
 * Underlines the bytes that differ from @previous, until others are shown.
 */
void hexwire_message_detail_set_previous (HexwireMessageDetail *self,
                                          GBytes               *previous);

/**
 * hexwire_message_detail_select:
 *
 * Selects bytes and brings them into sight.
 */
void hexwire_message_detail_select (HexwireMessageDetail *self,
                                    gsize                 offset_bytes,
                                    gsize                 size_bytes);

/**
 * hexwire_message_detail_dup_bytes:
 *
 * Returns: (transfer full) (nullable): the selected bytes, or all that are shown; %NULL where none
 *   are
 */
GBytes *hexwire_message_detail_dup_bytes (HexwireMessageDetail *self);

G_END_DECLS
