/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_LOG_VIEW (hexwire_log_view_get_type ())

/**
 * HexwireLogView:
 *
 * The rows of a message log that one reader wants to see: those of one peer, say, and up to where.
 * A #GListModel of #HexwireMessage, and a scan over the log's own memory: no row object is made for
 * deciding. While held, the view does not grow, so that nothing moves under the reader's eyes; what
 * waits is counted and comes when the view is released.
 */
G_DECLARE_FINAL_TYPE (HexwireLogView, hexwire_log_view, HEXWIRE, LOG_VIEW, GObject)

HexwireLogView *hexwire_log_view_new (HexwireMessageLog *log);

/** hexwire_log_view_get_log: (transfer none): what this is a view of. */
HexwireMessageLog *hexwire_log_view_get_log (HexwireLogView *self);

/** hexwire_log_view_set_peer: shows the messages of @peer_id alone; 0 shows those of all. */
void hexwire_log_view_set_peer (HexwireLogView *self,
                                guint32         peer_id);

/** hexwire_log_view_set_held: stops the view from growing, or lets in what has waited. */
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

/** hexwire_log_view_get_n_waiting: (property n-waiting): rows that came while the view is held. */
guint hexwire_log_view_get_n_waiting (HexwireLogView *self);

G_END_DECLS
