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
 * selected is selected then.
 *
 * Returns: (transfer none): the menu, for gtk_widget_unparent() before @list goes
 */
GtkWidget *hexwire_log_menu_add (HexwireLogList *list,
                                 GMenuModel     *model);

G_END_DECLS
