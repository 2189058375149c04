/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/peer.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_CONNECTION_CARD (hexwire_connection_card_get_type ())

/**
 * HexwireConnectionCard:
 *
 * A popover that shows how a connection is doing, twice a second while it is in sight.
 */
G_DECLARE_FINAL_TYPE (HexwireConnectionCard, hexwire_connection_card, HEXWIRE, CONNECTION_CARD,
                      GtkPopover)

GtkWidget *hexwire_connection_card_new (void);

/** hexwire_connection_card_open: shows @peer, a #HexwireStreamPeer. */
void hexwire_connection_card_open (HexwireConnectionCard *self,
                                   HexwirePeer           *peer);

G_END_DECLS
