/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"
#include "net/reply-reference.h"

G_BEGIN_DECLS

/**
 * HexwireReplyPiece:
 * @bytes: (nullable): bytes that never change
 * @value: a value that never changes, where it is one of a format
 * @reference: what every frame tells anew
 * @is_reference: which of them it is
 *
 * A piece of a payload that is written with references.
 */
typedef struct
{
  GBytes *bytes;
  HexwireValue value;
  HexwireReplyReference reference;
  gboolean is_reference;
} HexwireReplyPiece;

/**
 * hexwire_reply_pieces_parse:
 * @notation: in which bytes are written; of no account with @format
 * @format: (nullable): what @text has the values of
 * @text: one line
 * @names: (nullable): what references may name; %NULL where there are none
 * @error_position: (out) (optional): where in @text an error is, in bytes
 * @error: return location for a #HexwireSearchError
 *
 * Returns: (transfer full) (nullable) (element-type HexwireReplyPiece): the pieces in order, with
 *   as many values as @format has; %NULL with an error
 */
GArray *hexwire_reply_pieces_parse (HexwireNotation           notation,
                                    const HexwireFormat      *format,
                                    const char               *text,
                                    const HexwireReplyNames  *names,
                                    gsize                    *error_position,
                                    GError                  **error);

G_END_DECLS
