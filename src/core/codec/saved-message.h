/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "codec/writing.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SAVED_MESSAGE (hexwire_saved_message_get_type ())

/** HEXWIRE_SAVED_MESSAGE_N_KEYS: keys are numbered from 1 to this. */
#define HEXWIRE_SAVED_MESSAGE_N_KEYS 9

/**
 * HexwireSavedMessage:
 *
 * A message that is kept to be sent again: a name, how it is written, a key and a note. Immutable.
 */
G_DECLARE_FINAL_TYPE (HexwireSavedMessage, hexwire_saved_message, HEXWIRE, SAVED_MESSAGE, GObject)

/**
 * hexwire_saved_message_new:
 * @name: its name; white space round it is removed
 * @writing: the message as it was written, good or bad; copied
 * @key: the number of the key that sends it, 0 for none in particular
 * @note: (nullable): what a person should know of it
 *
 * Makes a message. Text that is not UTF-8 is made so.
 */
HexwireSavedMessage *hexwire_saved_message_new (const char           *name,
                                                const HexwireWriting *writing,
                                                guint                 key,
                                                const char           *note);

/** hexwire_saved_message_with_name: (transfer full): the same with another name and no key. */
HexwireSavedMessage *hexwire_saved_message_with_name (HexwireSavedMessage *self,
                                                      const char          *name);

const char           *hexwire_saved_message_get_name    (HexwireSavedMessage *self);
const HexwireWriting *hexwire_saved_message_get_writing (HexwireSavedMessage *self);
guint                 hexwire_saved_message_get_key     (HexwireSavedMessage *self);

/** hexwire_saved_message_get_note: may be empty, but is not %NULL. */
const char *hexwire_saved_message_get_note (HexwireSavedMessage *self);

/** hexwire_saved_message_equal: whether both are alike, name and all. */
gboolean hexwire_saved_message_equal (HexwireSavedMessage *self,
                                      HexwireSavedMessage *other);

/**
 * hexwire_saved_message_matches:
 * @text: what is looked for
 *
 * Returns: whether each word of @text is in the name, the message or the note, in either case
 */
gboolean hexwire_saved_message_matches (HexwireSavedMessage *self,
                                        const char          *text);

G_END_DECLS
