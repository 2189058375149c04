/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-list.h"

G_BEGIN_DECLS

/**
 * hexwire_log_send_install:
 *
 * The actions `log.send-again` and `log.save-message` for the class of #HexwireLogList: the bytes
 * of the selected message, as it is shown.
 */
void hexwire_log_send_install (GtkWidgetClass *widget_class);

/** hexwire_log_send_update: @is_message: whether one message is selected, and nothing else. */
void hexwire_log_send_update (HexwireLogList *list,
                              gboolean        is_message);

G_END_DECLS
