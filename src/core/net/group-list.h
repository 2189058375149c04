/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/multicast-group.h"

G_BEGIN_DECLS

#define HEXWIRE_TYPE_GROUP_LIST (hexwire_group_list_get_type ())

/**
 * HexwireGroupList:
 *
 * The multicast groups of an endpoint. While sockets are open, what is in the list is joined;
 * otherwise it is what will be joined.
 *
 * Signals:
 * - `joined`, `left`, with a #HexwireMulticastGroup: a group was joined or left because the list
 *   changed while sockets were open
 */
G_DECLARE_FINAL_TYPE (HexwireGroupList, hexwire_group_list, HEXWIRE, GROUP_LIST, GObject)

/** hexwire_group_list_new: (transfer full): an empty list, without sockets. */
HexwireGroupList *hexwire_group_list_new (void);

/** hexwire_group_list_get_model: (transfer none): of #HexwireMulticastGroup. */
GListModel *hexwire_group_list_get_model (HexwireGroupList *self);

/**
 * hexwire_group_list_add:
 * @text: see hexwire_multicast_group_parse()
 * @error: return location for a #HexwireNetError
 *
 * Adds a group, and joins it if sockets are open.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS, and nothing changed
 */
gboolean hexwire_group_list_add (HexwireGroupList  *self,
                                 const char        *text,
                                 GError           **error);

/** hexwire_group_list_remove: leaves @group, if it is joined, and takes it off the list. */
void hexwire_group_list_remove (HexwireGroupList      *self,
                                HexwireMulticastGroup *group);

/**
 * hexwire_group_list_open:
 * @sockets: (element-type GSocket) (transfer none): bound datagram sockets
 * @error: return location for a #HexwireNetError
 *
 * Joins every group of the list, each on the socket of its family.
 *
 * Returns: %TRUE, or %FALSE with %HEXWIRE_NET_ERROR_ADDRESS, and nothing open
 */
gboolean hexwire_group_list_open (HexwireGroupList  *self,
                                  GPtrArray         *sockets,
                                  GError           **error);

/** hexwire_group_list_close: the sockets are about to close, and leave by that. */
void hexwire_group_list_close (HexwireGroupList *self);

G_END_DECLS
