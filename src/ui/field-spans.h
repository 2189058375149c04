/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "hex-view.h"

G_BEGIN_DECLS

/** hexwire_field_spans_append: adds a run of bytes; one of no bytes is left out. */
void hexwire_field_spans_append (GArray *spans,
                                 gsize   offset_bytes,
                                 gsize   size_bytes,
                                 guint   color);

/**
 * hexwire_field_spans_append_records:
 * @spans: (element-type HexwireHexSpan): for hexwire_hex_view_set_spans()
 * @start: where the first record begins
 * @payload_size: how many bytes there are
 *
 * Adds the fields of a record, each in its colour; those of a payload that is several records to
 * the byte again for each.
 *
 * Returns: how many bytes the records take
 */
gsize hexwire_field_spans_append_records (GArray        *spans,
                                          HexwireFormat *format,
                                          gsize          start,
                                          gsize          payload_size);

G_END_DECLS
