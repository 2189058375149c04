/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "log/frame-rule.h"
#include "log/log-record.h"

#include <gio/gio.h>

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
 * HexwireRecordPrinter:
 *
 * Prints rows as the user wants them: messages to the output, what happened to stderr, and counts
 * both.
 */
typedef struct _HexwireRecordPrinter HexwireRecordPrinter;

/** hexwire_record_printer_new: @stream: (transfer none): gets the messages; lives longer */
HexwireRecordPrinter *hexwire_record_printer_new (const HexwirePrinterSettings *settings,
                                                  GOutputStream                *stream);

void hexwire_record_printer_free (HexwireRecordPrinter *self);

/** hexwire_record_printer_print: a message or what happened; nothing beyond the wanted number. */
void hexwire_record_printer_print (HexwireRecordPrinter   *self,
                                   const HexwireLogRecord *record);

/** hexwire_record_printer_leave_out: counts messages that are not printed, though wanted. */
void hexwire_record_printer_leave_out (HexwireRecordPrinter *self,
                                       guint64               n_messages);

/** hexwire_record_printer_get_size_bytes: what was printed, and is not with the stream yet. */
gsize hexwire_record_printer_get_size_bytes (const HexwireRecordPrinter *self);

/** hexwire_record_printer_flush: hands to the stream what was printed. */
void hexwire_record_printer_flush (HexwireRecordPrinter *self);

/** hexwire_record_printer_is_limited: whether as many messages as were wanted are printed. */
gboolean hexwire_record_printer_is_limited (const HexwireRecordPrinter *self);

/** hexwire_record_printer_get_counts: (transfer none) */
const HexwirePrinterCounts *hexwire_record_printer_get_counts (const HexwireRecordPrinter *self);

G_END_DECLS
