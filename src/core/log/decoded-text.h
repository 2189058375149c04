/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * hexwire_decoded_text_append:
 * @line: where the text is appended
 * @format: what the payload is taken for
 * @data: (array length=size_bytes): a payload
 * @max_values: how many values are written at most; an ellipsis stands for the rest
 *
 * Writes the fields of a payload on one line, `id=-7  count=1234566`; a field without a name goes
 * by its letter. A payload that is several records to the byte shows one after the other; what
 * follows a record otherwise is told as left over, and what one lacks as missing.
 */
void hexwire_decoded_text_append (GString             *line,
                                  const HexwireFormat *format,
                                  const guint8        *data,
                                  gsize                size_bytes,
                                  guint                max_values);

G_END_DECLS
