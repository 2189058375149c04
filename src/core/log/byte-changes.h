/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-view.h"
#include "log/message.h"

G_BEGIN_DECLS

/**
 * hexwire_byte_changes_find:
 * @before: (array length=n_before): an earlier message
 * @data: (array length=size_bytes): a later one
 * @offset_bytes: (inout): where in @data to begin; where the run begins
 * @run_bytes: (out): how long it is
 *
 * Finds the next run of bytes that differ from those at the same place before. Bytes behind the end
 * of the earlier message are changed, too.
 *
 * Returns: whether there is one
 */
gboolean hexwire_byte_changes_find (const guint8 *before,
                                    gsize         n_before,
                                    const guint8 *data,
                                    gsize         size_bytes,
                                    gsize        *offset_bytes,
                                    gsize        *run_bytes);

/**
 * hexwire_byte_changes_dup_previous:
 * @view: where @message is shown
 * @position: at which position
 *
 * Looks for what the same peer sent, or was sent, before. Where messages are shown as received,
 * that is the one before on the wire, shown or not; among frames it is looked for some hundred rows
 * back.
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL where there is none, or none any more
 */
GBytes *hexwire_byte_changes_dup_previous (HexwireLogView *view,
                                           guint           position,
                                           HexwireMessage *message);

G_END_DECLS
