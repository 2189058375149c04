/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-writer.h"

G_BEGIN_DECLS

/**
 * HexwireLogWriterClass:
 * @begin: (nullable): writes what a file begins with
 * @write: writes a row
 * @free_state: (nullable): frees the writer's `state`
 *
 * What a format has to bring.
 */
typedef struct
{
  void (*begin)      (HexwireLogWriter       *self);
  void (*write)      (HexwireLogWriter       *self,
                      const HexwireLogRecord *record);
  void (*free_state) (gpointer                state);
} HexwireLogWriterClass;

struct _HexwireLogWriter
{
  const HexwireLogWriterClass *klass;
  HexwireLogFormat format;
  HexwireFormat *decode;                /* (nullable) */
  HexwireLogSink *sink;
  gpointer state;                       /* (nullable): the format's own */
};

extern const HexwireLogWriterClass hexwire_text_writer_class;
extern const HexwireLogWriterClass hexwire_csv_writer_class;
extern const HexwireLogWriterClass hexwire_json_writer_class;
extern const HexwireLogWriterClass hexwire_dump_writer_class;
extern const HexwireLogWriterClass hexwire_raw_writer_class;
extern const HexwireLogWriterClass hexwire_pcapng_writer_class;

/** hexwire_log_writer_get_kind_word: `received`, `closed`; the same in every language. */
const char *hexwire_log_writer_get_kind_word (HexwireMessageKind kind);

/**
 * hexwire_log_writer_count_records:
 *
 * Returns: how many records of the format the payload of @record holds: all where they are it to
 *   the byte, else the one that it begins with, or 0 where it is too short or no data
 */
gsize hexwire_log_writer_count_records (HexwireLogWriter       *self,
                                        const HexwireLogRecord *record);

/**
 * hexwire_log_writer_dup_field_names:
 *
 * Returns: (transfer full): a name for each field of the decoded format, %NULL for padding; a field
 *   without one is called by its letter, and what occurs again gets a number: `id`, `h`, `h_2`
 */
GPtrArray *hexwire_log_writer_dup_field_names (const HexwireFormat *format);

G_END_DECLS
