/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log-pane.h"

G_BEGIN_DECLS

/** hexwire_log_pane_class_install_actions: the `log.` actions, which its menus and keys use. */
void hexwire_log_pane_class_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
