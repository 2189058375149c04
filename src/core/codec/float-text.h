/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HEXWIRE_FLOAT_TEXT_SIZE: room for any number's text and its NUL, in bytes. */
#define HEXWIRE_FLOAT_TEXT_SIZE 32

/**
 * hexwire_float_to_text:
 * @number: any number
 * @text: (out caller-allocates): room for %HEXWIRE_FLOAT_TEXT_SIZE bytes
 *
 * Writes what Python's `repr` does: the shortest decimal that reads back as @number, the closest of
 * them to it, in every locale.
 *
 * Returns: the length of the text, in bytes
 */
gsize hexwire_float_to_text (double  number,
                             char   *text);

G_END_DECLS
