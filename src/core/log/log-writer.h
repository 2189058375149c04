/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "log/log-record.h"
#include "log/log-sink.h"

G_BEGIN_DECLS

/**
 * HexwireLogFormat:
 * @HEXWIRE_LOG_FORMAT_TEXT: a line for each row, its columns separated by tabs
 * @HEXWIRE_LOG_FORMAT_CSV: RFC 4180, in UTF-8, with a row of names
 * @HEXWIRE_LOG_FORMAT_JSON_LINES: an object for each row
 * @HEXWIRE_LOG_FORMAT_DUMP: a heading for each row, and lines like those of `hexdump -C`
 * @HEXWIRE_LOG_FORMAT_RAW_RECEIVED: the received bytes and nothing else
 * @HEXWIRE_LOG_FORMAT_RAW_SENT: the sent bytes and nothing else
 * @HEXWIRE_LOG_FORMAT_PCAPNG: packets with synthetic headers, as Wireshark reads them
 *
 * How rows of a log are kept in a file.
 */
typedef enum
{
  HEXWIRE_LOG_FORMAT_TEXT,
  HEXWIRE_LOG_FORMAT_CSV,
  HEXWIRE_LOG_FORMAT_JSON_LINES,
  HEXWIRE_LOG_FORMAT_DUMP,
  HEXWIRE_LOG_FORMAT_RAW_RECEIVED,
  HEXWIRE_LOG_FORMAT_RAW_SENT,
  HEXWIRE_LOG_FORMAT_PCAPNG,
} HexwireLogFormat;

#define HEXWIRE_LOG_FORMAT_N (HEXWIRE_LOG_FORMAT_PCAPNG + 1)

/** hexwire_log_format_get_suffix: how the names of such files end, without the dot: `pcapng`. */
const char *hexwire_log_format_get_suffix (HexwireLogFormat self);

/** hexwire_log_format_get_title: (transfer none): what people call it, translated. */
const char *hexwire_log_format_get_title (HexwireLogFormat self);

/**
 * HexwireLogWriter:
 *
 * Writes rows of a log in one of the formats. Makes no system calls itself; for use by one thread
 * at a time.
 */
typedef struct _HexwireLogWriter HexwireLogWriter;

/**
 * hexwire_log_writer_new:
 * @decode: (nullable): what the payloads are taken for, where their fields shall be written, too;
 *   a dump and raw bytes leave them away
 * @sink: (transfer none): where everything goes; it must outlive the writer
 */
HexwireLogWriter *hexwire_log_writer_new  (HexwireLogFormat     format,
                                           const HexwireFormat *decode,
                                           HexwireLogSink      *sink);
void              hexwire_log_writer_free (HexwireLogWriter    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireLogWriter, hexwire_log_writer_free)

/**
 * hexwire_log_writer_begin:
 *
 * Writes what a file begins with. Called again, it begins another file that goes on with the same
 * connections.
 */
void hexwire_log_writer_begin (HexwireLogWriter *self);

/**
 * hexwire_log_writer_write:
 *
 * Writes a row as a whole: what waits in the sink afterwards ends with it.
 */
void hexwire_log_writer_write (HexwireLogWriter       *self,
                               const HexwireLogRecord *record);

G_END_DECLS
