/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/send-job.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_SENDING_ROW (hexwire_sending_row_get_type ())

/**
 * HexwireSendingRow:
 *
 * Tells what is being sent, how much and how fast, and stops it; not there otherwise.
 */
G_DECLARE_FINAL_TYPE (HexwireSendingRow, hexwire_sending_row, HEXWIRE, SENDING_ROW, GtkBox)

/**
 * hexwire_sending_row_set_job:
 * @what: what it does, as in "Repeating to 127.0.0.1:50007"
 *
 * Shows @job until it has ended, or, where it ended before its time, until the next one.
 */
void hexwire_sending_row_set_job (HexwireSendingRow *self,
                                  HexwireSendJob    *job,
                                  const char        *what);

G_END_DECLS
