/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/reply-payload.h"

G_BEGIN_DECLS

/**
 * HexwireReplyReference:
 * @field: (nullable): the field of the frame that is meant; %NULL for a part of the match
 * @capture: the number of that part, 0 for the whole
 * @operation: what is done with the value: `+`, `-`, `&`, `|` or `^`; 0 for nothing
 * @operand: the number behind it
 *
 * What a reply takes from the frame that it answers.
 */
typedef struct
{
  const HexwireField *field;
  guint capture;
  char operation;
  gint64 operand;
} HexwireReplyReference;

/**
 * hexwire_reply_reference_parse:
 * @at: (inout): where it begins: at `$`, or, where @is_value, also at a name; where it has ended
 * @is_value: whether an operation may stand behind the reference, without braces
 * @error: return location for %HEXWIRE_SEARCH_ERROR_PATTERN, without a position
 *
 * Reads a reference other than `$$`.
 *
 * Returns: %TRUE, or %FALSE with an error about what stands at @at
 */
gboolean hexwire_reply_reference_parse (const char             **at,
                                        const HexwireReplyNames *names,
                                        gboolean                 is_value,
                                        HexwireReplyReference   *reference,
                                        GError                 **error);

/** hexwire_reply_reference_parse_capture: likewise, for the part @number of the match. */
gboolean hexwire_reply_reference_parse_capture (const HexwireReplyNames *names,
                                                guint                    number,
                                                HexwireReplyReference   *reference,
                                                GError                 **error);

/** hexwire_reply_reference_append_text: appends what it stands for in text. */
gboolean hexwire_reply_reference_append_text (const HexwireReplyReference *self,
                                              const HexwireReplyNames     *names,
                                              const HexwireReplyFrame     *frame,
                                              GByteArray                  *bytes,
                                              GError                     **error);

/** hexwire_reply_reference_append_bytes: appends the bytes that it stands for. */
gboolean hexwire_reply_reference_append_bytes (const HexwireReplyReference *self,
                                               const HexwireReplyNames     *names,
                                               const HexwireReplyFrame     *frame,
                                               GByteArray                  *bytes,
                                               GError                     **error);

/** hexwire_reply_reference_count_values: how many values it stands for. */
gsize hexwire_reply_reference_count_values (const HexwireReplyReference *self);

/**
 * hexwire_reply_reference_get_values:
 * @target: the format that the values are packed by
 * @first_value: which value of @target the first of them is
 * @values: (out caller-allocates): room for as many; to be cleared with hexwire_value_clear()
 */
gboolean hexwire_reply_reference_get_values (const HexwireReplyReference *self,
                                             const HexwireReplyNames     *names,
                                             const HexwireReplyFrame     *frame,
                                             const HexwireFormat         *target,
                                             gsize                        first_value,
                                             HexwireValue                *values,
                                             GError                     **error);

G_END_DECLS
