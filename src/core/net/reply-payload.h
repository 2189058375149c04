/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"
#include "codec/format.h"
#include "log/byte-captures.h"

G_BEGIN_DECLS

/**
 * HexwireReplyNames:
 * @captures: (nullable): the numbered parts of what matched
 * @fields: (nullable): the format by which a frame is read
 *
 * What a reply may refer to.
 */
typedef struct
{
  const HexwireByteCaptures *captures;
  HexwireFormat *fields;
} HexwireReplyNames;

/**
 * HexwireReplyFrame:
 * @data: (array length=size_bytes) (nullable): what is answered
 * @spans: (nullable): what matched in it, as of hexwire_byte_captures_collect()
 *
 * What the references of a reply are taken from.
 */
typedef struct
{
  const guint8 *data;
  gsize size_bytes;
  const HexwireByteSpan *spans;
} HexwireReplyFrame;

/**
 * HexwireReplyPayload:
 *
 * Bytes that are sent as an answer, as a person writes them. Text with escapes and hex digits may
 * have references in them:
 *
 * | reference | stands for |
 * |---|---|
 * | `$0` | all that matched |
 * | `$1`, `\1`, `${12}`, `${name}` | a part of it, by its number or its name |
 * | `${op}` | a field of the frame: its value in text, its bytes between hex digits |
 * | `${op + 1}` | the field and a number; also `-`, `&`, `|` and `^` |
 * | `$$` | a dollar sign |
 *
 * The values of a packed format are literals of Python or references, where a field needs no
 * braces: `op | 0x80, ${seq}, b'ok'`. What is computed is cut to the size of its field, as counters
 * are. Immutable and reference-counted.
 */
typedef struct _HexwireReplyPayload HexwireReplyPayload;

/**
 * hexwire_reply_payload_new:
 * @notation: how @text is written; nothing where there is a format
 * @format: (nullable): a packed format, by which @text is values with commas between them
 * @names: (nullable): what may be referred to; %NULL where a dollar sign is like any character
 * @error_position: (out) (optional): on failure, the offset in @text of what is wrong, in bytes; 0
 *   where it is in @format
 * @error: return location for %HEXWIRE_SEARCH_ERROR_PATTERN
 *
 * Returns: (transfer full) (nullable): the payload, %NULL with an error that tells the position
 */
HexwireReplyPayload *hexwire_reply_payload_new (HexwireNotation           notation,
                                                const char               *format,
                                                const char               *text,
                                                const HexwireReplyNames  *names,
                                                gsize                    *error_position,
                                                GError                  **error);

/**
 * hexwire_reply_payload_split:
 * @line: see hexwire_reply_payload_parse()
 * @notation: (out): how the text is written
 * @format: (out) (transfer full) (nullable): the packed format
 * @error_position: (out) (optional): on failure, the offset in @line of what is wrong, in bytes
 * @error: return location for %HEXWIRE_SEARCH_ERROR_PATTERN
 *
 * Reads what stands before the text, which may be wrong.
 *
 * Returns: (nullable): where in @line the text begins, %NULL with an error
 */
const char *hexwire_reply_payload_split (const char       *line,
                                         HexwireNotation  *notation,
                                         char            **format,
                                         gsize            *error_position,
                                         GError          **error);

/**
 * hexwire_reply_payload_write:
 * @format: (nullable): a packed format; @notation means nothing then
 *
 * Returns: (transfer full): what hexwire_reply_payload_split() takes apart
 */
char *hexwire_reply_payload_write (HexwireNotation  notation,
                                   const char      *format,
                                   const char      *text);

/**
 * hexwire_reply_payload_parse:
 * @line: a payload as hexwire_reply_payload_to_text() writes it, one of
 *
 *     text Hello
 *     escaped Hello\r\n
 *     hex 01 02 $1
 *     python b'\x01ok'
 *     pack [>BH] 0x83, ${seq}
 *
 *   where all that follows the first space belongs to the text
 *
 * Otherwise like hexwire_reply_payload_new(), with positions in @line.
 */
HexwireReplyPayload *hexwire_reply_payload_parse (const char               *line,
                                                  const HexwireReplyNames  *names,
                                                  gsize                    *error_position,
                                                  GError                  **error);
HexwireReplyPayload *hexwire_reply_payload_ref   (HexwireReplyPayload      *self);
void                 hexwire_reply_payload_unref (HexwireReplyPayload      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireReplyPayload, hexwire_reply_payload_unref)

/** hexwire_reply_payload_to_text: (transfer full): what reads back as @self. */
char *hexwire_reply_payload_to_text (const HexwireReplyPayload *self);

HexwireNotation hexwire_reply_payload_get_notation (const HexwireReplyPayload *self);
const char     *hexwire_reply_payload_get_text     (const HexwireReplyPayload *self);

/** hexwire_reply_payload_get_format: (nullable): %NULL where it is not packed. */
const char *hexwire_reply_payload_get_format (const HexwireReplyPayload *self);

/**
 * hexwire_reply_payload_build:
 * @frame: (nullable): what is answered; may be %NULL where the payload was made without names
 * @error: return location for %HEXWIRE_SEARCH_ERROR_PATTERN
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL where the frame is too short for a field,
 *   or what is referred to does not fit
 */
GBytes *hexwire_reply_payload_build (const HexwireReplyPayload  *self,
                                     const HexwireReplyFrame    *frame,
                                     GError                    **error);

G_END_DECLS
