/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-reader.h"

G_BEGIN_DECLS

/**
 * HexwireLogMarks:
 *
 * Which messages a reader has marked. A mark is on the last byte of its message, so that it stays
 * where it is when a stream is cut into other frames.
 */
typedef struct _HexwireLogMarks HexwireLogMarks;

HexwireLogMarks *hexwire_log_marks_new  (void);
void             hexwire_log_marks_free (HexwireLogMarks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireLogMarks, hexwire_log_marks_free)

/** hexwire_log_marks_set: marks a message, or takes its marks away. */
void hexwire_log_marks_set (HexwireLogMarks    *self,
                            const HexwireFrame *frame,
                            gboolean            marked);

/** hexwire_log_marks_contains: whether there is a mark on the part of @frame in its last row. */
gboolean hexwire_log_marks_contains (const HexwireLogMarks *self,
                                     const HexwireFrame    *frame);

/**
 * hexwire_log_marks_step:
 * @from: (nullable): a message; %NULL for before the first and behind the last
 * @forward: whether to look behind @from or before it
 * @row: (out): the row of the next mark
 * @end_offset_bytes: (out): where the marked message ends in that row
 *
 * Returns: whether there is a mark
 */
gboolean hexwire_log_marks_step (const HexwireLogMarks *self,
                                 const HexwireFrame    *from,
                                 gboolean               forward,
                                 guint64               *row,
                                 guint32               *end_offset_bytes);

/** hexwire_log_marks_drop_before: forgets the marks on rows before @row. */
void hexwire_log_marks_drop_before (HexwireLogMarks *self,
                                    guint64          row);

G_END_DECLS
