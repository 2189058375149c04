/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-pane.h"

G_BEGIN_DECLS

/**
 * hexwire_log_defaults_follow_log:
 *
 * Gives @log the bounds that are preferred, now and when they change, as long as it has no others.
 */
void hexwire_log_defaults_follow_log (HexwireMessageLog *log);

/**
 * hexwire_log_defaults_follow_pane:
 *
 * Shows data and times in @pane as is preferred, now and when that changes, as long as nothing else
 * was chosen there.
 */
void hexwire_log_defaults_follow_pane (HexwireLogPane *pane);

G_END_DECLS
