/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-view.h"
#include "log/row-choice.h"

G_BEGIN_DECLS

/* What the files of the view share: log-view.c has it grow and shrink with the log,
 * log-view-places.c goes between its rows and places in the log, and log-view-sort.c puts the rows
 * into another order. */

struct _HexwireLogView
{
  GObject parent_instance;

  HexwireRowSource source;
  HexwireRowChoice choice;
  gulong log_changed_id;
  guint scan_source;
  guint idle_source;          /* looks for frames that ended by silence */

  gboolean held;
  gboolean paused;
  guint64 paused_row;         /* the log's end when it was paused */
  GArray *order;              /* (element-type guint64) (nullable): the rows, while sorted */
  guint64 order_end;          /* the number behind those of all of them */
  GCancellable *sorting;      /* of the sorting that is under way */

  guint n_shown;              /* what the listeners know */
  guint n_last_messages;      /* for how many messages the last row stood when they were told */
};

/* The number in the source of a row that is shown. */
guint64 hexwire_log_view_get_number (HexwireLogView *self,
                                     guint           position);

/* Where a row of the source is among those that are sorted; %FALSE where it is not one of them. */
gboolean hexwire_log_view_find_sorted (HexwireLogView *self,
                                       guint64         number,
                                       guint          *position);

/* Forgets the order without a word to the listeners. */
void hexwire_log_view_forget_order (HexwireLogView *self);

/* All rows go and come again, in the order of their coming. */
void hexwire_log_view_show_anew (HexwireLogView *self);

/* Has the listeners know all rows that are there by now. */
void hexwire_log_view_grow_to_end (HexwireLogView *self);

G_END_DECLS
