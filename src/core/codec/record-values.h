/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"
#include "codec/macro.h"

G_BEGIN_DECLS

/**
 * HexwireRecordValues:
 *
 * The values of a record as they are typed: a text for each field of a format, and what is wrong
 * with it. Texts that a shorter format has no field for are kept, and come back with a longer one.
 */
typedef struct _HexwireRecordValues HexwireRecordValues;

HexwireRecordValues *hexwire_record_values_new (void);

void hexwire_record_values_free (HexwireRecordValues *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HexwireRecordValues, hexwire_record_values_free)

/** hexwire_record_values_get: (nullable): the text of a field; %NULL for padding. */
const char *hexwire_record_values_get (HexwireRecordValues *self,
                                       gsize                field);

/** hexwire_record_values_set: @text: (nullable): the text of a field */
void hexwire_record_values_set (HexwireRecordValues *self,
                                gsize                field,
                                const char          *text);

/** hexwire_record_values_get_error: (nullable): what is wrong with the text of a field. */
const char *hexwire_record_values_get_error (HexwireRecordValues *self,
                                             gsize                field);

/**
 * hexwire_record_values_dup:
 *
 * Returns: (transfer full) (element-type utf8) (nullable elements): the first @n_fields texts
 */
GPtrArray *hexwire_record_values_dup (HexwireRecordValues *self,
                                      gsize                n_fields);

/** hexwire_record_values_dup_all: likewise all of them, also those without a field. */
GPtrArray *hexwire_record_values_dup_all (HexwireRecordValues *self);

/** hexwire_record_values_set_all: @texts: (element-type utf8): all there is from now on */
void hexwire_record_values_set_all (HexwireRecordValues *self,
                                    GPtrArray           *texts);

/**
 * hexwire_record_values_follow:
 *
 * After a change of the format: moves each text to its field, past padding. A text that was the
 * default of its type becomes the default of the new type.
 */
void hexwire_record_values_follow (HexwireRecordValues *self,
                                   HexwireFormat       *before,
                                   HexwireFormat       *after);

/** hexwire_record_values_fill: gives each field without a text the default of its type. */
void hexwire_record_values_fill (HexwireRecordValues *self,
                                 HexwireFormat       *format);

/** hexwire_record_values_have_macros: whether a field of @format has a macro for a value. */
gboolean hexwire_record_values_have_macros (HexwireRecordValues *self,
                                            HexwireFormat       *format);

/**
 * hexwire_record_values_pack:
 * @context: what macros stand for
 *
 * Packs the texts. Sets the error of each that does not parse or does not fit.
 *
 * Returns: (transfer full) (nullable): the bytes, %NULL where there is an error
 */
GBytes *hexwire_record_values_pack (HexwireRecordValues       *self,
                                    HexwireFormat             *format,
                                    const HexwireMacroContext *context);

/**
 * hexwire_record_values_unpack:
 * @data: (array length=size_bytes) (nullable): a record, whole or not, perhaps with more behind it
 *
 * Sets the texts from bytes. A field that is not complete gets an empty text and an error.
 */
void hexwire_record_values_unpack (HexwireRecordValues *self,
                                   HexwireFormat       *format,
                                   const guint8        *data,
                                   gsize                size_bytes);

G_END_DECLS
