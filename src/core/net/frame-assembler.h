/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/framer.h"

G_BEGIN_DECLS

/**
 * HexwireFrameAssembler:
 *
 * Puts the frames of one stream together as it is read: of each read it keeps what belongs to a
 * frame that is not whole yet. The fields are for frame-assembler.c.
 */
typedef struct
{
  HexwireFrameRule *rule;
  HexwireFramer framer;
  GByteArray *pending;
  gboolean is_too_long;   /* the frame has been cut already */
} HexwireFrameAssembler;

/**
 * HexwireFrameFunc:
 * @data: (nullable) (array length=size_bytes): a whole frame, as a reader is shown it; %NULL for
 *   one that is longer than the rule's limit, and never for an empty one
 */
typedef void (*HexwireFrameFunc) (const guint8 *data,
                                  gsize         size_bytes,
                                  gpointer      user_data);

void hexwire_frame_assembler_init  (HexwireFrameAssembler *self,
                                    HexwireFrameRule      *rule);
void hexwire_frame_assembler_clear (HexwireFrameAssembler *self);

/**
 * hexwire_frame_assembler_push:
 * @data: (nullable) (array length=size_bytes): what came next
 * @time_us: when it came, in microseconds
 * @func: called for each frame that ends in it, in order
 */
void hexwire_frame_assembler_push (HexwireFrameAssembler *self,
                                   const guint8          *data,
                                   gsize                  size_bytes,
                                   gint64                 time_us,
                                   HexwireFrameFunc       func,
                                   gpointer               user_data);

/** hexwire_frame_assembler_end_idle: calls @func for a frame that a silence until @now_us ended. */
void hexwire_frame_assembler_end_idle (HexwireFrameAssembler *self,
                                       gint64                 now_us,
                                       HexwireFrameFunc       func,
                                       gpointer               user_data);

/** hexwire_frame_assembler_finish: ends the stream; a frame that is not whole is forgotten. */
void hexwire_frame_assembler_finish (HexwireFrameAssembler *self,
                                     HexwireFrameFunc       func,
                                     gpointer               user_data);

/** hexwire_frame_assembler_get_n_pending_bytes: how much there is of a frame that is not whole. */
gsize hexwire_frame_assembler_get_n_pending_bytes (const HexwireFrameAssembler *self);

G_END_DECLS
