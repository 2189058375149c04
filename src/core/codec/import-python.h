/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_import_python:
 * @text: Python with a call of the `struct` module, or a quoted format alone
 * @values: where is appended a text for each field, %NULL where there is none
 * @notes: where is appended, a line each, what a person should know
 *
 * Takes the format and the values of the first such call. Names that the unpacked values are
 * assigned to become those of the fields.
 *
 * Returns: (transfer full) (nullable): the format, or %NULL where none can be read
 */
char *hexwire_import_python (const char  *text,
                             GPtrArray   *values,
                             GString     *notes,
                             GError     **error);

/**
 * hexwire_import_ctypes:
 * @text: Python with a class that is derived from `ctypes.Structure`; the first one is taken
 * @notes: where is appended, a line each, what a person should know
 *
 * Returns: (transfer full) (nullable): its format, or %NULL where it holds what no format says
 */
char *hexwire_import_ctypes (const char  *text,
                             GString     *notes,
                             GError     **error);

G_END_DECLS
