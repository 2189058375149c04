/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "codec/format.h"

G_BEGIN_DECLS

/**
 * HexwireRecordFormat:
 * @text: what was set last
 * @format: the last one that was right: the one in force
 * @error: (nullable): what is wrong with @text
 * @error_position: where, in bytes
 *
 * The format of a record, as it is being written.
 */
typedef struct
{
  char *text;
  HexwireFormat *format;
  char *error;
  gsize error_position;
} HexwireRecordFormat;

/** hexwire_record_format_init: an empty format. */
void hexwire_record_format_init (HexwireRecordFormat *self);

void hexwire_record_format_clear (HexwireRecordFormat *self);

/** hexwire_record_format_set: returns whether @text is a format, and in force now. */
gboolean hexwire_record_format_set (HexwireRecordFormat *self,
                                    const char          *text);

/** hexwire_record_format_restore: as it was, with @format in force, be @text right or not. */
void hexwire_record_format_restore (HexwireRecordFormat *self,
                                    const char          *text,
                                    HexwireFormat       *format);

/** hexwire_record_format_get_byte_order: the prefix of the text; `@` where it has none. */
char hexwire_record_format_get_byte_order (const HexwireRecordFormat *self);

/** hexwire_record_format_dup_with_byte_order: (transfer full): the text with another prefix. */
char *hexwire_record_format_dup_with_byte_order (const HexwireRecordFormat *self,
                                                 char                       byte_order);

G_END_DECLS
