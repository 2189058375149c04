/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * SECTION: edits of a format's text
 *
 * Each function changes one item and leaves the rest of the text as it was typed: names, white
 * space, the byte order. What it returns always parses. It has these parameters:
 *
 * - text: a format
 * - field: the index of one of its fields, as of hexwire_format_get_field(). Padding that alignment
 *   puts between two fields counts, but is not written in the text and cannot be edited.
 * - values: (inout) (nullable) (element-type utf8): a text for each field, to be rearranged with
 *   them: afterwards it has an element for each field of the new format, %NULL for a new one and
 *   for alignment. The array must free its elements with g_free(). Unchanged on failure.
 *
 * Returns: (transfer full) (nullable): the new text, or %NULL with %HEXWIRE_CODEC_ERROR_FORMAT, or
 *   with %HEXWIRE_CODEC_ERROR_TOO_LARGE where the size of a record overflows
 */

/** HEXWIRE_FORMAT_EDIT_END: behind the last field, for hexwire_format_edit_add(). */
#define HEXWIRE_FORMAT_EDIT_END G_MAXSIZE

/**
 * hexwire_format_edit_add:
 * @after: the index of the field that the new one is to follow, which may be alignment, or
 *   %HEXWIRE_FORMAT_EDIT_END
 * @type: a type letter
 * @count: its repeat count, for `s`, `p` and `x` its size in bytes; 1 is not written
 * @name: (nullable): its name
 *
 * Adds an item, behind a space where the format has spaces or names.
 */
char *hexwire_format_edit_add (const char  *text,
                               gsize        after,
                               char         type,
                               gsize        count,
                               const char  *name,
                               GPtrArray   *values,
                               GError     **error);

/** hexwire_format_edit_remove: removes the item and the white space that it leaves behind. */
char *hexwire_format_edit_remove (const char  *text,
                                  gsize        field,
                                  GPtrArray   *values,
                                  GError     **error);

/**
 * hexwire_format_edit_duplicate:
 *
 * Repeats the item behind itself, with its value. A name gets a number that makes it another:
 * `id` is followed by `id_2`.
 */
char *hexwire_format_edit_duplicate (const char  *text,
                                     gsize        field,
                                     GPtrArray   *values,
                                     GError     **error);

/**
 * hexwire_format_edit_move:
 * @target: the index of the field whose place it takes; behind the last one means the end
 * @new_field: (out) (optional): the index that the field has in the new format
 *
 * Moves the item; those between move up by one.
 */
char *hexwire_format_edit_move (const char  *text,
                                gsize        field,
                                gsize        target,
                                GPtrArray   *values,
                                gsize       *new_field,
                                GError     **error);

/** hexwire_format_edit_set_type: gives the item another type letter; its count stays. */
char *hexwire_format_edit_set_type (const char  *text,
                                    gsize        field,
                                    char         type,
                                    GPtrArray   *values,
                                    GError     **error);

/** hexwire_format_edit_set_count: gives it another count, or none for 1. */
char *hexwire_format_edit_set_count (const char  *text,
                                     gsize        field,
                                     gsize        count,
                                     GPtrArray   *values,
                                     GError     **error);

/**
 * hexwire_format_edit_set_name:
 * @name: (nullable): letters, digits and `_`, not beginning with a digit, that no other field is
 *   called; %NULL or empty to remove it
 *
 * Gives the item another name; one that had none comes to stand between spaces.
 */
char *hexwire_format_edit_set_name (const char  *text,
                                    gsize        field,
                                    const char  *name,
                                    GPtrArray   *values,
                                    GError     **error);

G_END_DECLS
