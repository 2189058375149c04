/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * hexwire_import_c:
 * @text: C with the declaration of a structure; the first one is taken
 * @notes: where is appended, a line each, what a person should know
 *
 * Makes a format of a C structure, as this machine's compiler lays it out.
 *
 * Returns: (transfer full) (nullable): the format, or %NULL where it holds what no format says
 */
char *hexwire_import_c (const char  *text,
                        GString     *notes,
                        GError     **error);

G_END_DECLS
