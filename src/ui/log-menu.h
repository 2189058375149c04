/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-list.h"

G_BEGIN_DECLS

/** hexwire_log_menu_install: the keys that open the menu, for the class of #HexwireLogList. */
void hexwire_log_menu_install (GtkWidgetClass *widget_class);

/**
 * hexwire_log_menu_add:
 * @model: what is in the menu
 *
 * Gives the rows of @list a menu, which the second button of the mouse opens. A row that is not
 * selected is selected then. The menu is made when it is first opened.
 */
void hexwire_log_menu_add (HexwireLogList *list,
                           GMenuModel     *model);

/** hexwire_log_menu_remove: to be called before @list goes; again has no effect. */
void hexwire_log_menu_remove (HexwireLogList *list);

G_END_DECLS
