/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hexwire_long_text_dup_start:
 * @text: a text, of any length
 * @max_chars: how much of it is wanted at most, in characters
 *
 * For a label: a line of a hundred thousand characters takes seconds to be laid out, and nobody
 * reads it there.
 *
 * Returns: (transfer full): @text, or its beginning and an ellipsis
 */
char *hexwire_long_text_dup_start (const char *text,
                                   gsize       max_chars);

G_END_DECLS
