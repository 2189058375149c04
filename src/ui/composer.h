/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "codec/writing.h"
#include "send-popover.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_COMPOSER (hexwire_composer_get_type ())

/**
 * HexwireComposer:
 *
 * Where a message is typed. The bytes that will go out stand below it before they go; what cannot
 * be read is marked where it is, and cannot be sent. Its signal `send` carries a source of the
 * message (#HexwireSendSource); `start` tells that what the popover of ways is set to is wanted.
 *
 * With macros switched on, `${…}` in the text stands for something else each time. Without, text is
 * sent as it is typed.
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

/**
 * hexwire_composer_set_is_datagrams:
 * @has_addresses: whether an address can be typed to which they go
 * @can_reach: whether datagrams can be sent at present, also to who has sent none
 *
 * Messages are datagrams.
 */
void hexwire_composer_set_is_datagrams (HexwireComposer *self,
                                        gboolean         has_addresses,
                                        gboolean         can_reach);

/** hexwire_composer_get_address: (nullable): the address that is typed, good or bad. */
const char *hexwire_composer_get_address (HexwireComposer *self);

/** hexwire_composer_show_address_error: tells what is wrong with that address, until it changes. */
void hexwire_composer_show_address_error (HexwireComposer *self,
                                          const char      *message);

/** hexwire_composer_dup_source: (transfer full) (nullable): of what is typed; %NULL when wrong. */
HexwireSendSource *hexwire_composer_dup_source (HexwireComposer *self);

/** hexwire_composer_count_sent: the typed message was sent @n_times: the counter goes on. */
void hexwire_composer_count_sent (HexwireComposer *self,
                                  guint64          n_times);

/** hexwire_composer_get_popover: (transfer none): the other ways to send. */
HexwireSendPopover *hexwire_composer_get_popover (HexwireComposer *self);

/** hexwire_composer_send: as if the button was pressed. */
void hexwire_composer_send (HexwireComposer *self);

G_END_DECLS
