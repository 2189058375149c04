/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net/frame-assembler.h"

#define N_ENDS 64

void
hexwire_frame_assembler_init (HexwireFrameAssembler *self,
                              HexwireFrameRule      *rule)
{
  *self = (HexwireFrameAssembler) { .rule = hexwire_frame_rule_ref (rule) };
  hexwire_framer_init (&self->framer, rule);
  self->pending = g_byte_array_new ();
}

void
hexwire_frame_assembler_clear (HexwireFrameAssembler *self)
{
  g_clear_pointer (&self->pending, g_byte_array_unref);
  g_clear_pointer (&self->rule, hexwire_frame_rule_unref);
}

static void
hand_over (HexwireFrameAssembler *self,
           const guint8          *data,
           gsize                  size_bytes,
           guint                  flags,
           HexwireFrameFunc       func,
           gpointer               user_data)
{
  gboolean is_too_long = self->is_too_long;

  self->is_too_long = (flags & HEXWIRE_RECORD_SPLIT) != 0;
  if (self->is_too_long || (flags & HEXWIRE_RECORD_UNFINISHED) != 0)
    return;
  if (is_too_long)
    func (NULL, 0, user_data);
  else if (size_bytes == 0)
    func ((const guint8 *) "", 0, user_data);
  else
    func (data, hexwire_frame_rule_measure_shown (self->rule, data, size_bytes), user_data);
}

/* Hands over the frame that ends with @data, of which the beginning may have come before. */
static void
end_frame (HexwireFrameAssembler *self,
           const guint8          *data,
           gsize                  size_bytes,
           guint                  flags,
           HexwireFrameFunc       func,
           gpointer               user_data)
{
  if (self->pending->len == 0)
    {
      hand_over (self, data, size_bytes, flags, func, user_data);
      return;
    }
  if (size_bytes > 0)
    g_byte_array_append (self->pending, data, (guint) size_bytes);
  hand_over (self, self->pending->data, self->pending->len, flags, func, user_data);
  g_byte_array_set_size (self->pending, 0);
}

void
hexwire_frame_assembler_push (HexwireFrameAssembler *self,
                              const guint8          *data,
                              gsize                  size_bytes,
                              gint64                 time_us,
                              HexwireFrameFunc       func,
                              gpointer               user_data)
{
  HexwireFrameEnd ends[N_ENDS];
  gsize n_ends;
  gsize n_taken;

  if (self->rule->kind == HEXWIRE_FRAME_NONE)
    {
      hand_over (self, data, size_bytes, 0, func, user_data);
      return;
    }
  for (; size_bytes > 0; data += n_taken, size_bytes -= n_taken)
    {
      gsize at = 0;

      n_taken = hexwire_framer_push (&self->framer, data, size_bytes, time_us, ends, N_ENDS,
                                     &n_ends);
      for (gsize i = 0; i < n_ends; i++)
        {
          end_frame (self, data + at, ends[i].offset_bytes - at, ends[i].flags, func, user_data);
          at = ends[i].offset_bytes;
        }
      if (n_taken > at)
        g_byte_array_append (self->pending, data + at, (guint) (n_taken - at));
    }
}

void
hexwire_frame_assembler_end_idle (HexwireFrameAssembler *self,
                                  gint64                 now_us,
                                  HexwireFrameFunc       func,
                                  gpointer               user_data)
{
  HexwireFrameEnd end;

  if (hexwire_framer_end_idle (&self->framer, now_us, &end))
    end_frame (self, NULL, 0, end.flags, func, user_data);
}

void
hexwire_frame_assembler_finish (HexwireFrameAssembler *self,
                                HexwireFrameFunc       func,
                                gpointer               user_data)
{
  HexwireFrameEnd end;

  if (hexwire_framer_finish (&self->framer, &end))
    end_frame (self, NULL, 0, end.flags, func, user_data);
}

gsize
hexwire_frame_assembler_get_n_pending_bytes (const HexwireFrameAssembler *self)
{
  return self->pending->len;
}
