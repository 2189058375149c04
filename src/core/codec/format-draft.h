/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * HexwireFormatPiece:
 * @text: name, count and letter as they stand in the text
 * @gap: the white space behind it
 * @value: (nullable): what was given for the field
 * @is_touched: whether the piece or its neighbours may be new
 *
 * A written item of a format.
 */
typedef struct
{
  char *text;
  char *gap;
  char *value;
  gboolean is_touched;
} HexwireFormatPiece;

/**
 * HexwireFormatDraft:
 * @format: what is taken apart
 * @lead: the byte order and the white space before the first item
 * @pieces: (element-type HexwireFormatPiece): the items, in order; alignment has none
 *
 * A format's text, taken apart to be edited.
 */
typedef struct
{
  HexwireFormat *format;
  char *lead;
  GPtrArray *pieces;
} HexwireFormatDraft;

/**
 * hexwire_format_draft_new:
 * @values: (nullable) (element-type utf8): a text for each field of the format
 *
 * Returns: (transfer full) (nullable): the pieces of @text, or %NULL where it is no format
 */
HexwireFormatDraft *hexwire_format_draft_new (const char  *text,
                                              GPtrArray   *values,
                                              GError     **error);

/**
 * hexwire_format_draft_new_at:
 * @field: the index of a field of the format
 * @index: (out): the index of its piece, which counts as touched
 *
 * Returns: (transfer full) (nullable): the pieces of @text, or %NULL where it is no format or has
 *   no such field written in it
 */
HexwireFormatDraft *hexwire_format_draft_new_at (const char  *text,
                                                 gsize        field,
                                                 GPtrArray   *values,
                                                 gsize       *index,
                                                 GError     **error);

void hexwire_format_draft_free (HexwireFormatDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireFormatDraft, hexwire_format_draft_free)

HexwireFormatPiece *hexwire_format_draft_get_piece (const HexwireFormatDraft *self,
                                                    gsize                     index);

/** hexwire_format_draft_count_pieces: how many pieces the first @n_fields fields have. */
gsize hexwire_format_draft_count_pieces (const HexwireFormatDraft *self,
                                         gsize                     n_fields);

/**
 * hexwire_format_draft_insert:
 * @text: (transfer full): an item
 * @value: (transfer full) (nullable): its value
 *
 * Makes a piece, and the white space round it like that of the others.
 */
void hexwire_format_draft_insert (HexwireFormatDraft *self,
                                  gsize               index,
                                  char               *text,
                                  char               *value);

/** hexwire_format_piece_set: puts @with (transfer full) in the place of a text of a piece. */
void hexwire_format_piece_set (char **text,
                               char  *with);

/**
 * hexwire_format_draft_finish:
 * @values: (inout) (nullable): becomes the values of the new format's fields
 *
 * Puts the pieces together, with spaces where a letter would else become part of a name.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL where it is no format
 */
char *hexwire_format_draft_finish (HexwireFormatDraft  *self,
                                   GPtrArray           *values,
                                   GError             **error);

G_END_DECLS
