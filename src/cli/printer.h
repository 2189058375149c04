/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "log/frame-rule.h"
#include "log/message-log.h"

G_BEGIN_DECLS

/**
 * HexwireShow:
 * @HEXWIRE_SHOW_TEXT: a line with the payload as text, with escapes
 * @HEXWIRE_SHOW_HEX: as pairs of hex digits
 * @HEXWIRE_SHOW_BOTH: as the window shows it, text and hex digits
 * @HEXWIRE_SHOW_FIELDS: as the fields of a format
 * @HEXWIRE_SHOW_JSON: an object of JSON Lines
 * @HEXWIRE_SHOW_RAW: the received bytes and nothing else
 *
 * How messages are printed.
 */
typedef enum
{
  HEXWIRE_SHOW_TEXT,
  HEXWIRE_SHOW_HEX,
  HEXWIRE_SHOW_BOTH,
  HEXWIRE_SHOW_FIELDS,
  HEXWIRE_SHOW_JSON,
  HEXWIRE_SHOW_RAW,
} HexwireShow;

/**
 * HexwirePrinterSettings:
 * @show: how messages are printed
 * @decode: (nullable): what payloads are taken for
 * @rule: how streams are cut into messages
 * @shows_sent: whether sent messages are printed, too
 * @is_quiet: whether who comes and goes is left out
 * @is_lossless: whether to wait for a slow output, rather than to leave messages out
 * @max_received: after how many received messages nothing more is printed, 0 for none
 */
typedef struct
{
  HexwireShow show;
  HexwireFormat *decode;
  HexwireFrameRule *rule;
  gboolean shows_sent;
  gboolean is_quiet;
  gboolean is_lossless;
  guint64 max_received;
} HexwirePrinterSettings;

/**
 * HexwirePrinterCounts:
 * @n_received: received messages, as they were cut
 * @n_received_bytes: their bytes
 * @n_sent: sent ones, as they were cut
 * @n_sent_bytes: their bytes
 * @n_errors: rows that tell of an error or of a reset
 * @n_left_out: messages that were not printed, because the output was too slow
 */
typedef struct
{
  guint64 n_received;
  guint64 n_received_bytes;
  guint64 n_sent;
  guint64 n_sent_bytes;
  guint64 n_errors;
  guint64 n_left_out;
} HexwirePrinterCounts;

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
