/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

G_BEGIN_DECLS

/**
 * HexwireToken:
 * @start: where it begins in the text
 * @size: its size in bytes; 0 at the end of the text
 * @kind: `a` for a word, `0` for a number, `"` for a quoted text with its quotes and prefix, `$` at
 *   the end, otherwise the character that it is
 *
 * A word of C or Python.
 */
typedef struct
{
  const char *start;
  gsize size;
  char kind;
} HexwireToken;

/**
 * HexwireScanner:
 * @text: the whole text
 * @token: the token that is read next
 *
 * Takes C or Python apart, as far as both agree. White space, C comments and what follows `#` in a
 * line are skipped.
 */
typedef struct
{
  const char *text;
  HexwireToken token;
} HexwireScanner;

/** hexwire_scanner_init: sets @self to the first token of @text. */
void hexwire_scanner_init (HexwireScanner *self,
                           const char     *text);

/** hexwire_scanner_next: moves to the next token; stays at the end. */
void hexwire_scanner_next (HexwireScanner *self);

/** hexwire_scanner_is: whether the next token is @word, a word or a single character. */
gboolean hexwire_scanner_is (const HexwireScanner *self,
                             const char           *word);

/** hexwire_scanner_accept: moves past @word, if it is the next token. */
gboolean hexwire_scanner_accept (HexwireScanner *self,
                                 const char     *word);

/** hexwire_scanner_expect: moves past @word, or fails with an error that asks for it. */
gboolean hexwire_scanner_expect (HexwireScanner  *self,
                                 const char      *word,
                                 GError         **error);

/** hexwire_scanner_skip_group: moves past `(`, `[` or `{` and all up to what closes it. */
void hexwire_scanner_skip_group (HexwireScanner *self);

/** hexwire_scanner_dup_token: (transfer full): the next token, cut unless it is a word. */
char *hexwire_scanner_dup_token (const HexwireScanner *self);

/**
 * hexwire_scanner_read_number:
 * @number: (out): a C or Python integer, not negative
 *
 * Returns: %TRUE and moves on, or %FALSE where the next token is no integer that fits
 */
gboolean hexwire_scanner_read_number (HexwireScanner *self,
                                      gsize          *number);

/**
 * hexwire_scanner_read_text:
 *
 * Reads Python literals, one or several in a row.
 *
 * Returns: (transfer full) (nullable): what they stand for, or %NULL where they have a mistake or
 *   a NUL
 */
char *hexwire_scanner_read_text (HexwireScanner  *self,
                                 GError         **error);

/**
 * hexwire_scanner_fail:
 * @at: where in the text
 * @format: (translated): what is wrong, as for printf()
 *
 * Sets an error that begins with the number of the line.
 *
 * Returns: %FALSE
 */
gboolean hexwire_scanner_fail (const HexwireScanner  *self,
                               const char            *at,
                               GError               **error,
                               const char            *format,
                               ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
