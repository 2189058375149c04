/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HexwireLogPublisherFuncs:
 * @grown: called before the listeners are told
 * @get_rows: which rows there are now: the oldest, and the number behind the newest
 */
typedef struct
{
  void (*grown)    (gpointer user_data);
  void (*get_rows) (guint64  *first_row,
                    guint64  *end_row,
                    gpointer  user_data);
} HexwireLogPublisherFuncs;

/**
 * HexwireLogPublisher:
 * @first_row: the number of the first row that the listeners know
 * @end_row: the number behind the last
 * @cost_us: of telling them the last time, and of showing it since
 *
 * Tells the listeners of a log's model of the rows that come and go, however many, in one go for
 * each: often enough to look alive; less often where telling and showing takes long.
 */
typedef struct
{
  guint64 first_row;
  guint64 end_row;
  gint64 cost_us;

  /*< private >*/
  GListModel *model;
  const HexwireLogPublisherFuncs *funcs;
  guint64 gone_row;           /* rows before it were dropped when they were last told */
  gint64 told_at_us;
  gint64 last_cost_us;        /* of the time before */
  guint source;
} HexwireLogPublisher;

/** hexwire_log_publisher_init: @model: the log, the user's data of @funcs; it owns @self */
void hexwire_log_publisher_init (HexwireLogPublisher            *self,
                                 GListModel                     *model,
                                 const HexwireLogPublisherFuncs *funcs);

/** hexwire_log_publisher_stop: tells nothing any more, unless it is asked to again. */
void hexwire_log_publisher_stop (HexwireLogPublisher *self);

/** hexwire_log_publisher_schedule: something came or went: the listeners are told soon. */
void hexwire_log_publisher_schedule (HexwireLogPublisher *self);

/** hexwire_log_publisher_publish: tells the listeners now what they would be told soon. */
void hexwire_log_publisher_publish (HexwireLogPublisher *self);

G_END_DECLS
