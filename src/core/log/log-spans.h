/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-chunk.h"

G_BEGIN_DECLS

/**
 * HexwireLogSpan:
 * @chunk: whose payload memory it is
 * @data: where it begins
 * @size_bytes: how long it is; at least 1
 * @start: where it stands among all spans, once they are joined
 *
 * A piece of a log's memory.
 */
typedef struct
{
  const HexwireLogChunk *chunk;
  const guint8 *data;
  gsize size_bytes;
  gsize start;
} HexwireLogSpan;

/**
 * HexwireLogSpans:
 * @items: (element-type HexwireLogSpan): the pieces
 *
 * Pieces of a log's memory that are read as one: what a stream holds, say.
 */
typedef struct
{
  GArray *items;

  /*< private >*/
  GByteArray *scratch;
} HexwireLogSpans;

void hexwire_log_spans_init  (HexwireLogSpans *self);
void hexwire_log_spans_clear (HexwireLogSpans *self);

/** hexwire_log_spans_reset: takes all pieces out. */
void hexwire_log_spans_reset (HexwireLogSpans *self);

/** hexwire_log_spans_add: adds a piece at the end. */
void hexwire_log_spans_add (HexwireLogSpans       *self,
                            const HexwireLogChunk *chunk,
                            const guint8          *data,
                            gsize                  size_bytes);

/**
 * hexwire_log_spans_add_earlier:
 *
 * Adds a piece at the end that comes before the others, for hexwire_log_spans_reverse() when all
 * are there; pieces side by side become one.
 */
void hexwire_log_spans_add_earlier (HexwireLogSpans       *self,
                                    const HexwireLogChunk *chunk,
                                    const guint8          *data,
                                    gsize                  size_bytes);
void hexwire_log_spans_reverse     (HexwireLogSpans       *self);

/**
 * hexwire_log_spans_join:
 * @size_bytes: (out): the size of all pieces; there is at least one
 *
 * Returns: (transfer none): the bytes of all pieces, where they stand if that is side by side, else
 *   copied together; valid until the next call
 */
const guint8 *hexwire_log_spans_join (HexwireLogSpans *self,
                                      gsize           *size_bytes);

/** hexwire_log_spans_locate: (out): the row, and where in it, of a byte of the joined pieces. */
void hexwire_log_spans_locate (const HexwireLogSpans *self,
                               gsize                  position,
                               guint64               *row,
                               guint32               *offset_bytes);

G_END_DECLS
