/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireLogHit:
 * @row: the log's row where it begins
 * @offset_bytes: where in that row's payload
 * @length_bytes: how long it is; it may reach into the following rows of the same stream
 *
 * A place in a log where something was found.
 */
typedef struct
{
  guint64 row;
  guint32 offset_bytes;
  guint32 length_bytes;
} HexwireLogHit;

/**
 * HexwireLogHits:
 *
 * Hits in the order of their places, each place once.
 */
typedef struct
{
  /*< private >*/
  GArray *hits;
  guint n_forgotten;      /* at the beginning of @hits */
} HexwireLogHits;

void hexwire_log_hits_init  (HexwireLogHits *self);
void hexwire_log_hits_clear (HexwireLogHits *self);

/** hexwire_log_hits_put: adds a hit, most often behind the last one; or takes it for that there. */
void hexwire_log_hits_put (HexwireLogHits      *self,
                           const HexwireLogHit *hit);

/** hexwire_log_hits_forget_all: lets go of every hit. */
void hexwire_log_hits_forget_all (HexwireLogHits *self);

/** hexwire_log_hits_forget_before: lets go of hits that begin before @row; tells if there were. */
gboolean hexwire_log_hits_forget_before (HexwireLogHits *self,
                                         guint64         row);

guint                hexwire_log_hits_get_n (const HexwireLogHits *self);
const HexwireLogHit *hexwire_log_hits_get   (const HexwireLogHits *self,
                                             guint                 index);

/** hexwire_log_hits_find: returns the index of the first hit there or behind; in O(log n). */
guint hexwire_log_hits_find (const HexwireLogHits *self,
                             guint64               row,
                             guint32               offset_bytes);

G_END_DECLS
