/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-list.h"

G_BEGIN_DECLS

/**
 * hexwire_log_copy_install:
 * @widget_class: the class of #HexwireLogList
 *
 * Installs what copies the selected rows, with its keys: `log.copy`, which copies the data as text;
 * `log.copy-as` with the id of a #HexwireCopyKind; `log.copy-command` with the id of a
 * #HexwireReproduceTool; and `log.select-all`. What cannot be copied is told by the action
 * `page.show-problem` of a widget above.
 */
void hexwire_log_copy_install (GtkWidgetClass *widget_class);

/** hexwire_log_copy_update: enables the actions that make sense with the present selection. */
void hexwire_log_copy_update (HexwireLogList *list);

G_END_DECLS
