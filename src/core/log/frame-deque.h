/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-reader.h"

G_BEGIN_DECLS

/**
 * HexwireFrameDeque:
 * @n_frames: how many frames it holds
 *
 * Frames in a row that grows at its end and goes at its front, both at a price that does not depend
 * on how many there are.
 */
typedef struct
{
  guint64 n_frames;

  /*< private >*/
  GPtrArray *blocks;
  guint n_gone;
} HexwireFrameDeque;

void hexwire_frame_deque_init  (HexwireFrameDeque *self);
void hexwire_frame_deque_clear (HexwireFrameDeque *self);

void hexwire_frame_deque_append (HexwireFrameDeque  *self,
                                 const HexwireFrame *frame);

/**
 * hexwire_frame_deque_get:
 * @index: less than `n_frames`
 *
 * Returns: (transfer none): the frame, until the next call that drops some
 */
const HexwireFrame *hexwire_frame_deque_get (const HexwireFrameDeque *self,
                                             guint64                  index);

/** hexwire_frame_deque_drop: drops the first @n_frames, or all. */
void hexwire_frame_deque_drop (HexwireFrameDeque *self,
                               guint64            n_frames);

G_END_DECLS
