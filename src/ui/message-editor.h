/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/message-store.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_EDITOR (hexwire_message_editor_get_type ())

/**
 * HexwireMessageEditor:
 *
 * The entries of one saved message: its name, what it is, the key that sends it and a note. The
 * signal `commit` tells that what they hold is to be kept: Enter was pressed, something was chosen,
 * or the keyboard goes elsewhere. The focus is taken by the name.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageEditor, hexwire_message_editor, HEXWIRE, MESSAGE_EDITOR, GtkBox)

/** hexwire_message_editor_show: @message: (nullable): fills the entries with it; %NULL: nothing. */
void hexwire_message_editor_show (HexwireMessageEditor *self,
                                  HexwireSavedMessage  *message);

/** hexwire_message_editor_dup_message: (transfer full): what the entries hold. */
HexwireSavedMessage *hexwire_message_editor_dup_message (HexwireMessageEditor *self);

G_END_DECLS
