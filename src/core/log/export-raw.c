/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log/log-writer-private.h"

#define PIECE_BYTES ((gsize) 128 * 1024)

static void
raw_write (HexwireLogWriter       *self,
           const HexwireLogRecord *record)
{
  HexwireMessageKind kind = self->format == HEXWIRE_LOG_FORMAT_RAW_SENT ? HEXWIRE_MESSAGE_SENT
                                                                        : HEXWIRE_MESSAGE_RECEIVED;

  if (record->kind != kind)
    return;
  for (gsize i = 0; i < record->size_bytes; i += PIECE_BYTES)
    {
      g_string_append_len (self->sink->text, (const char *) record->data + i,
                           (gssize) MIN (PIECE_BYTES, record->size_bytes - i));
      if (!hexwire_log_sink_flush_if_full (self->sink))
        return;
    }
}

const HexwireLogWriterClass hexwire_raw_writer_class = { .write = raw_write };
