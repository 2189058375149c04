/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "late-drop-down.h"

#include "codec/format.h"
#include "log/message-text.h"
#include "net/session-tab.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_STYLE_CHOICE (hexwire_style_choice_get_type ())

/**
 * HexwireStyleChoice:
 *
 * How the data of messages is shown: as text, as hex, or decoded by a format that is typed. A
 * format that cannot be read is marked where it stands; the last one that could holds. The signal
 * `changed` tells of another style or format.
 */
G_DECLARE_FINAL_TYPE (HexwireStyleChoice, hexwire_style_choice, HEXWIRE, STYLE_CHOICE, GObject)

/**
 * hexwire_style_choice_new:
 * @drop_down: has an item for each #HexwireMessageStyle, and one for decoded data behind them
 * @format_entry: where the format is typed; shown for decoded data
 *
 * Returns: (transfer full): to be kept as long as the two
 */
HexwireStyleChoice *hexwire_style_choice_new (HexwireLateDropDown *drop_down,
                                              GtkEntry            *format_entry);

/** hexwire_style_choice_get_style: of what is not decoded. */
HexwireMessageStyle hexwire_style_choice_get_style (HexwireStyleChoice *self);

/** hexwire_style_choice_get_format: (transfer none) (nullable): %NULL where nothing is decoded. */
HexwireFormat *hexwire_style_choice_get_format (HexwireStyleChoice *self);

/** hexwire_style_choice_decode: shows every message decoded as @format. */
void hexwire_style_choice_decode (HexwireStyleChoice *self,
                                  const char         *format);

/** hexwire_style_choice_get_format_text: the format as it is typed, maybe with mistakes. */
const char *hexwire_style_choice_get_format_text (HexwireStyleChoice *self);

/** hexwire_style_choice_set_format_text: types a format, whether it is used or not. */
void hexwire_style_choice_set_format_text (HexwireStyleChoice *self,
                                           const char         *format);

/** hexwire_style_choice_get_selected: how data is shown, as a session knows it. */
HexwireSessionStyle hexwire_style_choice_get_selected (HexwireStyleChoice *self);

void hexwire_style_choice_set_selected (HexwireStyleChoice  *self,
                                        HexwireSessionStyle  style);

G_END_DECLS
