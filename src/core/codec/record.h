/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "codec/format.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RECORD (hexwire_record_get_type ())

/**
 * HexwireRecord:
 *
 * A record that is being composed or decoded: a format, a text for each of its fields and the
 * packed bytes. One state with three sides: whichever is set, the others follow, and `changed` is
 * emitted.
 *
 * What was typed is never lost. A format that does not parse leaves the last good one in force; a
 * value that does not fit keeps its text, and there are no bytes until it is mended.
 */
G_DECLARE_FINAL_TYPE (HexwireRecord, hexwire_record, HEXWIRE, RECORD, GObject)

/** HEXWIRE_RECORD_MAX_VALUES: formats of more values, or of as many bytes, are refused here. */
#define HEXWIRE_RECORD_MAX_VALUES 65536
#define HEXWIRE_RECORD_MAX_SIZE_BYTES (1024 * 1024)

HexwireRecord *hexwire_record_new (void);

/** hexwire_record_set_format: @text: a format, also one that is not finished. */
void hexwire_record_set_format (HexwireRecord *self,
                                const char    *text);

/** hexwire_record_get_format_text: what was set, good or bad. */
const char *hexwire_record_get_format_text (HexwireRecord *self);

/** hexwire_record_get_format: (transfer none): the format in force. */
HexwireFormat *hexwire_record_get_format (HexwireRecord *self);

/**
 * hexwire_record_get_format_error:
 * @position: (out) (optional): where in the text, in bytes
 *
 * Returns: (nullable): why the text is not the format in force
 */
const char *hexwire_record_get_format_error (HexwireRecord *self,
                                             gsize         *position);

/** hexwire_record_get_byte_order: the prefix of the text, `@` where it has none. */
char hexwire_record_get_byte_order (HexwireRecord *self);

/** hexwire_record_set_byte_order: puts another prefix; the values stay, the bytes follow. */
void hexwire_record_set_byte_order (HexwireRecord *self,
                                    char           byte_order);

/**
 * hexwire_record_set_value:
 * @field: the index of a field of the format
 * @text: a Python literal, or as many as the field has values, separated by commas
 */
void hexwire_record_set_value (HexwireRecord *self,
                               gsize          field,
                               const char    *text);

const char *hexwire_record_get_value (HexwireRecord *self,
                                      gsize          field);

/** hexwire_record_get_value_error: (nullable): what is wrong with the text of a field. */
const char *hexwire_record_get_value_error (HexwireRecord *self,
                                            gsize          field);

/**
 * hexwire_record_set_bytes:
 *
 * Decodes @bytes into the values. Fields that are not complete keep their texts.
 */
void hexwire_record_set_bytes (HexwireRecord *self,
                               GBytes        *bytes);

/** hexwire_record_get_bytes: (transfer none) (nullable): %NULL while a value is wrong. */
GBytes *hexwire_record_get_bytes (HexwireRecord *self);

/**
 * hexwire_record_get_n_left_over:
 *
 * Returns: how many bytes follow the record, or, negative, how many it lacks
 */
gssize hexwire_record_get_n_left_over (HexwireRecord *self);

/** hexwire_record_to_python: (transfer full): the `struct.pack(...)` that makes the same bytes. */
char *hexwire_record_to_python (HexwireRecord *self);

G_END_DECLS
