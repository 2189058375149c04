/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-list.h"

G_BEGIN_DECLS

/**
 * hexwire_log_list_actions_new:
 * @list: a list; the actions are not to be used once it is gone
 *
 * Returns: (transfer full): the actions of hexwire_log_columns_new_menu(), which sort the rows of
 *   @list, and have and set its properties
 */
GActionGroup *hexwire_log_list_actions_new (HexwireLogList *list);

G_END_DECLS
