/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/bytes-text.h"

G_BEGIN_DECLS

/**
 * HexwireLineBreaks:
 * @HEXWIRE_LINE_BREAKS_KEPT: as they are
 * @HEXWIRE_LINE_BREAKS_ESCAPED: as `\n` and `\r`, which a notation with escapes means by them
 * @HEXWIRE_LINE_BREAKS_BLANK: as a blank, where breaks mean no more than that; none at the
 *   end of the entry
 * @HEXWIRE_LINE_BREAKS_QUOTED: as `\n` and `\r` within quotes, as a blank between them
 *
 * How several lines, as they are pasted, are written in an entry of one.
 */
typedef enum
{
  HEXWIRE_LINE_BREAKS_KEPT,
  HEXWIRE_LINE_BREAKS_ESCAPED,
  HEXWIRE_LINE_BREAKS_BLANK,
  HEXWIRE_LINE_BREAKS_QUOTED,
} HexwireLineBreaks;

/** hexwire_line_breaks_of_notation: such that what is meant in a notation stays what it is. */
HexwireLineBreaks hexwire_line_breaks_of_notation (HexwireNotation notation);

/**
 * hexwire_line_breaks_write:
 * @how: how line breaks are written
 * @before: what stands in the entry before @text, which may have opened quotes
 * @text: what is inserted
 * @after: what stands in the entry after @text, which stays apart from it
 *
 * Returns: (transfer full) (nullable): what @text becomes; %NULL where it stays as it is
 */
char *hexwire_line_breaks_write (HexwireLineBreaks  how,
                                 const char        *before,
                                 const char        *text,
                                 const char        *after);

G_END_DECLS
