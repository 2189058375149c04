/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hexwire_tooltip_set:
 * @text: (nullable): %NULL for none
 *
 * Like gtk_widget_set_tooltip_text(), for what changes often or while a window opens. GTK looks for
 * the widget below the pointer whenever it is told of a tooltip, the same one as well; on X11 that
 * grabs the server and asks it several times, which takes more than 100 microseconds. Here the text
 * is looked up when it is asked for: one that is being shown changes with the pointer's next move.
 */
void hexwire_tooltip_set (GtkWidget  *widget,
                          const char *text);

#define HEXWIRE_TYPE_TOOLTIP (hexwire_tooltip_get_type ())

/**
 * HexwireTooltip:
 *
 * The same in a template, beside it, with the properties "widget" and "text". Nothing needs to keep
 * it: it gives the text to the widget when it is made.
 */
G_DECLARE_FINAL_TYPE (HexwireTooltip, hexwire_tooltip, HEXWIRE, TOOLTIP, GObject)

G_END_DECLS
