/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireSearchError:
 * @HEXWIRE_SEARCH_ERROR_PATTERN: a text is no pattern; the message says where and why
 * @HEXWIRE_SEARCH_ERROR_FILTER: a text is no filter; the message says where and why
 * @HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED: looking for a regular expression would take too long
 *
 * Why something cannot be looked for.
 */
typedef enum
{
  HEXWIRE_SEARCH_ERROR_PATTERN,
  HEXWIRE_SEARCH_ERROR_FILTER,
  HEXWIRE_SEARCH_ERROR_TOO_COMPLICATED,
} HexwireSearchError;

#define HEXWIRE_SEARCH_ERROR (hexwire_search_error_quark ())
GQuark hexwire_search_error_quark (void);

/**
 * hexwire_search_set_error_at:
 * @error: (nullable): where the error goes
 * @error_position: (nullable): where @position goes
 * @position: the offset of what is wrong in the text that was read, in bytes
 * @code: what went wrong
 * @format: (translated): the rule that was broken, as for printf()
 *
 * Sets an error whose message begins with the position, counted from 1 as people do.
 */
void hexwire_search_set_error_at (GError             **error,
                                  gsize               *error_position,
                                  gsize                position,
                                  HexwireSearchError   code,
                                  const char          *format,
                                  ...) G_GNUC_PRINTF (5, 6);

/**
 * hexwire_search_move_error:
 * @error: (nullable): where the error goes
 * @error_position: (nullable): where the position goes
 * @part_error: (transfer full): what is wrong in a part of a text, its position first
 * @part_position: the position in the part
 * @start: where the part begins in the text
 * @code: what went wrong with the text
 *
 * Sets an error for a text from that of a part that was read by itself.
 */
void hexwire_search_move_error (GError             **error,
                                gsize               *error_position,
                                GError              *part_error,
                                gsize                part_position,
                                gsize                start,
                                HexwireSearchError   code);

G_END_DECLS
