/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/row-filter.h"
#include "log/row-list.h"
#include "log/row-source.h"

G_BEGIN_DECLS

/**
 * HexwireRowChoice:
 * @peer_id: the messages of one peer alone; 0 for those of all
 * @filter: (nullable): the rows alone that it lets through
 * @collapses: whether a message that repeats the one before has no row of its own
 *
 * Which rows of a source are shown, found by a scan over the log's memory. Where all are shown,
 * nothing is kept. The fields are to be read alone.
 */
typedef struct
{
  const HexwireRowSource *source;
  HexwireLogReader readers[2];    /* for two rows at a time */
  guint32 peer_id;
  HexwireRowFilter *filter;
  gboolean collapses;

  /*< private >*/
  HexwireRowList rows;            /* unused while all are shown */
  HexwireRowList given_up;        /* those on which an expression of the filter gave up */
  HexwireRowList passed;          /* where repeats share a row: @rows, and those that repeat them */
  guint64 scanned_number;         /* where the scan goes on */
} HexwireRowChoice;

/** hexwire_row_choice_init: @source: must live as long as @self. */
void hexwire_row_choice_init  (HexwireRowChoice       *self,
                               const HexwireRowSource *source);
void hexwire_row_choice_clear (HexwireRowChoice       *self);

/** hexwire_row_choice_set_filter: @filter: (nullable); see hexwire_row_choice_begin_anew(). */
void hexwire_row_choice_set_filter (HexwireRowChoice *self,
                                    HexwireRowFilter *filter);

/** hexwire_row_choice_begin_anew: after it was changed what is chosen. */
void hexwire_row_choice_begin_anew (HexwireRowChoice *self);

guint   hexwire_row_choice_get_n_rows (const HexwireRowChoice *self);
guint64 hexwire_row_choice_get_number (const HexwireRowChoice *self,
                                       guint                   position);

/** hexwire_row_choice_get_n_messages: for how many messages a row stands, at least 1. */
guint hexwire_row_choice_get_n_messages (const HexwireRowChoice *self,
                                         guint                   position);

/** hexwire_row_choice_get_n_hidden: how many rows were left out so far. */
guint64 hexwire_row_choice_get_n_hidden (const HexwireRowChoice *self);

/** hexwire_row_choice_get_n_given_up: on how many rows an expression of the filter gave up. */
guint hexwire_row_choice_get_n_given_up (const HexwireRowChoice *self);

/**
 * hexwire_row_choice_find:
 * @number: a row of the source
 * @position: (out): where it is, or the next one
 *
 * Returns: whether it is shown, be it in a row that stands for several
 */
gboolean hexwire_row_choice_find (const HexwireRowChoice *self,
                                  guint64                 number,
                                  guint                  *position);

/**
 * hexwire_row_choice_scan:
 * @deadline_us: when to give way, on the clock of g_get_monotonic_time()
 *
 * Returns: whether it came to the end of the source
 */
gboolean hexwire_row_choice_scan (HexwireRowChoice *self,
                                  gint64            deadline_us);

/** hexwire_row_choice_has_scanned: whether it is known if the row @number of the source passes. */
gboolean hexwire_row_choice_has_scanned (const HexwireRowChoice *self,
                                         guint64                 number);

/**
 * hexwire_row_choice_drop:
 * @former_first_number: what the source's first number was before it dropped rows
 * @is_first_changed: (out): whether the row that is now the first stood for more messages before
 *
 * Forgets the rows that the source has dropped.
 *
 * Returns: how many of those that were chosen are gone
 */
guint hexwire_row_choice_drop (HexwireRowChoice *self,
                               guint64           former_first_number,
                               gboolean         *is_first_changed);

G_END_DECLS
