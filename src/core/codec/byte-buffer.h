/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_BYTE_BUFFER (hexwire_byte_buffer_get_type ())

/**
 * HexwireByteBuffer:
 *
 * Bytes that are being edited. Emits `changed` after each edit.
 */
G_DECLARE_FINAL_TYPE (HexwireByteBuffer, hexwire_byte_buffer, HEXWIRE, BYTE_BUFFER, GObject)

HexwireByteBuffer *hexwire_byte_buffer_new (void);

/** hexwire_byte_buffer_get_bytes: (transfer none): the bytes as they are now. */
GBytes *hexwire_byte_buffer_get_bytes (HexwireByteBuffer *self);

gsize hexwire_byte_buffer_get_size_bytes (HexwireByteBuffer *self);

/** hexwire_byte_buffer_get: the byte at @offset, which must lie within the buffer. */
guint8 hexwire_byte_buffer_get (HexwireByteBuffer *self,
                                gsize              offset);

/**
 * hexwire_byte_buffer_replace:
 * @offset: where, up to the buffer's size
 * @n_removed: how many bytes go; must be there
 * @data: (array length=n_added) (nullable): what comes instead
 *
 * The one way to edit: overwriting, inserting and deleting are all this.
 */
void hexwire_byte_buffer_replace (HexwireByteBuffer *self,
                                  gsize              offset,
                                  gsize              n_removed,
                                  const guint8      *data,
                                  gsize              n_added);

/**
 * hexwire_byte_buffer_set_bytes:
 * @changed_offset: (out) (optional): the first byte that differs
 * @n_changed: (out) (optional): how many of the new bytes lie between the first and the last that
 *   differ; 0 where nothing is new
 *
 * Makes @bytes the content, by an edit of what differs alone; by none where nothing does.
 */
void hexwire_byte_buffer_set_bytes (HexwireByteBuffer *self,
                                    GBytes            *bytes,
                                    gsize             *changed_offset,
                                    gsize             *n_changed);

G_END_DECLS
