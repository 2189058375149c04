/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/reply-payload.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_REPLY_ENTRY (hexwire_reply_entry_get_type ())

/**
 * HexwireReplyEntry:
 *
 * Where bytes that are sent by themselves are typed: in a notation, or as the values of a packed
 * format. Its signal `changed` tells of every change that the user makes.
 *
 * Properties: `label`, what is spoken of its text.
 */
G_DECLARE_FINAL_TYPE (HexwireReplyEntry, hexwire_reply_entry, HEXWIRE, REPLY_ENTRY, GtkBox)

/**
 * hexwire_reply_entry_set:
 * @format: (nullable): a packed format; %NULL or empty where @text is written in @notation
 */
void hexwire_reply_entry_set (HexwireReplyEntry *self,
                              HexwireNotation    notation,
                              const char        *format,
                              const char        *text);

HexwireNotation hexwire_reply_entry_get_notation (HexwireReplyEntry *self);
const char     *hexwire_reply_entry_get_text     (HexwireReplyEntry *self);

/** hexwire_reply_entry_get_format: empty where the text is written in a notation. */
const char *hexwire_reply_entry_get_format (HexwireReplyEntry *self);

/**
 * hexwire_reply_entry_show_problem:
 * @is_in_format: whether it is about the format
 * @problem: (nullable): what is wrong; it is marked and shown as a tooltip
 * @position: where, in bytes
 */
void hexwire_reply_entry_show_problem (HexwireReplyEntry *self,
                                       gboolean           is_in_format,
                                       const char        *problem,
                                       gsize              position);

/**
 * hexwire_reply_entry_take_payload:
 * @error: return location for what is wrong, which is marked where it stands, too
 *
 * Returns: (transfer full) (nullable): what the entry holds, without references; %NULL where it is
 *   empty, or wrong
 */
HexwireReplyPayload *hexwire_reply_entry_take_payload (HexwireReplyEntry  *self,
                                                       GError            **error);

/** hexwire_reply_entry_show_payload: @payload: (nullable): %NULL leaves the entry as it is. */
void hexwire_reply_entry_show_payload (HexwireReplyEntry   *self,
                                       HexwireReplyPayload *payload);

/**
 * hexwire_entry_show_problem:
 * @problem: (nullable): what is wrong
 * @position: where, in bytes
 *
 * Marks what is wrong in any entry where it stands.
 */
void hexwire_entry_show_problem (GtkEntry   *entry,
                                 const char *problem,
                                 gsize       position);

G_END_DECLS
