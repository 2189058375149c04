/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "codec/codec-error.h"
#include "codec/saved-message.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MESSAGE_STORE (hexwire_message_store_get_type ())

/**
 * HexwireMessageStore:
 *
 * Saved messages, in the order that a person gave them: a #GListModel of #HexwireSavedMessage, no
 * two of which have the same name. Each change is a step that can be undone. To be used from one
 * thread; reading and writing files block.
 */
G_DECLARE_FINAL_TYPE (HexwireMessageStore, hexwire_message_store, HEXWIRE, MESSAGE_STORE, GObject)

/**
 * HexwireMessageConflict:
 * @HEXWIRE_MESSAGE_KEEP: the message that is there stays, the new one is left out
 * @HEXWIRE_MESSAGE_REPLACE: the new one takes its place
 * @HEXWIRE_MESSAGE_RENAME: both stay, the new one gets a number
 *
 * What happens to an added message whose name is taken.
 */
typedef enum
{
  HEXWIRE_MESSAGE_KEEP,
  HEXWIRE_MESSAGE_REPLACE,
  HEXWIRE_MESSAGE_RENAME,
} HexwireMessageConflict;

HexwireMessageStore *hexwire_message_store_new (void);

/**
 * hexwire_message_store_load:
 *
 * Replaces what is here by the messages of @file; by none where there is no such file. Undoing ends
 * there.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_FILE where the file is broken or newer, with
 *   %HEXWIRE_CODEC_ERROR_TOO_LARGE, or with a #GIOErrorEnum; nothing is then changed
 */
gboolean hexwire_message_store_load (HexwireMessageStore  *self,
                                     GFile                *file,
                                     GError              **error);

/**
 * hexwire_message_store_save:
 *
 * Writes all messages to @file, at once or not at all, and makes its folder. A file that
 * hexwire_message_store_load() would refuse is not overwritten.
 *
 * Returns: %TRUE, or %FALSE with an error as of hexwire_message_store_load()
 */
gboolean hexwire_message_store_save (HexwireMessageStore  *self,
                                     GFile                *file,
                                     GError              **error);

/**
 * hexwire_message_store_export:
 * @file: where to; what is there is overwritten, as the user was asked for it
 *
 * Returns: %TRUE, or %FALSE with a #GIOErrorEnum
 */
gboolean hexwire_message_store_export (HexwireMessageStore  *self,
                                       GFile                *file,
                                       GError              **error);

/**
 * hexwire_message_store_read:
 *
 * Returns: (transfer full) (nullable) (element-type HexwireSavedMessage): the messages of @file,
 *   for hexwire_message_store_add_all(); %NULL with an error as of hexwire_message_store_load(),
 *   also where there is no such file
 */
GPtrArray *hexwire_message_store_read (GFile   *file,
                                       GError **error);

/**
 * hexwire_message_store_count_taken:
 * @messages: (element-type HexwireSavedMessage): what may be added
 *
 * Returns: how many of @messages have the name of one that is here and is not equal
 */
guint hexwire_message_store_count_taken (HexwireMessageStore *self,
                                         GPtrArray           *messages);

/**
 * hexwire_message_store_add_all:
 * @messages: (element-type HexwireSavedMessage): added at the end
 * @conflict: what to do with names that are taken; one that is equal is left out anyhow
 *
 * Adds messages in one step.
 *
 * Returns: how many came in
 */
guint hexwire_message_store_add_all (HexwireMessageStore    *self,
                                     GPtrArray              *messages,
                                     HexwireMessageConflict  conflict);

/** hexwire_message_store_find: @position: (out) (optional): where the message of that name is. */
HexwireSavedMessage *hexwire_message_store_find (HexwireMessageStore *self,
                                                 const char          *name,
                                                 guint               *position);

/**
 * hexwire_message_store_find_key:
 * @key: from 1 to %HEXWIRE_SAVED_MESSAGE_N_KEYS
 *
 * Returns: (transfer none) (nullable): the message that the key sends: the first that it was given
 *   to, or else the one in that place from the top, if that has no key of its own
 */
HexwireSavedMessage *hexwire_message_store_find_key (HexwireMessageStore *self,
                                                     guint                key);

/** hexwire_message_store_get_key: the key that sends the message at @position, 0 for none. */
guint hexwire_message_store_get_key (HexwireMessageStore *self,
                                     guint                position);

/** hexwire_message_store_dup_free_name: (transfer full): @name, with a number if it is taken. */
char *hexwire_message_store_dup_free_name (HexwireMessageStore *self,
                                           const char          *name);

/**
 * hexwire_message_store_insert:
 * @position: where it will stand; anything behind the last place is that place
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_CODEC_ERROR_EXISTS or %HEXWIRE_CODEC_ERROR_NAME
 */
gboolean hexwire_message_store_insert (HexwireMessageStore  *self,
                                       guint                 position,
                                       HexwireSavedMessage  *message,
                                       GError              **error);

/** hexwire_message_store_replace: as hexwire_message_store_insert(), in the place of another. */
gboolean hexwire_message_store_replace (HexwireMessageStore  *self,
                                        guint                 position,
                                        HexwireSavedMessage  *message,
                                        GError              **error);

void hexwire_message_store_remove (HexwireMessageStore *self,
                                   guint                position);

/** hexwire_message_store_move: @target: where the message stands afterwards. */
void hexwire_message_store_move (HexwireMessageStore *self,
                                 guint                source,
                                 guint                target);

gboolean hexwire_message_store_can_undo (HexwireMessageStore *self);
gboolean hexwire_message_store_can_redo (HexwireMessageStore *self);

/** hexwire_message_store_undo: takes the last change back; %FALSE where there is none. */
gboolean hexwire_message_store_undo (HexwireMessageStore *self);

/** hexwire_message_store_redo: makes again what was taken back last; %FALSE where nothing was. */
gboolean hexwire_message_store_redo (HexwireMessageStore *self);

G_END_DECLS
