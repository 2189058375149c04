/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "log/log-snapshot.h"

G_BEGIN_DECLS

/**
 * HexwireCopyKind:
 * @HEXWIRE_COPY_TEXT: data as it is where it is UTF-8 without NUL, else with the escapes of
 *   %HEXWIRE_NOTATION_ESCAPED
 * @HEXWIRE_COPY_HEX: pairs of hex digits, separated by spaces
 * @HEXWIRE_COPY_C: the initialiser of a C array
 * @HEXWIRE_COPY_PYTHON: a Python bytes literal
 * @HEXWIRE_COPY_BASE64: base64
 * @HEXWIRE_COPY_DUMP: a hex dump
 * @HEXWIRE_COPY_TSV: time (ISO 8601), kind, peer, length and data, separated by tabs
 *
 * What rows of a log are copied as.
 */
typedef enum
{
  HEXWIRE_COPY_TEXT,
  HEXWIRE_COPY_HEX,
  HEXWIRE_COPY_C,
  HEXWIRE_COPY_PYTHON,
  HEXWIRE_COPY_BASE64,
  HEXWIRE_COPY_DUMP,
  HEXWIRE_COPY_TSV,
} HexwireCopyKind;

/**
 * hexwire_copy_kind_from_id:
 * @id: `text`, `hex`, `c`, `python`, `base64`, `dump` or `tsv`
 * @kind: (out): the kind
 *
 * Returns: %FALSE where there is no such kind
 */
gboolean hexwire_copy_kind_from_id (const char      *id,
                                    HexwireCopyKind *kind);

/**
 * hexwire_row_copy_snapshot:
 * @snapshot: rows
 * @cancellable: (nullable)
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Writes rows: each on lines of its own, arrays with a comma between them, dumps with an empty
 * line. One row alone is nothing but its data. Words of ours are no bytes from the wire: only
 * %HEXWIRE_COPY_TSV has every row, and %HEXWIRE_COPY_TEXT those without data where none has any.
 * May run in any thread.
 *
 * Returns: (transfer full) (nullable): the text, maybe an empty one; %NULL when cancelled
 */
char *hexwire_row_copy_snapshot (const HexwireLogSnapshot  *snapshot,
                                 HexwireCopyKind            kind,
                                 GCancellable              *cancellable,
                                 GError                   **error);

G_END_DECLS
