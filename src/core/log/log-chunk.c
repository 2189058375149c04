/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-chunk.h"

#include <sys/mman.h>

G_STATIC_ASSERT (sizeof (HexwireLogEntry) == 32);

HexwireLogChunk *
hexwire_log_chunk_new (guint64 first_row,
                       gsize   capacity_bytes)
{
  HexwireLogChunk *self = g_new0 (HexwireLogChunk, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->first_row = first_row;
  self->capacity_bytes = capacity_bytes;
  self->payload = g_aligned_alloc (1, capacity_bytes, HEXWIRE_LOG_CHUNK_SIZE_BYTES);
  return self;
}

void
hexwire_log_chunk_prefer_large_pages (HexwireLogChunk *self)
{
#ifdef MADV_HUGEPAGE
  madvise (self->payload, self->capacity_bytes, MADV_HUGEPAGE);
#endif
}

HexwireLogChunk *
hexwire_log_chunk_ref (HexwireLogChunk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hexwire_log_chunk_unref (HexwireLogChunk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->entries);
  if (self->owner != NULL)
    hexwire_log_chunk_unref (self->owner);
  else
    g_aligned_free (self->payload);
  g_free (self);
}

HexwireLogChunk *
hexwire_log_chunk_freeze (HexwireLogChunk *self)
{
  HexwireLogChunk *frozen = g_new (HexwireLogChunk, 1);

  *frozen = *self;
  g_atomic_ref_count_init (&frozen->ref_count);
  frozen->n_entries_allocated = self->n_entries;
  frozen->entries = g_memdup2 (self->entries, self->n_entries * sizeof (HexwireLogEntry));
  frozen->capacity_bytes = self->used_bytes;
  frozen->owner = hexwire_log_chunk_ref (self);
  return frozen;
}

gboolean
hexwire_log_chunk_is_shared (HexwireLogChunk *self)
{
  return !g_atomic_ref_count_compare (&self->ref_count, 1);
}

void
hexwire_log_chunk_reuse (HexwireLogChunk *self,
                         guint64          first_row)
{
  g_assert (!hexwire_log_chunk_is_shared (self));

  self->first_row = first_row;
  self->n_entries = 0;
  self->used_bytes = 0;
}

gboolean
hexwire_log_chunk_has_room (const HexwireLogChunk *self,
                            gsize                  size_bytes)
{
  return self->n_entries < HEXWIRE_LOG_CHUNK_MAX_ENTRIES
         && size_bytes <= self->capacity_bytes - self->used_bytes;
}

void
hexwire_log_chunk_add (HexwireLogChunk       *self,
                       const HexwireLogEntry *entry)
{
  g_assert (hexwire_log_chunk_has_room (self, entry->size_bytes));

  if (self->n_entries == self->n_entries_allocated)
    {
      self->n_entries_allocated = MAX (64, self->n_entries_allocated * 2);
      self->entries = g_renew (HexwireLogEntry, self->entries, self->n_entries_allocated);
    }
  self->entries[self->n_entries] = *entry;
  self->entries[self->n_entries].offset_bytes = (guint32) self->used_bytes;
  self->n_entries++;
  self->used_bytes += entry->size_bytes;
}

void
hexwire_log_chunk_find_row (const HexwireLogChunk *self,
                            const guint8          *at,
                            guint64               *row,
                            guint32               *offset_bytes)
{
  gsize in_chunk = (gsize) (at - self->payload);
  guint low = 0, high = self->n_entries;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->entries[middle].offset_bytes <= in_chunk)
        low = middle;
      else
        high = middle;
    }
  *row = self->first_row + low;
  *offset_bytes = (guint32) (in_chunk - self->entries[low].offset_bytes);
}

void
hexwire_log_chunk_seal (HexwireLogChunk *self)
{
  self->n_entries_allocated = MAX (1, self->n_entries);
  self->entries = g_renew (HexwireLogEntry, self->entries, self->n_entries_allocated);
}

gsize
hexwire_log_chunk_get_memory_bytes (const HexwireLogChunk *self)
{
  return sizeof *self + self->capacity_bytes
         + self->n_entries_allocated * sizeof (HexwireLogEntry);
}
