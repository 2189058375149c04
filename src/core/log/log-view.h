/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/row-filter.h"
#include "log/row-key.h"
#include "log/row-source.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_VIEW (hexwire_log_view_get_type ())

/**
 * HexwireLogView:
 *
 * The rows of a message log that one reader wants to see: cut into frames or as received, those of
 * one peer or those that a filter lets through, and up to where. A #GListModel of #HexwireMessage,
 * and a scan over the log's own memory: no row object is made for deciding. While held or paused,
 * the view does not grow, so that nothing moves under the reader's eyes; what waits is counted and
 * comes when the view is released.
 *
 * Where it is to show other rows, the signals `before-anew` and `after-anew` come round the change:
 * all rows go in between, and those that a short scan finds are there afterwards.
 */
G_DECLARE_FINAL_TYPE (HexwireLogView, hexwire_log_view, HEXWIRE, LOG_VIEW, GObject)

HexwireLogView *hexwire_log_view_new (HexwireMessageLog *log);

/** hexwire_log_view_get_log: (transfer none): what this is a view of. */
HexwireMessageLog *hexwire_log_view_get_log (HexwireLogView *self);

/** hexwire_log_view_set_peer: shows the messages of @peer_id alone; 0 shows those of all. */
void hexwire_log_view_set_peer (HexwireLogView *self,
                                guint32         peer_id);

/** hexwire_log_view_set_filter: @filter: (nullable): shows the rows alone that it lets through. */
void hexwire_log_view_set_filter (HexwireLogView  *self,
                                  HexwireRowFilter *filter);

/** hexwire_log_view_get_filter: (transfer none) (nullable) */
HexwireRowFilter *hexwire_log_view_get_filter (HexwireLogView *self);

/**
 * hexwire_log_view_set_rule:
 * @rule: (nullable): how streams are cut; %NULL shows messages as they were received
 *
 * Cuts what is stored, and what comes, anew.
 */
void hexwire_log_view_set_rule (HexwireLogView   *self,
                                HexwireFrameRule *rule);

/** hexwire_log_view_get_rule: (transfer none) (nullable) */
HexwireFrameRule *hexwire_log_view_get_rule (HexwireLogView *self);

/**
 * hexwire_log_view_get_unfinished:
 * @unfinished: (out caller-allocates): what came of a frame that has not ended yet
 *
 * Returns: how many streams are within a frame; @unfinished is that of the newest one
 */
guint hexwire_log_view_get_unfinished (HexwireLogView         *self,
                                       HexwireUnfinishedFrame *unfinished);

/** hexwire_log_view_set_collapses: shows a message that repeats the one before in the same row. */
void hexwire_log_view_set_collapses (HexwireLogView *self,
                                     gboolean        collapses);

/**
 * hexwire_log_view_set_held:
 *
 * Stops the view from growing, or lets in what has waited. Once the log has dropped every row that
 * is shown, the view is not held any more.
 */
void     hexwire_log_view_set_held (HexwireLogView *self,
                                    gboolean        held);
gboolean hexwire_log_view_get_held (HexwireLogView *self);

/**
 * hexwire_log_view_set_paused: (property paused):
 *
 * The same as holding, at the reader's own wish: scrolling does not end it.
 */
void hexwire_log_view_set_paused (HexwireLogView *self,
                                  gboolean        paused);

/**
 * hexwire_log_view_sort:
 *
 * Puts the rows that are shown into another order, once a thread has found it. From then on the
 * view does not grow, until it is to show other rows or hexwire_log_view_unsort() is called; what
 * the log drops keeps an empty row.
 */
void hexwire_log_view_sort (HexwireLogView      *self,
                            const HexwireRowKey *key,
                            gboolean             descending);

/** hexwire_log_view_unsort: back to the order of coming. */
void hexwire_log_view_unsort (HexwireLogView *self);

/** hexwire_log_view_get_sorted: (property sorted): whether rows are sorted, or being sorted. */
gboolean hexwire_log_view_get_sorted (HexwireLogView *self);

/** hexwire_log_view_get_n_waiting: (property n-waiting): rows that came while the view is held. */
guint hexwire_log_view_get_n_waiting (HexwireLogView *self);

