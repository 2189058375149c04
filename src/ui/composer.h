/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/writing.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_COMPOSER (hexwire_composer_get_type ())

/**
 * HexwireComposer:
 *
 * Where a message is typed. The bytes that will go out stand below it before they go; what cannot
 * be read is marked where it is, and cannot be sent. Its signal `send` carries the bytes (#GBytes).
 */
G_DECLARE_FINAL_TYPE (HexwireComposer, hexwire_composer, HEXWIRE, COMPOSER, GtkBox)

/**
 * hexwire_composer_set_target:
 * @target: (nullable): to whom the message goes, as the button names it; %NULL when there is nobody
 */
void hexwire_composer_set_target (HexwireComposer *self,
                                  const char      *target);

/** hexwire_composer_set_allows_empty: a datagram may be empty, a stream has no empty messages. */
void hexwire_composer_set_allows_empty (HexwireComposer *self,
                                        gboolean         allows_empty);

/**
 * hexwire_composer_init_writing:
 * @writing: (out caller-allocates): the message as it was typed; with a line ending, it is a part
 *   of the text
 */
void hexwire_composer_init_writing (HexwireComposer *self,
                                    HexwireWriting  *writing);

/** hexwire_composer_send: as if the button was pressed. */
void hexwire_composer_send (HexwireComposer *self);

G_END_DECLS
