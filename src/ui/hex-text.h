/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/format.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_HEX_TEXT (hexwire_hex_text_get_type ())

/**
 * HexwireHexText:
 *
 * Bytes as hex digits that can be edited, coloured by field. Its signal `edited` carries the bytes
 * (#GBytes) that the text now stands for, or %NULL and the reason why it stands for none;
 * `selection-changed` tells that other bytes are selected.
 */
G_DECLARE_FINAL_TYPE (HexwireHexText, hexwire_hex_text, HEXWIRE, HEX_TEXT, GtkTextView)

/** hexwire_hex_text_set_bytes: shows @bytes; leaves text alone that stands for the same bytes. */
void hexwire_hex_text_set_bytes (HexwireHexText *self,
                                 GBytes         *bytes);

/** hexwire_hex_text_set_format: colours the bytes by the fields of @format. */
void hexwire_hex_text_set_format (HexwireHexText *self,
                                  HexwireFormat  *format);

/** hexwire_hex_text_get_selection: %FALSE where no bytes are selected. */
gboolean hexwire_hex_text_get_selection (HexwireHexText *self,
                                         gsize          *offset_bytes,
                                         gsize          *size_bytes);

G_END_DECLS
