/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/message-log.h"
#include "record-printer.h"

G_BEGIN_DECLS

/**
 * HexwirePrinter:
 *
 * Prints the messages of a log on standard output as they come, and what happens to the sockets on
 * stderr. Memory is bounded, however slow the output is: it is the log that holds what waits.
 */
typedef struct _HexwirePrinter HexwirePrinter;

/** HexwirePrinterFunc: the last message is printed, or standard output is closed. */
typedef void (*HexwirePrinterFunc) (gpointer user_data);

HexwirePrinter *hexwire_printer_new  (HexwireMessageLog            *log,
                                      const HexwirePrinterSettings *settings,
                                      HexwirePrinterFunc            done,
                                      gpointer                      user_data);
void            hexwire_printer_free (HexwirePrinter               *self);

/**
 * hexwire_printer_finish:
 * @n_interrupts: see hexwire_output_wait()
 * @timeout_ms: see hexwire_output_wait()
 *
 * Prints what is there, for the end of the program, and blocks until it is written.
 */
void hexwire_printer_finish (HexwirePrinter *self,
                             guint           n_interrupts,
                             int             timeout_ms);

const HexwirePrinterCounts *hexwire_printer_get_counts (HexwirePrinter *self);

/** hexwire_printer_is_complete: whether as many messages came as were wanted. */
gboolean hexwire_printer_is_complete (HexwirePrinter *self);

/** hexwire_printer_get_error: 0, or the `errno` with which standard output failed. */
int hexwire_printer_get_error (HexwirePrinter *self);

G_END_DECLS
