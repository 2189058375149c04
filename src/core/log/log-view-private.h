/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-view.h"
#include "log/row-choice.h"

G_BEGIN_DECLS

/* What the files of the view share: log-view.c has it grow and shrink with the log,
 * log-view-places.c goes between its rows and places in the log. */

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
  guint n_shown;              /* what the listeners know */
  guint n_last_messages;      /* for how many messages the last row stood when they were told */
};

/* Has the listeners know all rows that are there by now. */
void hexwire_log_view_grow_to_end (HexwireLogView *self);

G_END_DECLS
