/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/message-store.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_LIST (hexwire_message_list_get_type ())

/**
 * HexwireMessageList:
 *
 * The saved messages that fit a search, as the rows of a list view, one of which is selected.
 *
 * Signals: `selected` after another message was selected; `send`, with a message's name; `move`,
 * with the name of a message that was dragged and that of the one whose place it is to take.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageList, hexwire_message_list, HEXWIRE, MESSAGE_LIST, GObject)

/**
 * hexwire_message_list_new:
 * @view: gets the rows
 * @store: whose messages
 *
 * Returns: (transfer full): must be kept for as long as @view is shown
 */
HexwireMessageList *hexwire_message_list_new (GtkListView         *view,
                                              HexwireMessageStore *store);

/** hexwire_message_list_search: shows the messages that have @words; empty for all. */
void hexwire_message_list_search (HexwireMessageList *self,
                                  const char         *words);

/** hexwire_message_list_update: shows the rows anew: their keys may be others. */
void hexwire_message_list_update (HexwireMessageList *self);

/** hexwire_message_list_get_selected: (transfer none) (nullable) */
HexwireSavedMessage *hexwire_message_list_get_selected (HexwireMessageList *self);

/**
 * hexwire_message_list_dup_neighbour:
 * @step: -1 for the row above, 1 for the one below
 *
 * Returns: (transfer full) (nullable): the message beside the selected one
 */
HexwireSavedMessage *hexwire_message_list_dup_neighbour (HexwireMessageList *self,
                                                         int                 step);

/** hexwire_message_list_select: selects the message of a name, where it is shown. */
void hexwire_message_list_select (HexwireMessageList *self,
                                  const char         *name);

G_END_DECLS