/** hexwire_log_view_get_n_hidden: how many rows of the log peer and filter leave out. */
guint64 hexwire_log_view_get_n_hidden (HexwireLogView *self);

/**
 * hexwire_log_view_get_n_given_up:
 *
 * On how many rows an expression of the filter gave up, so that it is not known whether they match.
 */
guint hexwire_log_view_get_n_given_up (HexwireLogView *self);

/**
 * hexwire_log_view_get_n_unlisted:
 *
 * How many frames have no row any more, because there are more than the log may have messages.
 * Their bytes are still in the log.
 */
guint64 hexwire_log_view_get_n_unlisted (HexwireLogView *self);

/** hexwire_log_view_is_scanning: whether older rows are still being looked at. */
gboolean hexwire_log_view_is_scanning (HexwireLogView *self);

/** hexwire_log_view_get_frame: %FALSE where there is no row at @position. */
gboolean hexwire_log_view_get_frame (HexwireLogView *self,
                                     guint           position,
                                     HexwireFrame   *frame);

/**
 * hexwire_log_view_dup_all_frames:
 *
 * Returns: (transfer full) (element-type HexwireFrame) (nullable): every row, also those that are
 *   left out; %NULL where they are those of the log, as they were received
 */
GArray *hexwire_log_view_dup_all_frames (HexwireLogView *self);

/**
 * HexwireLogPlace:
 * @HEXWIRE_LOG_PLACE_SHOWN: in a row that is shown, or waits to be
 * @HEXWIRE_LOG_PLACE_HIDDEN: in a row that the peer or the filter leaves out
 * @HEXWIRE_LOG_PLACE_UNFINISHED: in a frame that has not ended yet
 * @HEXWIRE_LOG_PLACE_NOWHERE: in no row: it is not scanned yet, has no row any more or is gone
 *
 * Where a byte of the log is.
 */
typedef enum
{
  HEXWIRE_LOG_PLACE_SHOWN,
  HEXWIRE_LOG_PLACE_HIDDEN,
  HEXWIRE_LOG_PLACE_UNFINISHED,
  HEXWIRE_LOG_PLACE_NOWHERE,
} HexwireLogPlace;

/**
 * hexwire_log_view_find_place:
 * @row: a row of the log
 * @offset_bytes: a byte of it
 * @position: (out): where the row of the view is that holds it, or else the next one
 *
 * Returns: where the byte is
 */
HexwireLogPlace hexwire_log_view_find_place (HexwireLogView *self,
                                             guint64         row,
                                             guint32         offset_bytes,
                                             guint          *position);

/**
 * hexwire_log_view_find:
 * @row: a row of the log
 * @offset_bytes: a byte of it
 * @position: (out): where the row of the view is that holds it, or else the next one
 *
 * Returns: whether the byte itself is in a row that is shown
 */
gboolean hexwire_log_view_find (HexwireLogView *self,
                                guint64         row,
                                guint32         offset_bytes,
                                guint          *position);

/**
 * hexwire_log_view_reveal:
 * @position: (out): where the row is that holds the byte
 *
 * Lets in what waits, where the row that hexwire_log_view_find() finds is among it.
 *
 * Returns: whether there is such a row now
 */
gboolean hexwire_log_view_reveal (HexwireLogView *self,
                                  guint64         row,
                                  guint32         offset_bytes,
                                  guint          *position);

/**
 * hexwire_log_view_set_marked:
 * @positions: (array length=n_positions): rows, in ascending order
 *
 * Marks rows, or takes their marks away.
 */
void hexwire_log_view_set_marked (HexwireLogView *self,
                                  const guint    *positions,
                                  guint           n_positions,
                                  gboolean        marked);

/**
 * hexwire_log_view_find_mark:
 * @from: a position; one where no row is stands for either end
 * @forward: whether to look behind it or before it
 * @position: (out): the next marked row that is shown
 *
 * Returns: whether there is one
 */
gboolean hexwire_log_view_find_mark (HexwireLogView *self,
                                     guint           from,
                                     gboolean        forward,
                                     guint          *position);

G_END_DECLS
