/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-recorder.h"

G_BEGIN_DECLS

/**
 * hexwire_recordings_end:
 *
 * Stops a recording whose tab is gone, and keeps it until the disk has everything.
 */
void hexwire_recordings_end (HexwireLogRecorder *recorder);

/** hexwire_recordings_wait: blocks until all that were ended are written, at most @timeout_ms. */
void hexwire_recordings_wait (guint timeout_ms);

G_END_DECLS
