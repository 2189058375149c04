/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/* The values of a field as a person types them: a Python literal for each, separated by commas. */

/** hexwire_field_text_new_default: (transfer full): zeros, or what is nothing for the type. */
char *hexwire_field_text_new_default (const HexwireField *field);

/**
 * hexwire_field_text_parse:
 * @values: (out caller-allocates): room for the field's `n_values`, all zero; each to be cleared
 *   with hexwire_value_clear(), also on failure
 * @error: return location for a #HexwireCodecError
 *
 * Reads as many literals as the field has values.
 *
 * Returns: %TRUE, or %FALSE with an error as of hexwire_value_parse(), or with
 *   %HEXWIRE_CODEC_ERROR_VALUE_COUNT
 */
gboolean hexwire_field_text_parse (const HexwireField  *field,
                                   const char          *text,
                                   HexwireValue        *values,
                                   GError             **error);

/**
 * hexwire_field_text_unpack:
 * @data: the first byte of the record that @field is in
 *
 * Returns: (transfer full): the values of a field, as Python would print them
 */
char *hexwire_field_text_unpack (const HexwireFormat *format,
                                 const HexwireField  *field,
                                 const guint8        *data);

/**
 * hexwire_field_text_find_end:
 *
 * Returns: (transfer none): the end of the literal that begins at @text: the next comma outside
 *   quotes, or the end of the text
 */
const char *hexwire_field_text_find_end (const char *text);

G_END_DECLS
