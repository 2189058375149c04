/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log-list.h"
#include "log/log-recorder.h"
#include "style-choice.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_PANE (hexwire_log_pane_get_type ())

/**
 * HexwireLogPane:
 *
 * The messages of a log, and the bytes of the selected one. It follows the newest message until the
 * reader scrolls up; what comes then waits, so that nothing moves, and a button tells how much.
 * The signal `recording` has the recorder of a recording that begins; `framing-changed` tells that
 * streams are cut otherwise, `look-changed` that data or times are shown otherwise.
 */
G_DECLARE_FINAL_TYPE (HexwireLogPane, hexwire_log_pane, HEXWIRE, LOG_PANE, GtkBox)

/** hexwire_log_pane_set_log: once; @has_streams: whether its messages can be cut anew. */
void hexwire_log_pane_set_log (HexwireLogPane    *self,
                               HexwireMessageLog *log,
                               gboolean           has_streams);

/** hexwire_log_pane_set_read_only: the log is a file's: it is not cleared, noted in or recorded. */
void hexwire_log_pane_set_read_only (HexwireLogPane *self);

/** hexwire_log_pane_get_log_view: (transfer none): the rows that are shown. */
HexwireLogView *hexwire_log_pane_get_log_view (HexwireLogPane *self);

/** hexwire_log_pane_get_list: (transfer none): the list of them. */
HexwireLogList *hexwire_log_pane_get_list (HexwireLogPane *self);

/** hexwire_log_pane_set_peer: shows the messages of one peer; 0 shows those of all. */
void hexwire_log_pane_set_peer (HexwireLogPane *self,
                                guint32         peer_id);

/** hexwire_log_pane_set_hint: as hexwire_log_list_set_hint(). */
void hexwire_log_pane_set_hint (HexwireLogPane *self,
                                const char     *hint);

/** hexwire_log_pane_welcome: as hexwire_log_list_welcome(). */
void hexwire_log_pane_welcome (HexwireLogPane *self);

/** hexwire_log_pane_follow: goes to the newest message and stays there. */
void hexwire_log_pane_follow (HexwireLogPane *self);

/** hexwire_log_pane_show_newest: the same, unless the list is paused. */
void hexwire_log_pane_show_newest (HexwireLogPane *self);

/** hexwire_log_pane_find: opens the bar for finding. */
void hexwire_log_pane_find (HexwireLogPane *self);

void hexwire_log_pane_find_next     (HexwireLogPane *self);
void hexwire_log_pane_find_previous (HexwireLogPane *self);

/** hexwire_log_pane_toggle_pause: lets the list stand, or go on. */
void hexwire_log_pane_toggle_pause (HexwireLogPane *self);

/** hexwire_log_pane_clear: drops all messages. */
void hexwire_log_pane_clear (HexwireLogPane *self);

/** hexwire_log_pane_filter: opens the entry of the filter. */
void hexwire_log_pane_filter (HexwireLogPane *self);

/** hexwire_log_pane_get_format: (transfer none) (nullable): what payloads are decoded as. */
HexwireFormat *hexwire_log_pane_get_format (HexwireLogPane *self);

/** hexwire_log_pane_set_recorder: shows how a recording of the log goes. */
void hexwire_log_pane_set_recorder (HexwireLogPane     *self,
                                    HexwireLogRecorder *recorder);

/**
 * hexwire_log_pane_dup_shown_bytes:
 *
 * Returns: (transfer full) (nullable): the selected bytes of the selected message, or all of its
 *   bytes; %NULL where no message with data is selected
 */
GBytes *hexwire_log_pane_dup_shown_bytes (HexwireLogPane *self);

/** hexwire_log_pane_get_style: (transfer none): how data is shown. */
HexwireStyleChoice *hexwire_log_pane_get_style (HexwireLogPane *self);

/** hexwire_log_pane_get_rule: (transfer none) (nullable): how streams are cut. */
HexwireFrameRule *hexwire_log_pane_get_rule (HexwireLogPane   *self);
void              hexwire_log_pane_set_rule (HexwireLogPane   *self,
                                             HexwireFrameRule *rule);

/** hexwire_log_pane_get_paned: (transfer none): the list, and the bytes of what is selected. */
GtkPaned *hexwire_log_pane_get_paned (HexwireLogPane *self);

G_END_DECLS
