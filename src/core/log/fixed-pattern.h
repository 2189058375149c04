/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwirePatternByte:
 * @low: a byte that stands here
 * @high: another one, or the same again
 * @mask: which bits are compared; only all bits where @low is not @high
 * @n_more: how many of the following bytes belong to the same character: all of them are those of
 *   @low or all of them are those of @high
 *
 * What may stand at one place of a fixed pattern.
 */
typedef struct
{
  guint8 low;
  guint8 high;
  guint8 mask;
  guint8 n_more;
} HexwirePatternByte;

/**
 * HexwireFixedPattern:
 *
 * A pattern of as many bytes as what it finds: a text, with case or without, or hex digits with
 * gaps. Immutable, for any thread.
 */
typedef struct _HexwireFixedPattern HexwireFixedPattern;

/** hexwire_fixed_pattern_new: (array length=size_bytes): a pattern of at least one byte. */
HexwireFixedPattern *hexwire_fixed_pattern_new  (const HexwirePatternByte *bytes,
                                                 gsize                     size_bytes);
void                 hexwire_fixed_pattern_free (HexwireFixedPattern      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFixedPattern, hexwire_fixed_pattern_free)

/** hexwire_fixed_pattern_get_size_bytes: the size of the pattern and of all that it finds. */
gsize hexwire_fixed_pattern_get_size_bytes (const HexwireFixedPattern *self);

/**
 * hexwire_fixed_pattern_find:
 * @from: where a match may begin at the earliest
 * @offset: (out): where it begins
 *
 * Returns: whether there is a match; the first one
 */
gboolean hexwire_fixed_pattern_find (const HexwireFixedPattern *self,
                                     const guint8              *data,
                                     gsize                      size_bytes,
                                     gsize                      from,
                                     gsize                     *offset);

/**
 * hexwire_fixed_pattern_may_span:
 *
 * Returns: %FALSE where no match has @before and @after beside each other
 */
gboolean hexwire_fixed_pattern_may_span (const HexwireFixedPattern *self,
                                         guint8                     before,
                                         guint8                     after);

G_END_DECLS
