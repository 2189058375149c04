/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/fixed-pattern.h"

#include <string.h>

/* Places of the pattern that are compared at once, and at how many places of the data. The compiler
 * makes vector instructions of it. */
#define N_PROBES 3
#define BLOCK_BYTES 64

#define N_PAIRS (256 * 256)

/* A byte of the pattern by which most of the data is ruled out. */
typedef struct
{
  gsize offset;
  guint8 mask;
  guint8 value;
} Probe;

struct _HexwireFixedPattern
{
  HexwirePatternByte *bytes;
  gsize size_bytes;
  guint8 *exact;                /* (nullable): the bytes where nothing else may stand there */
  Probe probes[N_PROBES];
  guint32 *pairs;               /* a bit for every two bytes that may stand beside each other */
};

static gboolean
accepts (const HexwirePatternByte *byte,
         guint8                    value)
{
  return (value & byte->mask) == byte->low || (value & byte->mask) == byte->high;
}

/* The bits in which the byte and its other case are alike. */
static guint8
common_mask (const HexwirePatternByte *byte)
{
  return byte->mask & (guint8) ~(byte->low ^ byte->high);
}

/* How much a probe of that byte is likely to rule out. */
static guint
rate (const HexwirePatternByte *byte)
{
  guint n_bits = (guint) __builtin_popcount (common_mask (byte));
  gboolean is_common = byte->low == 0 || byte->low == 0xff || byte->low == ' ';

  return n_bits * 2 - (is_common && n_bits > 0 ? 1 : 0);
}

/* The best byte, and of equal ones that nearest to @wanted; bytes far apart depend little on each
 * other. */
static void
choose_probe (HexwireFixedPattern *self,
              guint                index,
              gsize                wanted)
{
  gsize best = G_MAXSIZE;

  for (gsize i = 0; i < self->size_bytes; i++)
    {
      gboolean is_taken = FALSE;
      guint rating = rate (&self->bytes[i]);
      guint best_rating = best != G_MAXSIZE ? rate (&self->bytes[best]) : 0;
      gboolean is_nearer = ABS ((gssize) (i - wanted)) < ABS ((gssize) (best - wanted));

      for (guint j = 0; j < index; j++)
        is_taken |= self->probes[j].offset == i;
      if (is_taken && self->size_bytes > index)
        continue;
      if (best == G_MAXSIZE || rating > best_rating
          || (rating == best_rating && is_nearer))
        best = i;
    }
  self->probes[index].offset = best;
  self->probes[index].mask = common_mask (&self->bytes[best]);
  self->probes[index].value = self->bytes[best].low & common_mask (&self->bytes[best]);
}

static void
take_exact (HexwireFixedPattern *self)
{
  self->exact = g_malloc (self->size_bytes);
  for (gsize i = 0; i < self->size_bytes; i++)
    {
      self->exact[i] = self->bytes[i].low;
      if (common_mask (&self->bytes[i]) != 0xff)
        {
          g_clear_pointer (&self->exact, g_free);
          return;
        }
    }
}

static void
add_pair (HexwireFixedPattern *self,
          guint                before,
          guint                after)
{
  guint pair = before * 256 + after;

  self->pairs[pair / 32] |= (guint32) 1 << (pair % 32);
}

static void
add_pairs (HexwireFixedPattern      *self,
           const HexwirePatternByte *before,
           const HexwirePatternByte *after)
{
  for (guint i = 0; i < 256; i++)
    for (guint j = 0; accepts (before, (guint8) i) && j < 256; j++)
      if (accepts (after, (guint8) j))
        add_pair (self, i, j);
}

static void
fill_pairs (HexwireFixedPattern *self)
{
  gboolean has_all = FALSE;

  self->pairs = g_new0 (guint32, N_PAIRS / 32);
  for (gsize i = 0; i + 1 < self->size_bytes && !has_all; i++)
    {
      has_all = self->bytes[i].mask == 0 && self->bytes[i + 1].mask == 0;
      add_pairs (self, &self->bytes[i], &self->bytes[i + 1]);
    }
}

