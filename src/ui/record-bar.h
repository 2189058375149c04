/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "log/log-recorder.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RECORD_BAR (hexwire_record_bar_get_type ())

/**
 * HexwireRecordBar:
 *
 * Tells that messages are recorded, where, how many, and why no more; not there otherwise.
 */
G_DECLARE_FINAL_TYPE (HexwireRecordBar, hexwire_record_bar, HEXWIRE, RECORD_BAR, GtkBox)

/** hexwire_record_bar_set_recorder: shows @recorder, in place of one that has ended. */
void hexwire_record_bar_set_recorder (HexwireRecordBar   *self,
                                      HexwireLogRecorder *recorder);

G_END_DECLS
