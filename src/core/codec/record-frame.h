/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/envelope.h"

G_BEGIN_DECLS

/**
 * HexwireRecordFrame:
 * @envelope: what is put round the packed fields
 * @bytes: (nullable): all of it
 * @check: where the fields stand within @bytes, and what became of prefix and checksum
 * @tail: (nullable): of decoded bytes, what follows the fields within their frame
 * @n_left_over: how many bytes follow the fields within their frame, or, negative, how many they
 *   lack
 * @error: (nullable): why there are no bytes though the fields were packed
 *
 * The bytes of a record, and what stands round its fields in them. All zeros is an empty one.
 */
typedef struct
{
  HexwireEnvelope envelope;
  GBytes *bytes;
  HexwireEnvelopeCheck check;
  GBytes *tail;
  gssize n_left_over;
  char *error;
} HexwireRecordFrame;

/** hexwire_record_frame_clear: frees what the frame owns. */
void hexwire_record_frame_clear (HexwireRecordFrame *self);

/**
 * hexwire_record_frame_wrap:
 * @packed: (nullable): the packed fields; %NULL where there are none
 *
 * Makes bytes of the fields, with the tail behind them and the envelope round both.
 */
void hexwire_record_frame_wrap (HexwireRecordFrame *self,
                                GBytes             *packed);

/**
 * hexwire_record_frame_open:
 * @fields_size_bytes: what the fields take
 * @size_bytes: (out): how many bytes there are for them, too few or too many
 *
 * Looks for the fields in the frame's bytes, which must be there, and for the tail.
 *
 * Returns: (transfer none) (nullable): the first byte of the fields
 */
const guint8 *hexwire_record_frame_open (HexwireRecordFrame *self,
                                         gsize               fields_size_bytes,
                                         gsize              *size_bytes);

G_END_DECLS
