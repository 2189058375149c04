/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log/log-writer.h"

G_BEGIN_DECLS

/**
 * HexwireRecordFile:
 *
 * A file that rows are added to while they happen. Whenever it is flushed it ends with a whole row,
 * so that it can be read, whatever becomes of us; after a failure it is cut to its last whole row.
 * For use by one thread at a time.
 */
typedef struct _HexwireRecordFile HexwireRecordFile;

/**
 * hexwire_record_file_new:
 * @file: a local file; what is there is overwritten. It may be a pipe that another program reads.
 * @decode: (nullable): see hexwire_log_writer_new()
 * @max_size_bytes: the size from which on rows go to another file, `name-0001.pcapng` and so on;
 *   0 for any size
 * @error: return location for a #GIOErrorEnum, with a text for the user
 *
 * Returns: (transfer full) (nullable): the open file, %NULL on failure
 */
HexwireRecordFile *hexwire_record_file_new  (GFile                *file,
                                             HexwireLogFormat      format,
                                             const HexwireFormat  *decode,
                                             guint64               max_size_bytes,
                                             GError              **error);
void               hexwire_record_file_free (HexwireRecordFile    *self);

/** hexwire_record_file_write: adds a row, which may wait for hexwire_record_file_flush(). */
gboolean hexwire_record_file_write (HexwireRecordFile       *self,
                                    const HexwireLogRecord  *record,
                                    GError                 **error);

/** hexwire_record_file_note: adds a row that is not counted as one. */
gboolean hexwire_record_file_note (HexwireRecordFile       *self,
                                   const HexwireLogRecord  *record,
                                   GError                 **error);

/**
 * hexwire_record_file_flush:
 *
 * Gives everything to the kernel, and looks whether the file still has a name.
 */
gboolean hexwire_record_file_flush (HexwireRecordFile  *self,
                                    GError            **error);

/** hexwire_record_file_get_n_written_bytes: the size of this file and those before it. */
guint64 hexwire_record_file_get_n_written_bytes (HexwireRecordFile *self);

/**
 * hexwire_record_file_get_n_rows:
 *
 * Returns: how many rows this file and those before it have, as far as they were flushed; after a
 *   failure, those that are left
 */
guint64 hexwire_record_file_get_n_rows (HexwireRecordFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireRecordFile, hexwire_record_file_free)

G_END_DECLS
