/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

G_BEGIN_DECLS

/** hexwire_window_class_install_actions: the window's actions, which keys and menus name. */
void hexwire_window_class_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
