/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-view.h"

G_BEGIN_DECLS

/** hexwire_log_text_dup_count: (transfer full): how many rows there are, and how many no more. */
char *hexwire_log_text_dup_count (HexwireLogView *log_view);

/**
 * hexwire_log_text_dup_unfinished:
 *
 * Returns: (transfer full) (nullable): what came of a frame that has not ended; %NULL where every
 *   stream is between two frames
 */
char *hexwire_log_text_dup_unfinished (HexwireLogView *log_view);

G_END_DECLS