HexwireFixedPattern *
hexwire_fixed_pattern_new (const HexwirePatternByte *bytes,
                           gsize                     size_bytes)
{
  HexwireFixedPattern *self = g_new0 (HexwireFixedPattern, 1);

  g_return_val_if_fail (size_bytes > 0, NULL);

  self->bytes = g_memdup2 (bytes, size_bytes * sizeof *bytes);
  self->size_bytes = size_bytes;
  take_exact (self);
  choose_probe (self, 0, 0);
  choose_probe (self, 1, size_bytes - 1);
  choose_probe (self, 2, size_bytes / 2);
  fill_pairs (self);
  return self;
}

void
hexwire_fixed_pattern_free (HexwireFixedPattern *self)
{
  g_free (self->bytes);
  g_free (self->exact);
  g_free (self->pairs);
  g_free (self);
}

gsize
hexwire_fixed_pattern_get_size_bytes (const HexwireFixedPattern *self)
{
  return self->size_bytes;
}

gboolean
hexwire_fixed_pattern_may_span (const HexwireFixedPattern *self,
                                guint8                     before,
                                guint8                     after)
{
  guint pair = (guint) before * 256 + after;

  return (self->pairs[pair / 32] >> (pair % 32) & 1) != 0;
}

static gboolean
equals_character (const HexwirePatternByte *bytes,
                  const guint8             *data,
                  gsize                     size_bytes)
{
  gboolean is_low = TRUE, is_high = TRUE;

  for (gsize i = 0; i < size_bytes; i++)
    {
      guint8 value = data[i] & bytes[i].mask;

      is_low &= value == bytes[i].low;
      is_high &= value == bytes[i].high;
    }
  return is_low || is_high;
}

static gboolean
equals (const HexwireFixedPattern *self,
        const guint8              *data)
{
  for (gsize i = 0; i < self->size_bytes;)
    {
      gsize n = self->bytes[i].n_more + (gsize) 1;

      if (!equals_character (self->bytes + i, data + i, n))
        return FALSE;
      i += n;
    }
  return TRUE;
}

static inline guint8
probe (const HexwireFixedPattern *self,
       guint                      index,
       const guint8              *at)
{
  const Probe *probe = &self->probes[index];

  return (at[probe->offset] & probe->mask) == probe->value;
}

/* Tells for each place of a block whether a match may begin there. */
static void
probe_block (const HexwireFixedPattern *self,
             const guint8              *at,
             guint8                    *restrict hits)
{
  const Probe a = self->probes[0], b = self->probes[1], c = self->probes[2];
  const guint8 *at_a = at + a.offset, *at_b = at + b.offset, *at_c = at + c.offset;

  for (gsize i = 0; i < BLOCK_BYTES; i++)
    hits[i] = ((at_a[i] & a.mask) == a.value) & ((at_b[i] & b.mask) == b.value)
              & ((at_c[i] & c.mask) == c.value);
}

/* Where in a block a match begins, %NULL where none does. */
static const guint8 *
find_in_block (const HexwireFixedPattern *self,
               const guint8              *at)
{
  guint8 hits[BLOCK_BYTES];
  const guint8 *hit = hits;

  probe_block (self, at, hits);
  while ((hit = memchr (hit, 1, (gsize) (hits + BLOCK_BYTES - hit))) != NULL)
    {
      if (equals (self, at + (hit - hits)))
        return at + (hit - hits);
      hit++;
    }
  return NULL;
}

/* The same as memmem() for what is not exact: @n is how many places there are to begin at. */
static const guint8 *
find_by_probes (const HexwireFixedPattern *self,
                const guint8              *at,
                gsize                      n)
{
  const guint8 *found = NULL;

  for (; found == NULL && n >= BLOCK_BYTES; n -= BLOCK_BYTES, at += BLOCK_BYTES)
    found = find_in_block (self, at);
  for (; found == NULL && n > 0; n--, at++)
    if (probe (self, 0, at) && probe (self, 1, at) && equals (self, at))
      found = at;
  return found;
}

gboolean
hexwire_fixed_pattern_find (const HexwireFixedPattern *self,
                            const guint8              *data,
                            gsize                      size_bytes,
                            gsize                      from,
                            gsize                     *offset)
{
  const guint8 *found;

  if (size_bytes < self->size_bytes || from > size_bytes - self->size_bytes)
    return FALSE;
  if (self->exact != NULL)
    found = memmem (data + from, size_bytes - from, self->exact, self->size_bytes);
  else
    found = find_by_probes (self, data + from, size_bytes - from - self->size_bytes + 1);
  if (found != NULL)
    *offset = (gsize) (found - data);
  return found != NULL;
}
