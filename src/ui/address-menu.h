/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "net/endpoint-kind.h"

G_BEGIN_DECLS

/**
 * hexwire_address_menu_new:
 * @kind: whose address is chosen
 * @action: what an item does, with the address as a string
 *
 * Which addresses this machine has at present: all interfaces (servers), loopback, and those of
 * each interface under its name; where datagrams are sent, also its broadcast addresses.
 *
 * Returns: (transfer full): a menu
 */
GMenuModel *hexwire_address_menu_new (HexwireEndpointKind  kind,
                                      const char          *action);

G_END_DECLS
