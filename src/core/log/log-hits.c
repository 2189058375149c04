/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-hits.h"

void
hexwire_log_hits_init (HexwireLogHits *self)
{
  self->hits = g_array_new (FALSE, FALSE, sizeof (HexwireLogHit));
  self->n_forgotten = 0;
}

void
hexwire_log_hits_clear (HexwireLogHits *self)
{
  g_clear_pointer (&self->hits, g_array_unref);
}

static gboolean
is_before (const HexwireLogHit *hit,
           guint64              row,
           guint32              offset_bytes)
{
  return hit->row < row || (hit->row == row && hit->offset_bytes < offset_bytes);
}

void
hexwire_log_hits_put (HexwireLogHits      *self,
                      const HexwireLogHit *hit)
{
  guint n = hexwire_log_hits_get_n (self);
  guint index = n;

  if (n > 0 && !is_before (hexwire_log_hits_get (self, n - 1), hit->row, hit->offset_bytes))
    index = hexwire_log_hits_find (self, hit->row, hit->offset_bytes);
  if (index < n && !is_before (hit, hexwire_log_hits_get (self, index)->row,
                               hexwire_log_hits_get (self, index)->offset_bytes))
    g_array_index (self->hits, HexwireLogHit, self->n_forgotten + index) = *hit;
  else
    g_array_insert_val (self->hits, self->n_forgotten + index, *hit);
}

void
hexwire_log_hits_forget_all (HexwireLogHits *self)
{
  g_array_set_size (self->hits, 0);
  self->n_forgotten = 0;
}

gboolean
hexwire_log_hits_forget_before (HexwireLogHits *self,
                                guint64         row)
{
  guint n = hexwire_log_hits_find (self, row, 0);

  self->n_forgotten += n;
  if (self->n_forgotten > self->hits->len / 2)
    {
      g_array_remove_range (self->hits, 0, self->n_forgotten);
      self->n_forgotten = 0;
    }
  return n > 0;
}

guint
hexwire_log_hits_get_n (const HexwireLogHits *self)
{
  return self->hits->len - self->n_forgotten;
}

const HexwireLogHit *
hexwire_log_hits_get (const HexwireLogHits *self,
                      guint                 index)
{
  g_return_val_if_fail (index < hexwire_log_hits_get_n (self), NULL);
  return &g_array_index (self->hits, HexwireLogHit, self->n_forgotten + index);
}

guint
hexwire_log_hits_find (const HexwireLogHits *self,
                       guint64               row,
                       guint32               offset_bytes)
{
  guint low = 0, high = hexwire_log_hits_get_n (self);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (is_before (hexwire_log_hits_get (self, middle), row, offset_bytes))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
