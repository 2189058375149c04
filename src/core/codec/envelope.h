/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/checksum.h"

G_BEGIN_DECLS

/**
 * HexwireEnvelope:
 * @length_type: the type letter of the length prefix, `B`, `H` or `I` (1, 2 or 4 bytes); 0 for none
 * @length_byte_order: `<` or `>`
 * @length_counts_itself: whether the length includes the bytes of the prefix
 * @length_counts_checksum: whether the length includes the bytes of the checksum
 * @has_checksum: whether a checksum follows the payload
 * @checksum: which one; nothing in it is owned
 * @checksum_byte_order: `<` or `>`; MD5, SHA-1 and SHA-256 are no numbers and have no order
 * @checksum_covers_prefix: whether the checksum is of the prefix and the payload, or of the payload
 *   alone
 * @checksum_skips_first: how many bytes at the start of that range the checksum leaves out
 * @checksum_skips_last: how many at its end
 *
 * What is put round a payload: a length prefix before it, a checksum after it. A plain struct that
 * owns nothing; all zeros is an envelope that adds nothing, and a byte order of 0 is `>`.
 *
 * The length always counts the payload; the two flags say what else. The checksum is computed when
 * the length is written.
 */
typedef struct
{
  char length_type;
  char length_byte_order;
  gboolean length_counts_itself;
  gboolean length_counts_checksum;
  gboolean has_checksum;
  HexwireChecksum checksum;
  char checksum_byte_order;
  gboolean checksum_covers_prefix;
  gsize checksum_skips_first;
  gsize checksum_skips_last;
} HexwireEnvelope;

/**
 * HexwireEnvelopeState:
 * @HEXWIRE_ENVELOPE_ABSENT: the envelope has no such part
 * @HEXWIRE_ENVELOPE_OK: found as expected
 * @HEXWIRE_ENVELOPE_WRONG: found, and not as expected
 * @HEXWIRE_ENVELOPE_TOO_SHORT: the bytes end before it does
 *
 * What became of a prefix or a checksum.
 */
typedef enum
{
  HEXWIRE_ENVELOPE_ABSENT,
  HEXWIRE_ENVELOPE_OK,
  HEXWIRE_ENVELOPE_WRONG,
  HEXWIRE_ENVELOPE_TOO_SHORT,
} HexwireEnvelopeState;

/** HEXWIRE_ENVELOPE_HEX_SIZE: room for the longest checksum in hex digits, and a NUL. */
#define HEXWIRE_ENVELOPE_HEX_SIZE (2 * HEXWIRE_CHECKSUM_MAX_SIZE_BYTES + 1)

/**
 * HexwireEnvelopeCheck:
 * @payload_offset_bytes: where the payload begins; the prefix is what stands before it
 * @payload_size_bytes: how long it is
 * @checksum_offset_bytes: where the checksum begins
 * @checksum_size_bytes: how many of its bytes are there
 * @n_left_over: how many bytes follow the frame, or, negative, how many it lacks
 * @length: what became of the prefix
 * @length_found: the number in it
 * @length_expected: the number that would be right for this payload; may not fit the prefix
 * @checksum: what became of the checksum
 * @checksum_found: its bytes in hex digits, as they stand; empty unless it is there
 * @checksum_expected: the bytes that would be right, likewise
 *
 * What an envelope was found to be.
 */
typedef struct
{
  gsize payload_offset_bytes;
  gsize payload_size_bytes;
  gsize checksum_offset_bytes;
  gsize checksum_size_bytes;
  gssize n_left_over;
  HexwireEnvelopeState length;
  guint64 length_found;
  guint64 length_expected;
  HexwireEnvelopeState checksum;
  char checksum_found[HEXWIRE_ENVELOPE_HEX_SIZE];
  char checksum_expected[HEXWIRE_ENVELOPE_HEX_SIZE];
} HexwireEnvelopeCheck;

/** hexwire_envelope_equal: whether both put the same round a payload, as far as they do. */
gboolean hexwire_envelope_equal (const HexwireEnvelope *a,
                                 const HexwireEnvelope *b);

/** hexwire_envelope_get_prefix_size_bytes: the size of the prefix; 0 where there is none. */
gsize hexwire_envelope_get_prefix_size_bytes (const HexwireEnvelope *self);

/** hexwire_envelope_get_checksum_size_bytes: the size of the checksum; 0 where there is none. */
gsize hexwire_envelope_get_checksum_size_bytes (const HexwireEnvelope *self);

/**
 * hexwire_envelope_wrap:
 * @payload: what goes inside
 * @error: return location for a #HexwireCodecError
 *
 * Builds prefix, payload and checksum, in this order.
 *
 * Returns: (transfer full) (nullable): the bytes, or %NULL with %HEXWIRE_CODEC_ERROR_VALUE_RANGE
 *   where the length does not fit the prefix
 */
GBytes *hexwire_envelope_wrap (const HexwireEnvelope  *self,
                               GBytes                 *payload,
                               GError                **error);

/**
 * hexwire_envelope_check:
 * @bytes: a frame, whole or not, perhaps with more behind it
 * @result: (out caller-allocates): what was found; all of it is set
 *
 * Finds the payload and compares length and checksum with what they should be.
 *
 * Where the frame ends is not certain when something is wrong. It ends where the length says, if
 * that is within @bytes and the checksum there is right or absent. Otherwise it is all of @bytes,
 * if the checksum at their end is right. Otherwise the length is believed, if it is within @bytes.
 * A length that asks for more than there is makes @length wrong; unless the checksum at the end is
 * right, the bytes are the beginning of a frame, and @n_left_over says how many are to come.
 *
 * Returns: %TRUE if the frame is whole, nothing is left over, and nothing is wrong
 */
gboolean hexwire_envelope_check (const HexwireEnvelope *self,
                                 GBytes                *bytes,
                                 HexwireEnvelopeCheck  *result);

G_END_DECLS
