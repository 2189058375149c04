/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEXWIRE_TYPE_MULTICAST_GROUP (hexwire_multicast_group_get_type ())

/**
 * HexwireMulticastGroup:
 *
 * A multicast group to listen to: all who send to it, or one source alone, on one interface or on
 * the one that the system chooses. Immutable.
 */
G_DECLARE_FINAL_TYPE (HexwireMulticastGroup, hexwire_multicast_group, HEXWIRE, MULTICAST_GROUP,
                      GObject)

/**
 * hexwire_multicast_group_parse:
 * @text: `GROUP`, `GROUP%INTERFACE` or `SOURCE@GROUP%INTERFACE`
 * @error: return location for a #HexwireNetError
 *
 * Returns: (transfer full) (nullable): the group, or %NULL with %HEXWIRE_NET_ERROR_ADDRESS: an
 *   address that is not a group, another family than the source's, an interface that is not there
 */
HexwireMulticastGroup *hexwire_multicast_group_parse (const char  *text,
                                                      GError     **error);

/** hexwire_multicast_group_get_text: the group as it is typed, with the interface's name. */
const char *hexwire_multicast_group_get_text (HexwireMulticastGroup *self);

GSocketFamily hexwire_multicast_group_get_family (HexwireMulticastGroup *self);

/**
 * hexwire_multicast_group_excludes:
 *
 * Returns: whether one socket cannot have both: all sources of a group, and one source of the same
 *   group; the kernel would take the second in place of the first
 */
gboolean hexwire_multicast_group_excludes (HexwireMulticastGroup *self,
                                           HexwireMulticastGroup *other);

/**
 * hexwire_multicast_group_join:
 * @socket: an open datagram socket
 * @error: return location for a #HexwireNetError
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS
 */
gboolean hexwire_multicast_group_join (HexwireMulticastGroup  *self,
                                       GSocket                *socket,
                                       GError                **error);

/** hexwire_multicast_group_leave: undoes hexwire_multicast_group_join() on the same socket. */
void hexwire_multicast_group_leave (HexwireMulticastGroup *self,
                                    GSocket               *socket);

G_END_DECLS
