/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hexwire_digits_get_base:
 * @text: where the digits of a Python integer literal begin
 * @prefix_size: (out): how long its `0x`, `0o` or `0b` is, and the underscore that may follow it
 *
 * Returns: 16, 8, 2, or 10 where there is no prefix
 */
guint hexwire_digits_get_base (const char *text,
                               gsize      *prefix_size);

/**
 * hexwire_digits_read:
 * @text: where digits may begin
 * @base: 2 to 16
 * @digits: where they are appended, without underscores
 *
 * Reads digits, with one underscore between any two of them if so wanted.
 *
 * Returns: (transfer none): where they end in @text
 */
const char *hexwire_digits_read (const char *text,
                                 guint       base,
                                 GString    *digits);

G_END_DECLS
