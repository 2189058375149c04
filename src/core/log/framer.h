/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/frame-rule.h"
#include "log/log-record.h"

G_BEGIN_DECLS

/**
 * HexwireFramer:
 *
 * Where in a stream, read piece by piece, the frames of a rule end. It keeps some numbers and no
 * payload. The fields are for framer.c.
 *
 * Every byte belongs to one frame, in order, and how the stream was cut into reads makes no
 * difference, but for %HEXWIRE_FRAME_NONE. A frame over the limit of the rule comes in parts of
 * that size, flagged %HEXWIRE_RECORD_SPLIT but for the last, and ends where it would end without a
 * limit. A length prefix that claims fewer bytes than those up to its own end makes a frame of just
 * these, flagged %HEXWIRE_RECORD_BAD_LENGTH.
 */
typedef struct
{
  const HexwireFrameRule *rule;
  gint64 last_time_us;
  guint64 number;
  guint64 rest_bytes;
  guint32 n_pending_bytes;
  guint32 n_header_bytes;
  guint n_matching;
} HexwireFramer;

/**
 * HexwireFrameEnd:
 * @offset_bytes: how many bytes of this read belong to the frame or to those before it; 0 where the
 *   frame had ended before this read
 * @size_bytes: the size of the frame, with what earlier reads brought of it
 * @flags: #HexwireRecordFlags
 */
typedef struct
{
  gsize offset_bytes;
  guint32 size_bytes;
  guint flags;
} HexwireFrameEnd;

/** hexwire_framer_init: begins a stream; @rule must stay alive as long as @self is used. */
void hexwire_framer_init (HexwireFramer          *self,
                          const HexwireFrameRule *rule);

/**
 * hexwire_framer_push:
 * @data: (nullable) (array length=size_bytes): what came next; at most 2^32 - 1 bytes
 * @time_us: when it came, in microseconds
 * @ends: (out caller-allocates) (array length=max_ends): where frames end
 * @max_ends: at least 1
 * @n_ends: (out): how many of @ends were set
 *
 * Takes bytes of the stream, all of them or those up to the end of the frame that filled @ends; the
 * rest is then for the next call. A caller that cuts a read itself gives each part the same time;
 * for %HEXWIRE_FRAME_NONE it must not, and all is taken at once.
 *
 * Returns: how many bytes were taken
 */
gsize hexwire_framer_push (HexwireFramer   *self,
                           const guint8    *data,
                           gsize            size_bytes,
                           gint64           time_us,
                           HexwireFrameEnd *ends,
                           gsize            max_ends,
                           gsize           *n_ends);

/**
 * hexwire_framer_finish:
 * @end: (out caller-allocates): the last frame
 *
 * Ends the stream; what comes next is the beginning of a new one. What is left is a frame with
 * %HEXWIRE_RECORD_UNFINISHED; for %HEXWIRE_FRAME_IDLE_GAP it is a whole one, as nothing can follow.
 *
 * Returns: whether there is a last frame
 */
gboolean hexwire_framer_finish (HexwireFramer   *self,
                                HexwireFrameEnd *end);

/**
 * hexwire_framer_end_idle:
 * @now_us: the present time on the clock of the reads
 * @end: (out caller-allocates): the frame that has ended
 *
 * Ends a frame by the silence since the last read, for %HEXWIRE_FRAME_IDLE_GAP.
 *
 * Returns: whether a frame has ended
 */
gboolean hexwire_framer_end_idle (HexwireFramer   *self,
                                  gint64           now_us,
                                  HexwireFrameEnd *end);

/** hexwire_framer_get_n_pending_bytes: how much of the unfinished frame, or its part, is there. */
gsize hexwire_framer_get_n_pending_bytes (const HexwireFramer *self);

/**
 * hexwire_framer_get_expected_bytes:
 *
 * Returns: how many bytes the unfinished frame, or its part, will have, as far as what came of it
 *   tells; 0 where nothing does
 */
gsize hexwire_framer_get_expected_bytes (const HexwireFramer *self);

G_END_DECLS
