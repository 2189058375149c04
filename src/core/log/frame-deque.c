/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/frame-deque.h"

/* The frames of a block; 96 KiB. */
#define BLOCK_FRAMES 4096

void
hexwire_frame_deque_init (HexwireFrameDeque *self)
{
  *self = (HexwireFrameDeque) { .blocks = g_ptr_array_new_with_free_func (g_free) };
}

void
hexwire_frame_deque_clear (HexwireFrameDeque *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

static HexwireFrame *
get_place (const HexwireFrameDeque *self,
           guint64                  index)
{
  guint64 place = self->n_gone + index;
  HexwireFrame *block = g_ptr_array_index (self->blocks, place / BLOCK_FRAMES);

  return &block[place % BLOCK_FRAMES];
}

void
hexwire_frame_deque_append (HexwireFrameDeque  *self,
                            const HexwireFrame *frame)
{
  if (self->n_gone + self->n_frames == (guint64) self->blocks->len * BLOCK_FRAMES)
    g_ptr_array_add (self->blocks, g_new (HexwireFrame, BLOCK_FRAMES));
  *get_place (self, self->n_frames) = *frame;
  self->n_frames++;
}

const HexwireFrame *
hexwire_frame_deque_get (const HexwireFrameDeque *self,
                         guint64                  index)
{
  g_return_val_if_fail (index < self->n_frames, NULL);
  return get_place (self, index);
}

void
hexwire_frame_deque_drop (HexwireFrameDeque *self,
                          guint64            n_frames)
{
  guint64 n_gone = self->n_gone + MIN (n_frames, self->n_frames);
  guint n_blocks = (guint) (n_gone / BLOCK_FRAMES);

  self->n_frames -= MIN (n_frames, self->n_frames);
  self->n_gone = (guint) (n_gone % BLOCK_FRAMES);
  if (n_blocks > 0)
    g_ptr_array_remove_range (self->blocks, 0, n_blocks);
}
