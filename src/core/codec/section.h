/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/codec-error.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * HexwireSection:
 *
 * A part of a text that a person may read, change and merge:
 *
 *     # Comments stay where they are, above the section that they stand above.
 *     [Name]
 *     key=value
 *     key = the same, for who likes spaces
 *     text=a text of several lines
 *     text=has its key before each of them
 *
 * Several sections may have one name. What is not known of a section stays in it, and so do its
 * comments. A value is all that follows the `=`, without escapes.
 */
typedef struct _HexwireSection HexwireSection;

/**
 * hexwire_sections_parse:
 * @text: (array length=size_bytes): sections
 * @error: return location for %HEXWIRE_CODEC_ERROR_FILE, which tells the line
 *
 * Returns: (transfer full) (nullable) (element-type HexwireSection): the sections in their order,
 *   %NULL with an error
 */
GPtrArray *hexwire_sections_parse (const char  *text,
                                   gsize        size_bytes,
                                   GError     **error);

/** hexwire_section_new: (transfer full): a section without anything in it. */
HexwireSection *hexwire_section_new  (const char     *name);
void            hexwire_section_free (HexwireSection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireSection, hexwire_section_free)

const char *hexwire_section_get_name (const HexwireSection *self);

/** hexwire_section_get_line: the line of its name in the text that it was read from; else 0. */
guint hexwire_section_get_line (const HexwireSection *self);

/**
 * hexwire_section_dup_value:
 * @line: (out) (optional): where it stands in the text that it was read from
 *
 * Returns: (transfer full) (nullable): the value of @key, maybe of several lines; %NULL without one
 */
char *hexwire_section_dup_value (const HexwireSection *self,
                                 const char           *key,
                                 guint                *line);

/**
 * hexwire_section_set_value:
 * @value: (nullable): the value of @key from now on, %NULL for none
 *
 * A value that is the same already stays as it is written. At the end of a line a carriage return
 * is not kept.
 */
void hexwire_section_set_value (HexwireSection *self,
                                const char     *key,
                                const char     *value);

/** hexwire_section_append: writes what hexwire_sections_parse() reads as @self behind @text. */
void hexwire_section_append (const HexwireSection *self,
                             GString              *text);

G_END_DECLS
