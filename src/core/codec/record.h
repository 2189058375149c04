/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "codec/envelope.h"
#include "codec/format.h"
#include "codec/macro.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_RECORD (hexwire_record_get_type ())

/**
 * HexwireRecord:
 *
 * A record that is being composed or decoded: a format, a text for each of its fields and the
 * packed bytes, with a length prefix and a checksum round them where that is asked for.
 * One state with three sides: whichever is set, the others follow, and `changed` is emitted.
 *
 * When the format changes, the side that was set last stays as it is: bytes that were decoded are
 * decoded anew, values that were typed are packed anew.
 *
 * What was typed is never lost. A format that does not parse leaves the last good one in force; a
 * value that does not fit keeps its text, and there are no bytes until it is mended.
 *
 * In place of a value there may be a macro, such as `${counter}`: then the bytes are those that
 * would be sent now, and hexwire_record_make() makes those of each sending.
 *
 * Every edit, of whichever side, is a step that can be undone. Characters that are typed one after
 * the other in one text are one step.
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

/**
 * hexwire_record_set_byte_order:
 * @keeps_bytes: whether the bytes stay and the values follow, or the other way round
 *
 * Puts another prefix before the format.
 */
void hexwire_record_set_byte_order (HexwireRecord *self,
                                    char           byte_order,
                                    gboolean       keeps_bytes);

/**
 * hexwire_record_dup_values:
 *
 * Returns: (transfer full) (element-type utf8): a text for each field, as the functions of
 *   format-edit.h take it
 */
GPtrArray *hexwire_record_dup_values (HexwireRecord *self);

/**
 * hexwire_record_set_format_and_values:
 * @text: a format that parses
 * @values: (element-type utf8): a text for each of its fields; %NULL for a value of no account
 *
 * Sets both at once, as after an edit that moved fields.
 */
void hexwire_record_set_format_and_values (HexwireRecord *self,
                                           const char    *text,
                                           GPtrArray     *values);

/** hexwire_record_load: likewise, and the bytes follow from the values, whatever they were. */
void hexwire_record_load (HexwireRecord *self,
                          const char    *text,
                          GPtrArray     *values);

/** hexwire_record_fill_missing: gives the fields that decoded bytes lack their default values. */
void hexwire_record_fill_missing (HexwireRecord *self);

/**
 * hexwire_record_set_envelope:
 *
 * Sets what is put round the packed fields. Bytes that were decoded are not changed by that: they
 * are read anew, and checked.
 */
void hexwire_record_set_envelope (HexwireRecord         *self,
                                  const HexwireEnvelope *envelope);

const HexwireEnvelope *hexwire_record_get_envelope (HexwireRecord *self);

/**
 * hexwire_record_get_check:
 *
 * Returns: (transfer none): where the fields stand within the bytes, and what became of prefix and
 *   checksum
 */
const HexwireEnvelopeCheck *hexwire_record_get_check (HexwireRecord *self);

/** hexwire_record_get_frame_error: (nullable): why no frame could be made of the packed fields. */
const char *hexwire_record_get_frame_error (HexwireRecord *self);

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
 * Decodes @bytes into the values. Fields that are not complete have an empty text and an
 * error that says so, and a prefix or a checksum that is wrong stays as it is.
 */
void hexwire_record_set_bytes (HexwireRecord *self,
                               GBytes        *bytes);

/** hexwire_record_go_on_setting_bytes: likewise, in one step with the bytes that were set last. */
void hexwire_record_go_on_setting_bytes (HexwireRecord *self,
                                         GBytes        *bytes);

/**
 * hexwire_record_get_bytes:
 *
 * Returns: (transfer none) (nullable): the bytes with all that is round them, %NULL while a value
 *   is wrong
 */
GBytes *hexwire_record_get_bytes (HexwireRecord *self);

/**
 * hexwire_record_can_be_sent: whether there are bytes, and they follow from all that was typed:
 *   while the format cannot be read, they are those of the one before.
 */
gboolean hexwire_record_can_be_sent (HexwireRecord *self);

/** hexwire_record_has_macros: whether the bytes are made of values among which there are macros. */
gboolean hexwire_record_has_macros (HexwireRecord *self);

/** hexwire_record_set_counter: what `${counter}` stands for until the record is sent again. */
void hexwire_record_set_counter (HexwireRecord *self,
                                 guint64        counter);

guint64 hexwire_record_get_counter (HexwireRecord *self);

/**
 * hexwire_record_make:
 * @context: what macros stand for
 *
 * Returns: (transfer full) (nullable): the bytes to send, with all that is round them; %NULL with
 *   %HEXWIRE_CODEC_ERROR_FORMAT while the format is wrong, with %HEXWIRE_CODEC_ERROR_VALUE_SYNTAX
 *   while a value is
 */
GBytes *hexwire_record_make (HexwireRecord              *self,
                             const HexwireMacroContext  *context,
                             GError                    **error);

/**
 * hexwire_record_dup_places:
 *
 * Returns: (transfer full) (element-type gsize): where the fields begin in the bytes, where what
 *   follows them does, and the checksum
 */
GArray *hexwire_record_dup_places (HexwireRecord *self);

/** hexwire_record_copy: (transfer full): a record of the same bytes, without the history. */
HexwireRecord *hexwire_record_copy (HexwireRecord *self);

/**
 * hexwire_record_get_n_left_over:
 *
 * Returns: how many bytes follow the fields within their frame, or, negative, how many they lack
 */
gssize hexwire_record_get_n_left_over (HexwireRecord *self);

/** hexwire_record_to_python: (transfer full): the `struct.pack(...)` that makes the same bytes. */
char *hexwire_record_to_python (HexwireRecord *self);

gboolean hexwire_record_can_undo (HexwireRecord *self);

gboolean hexwire_record_can_redo (HexwireRecord *self);

/** hexwire_record_undo: takes the last edit back; %FALSE where there is none. */
gboolean hexwire_record_undo (HexwireRecord *self);

/** hexwire_record_redo: makes again what was taken back last; %FALSE where nothing was. */
gboolean hexwire_record_redo (HexwireRecord *self);

/** hexwire_record_forget_history: what is there now is where undoing ends. */
void hexwire_record_forget_history (HexwireRecord *self);

G_END_DECLS
