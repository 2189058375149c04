/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/capture-parser.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/* What the comments of a packet say: in a capture of ours some are made up for other programs, or
 * tell who the peer is; the first other one is the text of a row. */

/**
 * hexwire_captured_comments_find_text:
 *
 * Returns: (nullable): the first comment that is somebody's, or the text of a row
 */
const char *hexwire_captured_comments_find_text (const HexwireCapturePacket *packet);

/**
 * hexwire_captured_comments_find_peer:
 * @text: (inout) (transfer full) (nullable): keeps the memory of @peer
 * @peer: (out): its transport and addresses
 *
 * Finds the comment of ours that tells who the peer is.
 *
 * Returns: %FALSE where there is none
 */
gboolean hexwire_captured_comments_find_peer (const HexwireCapturePacket  *packet,
                                              char                       **text,
                                              HexwireLogPeer              *peer);

/**
 * hexwire_captured_comments_log:
 * @peer_id: whose packet it is, or 0
 * @is_first_told: whether a row has what hexwire_captured_comments_find_text() finds
 *
 * Makes a note of each comment that is not ours.
 */
void hexwire_captured_comments_log (const HexwireCapturePacket *packet,
                                    HexwireMessageLog          *log,
                                    guint32                     peer_id,
                                    gboolean                    is_first_told);

G_END_DECLS
